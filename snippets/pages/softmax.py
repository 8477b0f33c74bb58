"""What the page on softmax quotes: the vector worked through, shifted, and heated."""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recompute import value
from snippets.losses import entropy
from snippets.scenario import Scenario
from snippets.softmax import logsumexp, softmax

Vector = NDArray[np.float64]

SHIFT = 3.0
TEMPERATURES = (0.5, 1.0, 2.0, 5.0, 20.0)


@value("g", zh="模型输出的 logits 向量 z。", en="The vector of logits z that the model puts out.")
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
