"""What the page on the floor of the smoothed loss says of its numbers."""

# The declared conditions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import math
from typing import cast

import numpy as np
from numpy.typing import NDArray

from recompute import claim
from snippets.pages import gradient, label_smoothing
from snippets.pages import loss_floor as page
from snippets.scenario import Scenario


def _column(rows: list[tuple[float, ...]], index: int) -> NDArray[np.float64]:
    return np.array([row[index] for row in rows])


@claim(
    zh="约定 K−1 的下限占损失的 {{ split_by_target[1][4] }}，约定 K 的占 {{ split_by_target[2][4] }}，都超过一半。",
    en="The floor is {{ split_by_target[1][4] }} of the loss under K−1 and {{ split_by_target[2][4] }} under K: more "
    "than half of both.",
)
def floor_is_most_under_both(scenario: Scenario) -> bool:
    _, *smoothed = page.split_by_target(scenario)
    return all(cast(float, share) > 0.5 for *_, share in smoothed)


@claim(
    zh="表里每个 ε 的下限都随 K 上升，例如 ε = {{ epsilons[1] }} 时，从 {{ floors_by_classes[0][3] }} 起一路变大。",
    en="In the table each floor rises with K, for ε = {{ epsilons[1] }} from {{ floors_by_classes[0][3] }} on.",
)
def floor_rises_with_classes(scenario: Scenario) -> bool:
    rows = page.floors_by_classes(scenario)
    return all(all(np.diff(_column(rows, index)) > 0) for index in (2, 3, 4))


@claim(
    zh="K−1 每增大到十倍，下限只多 {{ rise_per_tenfold }}，不到十的对数的四分之一；K 每增大到十倍，"
    "随机预测的损失就多出十的对数。",
    en="With each tenfold K−1 the floor rises by {{ rise_per_tenfold }}, less than a quarter of the logarithm of ten, "
    "by which the loss of a guess rises with each tenfold K.",
)
def floor_rises_slowly(scenario: Scenario) -> bool:
    return 0 < page.rise_per_tenfold(scenario) < math.log(10) / 4


@claim(
    zh="二分类时，零点六离随机预测的 {{ floors_by_classes[0][1] }} 比离下限 {{ floors_by_classes[0][3] }} 近。",
    en="With two classes six tenths are nearer to a guess, {{ floors_by_classes[0][1] }}, than to the floor, "
    "{{ floors_by_classes[0][3] }}.",
)
def six_tenths_is_near_a_guess(scenario: Scenario) -> bool:
    _, guess, _, floor, _ = page.floors_by_classes(scenario)[0]
    return abs(guess - 0.6) < abs(floor - 0.6)


@claim(
    zh="类别最多时，下限 {{ highest_floor }} 超过一。",
    en="With the most classes the floor, {{ highest_floor }}, exceeds one.",
)
def floor_can_exceed_one(scenario: Scenario) -> bool:
    return page.highest_floor(scenario) > 1


@claim(
    zh="约定 K 的最佳差距 {{ best_gap_b }} 比约定 K−1 的 {{ gradient.best_gap }} 大，相差不到零点五。",
    en="The best gap of K, {{ best_gap_b }}, is larger than that of K−1, {{ gradient.best_gap }}, by less than a half.",
)
def best_gap_b_somewhat_larger(scenario: Scenario) -> bool:
    return gradient.best_gap(scenario) < page.best_gap_b(scenario) < gradient.best_gap(scenario) + 0.5


@claim(
    zh="差距 {{ gradient.gaps }} 全都大于约定 K 的最佳差距 {{ best_gap_b }}。",
    en="The gaps {{ gradient.gaps }} all exceed the best gap of K, {{ best_gap_b }}.",
)
def gaps_exceed_that_of_b(scenario: Scenario) -> bool:
    return all(gradient.gaps(scenario) > page.best_gap_b(scenario))


@claim(
    zh="类别最多时，最佳差距 {{ largest_best_gap }} 也不到十。",
    en="Even with the most classes the best gap, {{ largest_best_gap }}, is less than ten.",
)
def best_gap_stays_modest(scenario: Scenario) -> bool:
    return page.largest_best_gap(scenario) < 10


@claim(
    zh="在表里从头到尾都下降的，只有标准损失；平滑损失从 {{ loss_at_low_confidence }} 出发，最后回到 "
    "{{ loss_at_high_confidence }}。",
    en="Only the standard loss falls from row to row throughout; the smoothed loss starts at "
    "{{ loss_at_low_confidence }} and ends at {{ loss_at_high_confidence }}.",
)
def only_the_plain_loss_falls_throughout(scenario: Scenario) -> bool:
    rows = page.losses_by_confidence(scenario)
    plain, smoothed = (np.diff(_column(rows, index)) < 0 for index in (1, 2))
    return all(plain) and not all(smoothed)


@claim(
    zh="在表里，平滑损失先从 {{ loss_at_low_confidence }} 逐行下降，过了最低点再逐行上升到 "
    "{{ loss_at_high_confidence }}。",
    en="In the table the smoothed loss falls from {{ loss_at_low_confidence }} row by row, then rises row by row to "
    "{{ loss_at_high_confidence }}.",
)
def smoothed_loss_falls_then_rises(scenario: Scenario) -> bool:
    smoothed = _column(page.losses_by_confidence(scenario), 2)
    lowest = int(smoothed.argmin())
    falls, rises = np.diff(smoothed[: lowest + 1]) < 0, np.diff(smoothed[lowest:]) > 0
    return 0 < lowest < len(smoothed) - 1 and all(falls) and all(rises)


@claim(
    zh="每隔 {{ search_step }} 找一遍，平滑损失最小的 {{ lowest_confidence }} 离 "
    "{{ label_smoothing.on_value }} 不到半步。",
    en="Searched in steps of {{ search_step }}, the smoothed loss is smallest at {{ lowest_confidence }}, within half "
    "a step of {{ label_smoothing.on_value }}.",
)
def lowest_at_the_target(scenario: Scenario) -> bool:
    distance = abs(page.lowest_confidence(scenario) - label_smoothing.on_value(scenario))
    return distance < page.search_step(scenario) / 2


@claim(
    zh="两处的平滑损失 {{ loss_at_high_confidence }} 与 {{ loss_at_low_confidence }} 相差不到零点零一。",
    en="The smoothed losses {{ loss_at_high_confidence }} and {{ loss_at_low_confidence }} are less than a hundredth "
    "apart.",
)
def high_costs_as_much_as_low(scenario: Scenario) -> bool:
    return abs(page.loss_at_high_confidence(scenario) - page.loss_at_low_confidence(scenario)) < 0.01


@claim(
    zh="预测恰好等于平滑目标时，标准损失 {{ loss_standard_at_floor }} 大于零。",
    en="At a prediction equal to the smoothed target the standard loss, {{ loss_standard_at_floor }}, is above zero.",
)
def plain_loss_above_zero_at_floor(scenario: Scenario) -> bool:
    return page.loss_standard_at_floor(scenario) > 0


@claim(
    zh="标准损失 {{ loss_standard_at_floor }} 在零点一与零点二之间，与那份日志一样。",
    en="The standard loss, {{ loss_standard_at_floor }}, lies between one and two tenths, as in that log.",
)
def plain_loss_as_in_the_log(scenario: Scenario) -> bool:
    return 0.1 < page.loss_standard_at_floor(scenario) < 0.2


@claim(
    zh="表里的平滑损失在 {{ scale }} 倍处最小，是 {{ loss_scaled }}，别处都更大。",
    en="In the table the smoothed loss is smallest at the scale {{ scale }}, {{ loss_scaled }}, and larger elsewhere.",
)
def smallest_at_best_scale(scenario: Scenario) -> bool:
    others = [loss for c, _, _, loss in page.losses_by_scale(scenario) if c != page.scale(scenario)]
    return page.loss_scaled(scenario) < min(others)


@claim(
    zh="缩放到最好，平滑损失仍比下限高 {{ excess_scaled }}，超过零点零零一。",
    en="At the best scale the smoothed loss is still {{ excess_scaled }} above its floor, more than a thousandth.",
)
def scaling_misses_the_floor(scenario: Scenario) -> bool:
    return page.excess_scaled(scenario) > 0.001


@claim(
    zh="放大到 {{ large_scale }} 倍，标准损失从 {{ label_smoothing.loss_standard }} 降到 {{ loss_standard_enlarged }}，"
    "平滑损失从 {{ label_smoothing.loss_smoothed }} 升到 {{ loss_smoothed_enlarged }}。",
    en="At the scale {{ large_scale }} the standard loss falls from {{ label_smoothing.loss_standard }} to "
    "{{ loss_standard_enlarged }}, and the smoothed loss rises from {{ label_smoothing.loss_smoothed }} to "
    "{{ loss_smoothed_enlarged }}.",
)
def losses_part_company(scenario: Scenario) -> bool:
    plain_falls = page.loss_standard_enlarged(scenario) < label_smoothing.loss_standard(scenario)
    return plain_falls and page.loss_smoothed_enlarged(scenario) > label_smoothing.loss_smoothed(scenario)


@claim(
    zh="两个预测都把最大的概率给了真实类别：{{ label_smoothing.p_true }} 和 {{ label_smoothing.on_value }}。",
    en="Both predictions give the true class the largest probability, {{ label_smoothing.p_true }} and "
    "{{ label_smoothing.on_value }}.",
)
def both_predictions_right(scenario: Scenario) -> bool:
    predictions = label_smoothing.p(scenario), label_smoothing.y_smoothed(scenario)
    return all(prediction.argmax() == scenario.label for prediction in predictions)


@claim(
    zh="标准损失 {{ label_smoothing.loss_standard }} 小于 {{ loss_standard_at_floor }}，平滑损失 "
    "{{ label_smoothing.loss_smoothed }} 却大于 {{ label_smoothing.floor }}。",
    en="The standard loss {{ label_smoothing.loss_standard }} is less than {{ loss_standard_at_floor }}, but the "
    "smoothed loss {{ label_smoothing.loss_smoothed }} is more than {{ label_smoothing.floor }}.",
)
def losses_rank_oppositely(scenario: Scenario) -> bool:
    plain_prefers_example = label_smoothing.loss_standard(scenario) < page.loss_standard_at_floor(scenario)
    return plain_prefers_example and label_smoothing.loss_smoothed(scenario) > label_smoothing.floor(scenario)
