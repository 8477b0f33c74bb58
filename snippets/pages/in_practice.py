"""What the page on training code quotes: padding, class weights, mixed labels, binary labels, language models."""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from recompute import value
from snippets.experiment_distillation import accuracies, distillation_judgements, factors, lessons, teacher_confidence
from snippets.floors import best_gap, loss_floor
from snippets.losses import entropy
from snippets.practice import loss_of_sequence, mixed_labels, to_bfloat16, weighted_floor, weighted_target
from snippets.scenario import Scenario
from snippets.targets import smooth_labels_a, smooth_labels_b
from snippets.wording import WORDS, in_words

Vector = NDArray[np.float64]

PADDING = -100  # the label of padding, PyTorch’s default
SCALES = (1.0, 0.5, 2.0, 2.0)  # of the example’s logits, at each position of the sequence
TOKENS = 2  # of which the last ones are padding
RARE_WEIGHT = 3.0  # of a rare class; that of the others is 1
HEAVIER = 10.0  # that of the exercise
SHARES = (1.0, 0.9, 0.7, 0.5)  # λ of mixup
VOCABULARY = 50_000
BYTES = 256  # the vocabulary of the exercise


@value("d", zh="填充位置的标签。", en="The label of positions that only pad.")
def padding(scenario: Scenario) -> int:
    return PADDING


@value("d", zh="序列里真正的词元个数。", en="How many tokens the sequence has, padding aside.")
def num_tokens(scenario: Scenario) -> int:
    return TOKENS


@value("d", zh="序列的长度，连同填充。", en="The length of the sequence with its padding.")
def num_positions(scenario: Scenario) -> int:
    return len(SCALES)


def _sequence(scenario: Scenario) -> tuple[Vector, Vector]:
    labels = np.array([scenario.label] * TOKENS + [PADDING] * (len(SCALES) - TOKENS))
    return labels, np.outer(SCALES, scenario.logits)


@value(".4f", zh="只数真正的词元的平均损失。", en="The mean loss of the tokens alone.")
def loss_without_padding(scenario: Scenario) -> float:
    return loss_of_sequence(*_sequence(scenario), scenario.epsilon, PADDING)


@value(".4f", zh="均匀部分把填充也算进去的平均损失。", en="The mean loss whose uniform part counts padding too.")
def loss_counting_padding(scenario: Scenario) -> float:
    return loss_of_sequence(*_sequence(scenario), scenario.epsilon, PADDING, counting=True)


@value("g", zh="稀有类别的权重。", en="The weight of a rare class.")
def rare_weight(scenario: Scenario) -> float:
    return RARE_WEIGHT


def _other(scenario: Scenario) -> int:
    return 0 if scenario.label else 1


def _weighted(scenario: Scenario, rare: int, weight: float = RARE_WEIGHT) -> tuple[float, float, float]:
    """Return the best confidence, the factor that it amounts to, and the floor, where one class is rare."""
    weights = np.ones(scenario.num_classes)
    weights[rare] = weight
    targets = np.asarray(smooth_labels_b(scenario.label, scenario.num_classes, scenario.epsilon))
    best = float(weighted_target(targets, weights)[scenario.label])
    return best, 1 - best, weighted_floor(scenario.label, targets, weights)


@value(
    ("", ".4f", ".4f", ".4f"),
    zh="类别权重下：情形、真实类别的最好置信度、留给其余类别的、下限。",
    en="With class weights: the case, the true class’s best confidence, what is left for the others, the floor.",
)
def by_weights(scenario: Scenario) -> list[tuple[object, ...]]:
    plain = np.asarray(smooth_labels_b(scenario.label, scenario.num_classes, scenario.epsilon))
    on = float(plain[scenario.label])
    return [
        ({"zh": "没有权重", "en": "No weights"}, on, 1 - on, float(entropy(plain))),
        ({"zh": "真实类别稀有", "en": "The true class is rare"}, *_weighted(scenario, scenario.label)),
        ({"zh": "另一个类别稀有", "en": "Another class is rare"}, *_weighted(scenario, _other(scenario))),
    ]


@value(
    (".1f", ".4f", ".4f"),
    zh="mixup：λ、不平滑时的下限、平滑（约定 K）时的下限。",
    en="Mixup: λ, the floor without smoothing, the floor with it (convention K).",
)
def floors_by_share(scenario: Scenario) -> list[tuple[float, ...]]:
    return [(share, *(float(entropy(each)) for each in _mixed(scenario, share))) for share in SHARES]


def _mixed(scenario: Scenario, share: float) -> tuple[Vector, Vector]:
    """Return the mixed target, and the same smoothed under convention K."""
    plain = mixed_labels(scenario.label, _other(scenario), share, scenario.num_classes)
    return np.asarray(plain), (1 - scenario.epsilon) * plain + scenario.epsilon / scenario.num_classes


@value(
    "d",
    zh="蒸馏：教师的训练图片、隐藏单元、轮数；学生的训练图片、隐藏单元、轮数；测试图片。",
    en="Distillation: images, hidden units, epochs of a teacher, the same of a student, test images.",
)
def distillation_sizes(scenario: Scenario) -> list[int]:
    training, first = scenario.training, lessons(scenario.training)[0]
    teacher = [training.teacher.train_count, training.teacher.hidden_units, training.teacher.epochs]
    return [*teacher, len(first.learned), training.student.hidden_units, training.epochs, len(first.test)]


@value("g", zh="两个教师的平滑系数。", en="The smoothing factors of the two teachers.")
def teacher_epsilons(scenario: Scenario) -> list[float]:
    return list(factors(scenario.training))


@value("d", zh="蒸馏一节判定的差一共多少个。", en="How many differences the section on distillation judges.")
def distillation_count(scenario: Scenario) -> int:
    return len(distillation_judgements(scenario.training))


@value(".4f", zh="教师的准确率：不平滑、平滑。", en="The accuracy of teachers, without smoothing and with it.")
def teacher_accuracies(scenario: Scenario) -> list[float]:
    return [float(mean) for mean in accuracies(scenario.training).teachers.mean(axis=0)]


@value(
    ("+.4f", ".4f"), zh="平滑教师的准确率高多少、区间半宽。", en="What smoothing adds to a teacher’s accuracy, and ±."
)
def teacher_gain(scenario: Scenario) -> tuple[float, float]:
    gain = distillation_judgements(scenario.training)["teachers",]
    return gain.mean, gain.half_width


@value(
    ".3f", zh="教师对学生学的那些图片的平均置信度：不平滑、平滑。", en="Teachers’ mean confidence, students’ images."
)
def teacher_confidences(scenario: Scenario) -> list[float]:
    return teacher_confidence(scenario.training)


@value(".3f", zh="只学标签的学生的准确率。", en="The accuracy of a student that learns from labels.")
def accuracy_from_labels(scenario: Scenario) -> float:
    return float(accuracies(scenario.training).from_labels.mean())


@value(
    ("g", ".3f", ".3f", "+.3f", ".3f", ""),
    zh="温度 T、不平滑教师的学生、平滑教师的学生、差、区间半宽、判定。",
    en="T, accuracy of the students of each teacher, difference, half width, verdict.",
)
def students(scenario: Scenario) -> list[tuple[object, ...]]:
    training = scenario.training
    rows: list[tuple[object, ...]] = []
    means = accuracies(training).students.mean(axis=0)
    for temperature, (plain, smoothed) in zip(training.temperatures, means.tolist(), strict=True):
        found = distillation_judgements(training)["students", temperature]
        verdict = in_words(found.verdict, WORDS["accuracy"])
        rows.append((temperature, plain, smoothed, found.mean, found.half_width, verdict))
    return rows


@value(
    ("", ".3f", ".3f", ".4f", ".4f"),
    zh="二分类：约定、正类目标、负类目标、下限、最佳 logit。",
    en="Two classes: the convention, the target of yes, the target of no, the floor, the best logit.",
)
def binary(scenario: Scenario) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    shared = {"zh": "Keras、PyTorch：K", "en": "Keras, PyTorch: K"}
    for name, off in ((shared, scenario.epsilon / 2), ({"zh": "K−1", "en": "K−1"}, scenario.epsilon)):
        yes, no = smooth_labels_a(1, 2, off)[::-1]
        rows.append((name, float(yes), float(no), loss_floor(2, off), best_gap(2, off)))
    return rows


@value("d", zh="词表大小。", en="The size of the vocabulary.")
def vocabulary(scenario: Scenario) -> int:
    return VOCABULARY


@value(".4f", zh="词表这么大时的下限。", en="The floor with so many words.")
def floor_vocabulary(scenario: Scenario) -> float:
    return loss_floor(VOCABULARY, scenario.epsilon)


@value(".2f", zh="把平滑损失的下限当成困惑度来读。", en="The floor of the smoothed loss, read as a perplexity.")
def perplexity_of_floor(scenario: Scenario) -> float:
    return math.exp(floor_vocabulary(scenario))


@value(".4f", zh="碰到下限时的标准损失 −log(1−ε)。", en="The standard loss at the floor, −log(1−ε).")
def loss_standard_at_floor(scenario: Scenario) -> float:
    return -math.log1p(-scenario.epsilon)


@value(".3f", zh="碰到下限时的困惑度 1/(1−ε)。", en="The perplexity at the floor, 1/(1−ε).")
def perplexity_at_floor(scenario: Scenario) -> float:
    return 1 / (1 - scenario.epsilon)


@value(".1e", zh="词表这么大时，其余每个词的目标。", en="The target of each other word.")
def off_vocabulary(scenario: Scenario) -> float:
    return scenario.epsilon / (VOCABULARY - 1)


@value(".2f", finite=False, zh="词表这么大时的最佳差距。", en="The best gap with so many words.")
def gap_vocabulary(scenario: Scenario) -> float:
    return best_gap(VOCABULARY, scenario.epsilon)


@value("g", zh="bfloat16 里，最佳差距附近的数的间隔。", en="The spacing of bfloat16 numbers near the best gap.")
def spacing_bfloat16(scenario: Scenario) -> float:
    return 2.0 ** (math.frexp(gap_vocabulary(scenario))[1] - 8)


@value(".7f", zh="1−ε 舍入到 bfloat16。", en="1−ε rounded to bfloat16.")
def on_bfloat16(scenario: Scenario) -> float:
    return float(to_bfloat16(1 - scenario.epsilon))


@value(".4f", zh="bfloat16 里目标之和离一多远。", en="How far the targets in bfloat16 add up to less than one.")
def missing_bfloat16(scenario: Scenario) -> float:
    off = float(to_bfloat16(off_vocabulary(scenario)))
    return 1 - (on_bfloat16(scenario) + (VOCABULARY - 1) * off)


@value(
    ("g", ".4f", ".4f"),
    zh="练习里稀有类别的权重、最好置信度、下限。",
    en="The exercise: weight, best confidence, floor.",
)
def when_heavier(scenario: Scenario) -> tuple[float, ...]:
    best, _, floor = _weighted(scenario, scenario.label, HEAVIER)
    return HEAVIER, best, floor


@value(("d", ".4f"), zh="以字节为词时的词表大小、下限。", en="The size of a vocabulary of bytes, its floor.")
def with_bytes(scenario: Scenario) -> tuple[int, float]:
    return BYTES, loss_floor(BYTES, scenario.epsilon)
