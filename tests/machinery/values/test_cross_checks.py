"""A value computed a second time is compared with the first, and the build stops where the two differ too much."""

from __future__ import annotations

import math
from typing import Any

import pytest

from recompute.diagnostics import Diagnostics
from recompute.markup.claims import Claims
from recompute.publish.values_json import values_json
from recompute.values.cross_checks import Check, Checks
from recompute.values.decorators import check
from recompute.values.lookup import ModuleResults, Value, Values
from tests.machinery.conftest import LANGUAGES


def value(data: Any) -> Value:
    return Value("weather.rain", data, ".2f", {}, "pages/weather.py", 4)


def declared(data: Any, **changes: Any) -> dict[str, Any]:
    """Return a check as its process replies it."""
    return {"of": "weather.rain", "by": "abacus", "within": None, "data": data, "file": "c.py", "line": 9, **changes}


def checks(*replied: dict[str, Any], missing: dict[str, Any] | None = None) -> Checks:
    found = {f"check_{number}": reply for number, reply in enumerate(replied)}
    reply = {"checks": found, "problems": [], "missing": missing or {}}
    return Checks(
        modules={"checks.abacus": ["checks.abacus"]}, results=ModuleResults(lambda module: reply, Diagnostics())
    )


def diagnostics(data: Any, *replied: dict[str, Any]) -> str:
    found = Diagnostics()
    checks(*replied).note(Values([value(data)]), found)
    return str(found)


@pytest.mark.parametrize(
    ("data", "other", "difference", "relative"),
    [
        (0.5, 0.25, 0.25, 0.5),
        (-0.5, -0.5, 0.0, 0.0),
        ([4.0, -8.0], [4.5, -7.0], 1.0, 0.125),
        ([[1, 2], [3, 4]], [[1, 2], [3, 2.0]], 2.0, 0.5),
        (0.0, 1e-9, 1e-9, 1e-9),  # Nothing is a part of nothing.
        (math.inf, math.inf, 0.0, 0.0),
    ],
)
def test_how_far_apart_two_computations_are(data: Any, other: Any, difference: float, relative: float) -> None:
    [compared] = checks(declared(other)).comparisons(value(data))
    assert (compared.difference, compared.relative) == (difference, relative)


def test_each_value_has_its_own_checks() -> None:
    found = checks(declared(1.0), declared(2.0, of="weather.wind"), declared(3.0, by="thumb"))
    assert [compared.check.by for compared in found.comparisons(value(1.0))] == ["abacus", "thumb"]


def test_a_difference_that_is_allowed_is_no_problem() -> None:
    assert diagnostics(8.0, declared(8.5, within=0.0625)) == ""
    assert diagnostics(8.0, declared(80.0)) == ""


def test_one_that_is_not_stops_the_build_with_its_line() -> None:
    assert diagnostics(8.0, declared(8.5, within=0.0624)) == (
        "c.py:9: checks.abacus.check_0: abacus differs from weather.rain by 0.5, relatively 0.062, more than 0.062; "
        "see which of the two is wrong"
    )


@pytest.mark.parametrize(("data", "other"), [(1.0, math.nan), (math.inf, 1.0), (0.0, 1e-300)])
def test_nothing_is_near_what_is_no_number(data: float, other: float) -> None:
    assert "differs from weather.rain" in diagnostics(data, declared(other, within=0.0))


@pytest.mark.parametrize(
    ("data", "other", "reason"),
    [
        ([1.0, 2.0], 1.0, "it is a number, but the value is a list of 2"),
        ([1.0, 2.0], [1.0], "it is a list of 1, but the value is a list of 2"),
        ([[1.0], [2.0]], [[1.0], 2.0], "it is a number, but the value is a list of 1"),
        ({"zh": "雨", "en": "rain"}, "rain", "it is a text, but the value is a text"),
        ([], [], "weather.rain is empty"),
    ],
)
def test_what_cannot_be_compared_is_reported_and_shown_nowhere(data: Any, other: Any, reason: str) -> None:
    message = f"c.py:9: checks.abacus.check_0: it cannot be compared with weather.rain: {reason}"
    assert diagnostics(data, declared(other)) == message
    assert checks(declared(other)).comparisons(value(data)) == []


def test_a_check_of_nothing_is_reported() -> None:
    expected = "it cannot be compared with weather.rian: there is no value 'weather.rian'; did you mean 'weather.rain'?"
    assert expected in diagnostics(1.0, declared(1.0, of="weather.rian"))


def test_a_number_in_the_name_of_what_checks_is_reported_unless_it_belongs_to_a_name() -> None:
    assert "0.5 is typed by hand" in diagnostics(1.0, declared(1.0, by="0.5 by hand"))
    assert diagnostics(1.0, declared(1.0, by="float32")) == ""


def test_a_check_that_lacks_a_package_is_not_there() -> None:
    found = checks(missing={"x": ("abacus", "c.py", 3)})
    assert found.comparisons(value(1.0)) == []


def test_the_published_values_tell_their_checks() -> None:
    text = values_json(Values([value(8.0)]), Claims(), [LANGUAGES["en"]], checks(declared(8.5, within=0.1)))
    assert (
        '"checks": [{"by": "abacus", "value": 8.5, "difference": 0.5, "relative_difference": 0.0625, "within": 0.1, '
        '"source": {"file": "c.py", "line": 9}}]'
    ) in text


def test_a_check_is_declared_with_the_value_that_it_computes() -> None:
    @check("weather.rain", by="abacus", within=1e-6)
    def rain(scenario: float) -> float:
        return scenario

    assert rain(2.0) == 2.0
    replied = {**vars(rain.declaration), "data": rain(2.0)}  # type: ignore[attr-defined]
    assert Check(ref="c.rain", file="c.py", line=1, **replied).of == "weather.rain"


@pytest.mark.parametrize("within", [-1e-9, math.nan])
def test_a_tolerance_that_nothing_meets_is_refused(within: float) -> None:
    with pytest.raises(ValueError, match="within must be a relative difference such as 1e-6, got"):
        check("weather.rain", by="abacus", within=within)
