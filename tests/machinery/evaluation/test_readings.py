"""What code reads of the scenario is known by file, and functions run once for all that they read alike."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from recompute.evaluation.readings import Readings, code_of, fields_of


def weather() -> Any:
    """A class of its own for each test, for each is watched once."""

    @dataclass(frozen=True)
    class Station:
        height: float = 3.0
        name: str = "summit"

    @dataclass(frozen=True)
    class Weather:
        wind: float = 1.5
        rain: tuple[float, ...] = (2.0, 4.0)
        names: dict[str, str] = field(default_factory=lambda: {"en": "weather"})
        station: Station = field(default_factory=Station)

        @property
        def days(self) -> int:
            return len(self.rain)

        def with_days(self, days: int) -> Any:
            return replace(self, rain=(self.rain * days)[:days])

    return Weather()


@pytest.fixture
def given() -> Any:
    return weather()


@pytest.fixture
def readings(given: Any) -> Readings:
    found = Readings(lambda file: file == __file__)
    found.watch(given)
    return found


@pytest.fixture
def grid(given: Any) -> list[Any]:
    return [replace(given, wind=wind, rain=rain) for wind, rain in product([0.5, 1.5], [(2.0, 4.0), (4.0, 8.0)])]


def test_a_function_runs_once_for_all_scenarios_alike_in_what_it_reads(readings: Readings, grid: list[Any]) -> None:
    calls: list[float] = []

    @readings.remembering
    def gust(scenario: Any) -> float:
        calls.append(scenario.wind)
        return 2 * scenario.wind

    assert [gust(at) for at in grid] == [1.0, 1.0, 3.0, 3.0]
    assert calls == [0.5, 1.5]


def test_what_is_read_may_depend_on_what_was_read_before(readings: Readings, grid: list[Any]) -> None:
    calls: list[float] = []

    @readings.remembering
    def storm(scenario: Any) -> float:
        calls.append(scenario.wind)
        return 0.0 if scenario.wind < 1 else sum(scenario.rain)

    assert [storm(at) for at in grid] == [0.0, 0.0, 6.0, 12.0]
    assert len(calls) == 3


def test_what_a_remembered_function_read_counts_for_those_that_call_it(readings: Readings, grid: list[Any]) -> None:
    total = readings.remembering(lambda scenario: sum(scenario.rain))
    doubled = readings.remembering(lambda scenario: 2 * total(scenario))
    assert [total(at) for at in grid] == [6.0, 12.0, 6.0, 12.0]
    for _ in range(2):
        assert [doubled(at) for at in grid] == [12.0, 24.0, 12.0, 24.0]


def test_what_is_read_of_a_copy_and_of_what_is_in_a_scenario_counts(readings: Readings, given: Any) -> None:
    calls: list[str] = []

    @readings.remembering
    def longest(scenario: Any) -> float:
        calls.append(scenario.station.name)
        return sum(scenario.with_days(3).rain)

    lower = replace(given, station=replace(given.station, height=1.0))
    assert [longest(each) for each in (given, lower, replace(given, wind=9.0))] == [8.0, 8.0, 8.0]
    assert len(calls) == 1
    assert longest(replace(given, rain=(1.0,))) == 3.0


def test_a_scenario_that_is_gone_is_not_taken_for_a_later_one(readings: Readings, given: Any) -> None:
    total = readings.remembering(lambda scenario: sum(scenario.rain))
    assert [total(replace(given, rain=(float(n),))) for n in range(99)] == [float(n) for n in range(99)]


def test_a_function_that_fails_fails_again(readings: Readings, grid: list[Any]) -> None:
    inverse = readings.remembering(lambda scenario: 1 / (scenario.wind - 0.5))
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            inverse(grid[0])
    assert inverse(grid[2]) == 1.0


def test_functions_with_further_arguments_run_each_time(readings: Readings, given: Any) -> None:
    power = readings.remembering(lambda scenario, exponent=1: scenario.wind**exponent)
    assert [power(given), power(given, 2), power(given, exponent=3)] == [1.5, 2.25, 3.375]


@pytest.mark.parametrize("scenario", [0.5, {"rain": 1}, (1, 2)])
def test_a_scenario_that_is_no_dataclass_is_read_as_a_whole(scenario: Any) -> None:
    calls: list[Any] = []
    readings = Readings()
    readings.watch(scenario)
    function = readings.remembering(lambda given: calls.append(given) or repr(given))
    assert [function(each) for each in (scenario, scenario, "other")] == [repr(scenario), repr(scenario), "'other'"]
    assert len(calls) == 2


def read_here(readings: Readings) -> set[str]:
    return {name.rpartition(">.")[2] for name in readings.by_file[__file__]}


def test_what_a_file_reads_is_known_by_class_and_name(readings: Readings, given: Any) -> None:
    assert (given.days, given.station.name) == (2, "summit")
    assert read_here(readings) == {"Weather.rain", "Weather.station", "Station.name"}


@pytest.mark.parametrize("look", [dataclasses.asdict, vars, dataclasses.fields])
def test_looking_at_all_fields_counts_as_reading_which_there_are(look: Any, readings: Readings, given: Any) -> None:
    look(given)
    assert "Weather.*" in read_here(readings)
    assert fields_of(weather())[f"{type(given).__qualname__}.*"] == "wind rain names station"


def test_a_copy_reads_nothing_and_a_comparison_all(readings: Readings, given: Any) -> None:
    copy = replace(given, wind=2.0)
    assert read_here(readings) == set()
    assert copy != given
    assert {"Weather.wind", "Weather.rain"} <= read_here(readings)


CODE = """\
from dataclasses import dataclass

STEP = 1


@dataclass(frozen=True)
class Weather:
    wind: float = 1.5

    def gust(self):
        return self.wind + STEP


GIVEN = Weather()
"""


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("    wind: float = 1.5\n", "    wind: float = 2.5  # more\n    rain: float = 1.0\n", True),
        ("Weather()", "Weather(wind=3.0)", True),
        ("STEP = 1", "STEP = 2", False),
        ("self.wind + STEP", "self.wind - STEP", False),
        ("frozen=True", "frozen=False", False),
    ],
)
def test_the_code_of_a_scenario_is_what_stands_beside_its_fields(
    old: str, new: str, same: bool, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.py", tmp_path / "after.py"
    before.write_text(CODE, encoding="utf-8")
    after.write_text(CODE.replace(old, new), encoding="utf-8")
    assert (code_of(before, "GIVEN") == code_of(after, "GIVEN")) is same
