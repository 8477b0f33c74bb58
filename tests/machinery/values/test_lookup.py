"""Values are looked up by name while their modules are still being evaluated."""

from __future__ import annotations

from typing import Any

import pytest

from recompute.diagnostics import Diagnostics
from recompute.values.lookup import MissingPackageError, ModuleResults, UnknownNameError, Values

ModuleResult = dict[str, Any]


def reply(**data: object) -> ModuleResult:
    declared = {"display": "", "descriptions": {}, "file": "pages/x.py", "line": 1}
    values = {name: {"data": item, **declared} for name, item in data.items()}
    return {"values": values, "problems": [], "missing": {}}


def arriving(diagnostics: Diagnostics, taken: list[str], **replies: ModuleResult | None) -> Values:
    """Return values whose replies are noted as taken when somebody waits for them."""

    def wait(module: str) -> ModuleResult | None:
        name = module.removeprefix("pages.")
        taken.append(name)
        return replies[name]

    return Values(modules={name: [f"pages.{name}"] for name in replies}, results=ModuleResults(wait, diagnostics))


def test_a_name_means_the_pages_own_value_first(diagnostics: Diagnostics) -> None:
    values = arriving(diagnostics, [], a=reply(x=1), b=reply(x=2, y=3))
    assert values.find("x", "a").data == 1
    assert values.find("x", "b").data == 2
    assert values.find("b.y", "a").data == 3
    assert values.find("b.y", "b").data == 3


def test_a_name_alone_never_means_another_pages_value(diagnostics: Diagnostics) -> None:
    values = arriving(diagnostics, [], a=reply(), b=reply(y=3))
    with pytest.raises(UnknownNameError, match=r"there is no value 'y'; did you mean 'b\.y'\?"):
        values.find("y", "a")


def test_a_look_up_waits_only_for_the_module_it_needs(diagnostics: Diagnostics) -> None:
    taken: list[str] = []
    values = arriving(diagnostics, taken, a=reply(x=1), b=reply(x=2), c=reply(x=3))
    assert values.find("x", "a").data == 1
    assert taken == ["a"]
    assert values.find("c.x", "a").data == 3
    assert taken == ["a", "c"]
    assert set(values.all()) == {"a.x", "b.x", "c.x"}
    assert taken == ["a", "c", "b"]


def test_what_a_module_reports_is_a_problem_of_the_build(diagnostics: Diagnostics) -> None:
    broken = {"values": {}, "problems": [["pages/a.py", 7, "the value x cannot be computed"]], "missing": {}}
    values = arriving(diagnostics, [], a=broken, b=reply(y=1))
    values.all()
    assert str(diagnostics) == "pages/a.py:7: the value x cannot be computed"


def test_a_name_is_broken_only_where_its_module_is(diagnostics: Diagnostics) -> None:
    broken = {"values": {}, "problems": [["pages/a.py", 7, "no"]], "missing": {}}
    values = arriving(diagnostics, [], a=broken, b=reply(y=1))
    values.all()
    assert values.is_broken("x", "a")
    assert values.is_broken("a.x", "b")
    assert not values.is_broken("x", "b")
    assert not values.is_broken("b.x", "a")


def test_what_was_stopped_is_missing_and_no_problem(diagnostics: Diagnostics) -> None:
    values = arriving(diagnostics, [], a=reply(x=1), b=None)
    assert list(values.all()) == ["a.x"]
    assert not diagnostics
    assert values.is_broken("y", "b")


def test_a_value_that_lacks_a_package_is_missing_and_its_neighbour_is_not(diagnostics: Diagnostics) -> None:
    lacking = {**reply(x=1), "missing": {"y": ["abacus", "pages/a.py", 3]}}
    values = arriving(diagnostics, [], a=lacking)
    assert values.find("x", "a").data == 1
    with pytest.raises(MissingPackageError, match="abacus is not installed"):
        values.find("y", "a")


def test_a_module_that_lacks_a_package_misses_every_value(diagnostics: Diagnostics) -> None:
    values = arriving(diagnostics, [], a={**reply(), "missing": {"": ["abacus", "pages/a.py", 3]}}, b=reply(x=2))
    with pytest.raises(MissingPackageError):
        values.find("a.anything", "b")
    assert values.find("x", "b").data == 2
