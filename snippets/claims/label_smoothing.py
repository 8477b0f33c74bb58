"""What the page on label-smoothing cross-entropy says of its numbers."""

# The declared conditions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import numpy as np

from recompute import claim
from snippets.losses import entropy
from snippets.pages import label_smoothing as page
from snippets.scenario import Scenario

Vector = page.Vector


def _others(scenario: Scenario, vector: Vector) -> Vector:
    return np.delete(vector, scenario.label)


@claim(
    zh="在 logits {{ logits }} 里，真实类别领先第二名的幅度，比其余类别之间的最大差距还大。",
    en="Of the logits {{ logits }}, the true one leads the next by more than the others differ among themselves.",
)
def true_logit_far_above(scenario: Scenario) -> bool:
    others = _others(scenario, page.logits(scenario))
    return scenario.logits[scenario.label] - others.max() > np.ptp(others)


@claim(
    zh="模型给真实类别的概率 {{ p_true }} 超过百分之九十五。",
    en="The model gives the true class {{ p_true }}, more than ninety-five per cent.",
)
def model_very_sure(scenario: Scenario) -> bool:
    return page.p_true(scenario) > 0.95


@claim(
    zh="标准损失 {{ loss_standard }} 大于零，但不到零点零五。",
    en="The standard loss, {{ loss_standard }}, is positive, but less than a twentieth.",
)
def loss_near_zero(scenario: Scenario) -> bool:
    return 0 < page.loss_standard(scenario) < 0.05


@claim(
    zh="预测 {{ p }} 里，其余类别每一个都低于平滑目标 {{ off_value }}。",
    en="In the prediction {{ p }}, each other class lies below its smoothed target, {{ off_value }}.",
)
def others_below_target(scenario: Scenario) -> bool:
    return all(_others(scenario, page.p(scenario)) < page.off_value(scenario))


@claim(
    zh="平滑损失的各项 {{ terms_smoothed }} 没有一项是零。",
    en="None of the terms of the smoothed loss, {{ terms_smoothed }}, is zero.",
)
def no_term_vanishes(scenario: Scenario) -> bool:
    return all(page.terms_smoothed(scenario) != 0)


@claim(
    zh="先舍入概率得到 {{ loss_standard_rounded_early }} 和 {{ loss_smoothed_rounded_early }}，不是 "
    "{{ loss_standard }} 和 {{ loss_smoothed }}。",
    en="Rounding first gives {{ loss_standard_rounded_early }} and {{ loss_smoothed_rounded_early }}, not "
    "{{ loss_standard }} and {{ loss_smoothed }}.",
)
def early_rounding_stays(scenario: Scenario) -> bool:
    rounded_early = page.loss_standard_rounded_early(scenario), page.loss_smoothed_rounded_early(scenario)
    losses = page.loss_standard(scenario), page.loss_smoothed(scenario)
    return all(f"{early:.4f}" != f"{loss:.4f}" for early, loss in zip(rounded_early, losses, strict=True))


@claim(
    zh="把 {{ p:.6f }} 舍入到四位小数，最小概率的相对误差，是最大概率的相对误差的十倍以上。",
    en="When {{ p:.6f }} are rounded to four decimals, the relative error of the smallest is more than ten times that "
    "of the largest.",
)
def rounding_hits_small_probabilities(scenario: Scenario) -> bool:
    p = np.sort(page.p(scenario))
    errors = np.abs(np.round(p, 4) - p)
    return errors[0] * p[-1] > 10 * errors[-1] * p[0]


@claim(
    zh="平滑损失 {{ loss_smoothed }} 是标准损失 {{ loss_standard }} 的十倍以上。",
    en="The smoothed loss, {{ loss_smoothed }}, is more than ten times the standard loss, {{ loss_standard }}.",
)
def smoothed_far_larger(scenario: Scenario) -> bool:
    return page.loss_smoothed(scenario) > 10 * page.loss_standard(scenario)


@claim(
    zh="模型给真实类别的概率 {{ p_true }} 高于平滑目标 {{ on_value }}。",
    en="The model gives the true class {{ p_true }}, more than its smoothed target, {{ on_value }}.",
)
def over_confident(scenario: Scenario) -> bool:
    return page.p_true(scenario) > page.on_value(scenario)


@claim(
    zh="真实类别一项 {{ loss_from_true }} 不到平滑损失 {{ loss_smoothed }} 的二十分之一。",
    en="The true class adds {{ loss_from_true }}, less than a twentieth of the smoothed loss, {{ loss_smoothed }}.",
)
def true_class_adds_little(scenario: Scenario) -> bool:
    return page.loss_from_true(scenario) < page.loss_smoothed(scenario) / 20


@claim(
    zh="其余类别各项之和 {{ loss_from_others }} 超过平滑损失 {{ loss_smoothed }} 的一半。",
    en="The other classes add {{ loss_from_others }}, more than half of the smoothed loss, {{ loss_smoothed }}.",
)
def others_add_most(scenario: Scenario) -> bool:
    return page.loss_from_others(scenario) > page.loss_smoothed(scenario) / 2


@claim(
    zh="模型给其余类别的概率之和 {{ p_others }} 小于目标给它们的 {{ epsilon }}。",
    en="The model gives the other classes {{ p_others }} in all, less than the target does, {{ epsilon }}.",
)
def others_get_too_little(scenario: Scenario) -> bool:
    return page.p_others(scenario) < page.epsilon(scenario)


@claim(
    zh="各个 log p 是 {{ log_p }}，其余类别的都在负三以下。",
    en="Of the logarithms {{ log_p }}, those of the other classes all lie below minus three.",
)
def other_logarithms_strongly_negative(scenario: Scenario) -> bool:
    return all(_others(scenario, page.log_p(scenario)) < -3)


@claim(
    zh="平滑训练停在 {{ on_value }}，低于现在的 {{ p_true }}，相差不到零点一。",
    en="Smoothing settles at {{ on_value }}, below the present {{ p_true }}, by less than a tenth.",
)
def settles_a_little_lower(scenario: Scenario) -> bool:
    return 0 < page.p_true(scenario) - page.on_value(scenario) < 0.1


@claim(
    zh="平滑目标的熵 {{ floor }} 大于预测的熵 {{ softmax.by_temperature[1][3] }}。",
    en="The entropy of the smoothed target, {{ floor }}, exceeds that of the prediction, "
    "{{ softmax.by_temperature[1][3] }}.",
)
def target_is_less_sharp(scenario: Scenario) -> bool:
    return page.floor(scenario) > float(entropy(page.p(scenario)))


@claim(
    zh="目标挪动了 {{ epsilon }}，不超过零点二。",
    en="The target moves by {{ epsilon }}, no more than a fifth.",
)
def change_is_small(scenario: Scenario) -> bool:
    return 0 < page.epsilon(scenario) <= 0.2


@claim(
    zh="平滑目标的熵 {{ floor:.5f }} 大于零。",
    en="The entropy of the smoothed target, {{ floor:.5f }}, is greater than zero.",
)
def floor_above_zero(scenario: Scenario) -> bool:
    return page.floor(scenario) > 0


@claim(
    zh="下限 {{ floor:.5f }} 超过平滑损失 {{ loss_smoothed:.5f }} 的一半。",
    en="The floor, {{ floor:.5f }}, is more than half of the smoothed loss, {{ loss_smoothed:.5f }}.",
)
def floor_is_most(scenario: Scenario) -> bool:
    return page.floor(scenario) > page.loss_smoothed(scenario) / 2
