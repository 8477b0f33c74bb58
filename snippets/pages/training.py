"""What the page on the experiment quotes: networks trained while the site is built, and what their scores say.

Only the settings in `scenario.training` play a part here: the scenario's vector has classes of its own and nothing to
do with the images.
"""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import numpy as np

from recompute import value
from snippets.calibration import error_if_calibrated
from snippets.comparison import Difference, paired_difference, verdict
from snippets.experiment import (
    FLIPPED_OR_NOT,
    by_epsilon,
    by_epsilon_tempered,
    logits_in,
    reliability_of,
    run,
    scales,
)
from snippets.findings import Rows, answer, extra_gain, judgements, table
from snippets.scenario import Scenario
from snippets.softmax import softmax
from snippets.wording import CONFIDENT, HIGHER_OR_LOWER, LABELS, NAMES, Text, in_words

SCORES = ("", *[".4f"] * 4)
DIFFERENCES = ("", "g", "+.4f", ".4f", "")
# How the training labels and the labels that set the temperature are; those of the test set are clean.
CONDITIONS = ((False, False), (True, True), (True, False))
REPEATS = 20


@value("d", zh="图片总数。", en="The number of images.")
def image_count(scenario: Scenario) -> int:
    return sum(split_sizes(scenario))


@value("d", zh="训练、验证、测试各用多少张。", en="The images for training, validation and test.")
def split_sizes(scenario: Scenario) -> list[int]:
    drawn = run(scenario.training).draws[0]
    return [len(drawn.train), len(drawn.validation), len(drawn.test)]


@value("d", zh="每层单元数：像素、隐藏单元、类别。", en="Units per layer: pixels, hidden units, classes.")
def layer_sizes(scenario: Scenario) -> list[int]:
    layers = run(scenario.training).draws[0].layers
    return [layers[0].shape[0], *(layer.shape[1] for layer in layers)]


@value("d", zh="轮数、批大小、总步数。", en="Epochs, batch size, steps in all.")
def schedule(scenario: Scenario) -> list[int]:
    steps, batch_size = run(scenario.training).draws[0].batches.shape
    return [scenario.training.epochs, batch_size, steps]


@value("g", zh="学习率，动量。", en="Learning rate, momentum.")
def descent(scenario: Scenario) -> list[float]:
    return [scenario.training.learning_rate, scenario.training.momentum]


@value("g", zh="试的几个平滑系数，第一个是基线。", en="The smoothing factors tried, the first one the baseline.")
def epsilons(scenario: Scenario) -> list[float]:
    return list(scenario.training.epsilons)


@value("g", zh="细看的那个平滑系数。", en="The smoothing factor looked at closely.")
def epsilon_shown(scenario: Scenario) -> float:
    return scenario.training.epsilon_shown


@value("d", zh="种子数。", en="The number of seeds.")
def seed_count(scenario: Scenario) -> int:
    return scenario.training.num_seeds


@value("d", zh="网络总数。", en="The number of networks.")
def network_count(scenario: Scenario) -> int:
    return int(np.prod(run(scenario.training).logits.shape[:3]))


@value(".0%", zh="翻转的标签所占比例。", en="The share of labels flipped.")
def flipped_share(scenario: Scenario) -> float:
    return scenario.training.flipped_share


@value("d", zh="训练集里翻转的标签数。", en="The number of training labels flipped.")
def flipped_count(scenario: Scenario) -> int:
    drawn = run(scenario.training).draws[0]
    clean, flipped = drawn.labels[:, drawn.train]
    return int((clean != flipped).sum())


@value("d", zh="ECE 的区间数。", en="The number of bins of the ECE.")
def bin_count(scenario: Scenario) -> int:
    return scenario.training.num_bins


@value(".1%", zh="不平滑时拟合的训练标签：干净的、有翻转的。", en="Training labels fitted unsmoothed: clean, flipped.")
def fitted(scenario: Scenario) -> list[float]:
    training = scenario.training
    seen = (by_epsilon(training, flipped, "train")[training.epsilons[0]] for flipped in FLIPPED_OR_NOT)
    return [scores["accuracy"].mean() for scores in seen]


@value(
    ("g", "g", ".4f", ".4f", ".4f"),
    zh="干净标签：ε、1−ε、训练集上的平均置信度、测试集上的平均置信度、测试准确率。",
    en="Clean labels: ε, 1−ε, mean confidence on the training and on the test set, test accuracy.",
)
def confidence_by_epsilon(scenario: Scenario) -> Rows:
    rows: Rows = []
    seen = by_epsilon(scenario.training, False, "train")
    for epsilon, unseen in by_epsilon(scenario.training, False).items():
        means = (scores.mean() for scores in (seen[epsilon]["confidence"], unseen["confidence"], unseen["accuracy"]))
        rows.append((epsilon, 1 - epsilon, *means))
    return rows


@value(
    ("", "g", "+.4f", ".4f", ""),
    zh="标签、ε、平均置信度减准确率、标准误、判定。",
    en="Labels, ε, mean confidence minus accuracy, its standard error, verdict.",
)
def gaps(scenario: Scenario) -> Rows:
    rows: Rows = []
    for flipped in FLIPPED_OR_NOT:
        for epsilon, scores in by_epsilon(scenario.training, flipped).items():
            gap = paired_difference(scores["confidence"], scores["accuracy"])
            rows.append((LABELS[flipped], epsilon, gap.mean, gap.standard_error, in_words(verdict(gap), CONFIDENT)))
    return rows


@value(
    ".4f",
    zh="干净标签：不平滑时平均置信度超出准确率多少，细看的 ε 把平均置信度压低多少。",
    en="Clean labels: the confidence in excess of accuracy without smoothing, how far the ε looked at lowers it.",
)
def pushed(scenario: Scenario) -> list[float]:
    found = by_epsilon(scenario.training, False)
    baseline, smoothed = (found[e] for e in (scenario.training.epsilons[0], scenario.training.epsilon_shown))
    return [(baseline["confidence"] - other).mean() for other in (baseline["accuracy"], smoothed["confidence"])]


@value(SCORES, zh="干净标签的成绩，一列一个 ε：平均值、标准差。", en="Scores on clean labels, one column per ε.")
def scores_clean(scenario: Scenario) -> Rows:
    return table(by_epsilon(scenario.training, False))


@value(SCORES, zh="有翻转标签的成绩，一列一个 ε：平均值、标准差。", en="Scores on flipped labels, one column per ε.")
def scores_flipped(scenario: Scenario) -> Rows:
    return table(by_epsilon(scenario.training, True))


@value(DIFFERENCES, zh="干净标签：指标、ε、与 ε = 0 之差、标准误、判定。", en="Differences from ε = 0, clean labels.")
def differences_clean(scenario: Scenario) -> Rows:
    return judgements(by_epsilon(scenario.training, False))


@value(DIFFERENCES, zh="有翻转：指标、ε、与 ε = 0 之差、标准误、判定。", en="Differences from ε = 0, flipped labels.")
def differences_flipped(scenario: Scenario) -> Rows:
    return judgements(by_epsilon(scenario.training, True))


@value("", zh="指标、干净标签的判定、有翻转标签的判定。", en="Metric, verdict on clean and on flipped labels.")
def answers(scenario: Scenario) -> Rows:
    clean, flipped = (by_epsilon(scenario.training, flipped) for flipped in FLIPPED_OR_NOT)
    return [(name, answer(clean, metric), answer(flipped, metric)) for metric, name in NAMES.items()]


@value(
    ("", "g", "d", "d", ".1%"),
    zh="标签、ε、非空区间数、其中准确率高于置信度的区间数、落在最后一个区间的预测比例；各个种子合在一起。",
    en="Labels, ε, bins in use, those with more accuracy than confidence, share of the last bin; seeds pooled.",
)
def bins(scenario: Scenario) -> Rows:
    rows: Rows = []
    training = scenario.training
    for flipped in FLIPPED_OR_NOT:
        for epsilon in (training.epsilons[0], training.epsilon_shown):
            found = reliability_of(training, flipped, epsilon, training.num_bins)
            used, above = (found.counts > 0).sum(), (found.accuracy > found.confidence).sum()
            rows.append((LABELS[flipped], epsilon, used, above, found.counts[-1] / found.counts.sum()))
    return rows


@value(".4f", zh="干净标签、不平滑：假如完全校准，平均 ECE 仍有多少。", en="Clean, unsmoothed: mean ECE if calibrated.")
def error_by_chance(scenario: Scenario) -> float:
    training, random = scenario.training, np.random.default_rng(0)
    confidence = softmax(logits_in(training, "test", False, training.epsilons[0])).max(axis=-1)
    return float(np.mean([error_if_calibrated(sure, training.num_bins, REPEATS, random) for sure in confidence]))


@value(
    ("", "", "g", ".3f", ".4f", ".4f"),
    finite=False,
    zh="训练标签、验证标签、ε、平均温度、温度缩放后的标准交叉熵和 ECE。",
    en="Training labels, validation labels, ε, mean temperature, standard cross-entropy and ECE after scaling.",
)
def tempered(scenario: Scenario) -> Rows:
    rows: Rows = []
    for flipped, validation_flipped in CONDITIONS:
        labels = (LABELS[flipped], LABELS[validation_flipped])
        for epsilon, scores in by_epsilon_tempered(scenario.training, flipped, validation_flipped).items():
            temperatures = 1 / scales(scenario.training, flipped, epsilon, validation_flipped)
            means = (each.mean() for each in (temperatures, scores["cross_entropy"], scores["calibration_error"]))
            rows.append((*labels, epsilon, *means))
    return rows


@value(
    ".4f",
    zh="干净标签下的三个 ECE：不平滑、不平滑并做温度缩放、取细看的 ε。",
    en="Three ECEs on clean labels: without smoothing, without it but scaled, with the ε looked at closely.",
)
def calibration_errors(scenario: Scenario) -> list[float]:
    training = scenario.training
    baseline = training.epsilons[0]
    plain, cooled = by_epsilon(training, False), by_epsilon_tempered(training, False, False)
    found = (plain[baseline], cooled[baseline], plain[training.epsilon_shown])
    return [scores["calibration_error"].mean() for scores in found]


@value("", zh="训练标签、验证标签、温度缩放后标准交叉熵和 ECE 的判定。", en="Verdicts on the scores after scaling.")
def tempered_answers(scenario: Scenario) -> Rows:
    rows: Rows = []
    for flipped, validation_flipped in CONDITIONS:
        found = by_epsilon_tempered(scenario.training, flipped, validation_flipped)
        verdicts = (answer(found, metric) for metric in ("cross_entropy", "calibration_error"))
        rows.append((LABELS[flipped], LABELS[validation_flipped], *verdicts))
    return rows


def _noise_gain(scenario: Scenario) -> Difference:
    clean, flipped = (by_epsilon(scenario.training, flipped) for flipped in FLIPPED_OR_NOT)
    return extra_gain(flipped, clean, scenario.training.epsilon_shown, "accuracy")


@value("+.4f", zh="有翻转时比干净时多带来的准确率，及标准误。", en="Accuracy gained, flipped minus clean; its error.")
def noise_gain(scenario: Scenario) -> list[float]:
    found = _noise_gain(scenario)
    return [found.mean, found.standard_error]


@value("", zh="这个差的判定。", en="The verdict on the extra accuracy with flipped labels.")
def noise_gain_verdict(scenario: Scenario) -> Text:
    return in_words(verdict(_noise_gain(scenario)), HIGHER_OR_LOWER)
