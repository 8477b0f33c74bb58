"""What the page on label-smoothing cross-entropy quotes: one vector taken through both losses."""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recompute import value
from snippets.losses import cross_entropy, entropy, kl_divergence
from snippets.scenario import Scenario
from snippets.softmax import log_softmax, softmax
from snippets.targets import epsilon_a_to_b, one_hot, smooth_labels_a, smooth_labels_b

Vector = NDArray[np.float64]
Names = dict[str, tuple[str, ...]]


@value("d", zh="类别总数 K。", en="The number of classes K.")
def num_classes(scenario: Scenario) -> int:
    return scenario.num_classes


@value("", zh="各个类别的名称。", en="The names of the classes.")
def class_names(scenario: Scenario) -> Names:
    return scenario.class_names


@value("d", zh="真实类别的下标，从零数起。", en="The index of the true class, counted from zero.")
def label(scenario: Scenario) -> int:
    return scenario.label


@value("", zh="真实类别的名称。", en="The name of the true class.")
def label_name(scenario: Scenario) -> dict[str, str]:
    return {language: names[scenario.label] for language, names in scenario.class_names.items()}


@value("", zh="真实类别以外各类别的名称。", en="The names of the classes other than the true one.")
def other_names(scenario: Scenario) -> Names:
    c = scenario.label
    return {language: names[:c] + names[c + 1 :] for language, names in scenario.class_names.items()}


@value("g", zh="平滑系数 ε。", en="The smoothing factor ε.")
def epsilon(scenario: Scenario) -> float:
    return scenario.epsilon


@value("g", zh="模型输出的 logits 向量 z。", en="The vector of logits z that the model outputs.")
def logits(scenario: Scenario) -> Vector:
    return np.array(scenario.logits)


@value(".4f", zh="Softmax 给出的预测概率向量 p。", en="The predicted probability vector p given by softmax.")
def p(scenario: Scenario) -> Vector:
    return np.asarray(softmax(logits(scenario)))


@value(".4f", zh="模型给真实类别的概率。", en="The probability that the model gives the true class.")
def p_true(scenario: Scenario) -> float:
    return float(p(scenario)[scenario.label])


@value(".4f", zh="模型给其余类别的概率之和。", en="The probability that the model gives all other classes together.")
def p_others(scenario: Scenario) -> float:
    return 1.0 - p_true(scenario)


@value(".4f", zh="预测概率的自然对数。", en="The natural logarithms of the predicted probabilities.")
def log_p(scenario: Scenario) -> Vector:
    return np.asarray(log_softmax(logits(scenario)))


@value(".4f", zh="真实类别概率的自然对数。", en="The natural logarithm of the true class’s probability.")
def log_p_true(scenario: Scenario) -> float:
    return float(log_p(scenario)[scenario.label])


@value(".0f", zh="独热目标向量 y。", en="The one-hot target vector y.")
def y(scenario: Scenario) -> Vector:
    return np.asarray(one_hot(scenario.label, scenario.num_classes))


@value("g", zh="平滑后真实类别的目标值 1−ε。", en="The smoothed target of the true class, 1−ε.")
def on_value(scenario: Scenario) -> float:
    return 1.0 - scenario.epsilon


@value(".4f", zh="平滑后其余每个类别的目标值 ε/(K−1)。", en="The smoothed target of each other class, ε/(K−1).")
def off_value(scenario: Scenario) -> float:
    return scenario.epsilon / (scenario.num_classes - 1)


@value(".4f", zh="平滑后的目标向量 y′。", en="The smoothed target vector y′.")
def y_smoothed(scenario: Scenario) -> Vector:
    return np.asarray(smooth_labels_a(scenario.label, scenario.num_classes, scenario.epsilon))


@value(".4f", zh="平滑交叉熵的各项 y′_k·log p_k。", en="The terms y′_k·log p_k of the smoothed cross-entropy.")
def terms_smoothed(scenario: Scenario) -> Vector:
    return y_smoothed(scenario) * log_p(scenario)


@value(".4f", zh="标准交叉熵损失。", en="The standard cross-entropy loss.")
def loss_standard(scenario: Scenario) -> float:
    return float(cross_entropy(y(scenario), logits(scenario)))


@value(".4f", zh="标签平滑交叉熵损失。", en="The label-smoothing cross-entropy loss.")
def loss_smoothed(scenario: Scenario) -> float:
    return float(cross_entropy(y_smoothed(scenario), logits(scenario)))


@value(".0f", zh="平滑损失是标准损失的多少倍。", en="How many times the standard loss the smoothed loss is.")
def ratio(scenario: Scenario) -> float:
    return loss_smoothed(scenario) / loss_standard(scenario)


@value(".4f", zh="平滑损失比标准损失多多少。", en="How much larger the smoothed loss is than the standard loss.")
def difference(scenario: Scenario) -> float:
    return loss_smoothed(scenario) - loss_standard(scenario)


@value("g", zh="真实类别的 logit 领先其余 logit 的总量。", en="The true logit’s leads over all other logits, added up.")
def lead_sum(scenario: Scenario) -> float:
    z = logits(scenario)
    return float((z[scenario.label] - z).sum())


@value(".4f", zh="真实类别那一项计入平滑损失的量。", en="What the true class adds to the smoothed loss.")
def loss_from_true(scenario: Scenario) -> float:
    return -float(terms_smoothed(scenario)[scenario.label])


@value(".4f", zh="其余类别各项计入平滑损失的总量。", en="What all other classes together add to the smoothed loss.")
def loss_from_others(scenario: Scenario) -> float:
    return loss_smoothed(scenario) - loss_from_true(scenario)


@value(
    ("", ".4f", ".4f", ".4f", ".1%"),
    zh="逐类的账单：名称、目标 y′、预测 p、该项贡献的损失、占比。",
    en="The bill by class: name, target y′, prediction p, loss added by the term, share.",
)
def loss_by_class(scenario: Scenario) -> list[tuple[object, ...]]:
    names = _names_by_class(scenario)
    losses = -terms_smoothed(scenario)
    shares = losses / losses.sum()
    return list(zip(names, y_smoothed(scenario), p(scenario), losses, shares, strict=True))


def _names_by_class(scenario: Scenario) -> list[dict[str, str]]:
    names = scenario.class_names
    return [{language: names[language][k] for language in names} for k in range(scenario.num_classes)]


@value(
    ".4f",
    finite=False,
    zh="先把概率舍入到四位小数、再取对数算出的标准损失。",
    en="The standard loss worked out from probabilities that were first rounded to four decimals.",
)
def loss_standard_rounded_early(scenario: Scenario) -> float:
    return _loss_of_rounded_p(scenario, y(scenario))


@value(
    ".4f",
    finite=False,
    zh="先把概率舍入到四位小数、再取对数算出的平滑损失。",
    en="The smoothed loss worked out from probabilities that were first rounded to four decimals.",
)
def loss_smoothed_rounded_early(scenario: Scenario) -> float:
    return _loss_of_rounded_p(scenario, y_smoothed(scenario))


def _loss_of_rounded_p(scenario: Scenario, targets: Vector) -> float:
    counted = targets > 0
    with np.errstate(divide="ignore"):
        logs = np.log(np.round(p(scenario), 4)[counted])
    return float(0.0 - (targets[counted] * logs).sum())


@value(".4f", zh="平滑目标的熵 H(y′)，即平滑损失的下限。", en="The smoothed target’s entropy H(y′), the loss’s floor.")
def floor(scenario: Scenario) -> float:
    return float(entropy(y_smoothed(scenario)))


@value(".4f", zh="平滑损失高出下限的部分 KL(y′‖p)。", en="How far the smoothed loss lies above its floor, KL(y′‖p).")
def excess(scenario: Scenario) -> float:
    return float(kl_divergence(y_smoothed(scenario), logits(scenario)))


@value(".1%", zh="下限 H(y′) 占平滑损失的比例。", en="The share of the floor H(y′) in the smoothed loss.")
def floor_share(scenario: Scenario) -> float:
    return floor(scenario) / loss_smoothed(scenario)


@value(".4f", zh="约定 K 的目标向量。", en="The target vector of convention K.")
def y_smoothed_b(scenario: Scenario) -> Vector:
    return np.asarray(smooth_labels_b(scenario.label, scenario.num_classes, scenario.epsilon))


@value(".4f", zh="约定 K 下的平滑损失。", en="The smoothed loss under convention K.")
def loss_smoothed_b(scenario: Scenario) -> float:
    return float(cross_entropy(y_smoothed_b(scenario), logits(scenario)))


@value(
    ".4f",
    zh="约定 K 要取多大的平滑系数，才与约定 K−1 的 ε 等价。",
    en="The smoothing factor that convention K needs to agree with convention K−1 at ε.",
)
def epsilon_for_b(scenario: Scenario) -> float:
    return float(epsilon_a_to_b(scenario.epsilon, scenario.num_classes))
