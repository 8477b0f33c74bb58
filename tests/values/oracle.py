"""Compare what a page may quote with figures worked out in another way."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from recompute.values.decorators import Declaration


def declared(module: ModuleType) -> dict[str, Callable[..., Any]]:
    """Return the values that a page module declares, by name."""
    return {
        name: member
        for name, member in vars(module).items()
        if isinstance(getattr(member, "declaration", None), Declaration)
    }


def assert_same(got: Any, expected: Any, tolerance: float) -> None:
    """Assert that two numbers, or vectors, rows and texts by language, are the same but for a tolerance near zero."""
    if isinstance(expected, (list, tuple)):
        assert len(got) == len(expected)
        for one, other in zip(got, expected, strict=True):
            assert_same(one, other, tolerance)
    elif isinstance(expected, (dict, str)):
        assert got == expected
    else:
        assert float(got) == pytest.approx(float(expected), rel=1e-12, abs=tolerance)
