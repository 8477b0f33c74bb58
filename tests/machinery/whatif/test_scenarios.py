"""Scenarios at the positions of controls, and functions that run once for each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from recompute.whatif.scenarios import at_positions, positions_of


@dataclass(frozen=True)
class Weather:
    """Wind and rain, and names that no dictionary could be keyed by."""

    wind: float = 1.5
    rain: tuple[float, ...] = (2.0, 4.0)
    names: dict[str, str] = field(default_factory=lambda: {"en": "weather"})

    @property
    def days(self) -> int:
        return len(self.rain)

    def with_days(self, days: int) -> Weather:
        return replace(self, rain=(self.rain * days)[:days])


def control(quantity: str, values: list[Any], factor: bool = False) -> dict[str, Any]:
    return {"quantity": quantity, "values": values, "factor": factor}


WIND, RAIN, DAYS = control("wind", [0.5, 1.5]), control("rain", [1.0, 2.0], factor=True), control("days", [1, 2, 3])


def test_a_field_is_replaced_multiplied_or_set_by_a_method_of_its_own() -> None:
    found = at_positions(Weather(), [WIND, RAIN])
    assert [(at.wind, at.rain) for at in found] == [
        (0.5, (2.0, 4.0)),
        (0.5, (4.0, 8.0)),
        (1.5, (2.0, 4.0)),
        (1.5, (4.0, 8.0)),
    ]
    assert [at.rain for at in at_positions(Weather(), [DAYS])] == [(2.0,), (2.0, 4.0), (2.0, 4.0, 2.0)]


def test_each_control_starts_where_the_scenario_is_the_given_one() -> None:
    assert [positions_of(Weather(), each)[1] for each in (WIND, RAIN, DAYS)] == [1, 0, 1]


def test_the_given_value_is_among_the_positions_even_where_it_is_no_step() -> None:
    assert positions_of(Weather(), control("wind", [0, 1, 2])) == ([0, 1, 1.5, 2], 2)
    assert positions_of(Weather(), control("rain", [2, 3], factor=True)) == ([1, 2, 3], 0)


def test_a_quantity_that_the_scenario_does_not_have_is_refused() -> None:
    with pytest.raises(LookupError) as caught:
        positions_of(Weather(), control("snow", [1]))
    assert caught.value.args == ("the scenario has no field 'snow' and no method with_snow; correct its name",)


def test_a_scenario_that_is_no_dataclass_has_no_controls() -> None:
    with pytest.raises(TypeError, match="the scenario must be a dataclass to have controls, got a int"):
        positions_of(21, WIND)
