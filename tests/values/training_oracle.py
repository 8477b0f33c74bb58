"""The training page's judgements, computed again from the networks' logits, bin by bin and seed by seed, with SciPy."""

from __future__ import annotations

import math
import statistics
from functools import lru_cache

import numpy as np
from scipy import stats
from scipy.optimize import minimize_scalar

from snippets import experiment
from snippets.scenario import Scenario, Training

TRAINING = Training()
GIVEN = Scenario(training=TRAINING)
SECOND = TRAINING.second
EPSILONS = (0.0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
STOPS = (10, 20, 50, 100, 200)
SEEDS = range(16)
ACCURACY, LOSS, BRIER, ERROR, CONFIDENCE = METRICS = range(5)
KEYS = ("accuracy", "cross_entropy", "brier", "calibration_error", "confidence")
LABELS = {False: {"zh": "干净", "en": "clean"}, True: {"zh": "有噪声", "en": "flipped"}}
NAMES = {
    "accuracy": {"zh": "准确率", "en": "Accuracy"},
    "cross_entropy": {"zh": "标准交叉熵", "en": "Standard cross-entropy"},
    "brier": {"zh": "Brier 分数", "en": "Brier score"},
    "calibration_error": {"zh": "校准误差 ECE", "en": "Calibration error (ECE)"},
}
BETTER, WORSE = {"zh": "更好", "en": "better"}, {"zh": "更差", "en": "worse"}
UNDECIDED = {"zh": "无法判断", "en": "cannot tell"}
CONDITIONS = ((False, False), (True, True), (True, False))
RATE, DECAY = 8, 9  # The settings after those of the smoothing factors.


def measured(logits, labels):
    """Accuracy, cross-entropy, Brier score, calibration error in fifteen bins, and mean confidence."""
    p = np.exp(logits)
    p /= p.sum(axis=1, keepdims=True)
    chosen = p[np.arange(len(labels)), labels]
    sure, right = p.max(axis=1), p.argmax(axis=1) == labels
    bins = np.ceil(15 * sure)
    gaps = [abs(math.fsum(sure[bins == m]) - int(right[bins == m].sum())) for m in range(1, 16)]
    return (
        right.mean(),
        -math.fsum(map(math.log, chosen)) / len(labels),
        math.fsum((p**2).sum(axis=1) - 2 * chosen + 1) / len(labels),
        math.fsum(gaps) / len(labels),
        math.fsum(sure) / len(labels),
    )


def logits_and_labels(training, part, flipped, setting, seed, labels_flipped=None):
    outcome = experiment.run(training)
    chosen = getattr(outcome.draws[seed], part)
    labels = outcome.draws[seed].labels[int(flipped if labels_flipped is None else labels_flipped), chosen]
    return outcome.logits[seed, int(flipped), setting, chosen], labels


@lru_cache
def columns(training, flipped, setting, part="test"):
    """The five scores over the seeds, at the end."""
    found = [measured(*logits_and_labels(training, part, flipped, setting, seed)) for seed in SEEDS]
    return list(zip(*found, strict=True))


@lru_cache
def temperature(flipped, validation_flipped, setting, seed):
    logits, labels = logits_and_labels(TRAINING, "validation", flipped, setting, seed, validation_flipped)

    def loss(log_temperature):
        z = logits / math.exp(log_temperature)
        return float((np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]).mean())

    return math.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded", options={"xatol": 1e-10}).x)


@lru_cache
def scaled_columns(flipped, validation_flipped, setting):
    found = []
    for seed in SEEDS:
        logits, labels = logits_and_labels(TRAINING, "test", flipped, setting, seed)
        found.append(measured(logits / temperature(flipped, validation_flipped, setting, seed), labels))
    return list(zip(*found, strict=True))


def chosen(flipped, settings):
    """The five scores over the seeds, each seed at the setting and stop of its lowest validation loss."""
    outcome, found = experiment.run(TRAINING), []
    for seed in SEEDS:
        _, stop, setting = min(
            (outcome.validation_loss[seed, stop, int(flipped), setting], stop, setting)
            for stop in range(len(STOPS))
            for setting in settings
        )
        found.append([outcome.test[key][seed, stop, int(flipped), setting] for key in KEYS])
    return list(zip(*found, strict=True))


def ways(flipped):
    return {
        "smaller_rate": columns(TRAINING, flipped, RATE),
        "weight_decay": columns(TRAINING, flipped, DECAY),
        "early_stopping": chosen(flipped, [0]),
        "tuned": chosen(flipped, [0, RATE, DECAY]),
        "tuned_smoothing": chosen(flipped, range(1, 8)),
    }


def differences():
    """Every judged difference, seed by seed, by its key."""
    found = {}
    for flipped in (False, True):
        for training, name in ((TRAINING, "digits"), (SECOND, "breast_cancer")):
            plain = columns(training, flipped, 0)
            for setting in range(1, 8):
                smoothed = columns(training, flipped, setting)
                for metric in METRICS[:4]:
                    key = (name, flipped, EPSILONS[setting], KEYS[metric])
                    found[key] = np.subtract(smoothed[metric], plain[metric])
        for setting in range(8):
            scores = columns(TRAINING, flipped, setting)
            found["gap", flipped, EPSILONS[setting]] = np.subtract(scores[CONFIDENCE], scores[ACCURACY])
        at_stops = experiment.run(TRAINING).test["accuracy"][:, :, int(flipped)]
        for place, stop in enumerate(STOPS[:-1]):
            found["epochs", flipped, stop] = at_stops[:, place, 6] - at_stops[:, place, 0]
        other, plain = ways(flipped), columns(TRAINING, flipped, 0)
        for metric in METRICS[:4]:
            for name, scores in other.items():
                found["baseline", flipped, name, KEYS[metric]] = np.subtract(scores[metric], plain[metric])
            pair = (other[name][metric] for name in ("tuned_smoothing", "tuned"))
            found["head_to_head", flipped, KEYS[metric]] = np.subtract(*pair)
    for condition in ((False, False), (True, True), (True, False)):
        for setting in range(1, 8):
            for metric in METRICS[1:4]:
                one, other = scaled_columns(*condition, setting)[metric], scaled_columns(*condition, 0)[metric]
                key = ("scaled", *condition, EPSILONS[setting], KEYS[metric])
                found[key] = np.subtract(one, other)
    return found


def quantile(count=247):
    """Student's t of SciPy for sixteen runs, the error shared by so many intervals."""
    return float(stats.t.isf(0.05 / count / 2, 15))


@lru_cache
def judgements():
    """Mean, half width and verdict by key."""
    found = {}
    for key, values in differences().items():
        mean, half = statistics.fmean(values), quantile() * statistics.stdev(values) / 4
        found[key] = (mean, half, "undecided" if abs(mean) <= half else "higher" if mean > 0 else "lower")
    return found


def word(verdict, metric):
    if verdict == "undecided":
        return UNDECIDED
    return BETTER if (verdict == "higher") == (metric == "accuracy") else WORSE


def judged_row(key, metric):
    mean, half, verdict = judgements()[key]
    return mean, half, word(verdict, metric)
