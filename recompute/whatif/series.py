"""What numbers show at every position of a page's controls, and rows and lists whose length changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

from recompute.markup.elements import Slot
from recompute.markup.quote import QuoteError, Shown, formatted, with_bounds
from recompute.values.lookup import Value
from recompute.whatif.scenarios import index


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


BETWEEN = "\n"
ABSENT = ""


class UnshownError(QuoteError):
    """A value that is shown where the controls start, and cannot be where they lead."""

    def __init__(self, value: Value, error: QuoteError) -> None:
        super().__init__(f"where the controls of a page lead, {error}")
        self.value = value


Data = Mapping[str, tuple[list[int], list[Any]]]


class Series:
    """Lists of texts over a grid, by the numbers under which a page finds them; `start` is a position of the grid."""

    def __init__(
        self, shape: list[int], start: list[int], data: Data, values: Mapping[str, Value], language: str
    ) -> None:
        self.shape, self.start, self.language = shape, start, language
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
            try:
                shown = [formatted(replace(value, data=item, shown={}), format_, self.language) for item in data]
                if len({isinstance(each, list) for each in shown}) > 1:
                    advice = "return a list always"
                    raise QuoteError(f"{name} is one number or text at times, and several at others; {advice}")
            except QuoteError as error:
                raise UnshownError(value, error) from error
            self._shown[name, format_] = [dict(_places(each, name)) for each in with_bounds(shown)]
        return self._shown[name, format_]

    def axes(self, name: str) -> list[int]:
        """Return the axes along which a value changes."""
        return self._data[name][0]

    def given(self, number: int) -> str:
        """Return the text of a list at the start."""
        axes, texts = self._lists[number]
        return texts[self._start_along(axes)]

    def given_places(self, slot: Slot) -> list[str]:
        """Return the places of a value's items, such as `[2][0]`, at the start."""
        return list(self.shown(slot.value, slot.format)[self._start_along(self.axes(slot.value))])

    def _start_along(self, axes: Sequence[int]) -> int:
        return index([self.start[axis] for axis in axes], [self.shape[axis] for axis in axes])

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


@dataclass(frozen=True)
class Run:
    """Numbers in a row that show all of a value: whole rows of a table, or a list."""

    name: str
    format: str
    first: int
    last: int

    def exported(self, series: Series, slots: Sequence[Slot]) -> dict[str, Any]:
        """Return the name and the place among equals of the run's first number, its length, and what may come to it."""
        shown = series.shown(self.name, self.format)
        places = dict.fromkeys(place for each in shown for place in each)
        number = series.lengths(self.name)
        length = int(series.given(number))
        more = [place for place in places if int(re.findall(r"\d+", place)[0]) >= length]
        return {
            "name": self.name,
            "first": [slots[self.first].ref, sum(slot.ref == slots[self.first].ref for slot in slots[: self.first])],
            "items": length,
            "length": number,
            "more": {place: series.of(f"{self.name}{place}", self.format) for place in more},
        }


def runs(slots: Sequence[Slot], series: Series, varying: set[str]) -> Iterator[Run]:
    """Yield the runs of the values whose length changes."""
    at = 0
    while at < len(slots):
        slot = slots[at]
        if slot.value in varying and not slot.in_formula:  # A matrix does not grow.
            refs = [f"{slot.value}{place}" for place in series.given_places(slot)]
            if [other.ref for other in slots[at : at + len(refs)]] == refs:
                yield Run(slot.value, slot.format, at, at + len(refs) - 1)
                at += len(refs) - 1
        at += 1


def varying(slots: Sequence[Slot], series: Series) -> set[str]:
    """Return the values that have more items at some positions of the controls than at others."""
    names = {(slot.value, slot.format) for slot in slots}
    return {name for name, format_ in names if len({tuple(shown) for shown in series.shown(name, format_)}) > 1}
