"""What the page on the best output says of its numbers."""

# The declared conditions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import numpy as np

from recompute import claim
from snippets.pages import best_output as page
from snippets.pages import label_smoothing
from snippets.posteriors import smoothed_posterior, unsmooth
from snippets.scenario import Scenario


@claim(
    zh="最好的输出与后验的最大类别相同，次序也相同：斜率 {{ slope }} 大于零。",
    en="The best output ranks the classes as the posterior does: the slope {{ slope }} is positive.",
)
def order_is_kept(scenario: Scenario) -> bool:
    q = label_smoothing.p(scenario)
    best = smoothed_posterior(q, scenario.epsilon)
    return page.slope(scenario) > 0 and bool((np.argsort(best) == np.argsort(q)).all())


@claim(
    zh="表里的 q 都大于 {{ uniform }}，最好的置信度都比它低，q 越大低得越多。",
    en="Each q of the table exceeds {{ uniform }}, and the best confidence is below it, the more so the larger q is.",
)
def confidence_is_lowered(scenario: Scenario) -> bool:
    shifts = [shift for _, _, shift, _ in page.best_by_share(scenario)]
    return min(page.SHARES) > page.uniform(scenario) and max(shifts) < 0 and all(np.diff(shifts) < 0)


@claim(
    zh="从第一行的温度 {{ best_by_share[0][3] }} 到倒数第二行的 {{ best_by_share[3][3] }}，逐行减小。",
    en="The temperature falls from row to row, from {{ best_by_share[0][3] }} to {{ best_by_share[3][3] }}.",
)
def no_one_temperature(scenario: Scenario) -> bool:
    return bool(all(np.diff([row[3] for row in page.best_by_share(scenario)]) < 0))


@claim(
    zh="后验先平滑再还原，与原来相差不到十亿分之一。",
    en="The posterior, smoothed and undone, is what it was to within a billionth.",
)
def undoing_is_exact(scenario: Scenario) -> bool:
    q = label_smoothing.p(scenario)
    back = unsmooth(smoothed_posterior(q, scenario.epsilon), scenario.epsilon)
    return bool((np.abs(back - q) < 1e-9).all())


@claim(
    zh="例子的输出还原后，真实类别的 q 是 {{ unsmoothed_true }}，大于一。",
    en="Undone, the output of the example gives the true class {{ unsmoothed_true }}, more than one.",
)
def example_is_beyond_any_posterior(scenario: Scenario) -> bool:
    return page.unsmoothed_true(scenario) > 1


@claim(
    zh="均匀分布的交叉熵 {{ loss_uniform }} 是标准损失 {{ label_smoothing.loss_standard }} 的十倍以上。",
    en="The uniform cross-entropy {{ loss_uniform }} is more than ten times the standard loss "
    "{{ label_smoothing.loss_standard }}.",
)
def uniform_part_dominates(scenario: Scenario) -> bool:
    return page.loss_uniform(scenario) > 10 * label_smoothing.loss_standard(scenario)


@claim(
    zh="概率最大的一行里，平滑的梯度是 {{ gradients_by_probability[5][2] }}，大于零。",
    en="In the row of the largest probability the smoothed gradient is {{ gradients_by_probability[5][2] }}, positive.",
)
def smoothing_turns(scenario: Scenario) -> bool:
    return page.gradients_by_probability(scenario)[-1][2] > 0


@claim(
    zh="置信度惩罚到 {{ turn_penalty }} 才转向，平滑在 {{ label_smoothing.on_value }} 就转向。",
    en="The confidence penalty turns at {{ turn_penalty }}, smoothing already at {{ label_smoothing.on_value }}.",
)
def penalty_turns_later(scenario: Scenario) -> bool:
    return label_smoothing.on_value(scenario) < page.turn_penalty(scenario) < 1
