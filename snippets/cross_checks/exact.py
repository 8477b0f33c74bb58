"""Values of the pages against mpmath, which works to fifty digits."""

# What is checked is described where it is declared.
# ruff: noqa: D103
from __future__ import annotations

from recompute import check
from snippets.reference import exact_log_softmax, exact_quantities, exact_softmax
from snippets.scenario import Scenario

BY = "mpmath"
# A few roundings of float64; a difference of two numbers loses the digits that they share, so that more may be off.
WITHIN, WITHIN_DIFFERENCE = 1e-14, 1e-9


def _exact(name: str, scenario: Scenario) -> float:
    return float(exact_quantities(scenario.label, scenario.logits, scenario.epsilon)[name])


@check("label_smoothing.p", by=BY, within=WITHIN)
def p(scenario: Scenario) -> list[float]:
    return list(map(float, exact_softmax(scenario.logits)))


@check("label_smoothing.log_p", by=BY, within=WITHIN)
def log_p(scenario: Scenario) -> list[float]:
    return list(map(float, exact_log_softmax(scenario.logits)))


@check("label_smoothing.loss_standard", by=BY, within=WITHIN_DIFFERENCE)
def loss_standard(scenario: Scenario) -> float:
    return _exact("loss_standard", scenario)


@check("label_smoothing.loss_smoothed", by=BY, within=WITHIN)
def loss_smoothed(scenario: Scenario) -> float:
    return _exact("loss_smoothed", scenario)


@check("label_smoothing.loss_smoothed_b", by=BY, within=WITHIN)
def loss_smoothed_b(scenario: Scenario) -> float:
    return _exact("loss_smoothed_b", scenario)


@check("label_smoothing.floor", by=BY, within=WITHIN)
def floor(scenario: Scenario) -> float:
    return _exact("floor", scenario)


@check("label_smoothing.excess", by=BY, within=WITHIN_DIFFERENCE)
def excess(scenario: Scenario) -> float:
    return _exact("excess", scenario)


@check("gradient.gradient_standard_true", by=BY, within=WITHIN_DIFFERENCE)
def gradient_standard_true(scenario: Scenario) -> float:
    return _exact("gradient_standard_true", scenario)


@check("gradient.gradient_smoothed_true", by=BY, within=WITHIN_DIFFERENCE)
def gradient_smoothed_true(scenario: Scenario) -> float:
    return _exact("gradient_smoothed_true", scenario)
