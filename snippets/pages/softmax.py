"""What the page on softmax quotes and claims: the vector worked through, shifted, and heated."""

# The declared descriptions and conditions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recompute import claim, value
from snippets.losses import entropy
from snippets.scenario import Scenario
from snippets.softmax import logsumexp, softmax

Vector = NDArray[np.float64]

SHIFT = 3.0
TEMPERATURES = (0.5, 1.0, 2.0, 5.0, 20.0)


@value("g", zh="模型输出的 logits 向量 z。", en="The vector of logits z that the model outputs.")
def logits(scenario: Scenario) -> Vector:
    return np.array(scenario.logits)


@value(".4f", zh="各个 logit 的指数。", en="The exponential of each logit.")
def exponentials(scenario: Scenario) -> Vector:
    return np.asarray(np.exp(logits(scenario)))


@value(".4f", zh="指数之和。", en="The sum of the exponentials.")
def sum_exponentials(scenario: Scenario) -> float:
    return float(exponentials(scenario).sum())


@value(".4f", zh="Softmax 给出的概率向量 p。", en="The probability vector p given by softmax.")
def p(scenario: Scenario) -> Vector:
    return np.asarray(softmax(logits(scenario)))


@value(".4f", zh="最大的概率。", en="The largest probability.")
def p_max(scenario: Scenario) -> float:
    return float(p(scenario).max())


@value("", zh="概率最大的类别的名称。", en="The name of the class with the largest probability.")
def top_name(scenario: Scenario) -> dict[str, str]:
    top = int(p(scenario).argmax())
    return {language: names[top] for language, names in scenario.class_names.items()}


@value("g", zh="给每个 logit 加上的常数。", en="The constant added to every logit.")
def shift(scenario: Scenario) -> float:
    return SHIFT


@value(".4f", zh="每个指数因平移而乘上的倍数。", en="The factor by which the shift multiplies every exponential.")
def shift_factor(scenario: Scenario) -> float:
    return float(np.exp(SHIFT))


@value(".4f", zh="平移之后的指数之和。", en="The sum of the exponentials after the shift.")
def sum_exponentials_after_shift(scenario: Scenario) -> float:
    return float(np.exp(logits(scenario) + SHIFT).sum())


@value(
    ("", "g", ".4f", "g", ".4f", ".4f", ".4f"),
    zh="逐类对照：名称，平移前的 logit 与指数，平移后的 logit 与指数，平移前后的概率。",
    en="Class by class: name, logit and exponential before the shift and after it, probability before and after.",
)
def shift_by_class(scenario: Scenario) -> list[tuple[object, ...]]:
    before, after = logits(scenario), logits(scenario) + SHIFT
    names = [{language: known[k] for language, known in scenario.class_names.items()} for k in range(len(before))]
    columns = (before, np.exp(before), after, np.exp(after), softmax(before), softmax(after))
    return list(zip(names, *columns, strict=True))


@value("g", zh="最大的 logit。", en="The largest logit.")
def max_logit(scenario: Scenario) -> float:
    return float(logits(scenario).max())


@value("g", zh="减去最大值之后的 logits。", en="The logits after the largest has been subtracted.")
def centred_logits(scenario: Scenario) -> Vector:
    return logits(scenario) - max_logit(scenario)


@value(".4f", zh="减去最大值之后的指数。", en="The exponentials after the largest logit has been subtracted.")
def centred_exponentials(scenario: Scenario) -> Vector:
    return np.asarray(np.exp(centred_logits(scenario)))


@value(".2f", zh="float32 里指数函数不溢出的最大自变量。", en="The largest argument whose exponential fits float32.")
def float32_limit(scenario: Scenario) -> float:
    return float(np.log(np.float64(np.finfo(np.float32).max)))


@value(".2f", zh="float64 里指数函数不溢出的最大自变量。", en="The largest argument whose exponential fits float64.")
def float64_limit(scenario: Scenario) -> float:
    return float(np.log(np.finfo(np.float64).max))


@value(".4f", zh="logits 的 log-sum-exp。", en="The log-sum-exp of the logits.")
def log_sum_exp(scenario: Scenario) -> float:
    return float(logsumexp(logits(scenario)))


@value(".4f", zh="log-sum-exp 比最大的 logit 高出多少。", en="How far the log-sum-exp lies above the largest logit.")
def log_sum_exp_excess(scenario: Scenario) -> float:
    return log_sum_exp(scenario) - max_logit(scenario)


@value(
    ".4f",
    zh="类别数的对数 log K：log-sum-exp 最多高出这么多，也是熵的上限。",
    en="log K: the most by which log-sum-exp exceeds the largest logit, and the most that the entropy can be.",
)
def log_num_classes(scenario: Scenario) -> float:
    return float(np.log(scenario.num_classes))


@value(
    ("g", ".4f", ".4f", ".4f"),
    zh="不同温度下最大的概率、其余概率之和与熵。",
    en="At several temperatures: the largest probability, the sum of the others, and the entropy.",
)
def by_temperature(scenario: Scenario) -> list[tuple[float, float, float, float]]:
    return [_at_temperature(scenario, temperature) for temperature in TEMPERATURES]


def _at_temperature(scenario: Scenario, temperature: float) -> tuple[float, float, float, float]:
    heated = np.asarray(softmax(logits(scenario) / temperature))
    top = float(heated.max())
    return temperature, top, 1.0 - top, float(entropy(heated))


@value(".4f", zh="均匀分布给每个类别的概率 1/K。", en="The probability 1/K of each class when all are equal.")
def uniform(scenario: Scenario) -> float:
    return 1.0 / scenario.num_classes


@claim(
    zh="最大的 logit {{ max_logit }} 领先最小的不到十，最大的概率却是最小的一百倍以上（概率：{{ p }}）。",
    en="The largest logit, {{ max_logit }}, leads the smallest by less than ten, but of the probabilities {{ p }} the "
    "largest is more than a hundred times the smallest.",
)
def exponential_widens_gaps(scenario: Scenario) -> bool:
    return bool(np.ptp(logits(scenario)) < 10 and p_max(scenario) > 100 * p(scenario).min())


@claim(
    zh="“{{ top_name }}”的概率 {{ p_max:.1% }} 超过百分之九十五。",
    en="The class “{{ top_name }}” takes {{ p_max:.1% }}, more than ninety-five per cent.",
)
def one_class_takes_almost_all(scenario: Scenario) -> bool:
    return p_max(scenario) > 0.95


@claim(
    zh="指数之和从 {{ sum_exponentials }} 涨到 {{ sum_exponentials_after_shift }}，各个概率的变化却都不到万亿分之一。",
    en="The sum rises from {{ sum_exponentials }} to {{ sum_exponentials_after_shift }}, and yet no probability "
    "changes by a millionth of a millionth.",
)
def shift_changes_the_sum_alone(scenario: Scenario) -> bool:
    changes = np.abs(softmax(logits(scenario) + SHIFT) - p(scenario))
    return sum_exponentials_after_shift(scenario) > sum_exponentials(scenario) and all(changes < 1e-12)


@claim(
    zh="log-sum-exp 高出最大的 logit {{ log_sum_exp_excess }}，不到上限 {{ log_num_classes }} 的二十分之一。",
    en="The log-sum-exp lies {{ log_sum_exp_excess }} above the maximum, less than a twentieth of the most possible, "
    "{{ log_num_classes }}.",
)
def log_sum_exp_is_almost_the_maximum(scenario: Scenario) -> bool:
    return log_sum_exp_excess(scenario) < log_num_classes(scenario) / 20


@claim(
    zh="真实类别是“{{ label_smoothing.label_name }}”，logit 最大的也是它，等于 {{ max_logit }}。",
    en="The true class, “{{ label_smoothing.label_name }}”, has the largest logit, {{ max_logit }}.",
)
def true_class_has_the_largest_logit(scenario: Scenario) -> bool:
    return scenario.logits[scenario.label] == max_logit(scenario)


@claim(
    zh="logits {{ logits }} 里，等于最大值 {{ max_logit }} 的只有一个。",
    en="Only one of the logits {{ logits }} is as large as {{ max_logit }}.",
)
def largest_logit_stands_alone(scenario: Scenario) -> bool:
    return scenario.logits.count(max_logit(scenario)) == 1


@claim(
    zh="表里温度每升一次，最大的概率都下降，熵都上升，依次为 {{ by_temperature[0][3] }}、{{ by_temperature[1][3] }}、"
    "{{ by_temperature[2][3] }}、{{ by_temperature[3][3] }}、{{ by_temperature[4][3] }}。",
    en="With each temperature in the table the largest probability falls and the entropy rises: "
    "{{ by_temperature[0][3] }}, {{ by_temperature[1][3] }}, {{ by_temperature[2][3] }}, {{ by_temperature[3][3] }}, "
    "{{ by_temperature[4][3] }}.",
)
def heat_flattens(scenario: Scenario) -> bool:
    _, largest, _, entropies = np.array(by_temperature(scenario)).T
    return all(np.diff(largest) < 0) and all(np.diff(entropies) > 0)
