"""What the page on choosing ε quotes: what each smoothing factor asks of a model."""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import math

from recompute import value
from snippets.floors import best_gap, loss_floor
from snippets.posteriors import sharing_equally, smoothed_posterior
from snippets.scenario import Scenario

FACTORS = (0.01, 0.05, 0.1, 0.2, 0.3)
AMBIGUOUS = 0.7  # how often a class is the true one among inputs that look the same
GAP, PRICE = 0.05, 0.15  # of the exercises: confidence to take away, standard loss to pay


@value("g", zh="有歧义的输入里，最常见类别的后验。", en="The most frequent class’s posterior of an ambiguous input.")
def ambiguous(scenario: Scenario) -> float:
    return AMBIGUOUS


@value(
    ("g", ".3f", ".3f", ".2f", ".4f", ".4f"),
    zh="ε、毫无歧义时的最好置信度、有歧义时的最好置信度、最佳差距、下限、碰到下限时的标准损失。",
    en="ε, the best confidence without ambiguity, with it, the best gap, the floor, the standard loss at the floor.",
)
def by_epsilon(scenario: Scenario) -> list[tuple[float, ...]]:
    rows: list[tuple[float, ...]] = []
    for epsilon in FACTORS:
        certain, ambiguous = (
            float(smoothed_posterior(sharing_equally(q, scenario.num_classes), epsilon)[0]) for q in (1.0, AMBIGUOUS)
        )
        floor, gap = loss_floor(scenario.num_classes, epsilon), best_gap(scenario.num_classes, epsilon)
        rows.append((epsilon, certain, ambiguous, gap, floor, -math.log1p(-epsilon)))
    return rows


@value(
    ("g", ".4f"),
    zh="练习里要压低多少置信度、为此 ε 取多少。",
    en="The confidence to take away in the exercise, and the ε that takes it.",
)
def epsilon_for_gap(scenario: Scenario) -> tuple[float, float]:
    num_classes = scenario.num_classes
    return GAP, GAP * (num_classes - 1) / (num_classes * AMBIGUOUS - 1)


@value(
    ("g", ".4f"),
    zh="练习里肯付的标准损失、为此 ε 最大取多少。",
    en="The standard loss to pay in the exercise, and the largest ε at that price.",
)
def epsilon_for_price(scenario: Scenario) -> tuple[float, float]:
    return PRICE, -math.expm1(-PRICE)
