"""What the page on the gradient quotes: slopes of both losses, their check, and a walk downhill."""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from recompute import value
from snippets import floors
from snippets.gradients import cross_entropy_gradient, gradient_descent
from snippets.losses import cross_entropy
from snippets.scenario import Scenario
from snippets.softmax import softmax
from snippets.targets import one_hot, smooth_labels_a

Vector = NDArray[np.float64]

NUDGE = 0.01
CHECK_NUDGES = (0.1, 0.01, 0.001)
SHOWN_STEPS = (0, 1, 2, 5, 10, 20, 50, 100)


def _logits(scenario: Scenario) -> Vector:
    return np.array(scenario.logits)


def _one_hot(scenario: Scenario) -> Vector:
    return np.asarray(one_hot(scenario.label, scenario.num_classes))


def _smoothed(scenario: Scenario) -> Vector:
    return np.asarray(smooth_labels_a(scenario.label, scenario.num_classes, scenario.epsilon))


@value("g", zh="试着给真实类别的 logit 加上的一小步。", en="The small step added to the true logit as a trial.")
def nudge(scenario: Scenario) -> float:
    return NUDGE


@value(".8f", zh="加上这一小步之后的平滑损失。", en="The smoothed loss after that small step.")
def loss_nudged(scenario: Scenario) -> float:
    return _loss_moved(_smoothed(scenario), _logits(scenario), scenario.label, NUDGE)


@value(".6f", zh="这一小步带来的平滑损失的变化。", en="The change of the smoothed loss that the small step brings.")
def loss_change(scenario: Scenario) -> float:
    return loss_nudged(scenario) - float(cross_entropy(_smoothed(scenario), _logits(scenario)))


@value(".4f", zh="损失的变化除以那一小步。", en="The change of the loss divided by the small step.")
def slope(scenario: Scenario) -> float:
    return loss_change(scenario) / NUDGE


def _loss_moved(targets: Vector, logits: Vector, k: int, step: float) -> float:
    moved = logits.copy()
    moved[k] += step
    return float(cross_entropy(targets, moved))


@value(".4f", zh="标准交叉熵对 logits 的梯度。", en="The gradient of standard cross-entropy with respect to z.")
def gradient_standard(scenario: Scenario) -> Vector:
    return np.asarray(cross_entropy_gradient(_one_hot(scenario), _logits(scenario)))


@value(".4f", zh="标签平滑交叉熵对 logits 的梯度。", en="The gradient of smoothed cross-entropy with respect to z.")
def gradient_smoothed(scenario: Scenario) -> Vector:
    return np.asarray(cross_entropy_gradient(_smoothed(scenario), _logits(scenario)))


@value(
    ".4f",
    zh="标准交叉熵对真实类别 logit 的偏导数。",
    en="The partial derivative of the standard loss with respect to the true logit.",
)
def gradient_standard_true(scenario: Scenario) -> float:
    return float(gradient_standard(scenario)[scenario.label])


@value(
    ".4f",
    zh="平滑交叉熵对真实类别 logit 的偏导数。",
    en="The partial derivative of the smoothed loss with respect to the true logit.",
)
def gradient_smoothed_true(scenario: Scenario) -> float:
    return float(gradient_smoothed(scenario)[scenario.label])


@value(
    ("", ".4f", ".0f", ".4f", ".4f", ".4f"),
    zh="逐类对照：名称、p、y、p−y、y′、p−y′。",
    en="Class by class: name, p, y, p−y, y′, p−y′.",
)
def gradients_by_class(scenario: Scenario) -> list[tuple[object, ...]]:
    classes = range(scenario.num_classes)
    names = [{language: known[k] for language, known in scenario.class_names.items()} for k in classes]
    sharp, smooth = _one_hot(scenario), _smoothed(scenario)
    columns = (softmax(_logits(scenario)), sharp, gradient_standard(scenario), smooth, gradient_smoothed(scenario))
    return list(zip(names, *columns, strict=True))


@value(
    ("g", ".12f", ".12f", ".1e"),
    zh="对真实类别的 logit：步长、中心差分、公式给出的导数、两者之差的绝对值。",
    en="For the true logit: step, central difference, derivative by the formula, absolute difference.",
)
def checks_by_nudge(scenario: Scenario) -> list[tuple[float, float, float, float]]:
    exact = gradient_smoothed_true(scenario)
    rows = []
    for step in CHECK_NUDGES:
        measured = _central_difference(_smoothed(scenario), _logits(scenario), scenario.label, step)
        rows.append((step, measured, exact, abs(measured - exact)))
    return rows


def _central_difference(targets: Vector, logits: Vector, k: int, step: float) -> float:
    rise = _loss_moved(targets, logits, k, step) - _loss_moved(targets, logits, k, -step)
    return rise / (2 * step)


@value("g", zh="最小的差分步长。", en="The smallest step of the finite differences.")
def smallest_nudge(scenario: Scenario) -> float:
    return CHECK_NUDGES[-1]


@value(
    ".1e",
    zh="取最小步长时，两种损失、所有 logit 上差分与公式的最大差距。",
    en="At the smallest step, the largest gap between finite differences and formula, over both losses and all logits.",
)
def largest_error(scenario: Scenario) -> float:
    logits, step = _logits(scenario), smallest_nudge(scenario)
    errors = []
    for targets in (_one_hot(scenario), _smoothed(scenario)):
        exact = np.asarray(cross_entropy_gradient(targets, logits))
        measured = [_central_difference(targets, logits, k, step) for k in range(scenario.num_classes)]
        errors.append(float(np.abs(exact - measured).max()))
    return max(errors)


@value("g", zh="学习率 η：每一步走梯度的多少倍。", en="The learning rate η: each step is η times the gradient.")
def learning_rate(scenario: Scenario) -> float:
    return scenario.step_size


@value("d", zh="梯度下降的总步数。", en="The number of gradient steps.")
def step_count(scenario: Scenario) -> int:
    return SHOWN_STEPS[-1]


def walk(scenario: Scenario, targets: Vector) -> Vector:
    """Return the logits before the first step and after each one, of shape (steps + 1, K)."""
    return _walk(tuple(targets), scenario.logits, scenario.step_size)


@cache  # Many values look at the same walk.
def _walk(targets: tuple[float, ...], logits: tuple[float, ...], step_size: float) -> Vector:
    return np.asarray(gradient_descent(targets, logits, step_size, SHOWN_STEPS[-1]))


@value(
    ("d", ".4f", ".4f", ".4f", ".4f"),
    zh="若干步之后：步数，标准训练下的 p 与损失，平滑训练下的 p 与损失（p 均指真实类别）。",
    en="After some steps: the step, p of the true class and loss without smoothing, the same with smoothing.",
)
def descent(scenario: Scenario) -> list[tuple[object, ...]]:
    steps = list(SHOWN_STEPS)
    columns: list[Vector] = []
    for targets in (_one_hot(scenario), _smoothed(scenario)):
        z = walk(scenario, targets)[steps]
        columns += [np.asarray(softmax(z))[:, scenario.label], np.asarray(cross_entropy(targets, z))]
    return list(zip(steps, *columns, strict=True))


@value(".4f", zh="标准训练最后一步时真实类别的概率。", en="p of the true class at the last step, without smoothing.")
def p_true_after_standard(scenario: Scenario) -> float:
    return float(softmax(walk(scenario, _one_hot(scenario))[-1])[scenario.label])


@value(".4f", zh="平滑训练最后一步时真实类别的概率。", en="p of the true class at the last step, with smoothing.")
def p_true_after_smoothed(scenario: Scenario) -> float:
    return float(softmax(walk(scenario, _smoothed(scenario))[-1])[scenario.label])


def _gaps(logits: Vector, label: int) -> Vector:
    return logits[label] - np.delete(logits, label)


@value("g", zh="真实类别的 logit 比其余各个 logit 高出多少。", en="How far the true logit lies above each other logit.")
def gaps(scenario: Scenario) -> Vector:
    return _gaps(_logits(scenario), scenario.label)


@value(
    ".4f",
    zh="平滑训练最后一步时的各个差距。",
    en="How far the true logit lies above each other logit at the last step, with smoothing.",
)
def gaps_after_smoothed(scenario: Scenario) -> Vector:
    return _gaps(walk(scenario, _smoothed(scenario))[-1], scenario.label)


@value(
    ".4f",
    finite=False,
    zh="平滑损失取到最小时的差距 log((1−ε)(K−1)/ε)。",
    en="The gap at which the smoothed loss is smallest, log((1−ε)(K−1)/ε).",
)
def best_gap(scenario: Scenario) -> float:
    return floors.best_gap(scenario.num_classes, scenario.epsilon)
