"""What pages show of float16, float32 and float64 is the same in each order of the classes, in which machines add."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
import pytest

from snippets.pages import conventions, numerics
from snippets.quantities import quantities
from snippets.scenario import SCENARIO, Scenario
from tests.values.oracle import declared
from tests.values.training_displays import shown

ORDERS = list(permutations(range(4)))[1::6]
# In MindSpore the last columns of two tables, and one row, are of one order alone, and the page says so.
NUMERICS = {
    "loss_by_type": np.s_[:3],
    "digits": np.s_[:, 1:4],
    "errors_of_zeros": np.s_[:, 1:4],
    "errors_by_way": np.s_[:],
    "weakest": np.s_[:3, 1],
    "naive_by_shift": np.s_[:],
    "losses_by_scale": np.s_[:],
}
RUNS = ["zoo_runs", "builtin_runs", "short_runs", "zoo_outside_run", "loss_outside"]


def in_order(order: tuple[int, ...]) -> Scenario:
    names = {language: tuple(known[k] for k in order) for language, known in SCENARIO.class_names.items()}
    logits = tuple(SCENARIO.logits[k] for k in order)
    return replace(SCENARIO, label=order.index(SCENARIO.label), logits=logits, class_names=names)


def displays(module: Any, name: str, scenario: Scenario) -> Any:
    function = declared(module)[name]
    return np.array(shown(function(scenario), function.declaration.display), dtype=object)


@pytest.mark.parametrize("name", NUMERICS)
def test_no_order_changes_a_digit_of_the_page_on_precision(name: str) -> None:
    expected = displays(numerics, name, SCENARIO)[NUMERICS[name]].tolist()
    for order in ORDERS:
        assert displays(numerics, name, in_order(order))[NUMERICS[name]].tolist() == expected, order


@pytest.mark.parametrize("name", RUNS)
def test_no_order_changes_a_digit_of_what_frameworks_gave(name: str) -> None:
    pytest.importorskip("mindspore")
    expected = displays(conventions, name, SCENARIO).tolist()
    for order in ORDERS:
        assert displays(conventions, name, in_order(order)).tolist() == expected, order


def test_sums_do_come_out_otherwise() -> None:
    def in_single(order: tuple[int, ...]) -> float:
        given = in_order(order)
        return quantities(given.label, given.logits, given.epsilon, np.float32)["loss_smoothed_b"]

    assert len({in_single(order) for order in permutations(range(4))}) > 1
