"""What the page on the floor of the smoothed loss quotes: its parts, its size, and how to come down to it."""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from recompute import value
from snippets.floors import best_gap, best_scale, loss_floor
from snippets.losses import cross_entropy, entropy, kl_divergence
from snippets.scenario import Scenario
from snippets.softmax import softmax
from snippets.targets import one_hot, smooth_labels_a, smooth_labels_b

Vector = NDArray[np.float64]

CLASS_COUNTS = {2, 3, 4, 10, 100, 1000}
CONFIDENCES = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999}
SEARCH_STEP = 0.001
SCALES = {0.25, 0.5, 1.0, 1.5, 2.0}


def _logits(scenario: Scenario) -> Vector:
    return np.array(scenario.logits)


def _one_hot(scenario: Scenario) -> Vector:
    return np.asarray(one_hot(scenario.label, scenario.num_classes))


def _smoothed(scenario: Scenario) -> Vector:
    return np.asarray(smooth_labels_a(scenario.label, scenario.num_classes, scenario.epsilon))


@value(
    ("", ".5f", ".5f", ".5f", ".1%"),
    zh="三种目标下的损失：名称、损失、下限 H、超出下限的部分 KL、下限占比。",
    en="The loss for three targets: name, loss, floor H, excess over it KL, share of the floor.",
)
def split_by_target(scenario: Scenario) -> list[tuple[object, ...]]:
    smoothed_b = np.asarray(smooth_labels_b(scenario.label, scenario.num_classes, scenario.epsilon))
    targets_by_name = {
        ("独热", "One-hot"): _one_hot(scenario),
        ("约定 K−1", "Convention K−1"): _smoothed(scenario),
        ("约定 K", "Convention K"): smoothed_b,
    }
    rows: list[tuple[object, ...]] = []
    for (zh, en), targets in targets_by_name.items():
        loss = float(cross_entropy(targets, _logits(scenario)))
        floor, excess = float(entropy(targets)), float(kl_divergence(targets, _logits(scenario)))
        rows.append(({"zh": zh, "en": en}, loss, floor, excess, floor / loss))
    return rows


def _class_counts(scenario: Scenario) -> list[int]:
    return sorted(CLASS_COUNTS | {scenario.num_classes})


@value("g", zh="表格里的三个平滑系数：ε 的一半、ε、ε 的两倍。", en="Three smoothing factors: half ε, ε, twice ε.")
def epsilons(scenario: Scenario) -> Vector:
    return np.array([scenario.epsilon / 2, scenario.epsilon, min(2 * scenario.epsilon, 1.0)])


@value(
    ("d", ".4f", ".4f", ".4f", ".4f"),
    zh="类别总数 K、均匀随机预测的损失 log K、三个平滑系数下的下限。",
    en="The number of classes K, the loss log K of a uniform guess, the floors for the three smoothing factors.",
)
def floors_by_classes(scenario: Scenario) -> list[tuple[float, ...]]:
    rows = []
    for count in _class_counts(scenario):
        rows.append((count, float(np.log(count)), *(loss_floor(count, epsilon) for epsilon in epsilons(scenario))))
    return rows


@value(".4f", zh="表中类别最多时的下限。", en="The floor for the most classes in the table.")
def highest_floor(scenario: Scenario) -> float:
    return loss_floor(max(_class_counts(scenario)), scenario.epsilon)


@value(".4f", zh="K−1 每大一个数量级，下限增加多少。", en="How much each order of magnitude of K−1 adds to the floor.")
def rise_per_tenfold(scenario: Scenario) -> float:
    return scenario.epsilon * float(np.log(10.0))


@value(
    ("d", ".4f", ".4f", ".4f"),
    finite=False,
    zh="类别总数 K、三个平滑系数下的最佳差距。",
    en="The number of classes K, the best gaps for the three smoothing factors.",
)
def gaps_by_classes(scenario: Scenario) -> list[tuple[float, ...]]:
    return [(count, *(best_gap(count, epsilon) for epsilon in epsilons(scenario))) for count in _class_counts(scenario)]


@value(".4f", finite=False, zh="表中类别最多时的最佳差距。", en="The best gap for the most classes in the table.")
def largest_best_gap(scenario: Scenario) -> float:
    return best_gap(max(_class_counts(scenario)), scenario.epsilon)


@value(".4f", finite=False, zh="约定 K 下的最佳差距。", en="The best gap under convention K.")
def best_gap_b(scenario: Scenario) -> float:
    num_classes = scenario.num_classes
    return best_gap(num_classes, scenario.epsilon * (num_classes - 1) / num_classes)  # B(ε) is A(ε·(K−1)/K).


@value(
    (".3f", ".4f", ".4f", "<.4f"),
    finite=False,
    zh="真实类别的概率 p、标准损失、平滑损失、平滑损失超出下限的部分；其余类别平分剩下的概率。",
    en="The true class’s p, the standard loss, the smoothed loss and its excess; the others share the rest equally.",
)
def losses_by_confidence(scenario: Scenario) -> list[tuple[float, ...]]:
    confidences = np.array(sorted(CONFIDENCES | {1.0 - scenario.epsilon}))
    plain, smoothed = (losses_when(scenario, of(scenario), confidences) for of in (_one_hot, _smoothed))
    excess = np.maximum(smoothed - loss_floor(scenario.num_classes, scenario.epsilon), 0.0)  # Rounding aside.
    return list(zip(confidences, plain, smoothed, excess, strict=True))


def _loss_when(scenario: Scenario, targets: Vector, confidence: float) -> float:
    return float(losses_when(scenario, targets, np.array(confidence)))


def losses_when(scenario: Scenario, targets: Vector, confidences: Vector) -> Vector:
    """Return the loss where the true class has each of these probabilities and the others share the rest equally."""
    true = confidences[..., None]
    predicted = np.where(_one_hot(scenario) == 1, true, (1 - true) / (scenario.num_classes - 1))
    with np.errstate(divide="ignore"):
        return np.asarray(cross_entropy(targets, np.log(predicted)))


@value(
    ".4f",
    finite=False,
    zh="真实类别的概率与例子相同、其余类别平分时的平滑损失。",
    en="The smoothed loss with the true class’s probability of the example, were the others to share the rest equally.",
)
def loss_shared_equally(scenario: Scenario) -> float:
    return _loss_when(scenario, _smoothed(scenario), float(softmax(np.array(scenario.logits))[scenario.label]))


@value("g", zh="表中最小的置信度。", en="The lowest confidence in the table.")
def low_confidence(scenario: Scenario) -> float:
    return min(CONFIDENCES)


@value("g", zh="表中最大的置信度。", en="The highest confidence in the table.")
def high_confidence(scenario: Scenario) -> float:
    return max(CONFIDENCES)


@value(".4f", zh="置信度最小时的平滑损失。", en="The smoothed loss at the lowest confidence.")
def loss_at_low_confidence(scenario: Scenario) -> float:
    return _loss_when(scenario, _smoothed(scenario), low_confidence(scenario))


@value(".4f", zh="置信度最大时的平滑损失。", en="The smoothed loss at the highest confidence.")
def loss_at_high_confidence(scenario: Scenario) -> float:
    return _loss_when(scenario, _smoothed(scenario), high_confidence(scenario))


@value("g", zh="逐点查找最小值时的间隔。", en="The distance between the points of the search for the minimum.")
def search_step(scenario: Scenario) -> float:
    return SEARCH_STEP


@value(".3f", zh="逐点查找得到的平滑损失最小处的 p。", en="The p at which the search finds the smallest smoothed loss.")
def lowest_confidence(scenario: Scenario) -> float:
    searched = np.linspace(0.0, 1.0, round(1 / SEARCH_STEP) + 1)[1:-1]
    return float(searched[np.argmin(losses_when(scenario, _smoothed(scenario), searched))])


@value(
    ".4f",
    finite=False,
    zh="预测恰好等于平滑目标时的标准损失 −log(1−ε)。",
    en="The standard loss of a prediction equal to the smoothed target, −log(1−ε).",
)
def loss_standard_at_floor(scenario: Scenario) -> float:
    return _loss_when(scenario, _one_hot(scenario), 1.0 - scenario.epsilon)


def _scaled(scenario: Scenario, scale: float) -> Vector:
    """Return the logits times a scale, shifted so that the largest is 0, which stays 0 even times infinity."""
    below = _logits(scenario) - max(scenario.logits)
    return np.multiply(scale, below, out=np.zeros_like(below), where=below < 0)


@value(".4f", finite=False, zh="使平滑损失最小的缩放倍数 α。", en="The scale α at which the smoothed loss is smallest.")
def scale(scenario: Scenario) -> float:
    return _best_scale(tuple(_smoothed(scenario)), scenario.logits)


@cache  # Many values look at the same scale.
def _best_scale(targets: tuple[float, ...], logits: tuple[float, ...]) -> float:
    return best_scale(targets, logits)


@value(".3f", finite=False, zh="这个倍数对应的温度 1/α。", en="The temperature 1/α of the best scale.")
def temperature(scenario: Scenario) -> float:
    with np.errstate(divide="ignore"):
        return float(np.divide(1.0, scale(scenario)))


@value(".4f", zh="用这个倍数缩放后的平滑损失。", en="The smoothed loss at the best scale.")
def loss_scaled(scenario: Scenario) -> float:
    return float(cross_entropy(_smoothed(scenario), _scaled(scenario, scale(scenario))))


@value(".4f", zh="用这个倍数缩放后仍超出下限多少。", en="The excess over the floor that is left at the best scale.")
def excess_scaled(scenario: Scenario) -> float:
    return float(kl_divergence(_smoothed(scenario), _scaled(scenario, scale(scenario))))


@value(
    (".4f", ".4f", ".6f", ".4f"),
    finite=False,
    zh="缩放倍数 α、真实类别的概率 p、标准损失、平滑损失。",
    en="The scale α, the true class’s p, the standard loss, the smoothed loss.",
)
def losses_by_scale(scenario: Scenario) -> list[tuple[float, ...]]:
    rows = []
    for c in sorted(SCALES | {scale(scenario)}):
        z = _scaled(scenario, c)
        losses = (float(cross_entropy(targets, z)) for targets in (_one_hot(scenario), _smoothed(scenario)))
        rows.append((c, float(softmax(z)[scenario.label]), *losses))
    return rows


@value("g", zh="表中最大的缩放倍数。", en="The largest scale chosen for the table.")
def large_scale(scenario: Scenario) -> float:
    return max(SCALES)


@value(".2e", zh="放大到最大倍数时的标准损失。", en="The standard loss at the largest scale.")
def loss_standard_enlarged(scenario: Scenario) -> float:
    return float(cross_entropy(_one_hot(scenario), _scaled(scenario, large_scale(scenario))))


@value(".4f", zh="放大到最大倍数时的平滑损失。", en="The smoothed loss at the largest scale.")
def loss_smoothed_enlarged(scenario: Scenario) -> float:
    return float(cross_entropy(_smoothed(scenario), _scaled(scenario, large_scale(scenario))))
