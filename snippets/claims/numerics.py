"""What the page on digits says of its numbers."""

# The declared conditions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

from math import inf, isnan

from recompute import claim
from snippets.pages import numerics as page
from snippets.scenario import Scenario


@claim(
    zh="例如，float64 算出的平滑损失有 {{ loss_by_type[2][3] }} 位正确，比这种格式保证的 {{ types[2][3] }} 位多。",
    en="The smoothed loss in float64, for one, has {{ loss_by_type[2][3] }} correct digits, more than the "
    "{{ types[2][3] }} that the type guarantees.",
)
def some_entries_exceed_the_guarantee(scenario: Scenario) -> bool:
    *_, digits = page.loss_by_type(scenario)[2]
    return bool(digits > page.types(scenario)[2][3])


@claim(
    zh="NumPy 的 softmax 在各个类别里的最大误差 {{ errors_by_way[1][2] }}，不到舍入的界 {{ softmax_bound }} 的一半。",
    en="The error of NumPy’s softmax in the worst class, {{ errors_by_way[1][2] }}, is less than half the bound, "
    "{{ softmax_bound }}.",
)
def softmax_stays_within_the_bound(scenario: Scenario) -> bool:
    return page.errors_by_way(scenario)[1][2] < page.softmax_bound(scenario) / 2


@claim(
    zh="MindSpore 的 softmax 用 float32，最大误差 {{ errors_by_way[1][0] }} 超过舍入的界 {{ softmax_bound }}。",
    en="The worst error of MindSpore’s softmax in float32, {{ errors_by_way[1][0] }}, exceeds the bound from rounding, "
    "{{ softmax_bound }}.",
)
def mindspore_softmax_exceeds_the_bound(scenario: Scenario) -> bool:
    return page.errors_by_way(scenario)[1][0] > page.softmax_bound(scenario)


@claim(
    zh="用 float32 直接相减，MindSpore 与 NumPy 的误差 {{ errors_by_way[3][0] }} 与 {{ errors_by_way[3][2] }}，"
    "都是先减去最大值时的 {{ errors_by_way[4][0] }} 与 {{ errors_by_way[4][2] }} 的五倍以上；换成 float64，误差 "
    "{{ errors_by_way[3][1] }} 不到一万亿分之一。",
    en="In float32 this way is off by {{ errors_by_way[3][0] }} in MindSpore and {{ errors_by_way[3][2] }} in NumPy, "
    "more than five times as much as after subtracting the maximum, {{ errors_by_way[4][0] }} and "
    "{{ errors_by_way[4][2] }}; in float64 by {{ errors_by_way[3][1] }}, less than a trillionth.",
)
def only_float64_hides_the_subtraction(scenario: Scenario) -> bool:
    *_, (single, double, in_numpy), (shifted, _, shifted_in_numpy) = page.errors_by_way(scenario)
    return single > 5 * shifted and in_numpy > 5 * shifted_in_numpy and double < 1e-12


@claim(
    zh="标准损失 {{ losses_by_scale[2][3] }} 大于零，先取概率（{{ losses_by_scale[2][1] }}）和用 "
    "nn.CrossEntropyLoss（{{ losses_by_scale[2][2] }}）却都得到零。",
    en="The standard loss, {{ losses_by_scale[2][3] }}, is above zero, but zero via p "
    "({{ losses_by_scale[2][1] }}) and in nn.CrossEntropyLoss ({{ losses_by_scale[2][2] }}).",
)
def small_loss_is_lost(scenario: Scenario) -> bool:
    _, by_p, built_in, ours, *_ = page.losses_by_scale(scenario)[2]
    return bool(by_p == built_in == 0 < ours)


@claim(
    zh="先取概率，平滑损失得到 {{ losses_by_scale[3][4] }}，是无穷大；标准损失得到 {{ losses_by_scale[3][1] }}，"
    "连数都不是。",
    en="By way of p the smoothed loss is {{ losses_by_scale[3][4] }}, infinite, and the standard loss "
    "{{ losses_by_scale[3][1] }}, not even a number.",
)
def underflow_breaks_both_losses(scenario: Scenario) -> bool:
    _, standard, _, _, smoothed, _ = page.losses_by_scale(scenario)[3]
    return isnan(standard) and bool(smoothed == inf)


@claim(
    zh="检验的量有 {{ agreement[1] }} 个，舍入后与参考值完全相同的也是 {{ agreement[0] }} 个，一个不少。",
    en="Of {{ agreement[1] }} quantities, {{ agreement[0] }} round to the reference’s digits: all of them.",
)
def every_quantity_agrees(scenario: Scenario) -> bool:
    agreeing, checked = page.agreement(scenario)
    return agreeing == checked


@claim(
    zh="以显示的末位为单位，float64 的最大误差 {{ margins[0] }} 小于参考值离舍入界线的最近距离 {{ margins[1] }}。",
    en="In units of the last digit shown, the largest error of float64, {{ margins[0] }}, is less than the distance of "
    "any reference from a rounding boundary, which is at least {{ margins[1] }}.",
)
def errors_leave_room(scenario: Scenario) -> bool:
    error, room = page.margins(scenario)
    return error < room
