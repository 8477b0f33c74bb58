"""The training page's values, computed again from the networks' logits by loops and the statistics module."""

from __future__ import annotations

import math
import statistics
from functools import lru_cache

import numpy as np
from scipy.optimize import minimize_scalar

from snippets import experiment
from snippets.scenario import Scenario, Training

GIVEN = Scenario(training=Training())
EPSILONS = (0.0, 0.05, 0.1, 0.2)
SEEDS = range(10)
NAMES = [
    ("准确率", "Accuracy"),
    ("标准交叉熵", "Standard cross-entropy"),
    ("校准误差 ECE", "Calibration error (ECE)"),
    ("平均置信度", "Mean confidence"),
]
LABELS = {False: ("干净", "clean"), True: ("有翻转", "flipped")}
BETTER, WORSE, MORE, LESS = ("更好", "better"), ("更差", "worse"), ("更高", "higher"), ("更低", "lower")
SURE, UNSURE = ("过度自信", "over-confident"), ("不够自信", "under-confident")
WORDS = [(BETTER, WORSE), (WORSE, BETTER), (WORSE, BETTER), (MORE, LESS)]


def text(pair):
    return dict(zip(("zh", "en"), pair, strict=True))


def measured(logits, labels):
    """Accuracy, cross-entropy, calibration error in fifteen bins and mean confidence, image by image."""
    bins = [[] for _ in range(15)]
    losses = []
    for row, label in zip(logits.tolist(), labels.tolist(), strict=True):
        largest = max(row)
        total = math.fsum(math.exp(z - largest) for z in row)
        losses.append(largest + math.log(total) - row[label])
        bins[math.ceil(15 / total) - 1].append((1 / total, row.index(largest) == label))
    judged = [both for inside in bins for both in inside]
    gaps = [abs(math.fsum(sure - right for sure, right in inside)) for inside in bins]
    return (
        statistics.fmean(right for _, right in judged),
        statistics.fmean(losses),
        math.fsum(gaps) / len(judged),
        statistics.fmean(sure for sure, _ in judged),
    )


def parts(seed):
    drawn = experiment.run(GIVEN.training).draws[seed]
    return {"train": drawn.train, "validation": drawn.validation, "test": drawn.test}


@lru_cache
def logits_and_labels(part, flipped, position, seed, labels_flipped=None):
    outcome = experiment.run(GIVEN.training)
    chosen = parts(seed)[part]
    labels = outcome.draws[seed].labels[int(flipped if labels_flipped is None else labels_flipped), chosen]
    return outcome.logits[seed, int(flipped), position, chosen], labels


@lru_cache
def columns(flipped, position, part="test"):
    """The four scores over the seeds."""
    return list(zip(*(measured(*logits_and_labels(part, flipped, position, seed)) for seed in SEEDS), strict=True))


@lru_cache
def temperature(flipped, validation_flipped, position, seed):
    logits, labels = logits_and_labels("validation", flipped, position, seed, validation_flipped)

    def loss(log_temperature):
        z = logits / math.exp(log_temperature)
        return float((np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]).mean())

    return math.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded", options={"xatol": 1e-9}).x)


@lru_cache
def tempered_columns(flipped, validation_flipped, position):
    found = []
    for seed in SEEDS:
        logits, labels = logits_and_labels("test", flipped, position, seed)
        found.append(measured(logits / temperature(flipped, validation_flipped, position, seed), labels))
    return list(zip(*found, strict=True))


def difference(scores, baseline):
    pairs = [one - other for one, other in zip(scores, baseline, strict=True)]
    return statistics.fmean(pairs), statistics.stdev(pairs) / math.sqrt(len(pairs))


def judged(mean, error, words):
    """The verdict in both languages, by how many standard errors the mean is away from nothing."""
    errors = abs(mean) / error
    word = words[0] if mean > 0 else words[1]
    if errors < 1:
        return ("差不到一个标准误", "within its standard error")
    return word if errors >= 2 else (f"可能{word[0]}", f"perhaps {word[1]}")


def in_one_line(verdicts):
    """The verdicts at 0.05, 0.1 and 0.2 in one line, equal ones together."""
    groups = {}
    for verdict, epsilon in zip(verdicts, ("0.05", "0.1", "0.2"), strict=True):
        groups.setdefault(verdict, []).append(epsilon)
    if len(groups) == 1:
        return text((f"各个\xa0ε\xa0都{verdicts[0][0]}", f"{verdicts[0][1]} at every\xa0ε"))
    ands = {1: "{}", 2: "{} and {}"}
    zh = [f"ε\xa0=\xa0{'、'.join(equal)}：{verdict[0]}" for verdict, equal in groups.items()]
    en = [f"{verdict[1]} at ε\xa0=\xa0{ands[len(equal)].format(*equal)}" for verdict, equal in groups.items()]
    return text(("；".join(zh), "; ".join(en)))


def table(flipped):
    rows = []
    for metric, name in enumerate(NAMES):
        scores = [columns(flipped, position)[metric] for position in range(4)]
        rows.append((text(name), *map(statistics.fmean, scores)))
        rows.append((text(("（标准差）", "(standard deviation)")), *map(statistics.stdev, scores)))
    return rows


def differences(flipped):
    rows = []
    for metric, name in enumerate(NAMES):
        for position in (1, 2, 3):
            found = difference(columns(flipped, position)[metric], columns(flipped, 0)[metric])
            rows.append((text(name), EPSILONS[position], *found, text(judged(*found, WORDS[metric]))))
    return rows


def answer(columns_of, metric):
    found = [difference(columns_of(position)[metric], columns_of(0)[metric]) for position in (1, 2, 3)]
    return in_one_line([judged(*each, WORDS[metric]) for each in found])


def gaps():
    rows = []
    for flipped in (False, True):
        for position, epsilon in enumerate(EPSILONS):
            accuracy, _, _, confidence = columns(flipped, position)
            found = difference(confidence, accuracy)
            rows.append((text(LABELS[flipped]), epsilon, *found, text(judged(*found, (SURE, UNSURE)))))
    return rows


def noise_gain():
    gains = [
        [one - other for one, other in zip(columns(flipped, 2)[0], columns(flipped, 0)[0], strict=True)]
        for flipped in (True, False)
    ]
    return difference(*gains)


CONDITIONS = [(False, False), (True, True), (True, False)]


def tempered():
    rows = []
    for condition in CONDITIONS:
        for position, epsilon in enumerate(EPSILONS):
            _, losses, errors, _ = tempered_columns(*condition, position)
            mean = statistics.fmean(temperature(*condition, position, seed) for seed in SEEDS)
            labels = (text(LABELS[flipped]) for flipped in condition)
            rows.append((*labels, epsilon, mean, statistics.fmean(losses), statistics.fmean(errors)))
    return rows


def tempered_answers():
    rows = []
    for condition in CONDITIONS:
        verdicts = (answer(lambda position, c=condition: tempered_columns(*c, position), metric) for metric in (1, 2))
        rows.append((*(text(LABELS[flipped]) for flipped in condition), *verdicts))
    return rows


EXPECTED = {
    "image_count": lambda: 1797,
    "split_sizes": lambda: [600, 297, 900],
    "layer_sizes": lambda: [64, 128, 10],
    "schedule": lambda: [60, 60, 600],
    "descent": lambda: [0.1, 0.9],
    "epsilons": lambda: list(EPSILONS),
    "epsilon_shown": lambda: 0.1,
    "seed_count": lambda: 10,
    "network_count": lambda: 80,
    "flipped_share": lambda: 0.2,
    "flipped_count": lambda: 120,
    "bin_count": lambda: 15,
    "fitted": lambda: [statistics.fmean(columns(flipped, 0, "train")[0]) for flipped in (False, True)],
    "confidence_by_epsilon": lambda: [
        (
            epsilon,
            1 - epsilon,
            statistics.fmean(columns(False, position, "train")[3]),
            statistics.fmean(columns(False, position)[3]),
            statistics.fmean(columns(False, position)[0]),
        )
        for position, epsilon in enumerate(EPSILONS)
    ],
    "gaps": gaps,
    "pushed": lambda: [gaps()[0][2], -differences(False)[10][2]],
    "scores_clean": lambda: table(False),
    "scores_flipped": lambda: table(True),
    "differences_clean": lambda: differences(False),
    "differences_flipped": lambda: differences(True),
    "answers": lambda: [
        (text(name), *(answer(lambda position, f=flipped: columns(f, position), metric) for flipped in (False, True)))
        for metric, name in enumerate(NAMES)
    ],
    "tempered": tempered,
    "calibration_errors": lambda: [
        statistics.fmean(columns(False, 0)[2]),
        statistics.fmean(tempered_columns(False, False, 0)[2]),
        statistics.fmean(columns(False, 2)[2]),
    ],
    "tempered_answers": tempered_answers,
    "noise_gain": noise_gain,
    "noise_gain_verdict": lambda: text(judged(*noise_gain(), (MORE, LESS))),
}
