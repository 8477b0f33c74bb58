"""What the page on the two conventions quotes: each implementation's loss for the same vector, and the traps."""

# ruff: noqa: D103 (the declared descriptions take the place of docstrings)
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recompute import value
from snippets.conventions import (
    ZOO_NUM_CLASSES,
    smooth_labels_beside_padding,
    smooth_labels_classy_vision,
    smooth_labels_miscounted,
    smooth_labels_multi_label,
    smooth_labels_short,
)
from snippets.losses import cross_entropy, kl_divergence
from snippets.scenario import Scenario
from snippets.targets import epsilon_a_to_b, smooth_labels_a, smooth_labels_b
from snippets.weighted import mixed_cross_entropy, sigmoid_cross_entropy, weighted_cross_entropy, weighted_gradient

Vector = NDArray[np.float64]
Run = tuple[float, float]

CLASS_COUNTS = (2, 4, 10, 100, 1000)


def _given(scenario: Scenario) -> tuple[int, int, float]:
    return scenario.label, scenario.num_classes, scenario.epsilon


def _logits(scenario: Scenario) -> Vector:
    return np.array(scenario.logits)


@value("g", zh="约定 K 给真实类别的目标值 1−ε+ε/K。", en="Convention K’s target of the true class, 1−ε+ε/K.")
def on_b(scenario: Scenario) -> float:
    return 1.0 - scenario.epsilon + off_b(scenario)


@value("g", zh="约定 K 给其余每个类别的目标值 ε/K。", en="Convention K’s target of each other class, ε/K.")
def off_b(scenario: Scenario) -> float:
    return scenario.epsilon / scenario.num_classes


@value(".4f", zh="约定 K−1 的损失比约定 K 的多多少。", en="How much larger the loss under K−1 is than under K.")
def loss_gap(scenario: Scenario) -> float:
    return float(cross_entropy(smooth_labels_a(*_given(scenario)), _logits(scenario))) - _loss_b(scenario)


def _loss_b(scenario: Scenario) -> float:
    return float(cross_entropy(smooth_labels_b(*_given(scenario)), _logits(scenario)))


def _epsilon_b(scenario: Scenario) -> float:
    return epsilon_a_to_b(scenario.epsilon, scenario.num_classes)


@value(".4f", zh="约定 K 取换算后的平滑系数时的损失。", en="The loss under K with the converted smoothing factor.")
def loss_b_converted(scenario: Scenario) -> float:
    targets = smooth_labels_b(scenario.label, scenario.num_classes, _epsilon_b(scenario))
    return float(cross_entropy(targets, _logits(scenario)))


@value(".4f", zh="不改目标、混合两种损失算出的约定 K 的损失。", en="The loss under K, from mixed losses.")
def loss_b_mixed(scenario: Scenario) -> float:
    return float(mixed_cross_entropy(scenario.label, _logits(scenario), scenario.epsilon))


@value(".4f", zh="不改目标、混合两种损失算出的约定 K−1 的损失。", en="The loss under K−1, from mixed losses.")
def loss_a_mixed(scenario: Scenario) -> float:
    return float(mixed_cross_entropy(scenario.label, _logits(scenario), _epsilon_b(scenario)))


@value(
    ("d", ".4f", ".4f", ".4f"),
    zh="不同的类别数：K，除以 K−1 的目标，除以 K 的目标，换算成约定 K 的平滑系数。",
    en="For several numbers of classes: K, off value under K−1, off value under K, smoothing factor converted to K.",
)
def by_class_count(scenario: Scenario) -> list[tuple[int, float, float, float]]:
    epsilon = scenario.epsilon
    return [(k, epsilon / (k - 1), epsilon / k, epsilon_a_to_b(epsilon, k)) for k in CLASS_COUNTS]


def _padding(scenario: Scenario) -> int:
    return 0 if scenario.label else 1


@value("", zh="在我们的例子里充当填充符的类别。", en="The class that plays the padding in our example.")
def padding_name(scenario: Scenario) -> dict[str, str]:
    return {language: names[_padding(scenario)] for language, names in scenario.class_names.items()}


@value(
    ".4f",
    finite=False,
    zh="给填充符留零、其余类别分 ε/(K−2)，再减去目标的熵的损失。",
    en="The loss with nothing for padding and ε/(K−2) for the others, minus the target’s entropy.",
)
def loss_beside_padding(scenario: Scenario) -> float:
    if scenario.num_classes < 3:
        return float("nan")
    targets = smooth_labels_beside_padding(*_given(scenario), padding=_padding(scenario))
    return float(kl_divergence(targets, _logits(scenario)))


@value(".4f", zh="目标为 (y+ε/K)/(1+ε) 时的损失。", en="The loss with the targets (y+ε/K)/(1+ε).")
def loss_classy_vision(scenario: Scenario) -> float:
    return float(cross_entropy(smooth_labels_classy_vision(*_given(scenario)), _logits(scenario)))


@value("g", zh="多标签模式的目标之和。", en="The sum of the targets of the multi-label mode.")
def sum_multi_label(scenario: Scenario) -> float:
    return float(smooth_labels_multi_label(*_given(scenario)).sum())


@value(".4f", zh="多标签模式的逐类 sigmoid 交叉熵。", en="The sigmoid cross-entropy of the multi-label mode.")
def loss_multi_label(scenario: Scenario) -> float:
    return float(sigmoid_cross_entropy(smooth_labels_multi_label(*_given(scenario)), _logits(scenario)))


@value(".4f", zh="多标签模式训练时记录的损失：各类之和。", en="The multi-label loss as logged, a sum over the classes.")
def loss_multi_label_logged(scenario: Scenario) -> float:
    return scenario.num_classes * loss_multi_label(scenario)


@value("d", zh="模型库那个类默认的类别数。", en="The number of classes that the model zoo’s class assumes.")
def zoo_num_classes(scenario: Scenario) -> int:
    return ZOO_NUM_CLASSES


def _miscounted(scenario: Scenario) -> Vector:
    return np.asarray(smooth_labels_miscounted(*_given(scenario)))


@value(".4f", zh="类别数传错时其余每个类别的目标值。", en="The target of each other class with the wrong class count.")
def off_miscounted(scenario: Scenario) -> float:
    return scenario.epsilon / (ZOO_NUM_CLASSES - 1)


@value(".4f", zh="类别数传错时目标之和。", en="The sum of the targets with the wrong class count.")
def sum_miscounted(scenario: Scenario) -> float:
    return float(_miscounted(scenario).sum())


@value(".7f", zh="类别数传错时的损失。", en="The loss with the wrong class count.")
def loss_miscounted(scenario: Scenario) -> float:
    return float(weighted_cross_entropy(_miscounted(scenario), _logits(scenario)))


@value("g", zh="目标取 1−ε 与 ε/K 时的总和。", en="The sum of the targets 1−ε and ε/K.")
def sum_short(scenario: Scenario) -> float:
    return float(smooth_labels_short(*_given(scenario)).sum())


def _short(scenario: Scenario) -> Vector:
    return np.asarray(smooth_labels_short(*_given(scenario)))


@value(".4f", zh="目标为 1−ε 与 ε/K 时的损失。", en="The loss with the targets 1−ε and ε/K.")
def loss_short(scenario: Scenario) -> float:
    return float(weighted_cross_entropy(_short(scenario), _logits(scenario)))


@value(".4f", zh="目标取 1−ε 与 ε/K 时，损失与约定 K 相差多少。", en="How far the loss with 1−ε and ε/K lies from K’s.")
def short_from_b(scenario: Scenario) -> float:
    return abs(_loss_b(scenario) - loss_short(scenario))


@value(
    ".4f",
    zh="类别数传错时，损失对真实类别 logit 的导数 S·p−y′。",
    en="The derivative of the loss in the true logit, S·p−y′, with the wrong class count.",
)
def slope_miscounted(scenario: Scenario) -> float:
    return float(weighted_gradient(_miscounted(scenario), _logits(scenario))[scenario.label])


@value(".4f", zh="类别数传错时，各类 p−y′ 之和 1−S。", en="The sum of p−y′ with the wrong class count, 1−S.")
def kernel_sum_miscounted(scenario: Scenario) -> float:
    return 1.0 - sum_miscounted(scenario)


@value(
    ".4f",
    zh="目标为 1−ε 与 ε/K 时，损失对真实类别 logit 的导数。",
    en="The derivative in the true logit with 1−ε and ε/K.",
)
def slope_short(scenario: Scenario) -> float:
    return float(weighted_gradient(_short(scenario), _logits(scenario))[scenario.label])


# What MindSpore itself returns, in float32: rows of the loss and of its slope in the true logit.


@value(".5f", zh="运行模型库的类：类别数传对，没有传。", en="The zoo’s class run: class count given, not given.")
def zoo_runs(scenario: Scenario) -> list[Run]:
    from snippets.mindspore_runs import run_zoo

    given = scenario.label, scenario.logits, scenario.epsilon
    return [run.at(scenario.label) for run in (run_zoo(*given, scenario.num_classes), run_zoo(*given))]


@value(
    ".5f",
    zh="运行自带的损失：照搬 ε，换算系数。",
    en="The built-in loss run: with the same ε, with the factor converted.",
)
def builtin_runs(scenario: Scenario) -> list[Run]:
    from snippets.mindspore_runs import run_builtin

    runs = (run_builtin(scenario.label, scenario.logits, s) for s in (scenario.epsilon, _epsilon_b(scenario)))
    return [run.at(scenario.label) for run in runs]


@value(
    ".5f",
    zh="目标取 1−ε 与 ε/K：融合的核，自带的损失。",
    en="Targets of 1−ε and ε/K: the fused kernel, the built-in loss.",
)
def short_runs(scenario: Scenario) -> list[Run]:
    from snippets.mindspore_runs import run_builtin_dense, run_fused_dense

    return [run(_short(scenario), scenario.logits).at(scenario.label) for run in (run_fused_dense, run_builtin_dense)]


@value("d", zh="一个越界的标签。", en="A label that is no class.")
def outside_label(scenario: Scenario) -> int:
    return scenario.num_classes + 3


@value(".5f", zh="没有真实类别、每个目标都是 ε/(K−1) 时的损失。", en="The loss when every target is ε/(K−1).")
def loss_outside(scenario: Scenario) -> float:
    off_value = scenario.epsilon / (scenario.num_classes - 1)
    return float(weighted_cross_entropy(np.full(scenario.num_classes, off_value), _logits(scenario)))


@value(".5f", zh="越界的标签交给模型库的类，算出的损失。", en="The zoo’s loss for the label that is no class.")
def zoo_outside_run(scenario: Scenario) -> float:
    from snippets.mindspore_runs import run_zoo

    return run_zoo(outside_label(scenario), scenario.logits, scenario.epsilon, scenario.num_classes).loss


@value("", zh="越界的标签交给本站的类，报的错。", en="What our class says to the label that is no class.")
def refusal(scenario: Scenario) -> str:
    from snippets.mindspore_runs import refusal_by_ours

    return refusal_by_ours(outside_label(scenario), scenario.logits, scenario.epsilon)
