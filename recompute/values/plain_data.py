"""What functions of the scenario return, as plain data that JSON can hold."""

from __future__ import annotations

import math
from typing import Any


def plain(data: Any) -> Any:
    """Turn NumPy scalars and arrays, tuples and mappings into plain Python data, refusing anything else.

    >>> plain((1, "bird", 0.5))
    [1, 'bird', 0.5]
    >>> plain(True)
    Traceback (most recent call last):
    TypeError: it is a bool; a value is a number, a text, or an array or rows of them
    """
    if hasattr(data, "tolist"):
        data = data.tolist()
    if isinstance(data, (list, tuple)):
        return [plain(item) for item in data]
    if isinstance(data, dict):
        return {str(language): plain(item) for language, item in data.items()}
    if isinstance(data, str):
        data.encode()  # A text that no file can hold raises here, where its name is known.
    if isinstance(data, (int, float, str)) and not isinstance(data, bool):
        return data
    raise TypeError(f"it is a {type(data).__name__}; a value is a number, a text, or an array or rows of them")


def is_finite(data: Any) -> bool:
    """Tell whether plain data hold neither infinity nor NaN."""
    if isinstance(data, dict):
        return all(map(is_finite, data.values()))
    if isinstance(data, list):
        return all(map(is_finite, data))
    return isinstance(data, str) or math.isfinite(data)
