"""What the page on the experiment says of its numbers."""

# The declared conditions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

from recompute import claim
from snippets.comparison import HIGHER, LOWER, UNDECIDED
from snippets.experiment import FLIPPED_OR_NOT
from snippets.experiment_comparisons import CONDITIONS, JUDGED, SCALED, Judgement, baseline, judgement
from snippets.pages import training as page
from snippets.scenario import Scenario


def _smoothing(scenario: Scenario, flipped: bool, metric: str) -> list[Judgement]:
    training = scenario.training
    return [judgement(training, training.dataset, flipped, epsilon, metric) for epsilon in training.epsilons[1:]]


def _shown(scenario: Scenario, flipped: bool, metric: str) -> str:
    training = scenario.training
    return judgement(training, training.dataset, flipped, training.epsilon_shown, metric).verdict


def _errors(scenario: Scenario, flipped: bool) -> list[float]:
    rows = page.scores_flipped(scenario) if flipped else page.scores_clean(scenario)
    return [error for *_, error in rows]


@claim(
    zh="标签有噪声、ε = {{ epsilon_shown }} 时，ECE 的差的整个区间都小于零。",
    en="With flipped labels and ε = {{ epsilon_shown }}, the whole interval of the difference in ECE is below zero.",
)
def smoothing_helps_the_overconfident(scenario: Scenario) -> bool:
    return _shown(scenario, True, "calibration_error") == LOWER


@claim(
    zh="标签干净、ε = {{ epsilon_shown }} 时，ECE 的差的整个区间都大于零。",
    en="With clean labels and ε = {{ epsilon_shown }}, the whole interval of the difference in ECE is above zero.",
)
def smoothing_hurts_the_calibrated(scenario: Scenario) -> bool:
    return _shown(scenario, False, "calibration_error") == HIGHER


@claim(
    zh="手写数字上，两种标签、每一个 ε，准确率的差的区间都含零。",
    en="On digits the interval of the difference in accuracy holds zero at every ε, with both kinds of labels.",
)
def accuracy_undecided(scenario: Scenario) -> bool:
    found = (each for flipped in FLIPPED_OR_NOT for each in _smoothing(scenario, flipped, "accuracy"))
    return all(each.verdict == UNDECIDED for each in found)


@claim(
    zh="标签有噪声时，更小的学习率、权重衰减的平均准确率，都高于试过的每一个 ε。",
    en="With flipped labels, the mean accuracies of the smaller rate and of weight decay exceed that of every ε tried.",
)
def gentle_training_beats_every_epsilon(scenario: Scenario) -> bool:
    best = max(accuracy for _, accuracy, *_ in page.scores_flipped(scenario))
    gentle = (baseline(scenario.training, True, name)["accuracy"].mean() for name in ("smaller_rate", "weight_decay"))
    return bool(min(gentle) > best)


@claim(
    zh="标签有噪声时，更小的学习率与权重衰减相对原样不平滑，四项指标的区间都在更好的一边。",
    en="With flipped labels, the intervals of the smaller rate and of weight decay against plain training lie on the "
    "better side in all measures.",
)
def gentle_training_wins_under_noise(scenario: Scenario) -> bool:
    return all(
        judgement(scenario.training, "baseline", True, name, metric).verdict
        == (HIGHER if metric == "accuracy" else LOWER)
        for name in ("smaller_rate", "weight_decay")
        for metric in JUDGED
    )


@claim(
    zh="两种标签，调过的平滑与调过的不平滑之差，准确率、交叉熵、Brier 分数的区间都含零。",
    en="With both kinds of labels, the intervals between tuned smoothing and tuned training without it hold zero in "
    "accuracy, cross-entropy and Brier score.",
)
def tuned_ways_cannot_be_told_apart(scenario: Scenario) -> bool:
    return all(
        judgement(scenario.training, "head_to_head", flipped, metric).verdict == UNDECIDED
        for flipped in FLIPPED_OR_NOT
        for metric in ("accuracy", "cross_entropy", "brier")
    )


@claim(
    zh="调过的平滑与调过的不平滑之差，ECE 的区间在标签干净时整个小于零，有噪声时含零。",
    en="Between tuned smoothing and tuned training without it, the interval in ECE is below zero as a whole with clean "
    "labels, and holds zero with flipped ones.",
)
def tuned_smoothing_calibrates_clean_labels(scenario: Scenario) -> bool:
    found = [judgement(scenario.training, "head_to_head", flipped, "calibration_error") for flipped in FLIPPED_OR_NOT]
    return [each.verdict for each in found] == [LOWER, UNDECIDED]


@claim(
    zh="验证标签干净时，温度缩放之后，每一个 ε、每一项指标的差的区间都含零。",
    en="With clean validation labels, every interval of a difference after temperature scaling holds zero.",
)
def scaling_levels_everything(scenario: Scenario) -> bool:
    training = scenario.training
    return all(
        judgement(training, "scaled", *condition, epsilon, metric).verdict == UNDECIDED
        for condition in CONDITIONS
        if not condition[1]
        for epsilon in training.epsilons[1:]
        for metric in SCALED
    )


@claim(
    zh="肿瘤数据上，两种标签、每一个 ε，平均准确率的差都小于零，两种标签各有整个区间小于零的。",
    en="On the tumours the mean difference in accuracy is below zero at every ε with both kinds of labels, and each "
    "kind has intervals that are below zero as a whole.",
)
def accuracy_falls_on_tumours(scenario: Scenario) -> bool:
    training = scenario.training
    found = [
        [judgement(training, training.second.dataset, flipped, e, "accuracy") for e in training.epsilons[1:]]
        for flipped in FLIPPED_OR_NOT
    ]
    lower = [any(each.verdict == LOWER for each in row) for row in found]
    return all(lower) and all(each.mean < 0 for row in found for each in row)


@claim(
    zh="不平滑的网络，在两种标签上拟合的训练标签都超过百分之九十九：{{ fitted }}。",
    en="Without smoothing, more than ninety-nine percent of the training labels are fitted, clean or flipped: "
    "{{ fitted }}.",
)
def wrong_labels_are_memorised(scenario: Scenario) -> bool:
    return min(page.fitted(scenario)) > 0.99


@claim(
    zh="每一个 ε，测试集上的平均置信度都低于训练集上的。",
    en="At every ε the mean confidence on the test set is below that on the training set.",
)
def less_sure_of_unseen_images(scenario: Scenario) -> bool:
    return all(unseen < seen for _, _, seen, unseen, _ in page.confidence_by_epsilon(scenario))


@claim(
    zh="标签干净，每一个 ε 使测试集上的平均置信度比不平滑时降低的，都多于 ε 本身。",
    en="With clean labels, every ε lowers the mean confidence on the test set by more than ε itself.",
)
def confidence_falls_by_more_than_epsilon(scenario: Scenario) -> bool:
    (_, _, _, unsmoothed, _), *others = page.confidence_by_epsilon(scenario)
    return all(unsmoothed - confidence > epsilon for epsilon, _, _, confidence, _ in others)


@claim(
    zh="两种标签的平均 ECE 随 ε 先逐个下降，再逐个上升，最低点不在两端。",
    en="With both kinds of labels, mean ECE falls from ε to ε, then rises, and is lowest at neither end.",
)
def error_is_u_shaped(scenario: Scenario) -> bool:
    for flipped in FLIPPED_OR_NOT:
        errors = _errors(scenario, flipped)
        lowest = errors.index(min(errors))
        down, up = errors[: lowest + 1], errors[lowest:]
        if min(len(down), len(up)) < 2 or down != sorted(down, reverse=True) or up != sorted(up):
            return False
    return True


@claim(
    zh="两种标签，在 ECE 最低处，置信度减准确率的区间含零；ε 更小时整个区间大于零，更大时小于零。",
    en="With both kinds of labels, the interval of confidence minus accuracy holds zero where the ECE is lowest, is "
    "above zero at every smaller ε, and below at every larger one.",
)
def lowest_where_the_gap_closes(scenario: Scenario) -> bool:
    epsilons = scenario.training.epsilons
    for flipped in FLIPPED_OR_NOT:
        errors = _errors(scenario, flipped)
        lowest = errors.index(min(errors))
        verdicts = [judgement(scenario.training, "gap", flipped, epsilon).verdict for epsilon in epsilons]
        if verdicts != [HIGHER] * lowest + [UNDECIDED] + [LOWER] * (len(epsilons) - lowest - 1):
            return False
    return True


@claim(
    zh="不平滑时，标签有噪声的差 {{ lowest_points[1][1] }} 大于标签干净的 {{ lowest_points[0][1] }}；ECE 最低处的 ε，"
    "{{ lowest_points[1][3] }} 大于 {{ lowest_points[0][3] }}。",
    en="Without smoothing the gap with flipped labels, {{ lowest_points[1][1] }}, exceeds that with clean ones, "
    "{{ lowest_points[0][1] }}; the ε of the lowest ECE, {{ lowest_points[1][3] }}, exceeds {{ lowest_points[0][3] }}.",
)
def a_wider_gap_takes_a_larger_epsilon(scenario: Scenario) -> bool:
    (_, clean_gap, _, clean, _), (_, flipped_gap, _, flipped, _) = page.lowest_points(scenario)
    return bool(flipped_gap > clean_gap and flipped > clean)


@claim(
    zh="标签干净，在 ECE 最低处的 ε = {{ lowest_points[0][3] }}，ECE 的差的整个区间小于零。",
    en="With clean labels, at the ε of the lowest ECE, {{ lowest_points[0][3] }}, the whole interval of the difference "
    "in ECE is below zero.",
)
def a_little_helps_on_clean_labels(scenario: Scenario) -> bool:
    errors = _errors(scenario, False)
    lowest = errors.index(min(errors))
    return lowest > 0 and _smoothing(scenario, False, "calibration_error")[lowest - 1].verdict == LOWER


@claim(
    zh="标签有噪声、ε = {{ epsilon_shown }} 时，交叉熵、Brier 分数、ECE 的差的整个区间都小于零，准确率的含零。",
    en="With flipped labels and ε = {{ epsilon_shown }}, the intervals of cross-entropy, Brier score and ECE are below "
    "zero as a whole, and that of accuracy holds zero.",
)
def probabilities_improve_under_noise(scenario: Scenario) -> bool:
    better = all(_shown(scenario, True, metric) == LOWER for metric in SCALED)
    return better and _shown(scenario, True, "accuracy") == UNDECIDED


@claim(
    zh="标签有噪声时，准确率的增益的整个区间，第一次评分小于零，其后有一次大于零，最后一次含零。",
    en="With flipped labels, the interval of the gain in accuracy is below zero as a whole at the first stop, above it "
    "at a later one, and holds zero at the last.",
)
def gain_comes_and_goes(scenario: Scenario) -> bool:
    verdicts = [judgement(scenario.training, "epochs", True, stop).verdict for stop in scenario.training.stops[:-1]]
    return verdicts[0] == LOWER and HIGHER in verdicts and _shown(scenario, True, "accuracy") == UNDECIDED


@claim(
    zh="标签有噪声的网络，每一个 ε 的平均温度，按有噪声的验证标签定的都高于按干净的定的。",
    en="For networks that learned flipped labels, the mean temperature at every ε is higher if set by flipped "
    "validation labels than if set by clean ones.",
)
def noisy_validation_raises_the_temperature(scenario: Scenario) -> bool:
    count = len(scenario.training.epsilons)
    _, noisy, clean = (page.tempered(scenario)[start : start + count] for start in (0, count, 2 * count))
    return all(high[3] > low[3] for high, low in zip(noisy, clean, strict=True))
