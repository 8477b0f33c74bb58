"""What the loss calculator quotes: how a reader’s own loss compares with its floor."""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import math

from recompute import value
from snippets.floors import loss_floor
from snippets.scenario import Scenario


def _share(scenario: Scenario) -> float:
    """Return what the true class loses in all: ε when it is divided by K − 1, less when by K."""
    classes = scenario.log_classes
    return scenario.epsilon if scenario.log_divisor else scenario.epsilon * (classes - 1) / classes


@value("d", zh="你的类别总数 K。", en="Your number of classes K.")
def classes(scenario: Scenario) -> int:
    return scenario.log_classes


@value("g", zh="你的平滑系数 ε。", en="Your smoothing factor ε.")
def factor(scenario: Scenario) -> float:
    return scenario.epsilon


@value("d", zh="你的约定把 ε 除以多少。", en="What your convention divides ε by.")
def divisor(scenario: Scenario) -> int:
    return scenario.log_classes - scenario.log_divisor


@value("g", zh="你的损失。", en="Your loss.")
def loss(scenario: Scenario) -> float:
    return scenario.log_loss


@value(".4f", zh="这样设置时的下限。", en="The floor with these settings.")
def floor(scenario: Scenario) -> float:
    return loss_floor(scenario.log_classes, _share(scenario))


@value(".4f", zh="你的损失超出下限多少。", en="How far your loss lies above its floor.")
def excess(scenario: Scenario) -> float:
    return loss(scenario) - floor(scenario)


@value(".4f", zh="随机预测的损失 log K。", en="The loss of a guess, log K.")
def guess(scenario: Scenario) -> float:
    return math.log(scenario.log_classes)


@value(".4f", zh="最好的输出给真实类别的概率。", en="The true class’s probability in the best output.")
def best_confidence(scenario: Scenario) -> float:
    return 1.0 - _share(scenario)


@value(
    ".4f", zh="最好的输出、全部答对时的标准损失。", en="The standard loss at the best output with every answer right."
)
def standard_at_floor(scenario: Scenario) -> float:
    return -math.log1p(-_share(scenario))


@value("g", zh="全部答对时的准确率。", en="The accuracy with every answer right.")
def all_right(scenario: Scenario) -> float:
    return 1.0
