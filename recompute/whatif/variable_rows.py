"""Rows of tables and lists of prose whose length changes with the controls of their page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from recompute.markup.slots import Slot
from recompute.whatif.series import Series


@dataclass(frozen=True)
class Run:
    """Numbers that stand one after the other and show all of a value: whole rows of a table, or a list."""

    name: str
    format: str
    first: int
    last: int

    def exported(self, series: Series, start: Sequence[int], slots: Sequence[Slot]) -> dict[str, Any]:
        """Return the name and the place among equals of the run's first number, its length, and what may come to it."""
        shown = series.shown(self.name, self.format)
        places = dict.fromkeys(place for each in shown for place in each)
        number = series.lengths(self.name)
        length = int(series.at(number, start))
        more = [place for place in places if int(re.findall(r"\d+", place)[0]) >= length]
        return {
            "name": self.name,
            "first": [slots[self.first].ref, sum(slot.ref == slots[self.first].ref for slot in slots[: self.first])],
            "items": length,
            "length": number,
            "more": {place: series.of(f"{self.name}{place}", self.format) for place in more},
        }


def runs(slots: Sequence[Slot], series: Series, start: Sequence[int], varying: set[str]) -> Iterator[Run]:
    """Yield the runs of the values whose length changes."""
    at = 0
    while at < len(slots):
        slot = slots[at]
        if slot.value in varying and not slot.in_formula:  # A matrix does not grow.
            refs = [f"{slot.value}{place}" for place in _at_start(slot, series, start)]
            if [other.ref for other in slots[at : at + len(refs)]] == refs:
                yield Run(slot.value, slot.format, at, at + len(refs) - 1)
                at += len(refs) - 1
        at += 1


def varying(slots: Sequence[Slot], series: Series) -> set[str]:
    """Return the values that have more items at some positions of the controls than at others."""
    names = {(slot.value, slot.format) for slot in slots}
    return {name for name, format_ in names if len({tuple(shown) for shown in series.shown(name, format_)}) > 1}


def _at_start(slot: Slot, series: Series, start: Sequence[int]) -> list[str]:
    """Return the places of a value's items at the start."""
    shown, place = series.shown(slot.value, slot.format), 0
    for axis in series.axes(slot.value):
        place = place * series.shape[axis] + start[axis]
    return list(shown[place])
