"""What the scores of networks that differ in their smoothing come to: differences from the first, and verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snippets.comparison import Difference, paired_difference, verdict
from snippets.wording import NAMES, WORDS, Text, in_short, in_words

Scores = Mapping[str, NDArray[np.floating[Any]]]  # By metric, one a seed.
ByEpsilon = Mapping[float, Scores]  # By smoothing factor, the one without smoothing first.
Rows = list[tuple[object, ...]]

DEVIATION: Text = {"zh": "（标准差）", "en": "(standard deviation)"}


def differences(by_epsilon: ByEpsilon, metric: str) -> dict[float, Difference]:
    """Return how the score of each smoothing factor but the first differs from that of the first.

    >>> differences({0.0: {"accuracy": np.array([0.5, 0.5])}, 0.1: {"accuracy": np.array([0.75, 1.0])}}, "accuracy")
    {0.1: Difference(mean=0.375, standard_error=0.125)}
    """
    (_, baseline), *others = by_epsilon.items()
    return {epsilon: paired_difference(scores[metric], baseline[metric]) for epsilon, scores in others}


def table(by_epsilon: ByEpsilon) -> Rows:
    """Return two rows a metric: the means over the seeds by smoothing factor, then the standard deviations."""
    rows: Rows = []
    for metric, name in NAMES.items():
        rows.append((name, *(scores[metric].mean() for scores in by_epsilon.values())))
        rows.append((DEVIATION, *(scores[metric].std(ddof=1) for scores in by_epsilon.values())))
    return rows


def judgements(by_epsilon: ByEpsilon) -> Rows:
    """Return a row a metric and smoothing factor: the difference, its standard error and the verdict."""
    return [
        (name, epsilon, found.mean, found.standard_error, in_words(verdict(found), WORDS[metric]))
        for metric, name in NAMES.items()
        for epsilon, found in differences(by_epsilon, metric).items()
    ]


def answer(by_epsilon: ByEpsilon, metric: str) -> Text:
    """Return the verdicts on all smoothing factors in one line."""
    found = differences(by_epsilon, metric)
    return in_short({epsilon: verdict(difference) for epsilon, difference in found.items()}, WORDS[metric])


def extra_gain(ours: ByEpsilon, theirs: ByEpsilon, epsilon: float, metric: str) -> Difference:
    """Return how much more smoothing adds to a score among ours than among theirs, run by run.

    >>> ours, theirs = ({0.0: {"accuracy": np.zeros(2)}, 0.1: {"accuracy": np.array([by, 1.0])}} for by in (1.0, 0.5))
    >>> extra_gain(ours, theirs, 0.1, "accuracy")
    Difference(mean=0.25, standard_error=0.25)
    """
    gain, other = (scores[epsilon][metric] - next(iter(scores.values()))[metric] for scores in (ours, theirs))
    return paired_difference(gain, other)
