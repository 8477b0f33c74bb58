"""The texts that a page shows at every position of its controls, each list of them kept once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from recompute.markup.quote import Shown, formatted
from recompute.values.lookup import Value
from recompute.whatif.compact import compact

BETWEEN = "\n"
ABSENT = ""

Data = Mapping[str, tuple[list[int], list[Any]]]


class Series:
    """Lists of texts over a grid, by the numbers under which a page finds them."""

    def __init__(self, shape: Sequence[int], data: Data, values: Mapping[str, Value], language: str) -> None:
        self.shape, self.language = list(shape), language
        self._data, self._values = data, values
        self._shown: dict[tuple[str, str], list[dict[str, str]]] = {}
        self._numbers: dict[str, int] = {}
        self._lists: list[tuple[list[int], list[str]]] = []

    def add(self, axes: Sequence[int], texts: Sequence[str]) -> int:
        """Keep texts over some axes of the grid; return their number."""
        differing, kept = compact(texts, [self.shape[axis] for axis in axes])
        found = [axes[place] for place in differing], kept
        number = self._numbers.setdefault(repr(found), len(self._lists))
        if number == len(self._lists):
            self._lists.append(found)
        return number

    def of(self, ref: str, format_: str) -> int:
        """Return the number of the texts that a name shows; where it has none, they are empty."""
        name, _, _ = ref.partition("[")
        place = ref.removeprefix(name)
        return self.add(self.axes(name), [shown.get(place, ABSENT) for shown in self.shown(name, format_)])

    def shown(self, name: str, format_: str) -> list[dict[str, str]]:
        """Return what a value shows along its axes, by the places in it, such as `[2][0]`."""
        if (name, format_) not in self._shown:
            value, (_, data) = self._values[name], self._data[name]
            shown = (formatted(replace(value, data=item, shown={}), format_, self.language) for item in data)
            self._shown[name, format_] = [dict(_places(each, name)) for each in shown]
        return self._shown[name, format_]

    def axes(self, name: str) -> list[int]:
        """Return the axes along which a value changes."""
        return self._data[name][0]

    def at(self, number: int, position: Sequence[int]) -> str:
        """Return the text of a list at a position of the grid."""
        axes, texts = self._lists[number]
        place = 0
        for axis in axes:
            place = place * self.shape[axis] + position[axis]
        return texts[place]

    def texts(self, number: int) -> list[str]:
        """Return the texts of a list."""
        return self._lists[number][1]

    def lengths(self, name: str) -> int:
        """Return the number of the list of how many items a value has."""
        return self.add(self.axes(name), [str(len(item)) for item in self._data[name][1]])

    def exported(self) -> list[list[Any]]:
        """Return every list: its axes, and its texts in one."""
        return [[axes, BETWEEN.join(texts)] for axes, texts in self._lists]


def _places(shown: Shown, name: str) -> list[tuple[str, str]]:
    if isinstance(shown, list):
        return [found for item in shown for found in _places(item, name)]
    return [(shown.ref.removeprefix(name), shown.shown)]
