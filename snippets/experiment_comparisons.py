"""Every paired difference that the training page judges, each with an interval that allows for how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snippets.comparison import Difference, half_width, paired_difference, verdict
from snippets.experiment import FLIPPED_OR_NOT, Scores, run, scaled_scores
from snippets.scenario import Training

JUDGED = ("accuracy", "cross_entropy", "brier", "calibration_error")
SCALED = JUDGED[1:]  # A temperature changes no accuracy.
# How the training labels and the labels that set the temperature are; those of the test set are clean.
CONDITIONS = ((False, False), (True, True), (True, False))
BASELINES = ("smaller_rate", "weight_decay", "early_stopping", "tuned", "tuned_smoothing")

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Judgement:
    """A mean difference, half the width of its interval, and what that lets one say."""

    mean: float
    half_width: float
    verdict: str


@lru_cache(maxsize=8)
def judgements(training: Training) -> dict[Key, Judgement]:
    """Return every difference that is judged, by what it is of; their number sets the width of the intervals."""
    return judged(dict(_differences(training)), training.confidence_level)


def judged(differences: Mapping[Key, Difference], level: float) -> dict[Key, Judgement]:
    """Judge differences whose intervals are to hold together with a probability of at least `level`."""
    count = len(differences)
    return {
        key: Judgement(each.mean, half_width(each, level, count), verdict(each, level, count))
        for key, each in differences.items()
    }


def judgement(training: Training, *key: Any) -> Judgement:
    """Return one of the differences that are judged."""
    return judgements(training)[key]


def interval_of_mean(training: Training, scores: NDArray[Any]) -> tuple[float, float]:
    """Return the mean of scores, one a seed, and half the width of its interval, as wide as those of differences."""
    return mean_interval(scores, training.confidence_level, len(judgements(training)))


def mean_interval(scores: NDArray[Any], level: float, count: int) -> tuple[float, float]:
    """Return the mean of scores, one a seed, and half the width of its interval, one of `count` that hold together."""
    mean = paired_difference(scores, np.zeros_like(scores))
    return mean.mean, half_width(mean, level, count)


def _differences(training: Training) -> Iterator[tuple[Key, Difference]]:
    for flipped in FLIPPED_OR_NOT:
        for data in (training, training.second):
            yield from _of_smoothing(data, flipped)
        yield from _gaps(training, flipped)
        yield from _by_epochs(training, flipped)
        yield from _of_baselines(training, flipped)
    for condition in CONDITIONS:
        yield from _after_scaling(training, *condition)


def final(training: Training, flipped: bool, setting: int) -> Scores:
    """Return the scores on the test set at the end of the training, one a seed."""
    return {metric: each[:, -1, int(flipped), setting] for metric, each in run(training).test.items()}


def _of_smoothing(training: Training, flipped: bool) -> Iterator[tuple[Key, Difference]]:
    baseline = final(training, flipped, 0)
    for setting, epsilon in enumerate(training.epsilons[1:], 1):
        smoothed = final(training, flipped, setting)
        for metric in JUDGED:
            yield (training.dataset, flipped, epsilon, metric), paired_difference(smoothed[metric], baseline[metric])


def _gaps(training: Training, flipped: bool) -> Iterator[tuple[Key, Difference]]:
    for setting, epsilon in enumerate(training.epsilons):
        found = final(training, flipped, setting)
        yield ("gap", flipped, epsilon), paired_difference(found["confidence"], found["accuracy"])


def _by_epochs(training: Training, flipped: bool) -> Iterator[tuple[Key, Difference]]:
    accuracy = run(training).test["accuracy"][:, :, int(flipped)]
    shown = training.epsilons.index(training.epsilon_shown)
    for place, epochs in enumerate(training.stops[:-1]):  # The last one is in the sweep already.
        yield ("epochs", flipped, epochs), paired_difference(accuracy[:, place, shown], accuracy[:, place, 0])


def _of_baselines(training: Training, flipped: bool) -> Iterator[tuple[Key, Difference]]:
    plain = final(training, flipped, 0)
    found = {name: baseline(training, flipped, name) for name in BASELINES}
    for metric in JUDGED:
        for name, scores in found.items():
            yield ("baseline", flipped, name, metric), paired_difference(scores[metric], plain[metric])
        head_to_head = paired_difference(found["tuned_smoothing"][metric], found["tuned"][metric])
        yield ("head_to_head", flipped, metric), head_to_head


def _after_scaling(training: Training, flipped: bool, validation_flipped: bool) -> Iterator[tuple[Key, Difference]]:
    plain = scaled_scores(training, flipped, validation_flipped, 0)
    for setting, epsilon in enumerate(training.epsilons[1:], 1):
        smoothed = scaled_scores(training, flipped, validation_flipped, setting)
        for metric in SCALED:
            key = ("scaled", flipped, validation_flipped, epsilon, metric)
            yield key, paired_difference(smoothed[metric], plain[metric])


def baseline(training: Training, flipped: bool, name: str) -> Scores:
    """Return the scores on the test set, one a seed, of what smoothing is compared with beside plain training."""
    factors = len(training.epsilons)
    if name in ("smaller_rate", "weight_decay"):
        return final(training, flipped, factors + ("smaller_rate", "weight_decay").index(name))
    candidates = {
        "early_stopping": [0],
        "tuned": [0, factors, factors + 1],
        "tuned_smoothing": list(range(1, factors)),
    }
    return _chosen(training, flipped, candidates[name])


def _chosen(training: Training, flipped: bool, candidates: Sequence[int]) -> Scores:
    """Return the scores of the setting and stop with the lowest validation loss, chosen for each seed."""
    outcome = run(training)

    def of_candidates(scores: NDArray[Any]) -> NDArray[Any]:
        return scores[:, :, int(flipped), candidates].reshape(len(scores), -1)

    best = of_candidates(outcome.validation_loss).argmin(axis=1)
    seeds = np.arange(len(best))
    return {metric: of_candidates(scores)[seeds, best] for metric, scores in outcome.test.items()}
