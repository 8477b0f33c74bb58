"""What the page on digits quotes: each quantity in four kinds of arithmetic, and where the formulas break."""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from recompute import value
from snippets.checks import Floats
from snippets.gradients import cross_entropy_gradient
from snippets.pages import _breakdowns as breakdowns
from snippets.pages import _comparison as comparison
from snippets.pages._comparison import Rows, Text, exact
from snippets.precision import correct_digits, room_to_turn, rounded, softmax_error_bound, units_off
from snippets.scenario import Scenario

SHIFTS = (0.0, 10.0, 100.0, 1000.0)
SCALES = (1.0, 2.0, 5.0, 20.0)
HAND_DECIMALS, MOST_DIGITS = 4, 12


@value("", zh="参考值：平滑损失，三十位有效数字。", en="The reference: the smoothed loss to thirty digits.")
def reference_loss(scenario: Scenario) -> str:
    return str(rounded(exact(scenario)["loss_smoothed"], 30))


@value(
    ("", "", ".1e", ".1f"),
    finite=False,
    zh="平滑损失的四种算法：格式、二十位小数、相对误差、有效数字位数。",
    en="The smoothed loss in four kinds of arithmetic: kind, twenty decimals, relative error, correct digits.",
)
def loss_by_type(scenario: Scenario) -> Rows:
    return comparison.in_every_kind("loss_smoothed", scenario)


@value(
    ("", "d", ".1e", "d", ".2e"),
    zh="浮点格式：名称、有效位数（二进制）、单位舍入误差 u、保证的十进制位数、最大的数。",
    en="The types: name, bits of the significand, unit roundoff u, decimal digits guaranteed, largest number.",
)
def types(scenario: Scenario) -> Rows:
    return comparison.describe_types()


@value(
    ("", ".8g", ".0e", ".0e", ".0e", ".0e"),
    finite=False,
    zh="各个量：名称、参考值、四种算法的相对误差。",
    en="Each quantity: name, reference, its relative error in four kinds of arithmetic.",
)
def errors(scenario: Scenario) -> Rows:
    return comparison.relative_errors(scenario)


@value(
    ("", ".1f", ".1f", ".1f", ".1f"),
    finite=False,
    zh="各个量：名称、四种算法的有效数字位数。",
    en="Each quantity: name, correct digits in four kinds of arithmetic.",
)
def digits(scenario: Scenario) -> Rows:
    return [(row[0], *map(correct_digits, row[2:])) for row in errors(scenario)]


@value(
    ("", ".1f", ""),
    finite=False,
    zh="四种算法各自最不可靠的量：算法、有效数字位数、量的名称。",
    en="What each kind of arithmetic gets least right: kind, correct digits, name of the quantity.",
)
def weakest(scenario: Scenario) -> Rows:
    rows = digits(scenario)
    columns = enumerate(comparison.computed(scenario), start=1)
    least = [(kind, column, min(rows, key=itemgetter(column))) for column, kind in columns]
    return [(kind, row[column], row[0]) for kind, column, row in least]


@value(
    ("", ".1g", ".1g", ".1g", ".1g"),
    finite=False,
    zh="应当为零的量：名称、四种算法的绝对误差。",
    en="Quantities that are exactly zero: name, absolute error in four kinds of arithmetic.",
)
def errors_of_zeros(scenario: Scenario) -> Rows:
    return comparison.absolute_errors_of_zeros(scenario)


@value("", zh="其余类别里 logit 最小的一个。", en="The other class with the smallest logit.")
def other_name(scenario: Scenario) -> Text:
    return {language: known[comparison.other_class(scenario)] for language, known in scenario.class_names.items()}


@value(".0f", zh="减法 p−1 把 p 的相对误差放大多少倍。", en="How much p − 1 magnifies the relative error of p.")
def magnification(scenario: Scenario) -> float:
    return float(abs(exact(scenario)["p_true"] / exact(scenario)["gradient_standard_true"]))


@value(".1e", zh="float32 里舍入最多让 softmax 偏多少。", en="The most that roundings take softmax off in float32.")
def softmax_bound(scenario: Scenario) -> float:
    return softmax_error_bound(scenario.num_classes, np.float32)


@value(
    ".1e",
    zh="指数、softmax、三种 log p 的最大相对误差：MindSpore 的 float32、float64，NumPy 的 float32。",
    en="The worst relative errors of exp, softmax, three ways to log p: MindSpore float32, float64, NumPy float32.",
)
def errors_by_way(scenario: Scenario) -> list[list[float]]:
    return comparison.worst_errors(scenario)


@value(
    "", zh="MindSpore 的指数函数的误差是否超过这个界。", en="Whether MindSpore’s exponentials alone exceed the bound."
)
def exp_verdict(scenario: Scenario) -> Text:
    if errors_by_way(scenario)[0][0] > softmax_bound(scenario):
        return {"zh": "单是指数函数的误差就超过了这个界", "en": "the exponentials alone exceed the bound"}
    return {"zh": "指数函数本身的误差没有超过这个界", "en": "the exponentials alone stay within the bound"}


@value(
    ".1e",
    zh="MindSpore 的 log_softmax：float32 与 float64 的最大绝对误差。",
    en="log_softmax in MindSpore: worst absolute error in float32 and in float64.",
)
def log_softmax_offsets(scenario: Scenario) -> tuple[float, ...]:
    return comparison.offsets(scenario)


@value("", zh="换成 float64 后 log_softmax 准不准。", en="Whether log_softmax is more accurate in float64.")
def log_softmax_verdict(scenario: Scenario) -> Text:
    single, double = log_softmax_offsets(scenario)
    if double > single / 2:
        return {"zh": "换成 float64 也没有好转", "en": "float64 does not help"}
    return {"zh": "换成 float64 就好了", "en": "float64 cures it"}


@value("", zh="构建时的 NumPy 与 MindSpore 版本。", en="The versions of NumPy and MindSpore that the build ran.")
def versions(scenario: Scenario) -> tuple[str, str]:
    from snippets.mindspore_precision import VERSION

    return np.__version__, VERSION


@value(".2f", zh="float16 里指数函数不溢出的最大自变量。", en="The largest argument whose exponential fits float16.")
def float16_limit(scenario: Scenario) -> float:
    return float(np.log(np.float64(np.finfo(np.float16).max)))


@value(
    ("g", ".4f", ".4f", ".4f", ".4f", ".4f"),
    finite=False,
    zh="真实类别的概率：平移量、照定义用 float16、float32、float64、减去最大值的 float32、MindSpore 的 softmax。",
    en="The true class’s p: shift, by the letter in float16, float32, float64, minus the maximum, MindSpore’s softmax.",
)
def naive_by_shift(scenario: Scenario) -> Rows:
    return [(shift, *breakdowns.probabilities_after(shift, scenario)) for shift in SHIFTS]


@value(
    ("g", ".3g", ".3g", ".3g", ".3g", ".3g"),
    finite=False,
    zh="float32 的损失：放大倍数、标准损失（先取概率、MindSpore、本站）、平滑损失（先取概率、本站）。",
    en="Losses in float32: scale, standard (via p, MindSpore, ours), smoothed (by way of p, ours).",
)
def losses_by_scale(scenario: Scenario) -> Rows:
    return [(scale, *breakdowns.losses_after(scale, scenario)) for scale in SCALES]


@value(
    ("", ".4f", ".4f", ".4f", ".4f"),
    finite=False,
    zh="一个 logit 为负无穷时的损失：目标、照公式、本站、MindSpore 的向量目标、MindSpore 的整数标签。",
    en="Losses with a logit of minus infinity: target, by the letter, ours, MindSpore with a vector, with a label.",
)
def losses_at_infinity(scenario: Scenario) -> Rows:
    return breakdowns.losses_of_the_impossible(scenario)


@value(
    ".4f",
    zh="这时平滑损失的梯度，NumPy 算的。",
    en="The gradient of the smoothed loss with a logit of minus infinity, from NumPy.",
)
def gradient_at_infinity(scenario: Scenario) -> Floats:
    return cross_entropy_gradient(breakdowns.smooth(scenario), breakdowns.impossible(scenario))


@value(
    ".4f",
    zh="这时两种损失的梯度，MindSpore 算的。",
    en="The gradients of both losses with a logit of minus infinity, from MindSpore.",
)
def gradients_at_infinity_run(scenario: Scenario) -> list[NDArray[np.float32]]:
    from snippets.mindspore_runs import run_builtin_dense

    targets = breakdowns.sharp(scenario), breakdowns.smooth(scenario)
    return [run_builtin_dense(y, breakdowns.impossible(scenario)).gradient for y in targets]


@value(
    ("", ".6f", ".4f", ".3%", ".6f"),
    finite=False,
    zh="先舍入概率的后果：名称、p、舍入后的 p、相对误差、平滑损失因此变化多少。",
    en="What rounding p first does: name, p, rounded p, relative error, change of the smoothed loss.",
)
def rounded_by_class(scenario: Scenario) -> Rows:
    return breakdowns.consequences_of_rounding(scenario, HAND_DECIMALS)


@value(
    ".6f",
    finite=False,
    zh="先舍入概率，平滑损失一共变化多少。",
    en="How much rounding p first changes the smoothed loss.",
)
def rounded_change(scenario: Scenario) -> float:
    return float(sum(row[-1] for row in rounded_by_class(scenario)))


@value("d", zh="页面上的数最多显示几位有效数字。", en="The most significant digits that pages show.")
def most_digits(scenario: Scenario) -> int:
    return MOST_DIGITS


@value(
    "d",
    zh="舍入后与参考值一致的量，与全部的量。",
    en="The quantities that round to the reference’s digits, and all of them.",
)
def agreement(scenario: Scenario) -> tuple[int, int]:
    alike = [comparison.same_digits(*pair, MOST_DIGITS) for pair in comparison.pairs(scenario)]
    return sum(alike), len(alike)


@value(
    ".1e",
    zh="float64 的最大误差，参考值离舍入界线最近的距离，以末位为单位。",
    en="Largest error and least room, in units of the last digit.",
)
def margins(scenario: Scenario) -> tuple[float, float]:
    pairs = comparison.pairs(scenario)
    room = min(room_to_turn(number, MOST_DIGITS) for _, number in pairs)
    return max(units_off(*pair, MOST_DIGITS) for pair in pairs), room
