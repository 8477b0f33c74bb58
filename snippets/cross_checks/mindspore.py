"""Values of the pages against MindSpore's own operations, in float32."""

# What is checked is described where it is declared.
# ruff: noqa: D103
from __future__ import annotations

import numpy as np

from recompute import check
from snippets.scenario import Scenario

BY = "MindSpore float32"
# A few roundings of float32. What is the difference of two numbers loses the digits that they share: how far it is off
# is told, but depends on the example, and is not limited.
WITHIN = 2e-6


def _quantity(name: str, scenario: Scenario) -> float:
    from snippets.mindspore_precision import mindspore_quantities  # Slow to import.

    return mindspore_quantities(scenario.label, scenario.logits, scenario.epsilon)[name]


@check("label_smoothing.p", by=BY, within=WITHIN)
def p(scenario: Scenario) -> list[float]:
    from snippets.mindspore_precision import mindspore_softmax

    return list(map(float, mindspore_softmax(scenario.logits)))


@check("label_smoothing.log_p", by=BY, within=WITHIN)
def log_p(scenario: Scenario) -> list[float]:
    from snippets.mindspore_precision import mindspore_ways

    return list(map(float, mindspore_ways(scenario.logits, np.float32)["shifted"]))


@check("label_smoothing.loss_standard", by=BY)
def loss_standard(scenario: Scenario) -> float:
    from snippets.mindspore_runs import run_ours

    return run_ours(scenario.label, scenario.logits, 0.0).loss


@check("label_smoothing.loss_smoothed", by=BY, within=WITHIN)
def loss_smoothed(scenario: Scenario) -> float:
    return _quantity("loss_smoothed", scenario)


@check("label_smoothing.loss_smoothed_b", by=BY, within=WITHIN)
def loss_smoothed_b(scenario: Scenario) -> float:
    return _quantity("loss_smoothed_b", scenario)


@check("label_smoothing.floor", by=BY, within=WITHIN)
def floor(scenario: Scenario) -> float:
    return _quantity("floor", scenario)


@check("gradient.gradient_standard_true", by=BY)
def gradient_standard_true(scenario: Scenario) -> float:
    return _quantity("gradient_standard_true", scenario)


@check("gradient.gradient_smoothed_true", by=BY)
def gradient_smoothed_true(scenario: Scenario) -> float:
    return _quantity("gradient_smoothed_true", scenario)


@check("training.first_batch_losses", by=BY, within=WITHIN)
def first_batch_losses(scenario: Scenario) -> list[float]:
    from snippets.mindspore_training import first_losses

    return first_losses(scenario.training, steps=4)
