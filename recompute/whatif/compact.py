"""Lists over the positions of controls, kept along those controls alone that they depend on."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any


def compact(items: Sequence[Any], shape: Sequence[int]) -> tuple[list[int], list[Any]]:
    """Return the axes along which items differ, and the items along these axes, the last changing fastest.

    >>> compact(["a", "a", "b", "b"], [2, 2]), compact(["a", "a"], [2])
    (([0], ['a', 'b']), ([], ['a']))
    """
    axes = [axis for axis in range(len(shape)) if not _alike_along(axis, items, shape)]
    positions = [0]
    for axis in axes:
        stride = prod(shape[axis + 1 :])
        positions = [position + step * stride for position in positions for step in range(shape[axis])]
    return axes, [items[position] for position in positions]


def _alike_along(axis: int, items: Sequence[Any], shape: Sequence[int]) -> bool:
    stride = prod(shape[axis + 1 :])
    return all(items[at] == items[at - at // stride % shape[axis] * stride] for at in range(len(items)))
