"""Checks: values computed a second time in another way, and by how much the two differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from recompute.diagnostics import Diagnostics
from recompute.values.lookup import MissingPackageError, Registry, UnknownNameError, Value, Values
from recompute.values.numerals import typed_in


class ShapeError(ValueError):
    """A check returns something else than the numbers that it is to be compared with."""


@dataclass(frozen=True)
class Check:
    """The result of another computation of a value, by how much the two may differ, and the line that declares it."""

    ref: str
    of: str
    by: str
    within: float | None
    data: Any
    file: str
    line: int

    def compare(self, value: Value) -> Comparison:
        """Compare with the value, number by number."""
        pairs = list(_pairs(value.data, self.data))
        if not pairs:
            raise ShapeError(f"{value.ref} is empty")
        difference = max(0.0 if one == other else abs(one - other) for one, other in pairs)
        largest = max(abs(one) for one, _ in pairs)
        return Comparison(self, difference, difference / largest if largest else difference)


@dataclass(frozen=True)
class Comparison:
    """By how much a check and its value differ at most, and what part that is of the largest number of the value."""

    check: Check
    difference: float
    relative: float

    @property
    def holds(self) -> bool:
        """Whether the two are as near to each other as the check says; NaN is near nothing."""
        return self.check.within is None or self.relative <= self.check.within


def _pairs(data: Any, other: Any) -> Iterator[tuple[float, float]]:
    """Yield the numbers of a value, each with the one that is to be compared with it."""
    if isinstance(data, list) and isinstance(other, list) and len(data) == len(other):
        for item, its_other in zip(data, other, strict=True):
            yield from _pairs(item, its_other)
    elif isinstance(data, int | float) and isinstance(other, int | float):
        yield float(data), float(other)
    else:
        raise ShapeError(f"it is {_shape(other)}, but the value is {_shape(data)}")


def _shape(data: Any) -> str:
    if isinstance(data, list):
        return f"a list of {len(data)}"
    return "a number" if isinstance(data, int | float) else "a text"


class Checks(Registry[Check]):
    """Every check of the site, by the full names of the modules; any may be of the value in question."""

    kind, item = "check", Check

    def comparisons(self, value: Value) -> list[Comparison]:
        """Return how far a value lies from its checks; one that cannot be compared is noted by `note`."""
        compared = []
        for check in self.all().values():
            if check.of == value.ref:
                try:
                    compared.append(check.compare(value))
                except ShapeError:
                    continue
        return compared

    def note(self, values: Values, diagnostics: Diagnostics) -> None:
        """Note checks of unknown values, those that cannot be compared, and those that differ too much."""
        for check in self.all().values():
            for message in _faults(check, values):
                diagnostics.add(check.file, check.line, f"{check.ref}: {message}")


def _faults(check: Check, values: Values) -> Iterator[str]:
    for numeral in typed_in(check.by):
        yield f"{numeral} is typed by hand in what it is checked by; leave the number out"
    try:
        compared = check.compare(values.find(check.of, ""))
    except MissingPackageError:
        return  # It is noted once for all values.
    except (UnknownNameError, ShapeError) as error:
        if not values.is_broken(check.of, ""):
            yield f"it cannot be compared with {check.of}: {error}"
        return
    if not compared.holds:
        how_far = f"by {compared.difference:.2g}, relatively {compared.relative:.2g}, more than {check.within:.2g}"
        yield f"{check.by} differs from {check.of} {how_far}; see which of the two is wrong"
