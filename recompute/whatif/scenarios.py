"""The scenarios at the positions of controls, and functions that are called once for each of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

_SAME = 1e-9


def at_positions(scenario: Any, controls: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Return the scenario for each combination of the controls' values, the last control changing fastest.

    >>> @dataclasses.dataclass(frozen=True)
    ... class Weather:
    ...     wind: float = 1.0
    ...     rain: tuple[float, ...] = (2.0, 3.0)
    >>> wind = {"quantity": "wind", "factor": False, "values": [1.0, 5.0]}
    >>> rain = {"quantity": "rain", "factor": True, "values": [0.5, 1.0]}
    >>> [(at.wind, at.rain) for at in at_positions(Weather(), [wind, rain])]
    [(1.0, (1.0, 1.5)), (1.0, (2.0, 3.0)), (5.0, (1.0, 1.5)), (5.0, (2.0, 3.0))]
    """
    found = [scenario]
    for control in controls:
        quantity, factor = control["quantity"], control["factor"]
        found = [changed_to(each, quantity, value, factor) for each in found for value in control["values"]]
    return found


def index(position: Iterable[int], shape: Iterable[int]) -> int:
    """Return the place of a position of a grid among all of them, the last axis changing fastest.

    >>> index([1, 2], [2, 3]), index([], [])
    (5, 0)
    """
    found = 0
    for place, length in zip(position, shape, strict=True):
        found = found * length + place
    return found


def changed_to(scenario: Any, quantity: str, value: Any, factor: bool = False) -> Any:
    """Return the scenario with another value of a quantity: a field, one of a part of it, or what `with_…` sets.

    >>> @dataclasses.dataclass(frozen=True)
    ... class Weather:
    ...     wind: float = 1.0
    >>> @dataclasses.dataclass(frozen=True)
    ... class Year:
    ...     june: Weather = Weather()
    >>> changed_to(Year(), "june.wind", 3.0, factor=True).june.wind
    3.0
    """
    part, dot, within = quantity.partition(".")
    if dot:
        changed = changed_to(getattr(scenario, part), within, value, factor)
        return dataclasses.replace(scenario, **{part: changed})
    if quantity in _fields(scenario):
        changed = _times(getattr(scenario, quantity), value) if factor else value
        return dataclasses.replace(scenario, **{quantity: changed})
    return getattr(scenario, f"with_{quantity}")(value)


def positions_of(scenario: Any, control: Mapping[str, Any]) -> tuple[list[Any], int]:
    """Return the values of a control, the given one among them, and the place of that one."""
    *parts, quantity = control["quantity"].split(".")
    values = list(control["values"])
    for part in parts:
        if part not in _fields(scenario):
            raise LookupError(f"the scenario has no field {part!r}; correct its name")
        scenario = getattr(scenario, part)
    if quantity not in _fields(scenario) and not hasattr(scenario, f"with_{quantity}"):
        raise LookupError(f"the scenario has no field {quantity!r} and no method with_{quantity}; correct its name")
    given = 1 if control["factor"] else getattr(scenario, quantity)
    distances = [abs(value - given) for value in values]
    if min(distances) <= _SAME * max(1, abs(given)):
        return values, distances.index(min(distances))
    values = sorted([*values, given])
    return values, values.index(given)


def alike(one: Any, other: Any) -> bool:
    """Tell whether two scenarios are equal in all fields, without their noting that these are read."""
    read = object.__getattribute__
    return all(read(one, name) is read(other, name) or read(one, name) == read(other, name) for name in _fields(one))


def _fields(scenario: Any) -> set[str]:
    if not dataclasses.is_dataclass(scenario):
        raise TypeError(f"the scenario must be a dataclass to have controls, got a {type(scenario).__name__}")
    class_: Any = type(scenario)  # The instance would note that it is read.
    return {field.name for field in dataclasses.fields(class_)}


def _times(data: Any, factor: float) -> Any:
    return tuple(_times(item, factor) for item in data) if isinstance(data, tuple) else data * factor
