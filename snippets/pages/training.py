"""What the page on the experiment quotes of the networks that `scenario.training` describes."""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import numpy as np

from recompute import value
from snippets import experiment_findings as findings
from snippets.comparison import t_quantile
from snippets.experiment import FLIPPED_OR_NOT, first_losses, part_scores, run
from snippets.experiment_comparisons import JUDGED, final, judgements
from snippets.experiment_findings import Rows
from snippets.scenario import Scenario

SCORES = ("g", *[".3f"] * len(JUDGED))
GAIN = ("+.3f", ".3f", "")
DIFFERENCES = ("", "g", *GAIN)
REPEATS = 20


@value("d", zh="手写数字、第二个数据集各有多少样本。", en="The samples of each data set.")
def sample_counts(scenario: Scenario) -> list[int]:
    return [len(run(each).draws[0].inputs) for each in (scenario.training, scenario.training.second)]


@value("d", zh="手写数字：训练、验证、测试各用多少张。", en="Digits for training, validation and test.")
def split_sizes(scenario: Scenario) -> list[int]:
    drawn = run(scenario.training).draws[0]
    return [len(drawn.train), len(drawn.validation), len(drawn.test)]


@value("d", zh="每层单元数：像素、隐藏单元、类别。", en="Units per layer: pixels, hidden units, classes.")
def layer_sizes(scenario: Scenario) -> list[int]:
    layers = run(scenario.training).draws[0].layers
    return [layers[0].shape[0], *(layer.shape[1] for layer in layers)]


@value("d", zh="第二个数据集：特征数、类别数、测试样本数。", en="Other data set: features, classes, test samples.")
def second_sizes(scenario: Scenario) -> list[int]:
    drawn = run(scenario.training.second).draws[0]
    return [drawn.layers[0].shape[0], drawn.layers[-1].shape[1], len(drawn.test)]


@value("d", zh="轮数、批大小、总步数。", en="Epochs, batch size, steps in all.")
def schedule(scenario: Scenario) -> list[int]:
    steps, batch_size = run(scenario.training).draws[0].batches.shape
    return [scenario.training.epochs, batch_size, steps]


@value("d", zh="在第几轮之后评分。", en="The epochs after which networks are scored.")
def stops(scenario: Scenario) -> list[int]:
    return list(scenario.training.stops)


@value(
    "g",
    zh="学习率、动量；另外两种设置的学习率、权重衰减。",
    en="Rate, momentum; smaller rate, weight decay.",
)
def descent(scenario: Scenario) -> list[float]:
    training = scenario.training
    return [training.learning_rate, training.momentum, training.smaller_rate, training.weight_decay]


@value("g", zh="试的几个平滑系数，第一个是基线。", en="The smoothing factors tried, the first one the baseline.")
def epsilons(scenario: Scenario) -> list[float]:
    return list(scenario.training.epsilons)


@value("g", zh="细看的那个平滑系数。", en="The smoothing factor looked at closely.")
def epsilon_shown(scenario: Scenario) -> float:
    return scenario.training.epsilon_shown


@value("d", zh="种子数。", en="The number of seeds.")
def seed_count(scenario: Scenario) -> int:
    return scenario.training.num_seeds


@value("d", zh="网络总数，两个数据集合计。", en="The number of networks, on both data sets together.")
def network_count(scenario: Scenario) -> int:
    outcomes = (run(each) for each in (scenario.training, scenario.training.second))
    return sum(int(np.prod(outcome.logits.shape[:3])) for outcome in outcomes)


@value(".0%", zh="标签噪声的比例。", en="The share of flipped labels.")
def flipped_share(scenario: Scenario) -> float:
    return scenario.training.flipped_share


@value("d", zh="ECE 的区间数。", en="The number of bins of the ECE.")
def bin_count(scenario: Scenario) -> int:
    return scenario.training.num_bins


@value("d", zh="本页判定的差一共多少个。", en="How many differences this page judges.")
def judged_count(scenario: Scenario) -> int:
    return len(judgements(scenario.training))


@value(".0%", zh="全部区间同时成立的概率至少是多少。", en="The least probability that all intervals hold.")
def confidence_level(scenario: Scenario) -> float:
    return scenario.training.confidence_level


@value(
    ".1f", zh="区间的半宽是几个标准误：校正后，不校正。", en="Half widths in standard errors: corrected, uncorrected."
)
def quantiles(scenario: Scenario) -> list[float]:
    training = scenario.training
    error, degrees = 1 - training.confidence_level, training.num_seeds - 1
    return [t_quantile(error / count, degrees) for count in (len(judgements(training)), 1)]


@value(
    ".1f", zh="区间不校正时，平均有几个碰巧不含零。", en="Uncorrected intervals without zero, by chance, on average."
)
def wrong_by_chance(scenario: Scenario) -> float:
    return judged_count(scenario) * (1 - scenario.training.confidence_level)


@value(".1%", zh="不平滑时拟合的训练标签：干净的、有噪声的。", en="Training labels fitted unsmoothed: clean, flipped.")
def fitted(scenario: Scenario) -> list[float]:
    seen = (part_scores(scenario.training, "train", flipped, 0) for flipped in FLIPPED_OR_NOT)
    return [scores["accuracy"].mean() for scores in seen]


@value(
    ".6f",
    zh="前几步每一批的平滑损失，各在走这一步之前。",
    en="The smoothed loss of the first batches, before each step.",
)
def first_batch_losses(scenario: Scenario) -> list[float]:
    return first_losses(scenario.training, steps=4).tolist()


@value(
    ("g", "g", ".3f", ".3f", ".3f"),
    zh="干净标签：ε、1−ε、训练集上的平均置信度、测试集上的平均置信度、测试准确率。",
    en="Clean labels: ε, 1−ε, mean confidence on the training and on the test set, test accuracy.",
)
def confidence_by_epsilon(scenario: Scenario) -> Rows:
    rows: Rows = []
    for place, epsilon in enumerate(scenario.training.epsilons):
        seen = part_scores(scenario.training, "train", False, place)
        unseen = final(scenario.training, False, place)
        means = (scores.mean() for scores in (seen["confidence"], unseen["confidence"], unseen["accuracy"]))
        rows.append((epsilon, 1 - epsilon, *means))
    return rows


@value(
    ("", "+.3f", ".3f", "g", ".3f"),
    zh="标签、不平滑时置信度减准确率、不平滑的 ECE、ECE 最低处的 ε、那里的 ECE。",
    en="Labels, confidence minus accuracy and ECE without smoothing, the ε of the lowest ECE, that ECE.",
)
def lowest_points(scenario: Scenario) -> Rows:
    return findings.lowest_points(scenario.training)


@value(SCORES, zh="干净标签的平均成绩：ε 与各项指标。", en="Mean scores on clean labels: ε and each measure.")
def scores_clean(scenario: Scenario) -> Rows:
    return findings.sweep(scenario.training, False)


@value(SCORES, zh="有噪声标签的平均成绩：ε 与各项指标。", en="Mean scores on flipped labels: ε and each measure.")
def scores_flipped(scenario: Scenario) -> Rows:
    return findings.sweep(scenario.training, True)


@value(DIFFERENCES, zh="干净标签：指标、ε、与不平滑之差、区间半宽、判定。", en="Differences from ε = 0, clean labels.")
def differences_clean(scenario: Scenario) -> Rows:
    return findings.differences(scenario.training, False)


@value(DIFFERENCES, zh="有噪声：指标、ε、与不平滑之差、区间半宽、判定。", en="Differences from ε = 0, flipped labels.")
def differences_flipped(scenario: Scenario) -> Rows:
    return findings.differences(scenario.training, True)


@value(
    "",
    zh="手写数字：指标、干净标签的判定、有噪声标签的判定。",
    en="Digits: measure, verdicts on clean and on flipped labels.",
)
def answers(scenario: Scenario) -> Rows:
    return findings.answers(scenario.training, scenario.training.dataset)


@value(
    "",
    zh="第二个数据集：指标、干净和有噪声标签的判定。",
    en="The other data set: measure, verdicts, clean and flipped.",
)
def second_answers(scenario: Scenario) -> Rows:
    return findings.answers(scenario.training, scenario.training.second.dataset)


@value(("d", *GAIN, *GAIN), zh="轮数；干净、有噪声：增益、±、判定。", en="Epochs; clean, flipped: gain, ±, verdict.")
def gain_by_epochs(scenario: Scenario) -> Rows:
    return findings.by_epochs(scenario.training)


@value(("", "", *SCORES[1:]), zh="标签、做法、平均成绩。", en="Labels, way of training, mean scores.")
def baselines(scenario: Scenario) -> Rows:
    return [row for flipped in FLIPPED_OR_NOT for row in findings.baseline_scores(scenario.training, flipped)]


@value("", zh="标签、做法、与原样不平滑相比的判定。", en="Labels, way of training, verdicts against plain training.")
def baseline_answers(scenario: Scenario) -> Rows:
    return [row for flipped in FLIPPED_OR_NOT for row in findings.baseline_answers(scenario.training, flipped)]


@value(
    "", zh="标签、调过的平滑与调过的不平滑相比的判定。", en="Labels, verdicts on tuned smoothing against tuned without."
)
def head_to_head(scenario: Scenario) -> Rows:
    return findings.head_to_head(scenario.training)


@value(".3f", zh="干净标签、不平滑：假如完全校准，平均 ECE 仍有多少。", en="Clean, unsmoothed: mean ECE if calibrated.")
def error_by_chance(scenario: Scenario) -> float:
    return findings.error_by_chance(scenario.training, REPEATS)


@value(
    ".3f",
    zh="ECE：不平滑、不平滑但缩放、平滑；有噪声、干净。",
    en="ECEs: plain, scaled, smoothed; flipped, then clean.",
)
def calibration_errors(scenario: Scenario) -> list[list[float]]:
    return findings.calibration_errors(scenario.training)


@value(
    ("", "", "g", ".2f", ".3f"),
    finite=False,
    zh="标签、验证标签、ε、温度、ECE。",
    en="After scaling: labels, ε, T, ECE.",
)
def tempered(scenario: Scenario) -> Rows:
    return findings.scaled(scenario.training)


@value("", zh="训练标签、验证标签、温度缩放后各项判定。", en="Verdicts on the scores after scaling.")
def tempered_answers(scenario: Scenario) -> Rows:
    return findings.scaled_answers(scenario.training)
