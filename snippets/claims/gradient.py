"""What the page on the gradient says of its numbers."""

# The declared conditions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import math

import numpy as np

from recompute import claim
from snippets.losses import cross_entropy
from snippets.pages import gradient as page
from snippets.pages import label_smoothing
from snippets.scenario import Scenario
from snippets.softmax import softmax

Vector = page.Vector


def _others(scenario: Scenario, vector: Vector) -> Vector:
    return np.delete(vector, scenario.label)


def _p_true(scenario: Scenario, targets: Vector) -> Vector:
    return np.asarray(softmax(page.walk(scenario, targets))[:, scenario.label])


@claim(
    zh="标准交叉熵的梯度 {{ gradient_standard }}，在其余类别上都是正的。",
    en="The gradient of standard cross-entropy, {{ gradient_standard }}, is positive on each other class.",
)
def standard_pushes_others_down(scenario: Scenario) -> bool:
    return all(_others(scenario, page.gradient_standard(scenario)) > 0)


@claim(
    zh="平滑交叉熵的梯度 {{ gradient_smoothed }}，在其余类别上都是负的。",
    en="The gradient of smoothed cross-entropy, {{ gradient_smoothed }}, is negative on each other class.",
)
def smoothed_pushes_others_up(scenario: Scenario) -> bool:
    return all(_others(scenario, page.gradient_smoothed(scenario)) < 0)


@claim(
    zh="标准交叉熵在真实类别上的梯度 {{ gradient_standard_true }} 是负的。",
    en="On the true class the gradient of standard cross-entropy, {{ gradient_standard_true }}, is negative.",
)
def standard_pushes_up(scenario: Scenario) -> bool:
    return page.gradient_standard_true(scenario) < 0


@claim(
    zh="平滑交叉熵在真实类别上的梯度 {{ gradient_smoothed_true }} 是正的。",
    en="On the true class the gradient of smoothed cross-entropy, {{ gradient_smoothed_true }}, is positive.",
)
def smoothed_pulls_back(scenario: Scenario) -> bool:
    return page.gradient_smoothed_true(scenario) > 0


@claim(
    zh="步长都取 {{ nudge }}，真正的导数约 {{ gradient_smoothed_true:.8f }}：只往一边挪得到 {{ slope:.8f }}，"
    "误差是中心差分（{{ checks_by_nudge[1][1] }}）的误差的一百倍以上。",
    en="Over the step {{ nudge }}, one side alone gives {{ slope:.8f }}, more than a hundred times as far from "
    "{{ gradient_smoothed_true:.8f }} as the central difference, {{ checks_by_nudge[1][1] }}.",
)
def one_side_far_worse(scenario: Scenario) -> bool:
    central = {step: error for step, _, _, error in page.checks_by_nudge(scenario)}[page.nudge(scenario)]
    return abs(page.slope(scenario) - page.gradient_smoothed_true(scenario)) > 100 * central


@claim(
    zh="步长每缩小到十分之一，相差 {{ checks_by_nudge[0][3] }}、{{ checks_by_nudge[1][3] }}、"
    "{{ checks_by_nudge[2][3] }} 就缩小到百分之一，出入不超过十分之一。",
    en="Each time the step shrinks to a tenth, the differences {{ checks_by_nudge[0][3] }}, "
    "{{ checks_by_nudge[1][3] }}, {{ checks_by_nudge[2][3] }} shrink to a hundredth, give or take a tenth of it.",
)
def error_shrinks_to_a_hundredth(scenario: Scenario) -> bool:
    errors = np.array([row[3] for row in page.checks_by_nudge(scenario)])
    return all((0.9 * errors[:-1] < 100 * errors[1:]) & (100 * errors[1:] < 1.1 * errors[:-1]))


@claim(
    zh="不平滑，真实类别的概率每一步都在涨，最后到 {{ p_true_after_standard }}。",
    en="Without smoothing the probability of the true class rises at every step, up to {{ p_true_after_standard }}.",
)
def standard_keeps_climbing(scenario: Scenario) -> bool:
    return all(np.diff(_p_true(scenario, label_smoothing.y(scenario))) > 0)


@claim(
    zh="平滑以后，真实类别的概率每一步都在降，最后到 {{ p_true_after_smoothed }}。",
    en="With smoothing the probability of the true class falls at every step, down to {{ p_true_after_smoothed }}.",
)
def smoothed_comes_down(scenario: Scenario) -> bool:
    return all(np.diff(_p_true(scenario, label_smoothing.y_smoothed(scenario))) < 0)


@claim(
    zh="最后的概率 {{ p_true_after_smoothed }} 与 {{ label_smoothing.on_value }} 相差不到零点零零一。",
    en="The last probability, {{ p_true_after_smoothed }}, is within a thousandth of {{ label_smoothing.on_value }}.",
)
def ends_near_target(scenario: Scenario) -> bool:
    return abs(page.p_true_after_smoothed(scenario) - label_smoothing.on_value(scenario)) < 0.001


@claim(
    zh="平滑损失每一步都在降，最后比目标的熵 {{ label_smoothing.floor }} 高出不到零点零零一。",
    en="The smoothed loss falls at every step, to within a thousandth of the entropy, {{ label_smoothing.floor }}.",
)
def loss_settles_near_floor(scenario: Scenario) -> bool:
    targets = label_smoothing.y_smoothed(scenario)
    losses = cross_entropy(targets, page.walk(scenario, targets))
    return all(np.diff(losses) < 0) and bool(losses[-1] - label_smoothing.floor(scenario) < 0.001)


@claim(
    zh="最佳差距 {{ best_gap }} 是有限的。",
    en="The best gap, {{ best_gap }}, is finite.",
)
def best_gap_is_finite(scenario: Scenario) -> bool:
    return math.isfinite(page.best_gap(scenario))


@claim(
    zh="差距 {{ gaps }} 全都大于最佳差距 {{ best_gap }}。",
    en="The gaps {{ gaps }} all exceed the best one, {{ best_gap }}.",
)
def gaps_all_too_large(scenario: Scenario) -> bool:
    return all(page.gaps(scenario) > page.best_gap(scenario))


@claim(
    zh="走完之后，差距 {{ gaps_after_smoothed }} 每一个都比起点的 {{ gaps }} 更接近 {{ best_gap }}。",
    en="After the walk each of the gaps {{ gaps_after_smoothed }} is nearer to {{ best_gap }} than before, {{ gaps }}.",
)
def gaps_close_in(scenario: Scenario) -> bool:
    best = page.best_gap(scenario)
    return all(np.abs(page.gaps_after_smoothed(scenario) - best) < np.abs(page.gaps(scenario) - best))
