"""What the page on the two conventions says of its numbers."""

# The declared conditions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import numpy as np

from recompute import claim
from snippets.conventions import smooth_labels_short
from snippets.pages import conventions as page
from snippets.pages import gradient, label_smoothing
from snippets.scenario import Scenario
from snippets.softmax import softmax
from snippets.weighted import weighted_gradient


@claim(
    zh="写到十二位小数，换算后约定 K 的损失 {{ loss_b_converted:.12f }} 与约定 K−1 的 "
    "{{ label_smoothing.loss_smoothed:.12f }} 相同。",
    en="To twelve decimals B, once converted, gives {{ loss_b_converted:.12f }}, and A the same, "
    "{{ label_smoothing.loss_smoothed:.12f }}.",
)
def conversion_is_exact(scenario: Scenario) -> bool:
    return f"{page.loss_b_converted(scenario):.12f}" == f"{label_smoothing.loss_smoothed(scenario):.12f}"


@claim(
    zh="两列目标从 {{ by_class_count[0][1] }} 与 {{ by_class_count[0][2] }}（相差超过零点零一）逐行靠近，到最后一行是 "
    "{{ by_class_count[4][1]:.7f }} 与 {{ by_class_count[4][2]:.7f }}，相差不到百万分之一。",
    en="The two targets draw nearer from row to row: from {{ by_class_count[0][1] }} and {{ by_class_count[0][2] }}, "
    "more than a hundredth apart, to {{ by_class_count[4][1]:.7f }} and {{ by_class_count[4][2]:.7f }}, less than a "
    "millionth.",
)
def difference_fades_with_classes(scenario: Scenario) -> bool:
    apart = np.array([off_a - off_b for _, off_a, off_b, _ in page.by_class_count(scenario)])
    return all(np.diff(apart) < 0) and bool(apart[0] > 0.01 and apart[-1] < 1e-6)


@claim(
    zh="默认的类别数 {{ zoo_num_classes }} 是实际的 {{ label_smoothing.num_classes }} 的十倍以上。",
    en="The default, {{ zoo_num_classes }} classes, is more than ten times the true number, "
    "{{ label_smoothing.num_classes }}.",
)
def far_too_many_classes(scenario: Scenario) -> bool:
    return page.zoo_num_classes(scenario) > 10 * scenario.num_classes


@claim(
    zh="其余每个类别只分到 {{ off_miscounted }}，不到应得的 {{ label_smoothing.off_value }} 的百分之一。",
    en="Each other class gets {{ off_miscounted }}, less than a hundredth of its due, {{ label_smoothing.off_value }}.",
)
def miscounted_others_get_next_to_nothing(scenario: Scenario) -> bool:
    return page.off_miscounted(scenario) < label_smoothing.off_value(scenario) / 100


@claim(
    zh="类别数传错时的损失 {{ loss_miscounted }} 与没有平滑的 {{ label_smoothing.loss_standard:.7f }} "
    "相差不到百万分之一。",
    en="With the wrong number the loss, {{ loss_miscounted }}, is within a millionth of the one without smoothing, "
    "{{ label_smoothing.loss_standard:.7f }}.",
)
def miscounted_looks_unsmoothed(scenario: Scenario) -> bool:
    return abs(page.loss_miscounted(scenario) - label_smoothing.loss_standard(scenario)) < 1e-6


@claim(
    zh="p−y′ 约为 {{ gradient.gradient_smoothed_true }}，是正的；损失的导数约为 {{ slope_miscounted }}，是负的。",
    en="While p−y′, {{ gradient.gradient_smoothed_true }}, is positive, the derivative, {{ slope_miscounted }}, is "
    "negative.",
)
def backward_pass_has_the_wrong_sign(scenario: Scenario) -> bool:
    return gradient.gradient_smoothed_true(scenario) > 0 > page.slope_miscounted(scenario)


@claim(
    zh="各个分量之和 {{ kernel_sum_miscounted }} 超过零点零一。",
    en="The entries add up to {{ kernel_sum_miscounted }}, more than a hundredth.",
)
def entries_do_not_cancel(scenario: Scenario) -> bool:
    return page.kernel_sum_miscounted(scenario) > 0.01


@claim(
    zh="同一个 ε，约定 K−1 的损失 {{ label_smoothing.loss_smoothed }} 与约定 K 的 "
    "{{ label_smoothing.loss_smoothed_b }} 相差超过零点零一。",
    en="At the same ε the loss of K−1, {{ label_smoothing.loss_smoothed }}, and that of K, "
    "{{ label_smoothing.loss_smoothed_b }}, are more than a hundredth apart.",
)
def migration_changes_the_loss(scenario: Scenario) -> bool:
    return abs(page.loss_gap(scenario)) > 0.01


@claim(
    zh="约定 K 留给真实类别的 {{ on_b }} 比约定 K−1 的 {{ label_smoothing.on_value }} 多。",
    en="B leaves the true class {{ on_b }}, more than A does, {{ label_smoothing.on_value }}.",
)
def b_smooths_less(scenario: Scenario) -> bool:
    return page.on_b(scenario) > label_smoothing.on_value(scenario)


@claim(
    zh="目标之和 {{ sum_short }} 小于一，相差超过零点零零一。",
    en="The targets add up to {{ sum_short }}, less than one by more than a thousandth.",
)
def short_targets_are_no_distribution(scenario: Scenario) -> bool:
    return page.sum_short(scenario) < 1 - 0.001


@claim(
    zh="这个变体的损失 {{ loss_short }} 与约定 K 的 {{ label_smoothing.loss_smoothed_b }} 相差 {{ short_from_b }}，"
    "不到零点零零一。",
    en="The loss of this variant, {{ loss_short }}, differs from that of K, {{ label_smoothing.loss_smoothed_b }}, by "
    "{{ short_from_b }}, less than a thousandth.",
)
def short_is_close_to_b(scenario: Scenario) -> bool:
    return page.short_from_b(scenario) < 0.001


@claim(
    zh="目标之和为 {{ sum_short }} 时，p−y′ 与 S·p−y′ 在某个分量上相差超过零点零一。",
    en="With targets that add up to {{ sum_short }}, p−y′ and S·p−y′ differ by more than a hundredth in some entry.",
)
def short_gradients_differ(scenario: Scenario) -> bool:
    short = smooth_labels_short(scenario.label, scenario.num_classes, scenario.epsilon)
    differences = softmax(scenario.logits) - short - weighted_gradient(short, scenario.logits)
    return any(np.abs(differences) > 0.01)


@claim(
    zh="留三位小数，约定 K 的损失与变体的都是 {{ loss_short:.3f }}；留四位，{{ label_smoothing.loss_smoothed_b }} 与 "
    "{{ loss_short }} 不同。",
    en="To three decimals both B and the variant give {{ loss_short:.3f }}; to four, "
    "{{ label_smoothing.loss_smoothed_b }} is not {{ loss_short }}.",
)
def four_decimals_tell_them_apart(scenario: Scenario) -> bool:
    losses = label_smoothing.loss_smoothed_b(scenario), page.loss_short(scenario)
    return len({f"{loss:.3f}" for loss in losses}) == 1 and len({f"{loss:.4f}" for loss in losses}) == 2


# What MindSpore returns, in float32, beside the formulas.


def _agree(run: float, formula: float) -> bool:
    return abs(run - formula) < 1e-5


@claim(
    zh="运行的结果与公式相差都不到十万分之一，只有最后一行例外：运行得到 {{ zoo_runs[1][1] }}，公式是 "
    "{{ slope_miscounted:.7f }}。",
    en="Runs and formulas are less than a hundred-thousandth apart but for the last row, which gives "
    "{{ zoo_runs[1][1] }}, by the formula {{ slope_miscounted:.7f }}.",
)
def only_the_last_run_disagrees(scenario: Scenario) -> bool:
    (loss, slope), (miscounted_loss, miscounted_slope) = page.zoo_runs(scenario)
    first_three = (
        _agree(loss, label_smoothing.loss_smoothed(scenario)),
        _agree(miscounted_loss, page.loss_miscounted(scenario)),
        _agree(slope, gradient.gradient_smoothed_true(scenario)),
    )
    return all(first_three) and not _agree(miscounted_slope, page.slope_miscounted(scenario))


@claim(
    zh="运行得到 {{ builtin_runs[0][0] }} 与 {{ builtin_runs[1][0] }}，与公式给约定 K、约定 K−1 的损失"
    "相差都不到十万分之一。",
    en="The runs give {{ builtin_runs[0][0] }} and {{ builtin_runs[1][0] }}, within a hundred-thousandth of the losses "
    "of K and K−1.",
)
def the_runs_agree(scenario: Scenario) -> bool:
    (moved, _), (faithful, _) = page.builtin_runs(scenario)
    is_b = _agree(moved, label_smoothing.loss_smoothed_b(scenario))
    return is_b and _agree(faithful, label_smoothing.loss_smoothed(scenario))


@claim(
    zh="两个损失相差不到十万分之一，导数 {{ short_runs[0][1] }} 与 {{ short_runs[1][1] }} 却相差超过零点零一。",
    en="The losses are less than a hundred-thousandth apart, the derivatives, {{ short_runs[0][1] }} and "
    "{{ short_runs[1][1] }}, more than a hundredth.",
)
def the_runs_have_two_derivatives(scenario: Scenario) -> bool:
    (fused_loss, fused_slope), (built_in_loss, built_in_slope) = page.short_runs(scenario)
    return _agree(fused_loss, built_in_loss) and abs(fused_slope - built_in_slope) > 0.01
