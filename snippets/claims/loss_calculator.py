"""What the loss calculator says of a reader’s loss."""

# The declared conditions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

from recompute import claim
from snippets.pages import loss_calculator as page
from snippets.scenario import Scenario


@claim(
    zh="损失 {{ loss }} 不低于下限 {{ floor }}。",
    en="The loss {{ loss }} is not below its floor, {{ floor }}.",
)
def above_the_floor(scenario: Scenario) -> bool:
    return page.excess(scenario) >= 0


@claim(
    zh="损失 {{ loss }} 低于随机预测的 {{ guess }}。",
    en="The loss {{ loss }} is below that of a guess, {{ guess }}.",
)
def better_than_a_guess(scenario: Scenario) -> bool:
    return page.loss(scenario) < page.guess(scenario)


@claim(
    zh="超出下限的 {{ excess }} 不到下限与随机预测 {{ guess }} 之差的十分之一。",
    en="The excess {{ excess }} is less than a tenth of the way from the floor to a guess, {{ guess }}.",
)
def close_to_the_floor(scenario: Scenario) -> bool:
    return 0 <= page.excess(scenario) < (page.guess(scenario) - page.floor(scenario)) / 10
