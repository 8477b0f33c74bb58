"""Whether two ways of doing the same runs differ by more than the runs scatter."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin, sqrt, tan
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.checks import is_integer

HIGHER = "higher"
UNDECIDED = "undecided"
LOWER = "lower"


@dataclass(frozen=True)
class Difference:
    """A mean difference over paired runs, and how far that mean may be off."""

    mean: float
    standard_error: float
    degrees_of_freedom: int


# --8<-- [start:paired_difference]
def paired_difference(scores: ArrayLike, baseline: ArrayLike) -> Difference:
    """Compare two ways run by run, where a run of one shares all that is drawn with a run of the other.

    Formula: d_i = a_i − b_i, mean d̄ = Σ d_i / n, standard error s/√n with s² = Σ (d_i − d̄)² / (n − 1)

    Args:
        scores: a, one finite number a run, of shape (n,) with n ≥ 2.
        baseline: b, of the same runs in the same order.

    Returns:
        The mean difference and its standard error, in the unit of the scores, and n − 1.

    Raises:
        ValueError: `scores` or `baseline` is no vector of two finite numbers or more, or their lengths differ.

    Source:
        Student, The Probable Error of a Mean (1908), where paired observations are compared so.

    >>> paired_difference([0.5, 1.0], [0.25, 0.25])
    Difference(mean=0.5, standard_error=0.25, degrees_of_freedom=1)
    """
    ours, theirs = _runs(scores, "scores"), _runs(baseline, "baseline")
    if len(ours) != len(theirs):
        raise ValueError(f"baseline must have a run for each of the {len(ours)} of scores, got {len(theirs)}")
    differences = ours - theirs
    error = differences.std(ddof=1) / np.sqrt(len(differences))
    return Difference(float(differences.mean()), float(error), len(differences) - 1)


# --8<-- [end:paired_difference]


# --8<-- [start:half_width]
def half_width(difference: Difference, level: float, count: int) -> float:
    """Return half the width of the interval of a mean difference, one of several that are to hold together.

    Formula: t · SE, where Student’s t with ν degrees of freedom exceeds t with probability (1 − level)/(2 · count)

    Args:
        difference: a mean difference d̄, its standard error SE and ν; the interval is d̄ ± what is returned.
        level: the probability that all `count` intervals hold is at least this, between 0 and 1.
        count: how many intervals there are, at least 1.

    Returns:
        Half the width, in the unit of the difference.

    Raises:
        ValueError: `level` lies outside (0, 1), or `count` is no count.

    Source:
        Dunn, Multiple Comparisons Among Means (1961), for what is called Bonferroni’s correction.

    >>> round(half_width(Difference(0.5, 0.25, 1), level=0.5, count=1), 12)
    0.25
    """
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, got {level!r}")
    if not is_integer(count) or count < 1:
        raise ValueError(f"count must be an integer of at least 1, got {count!r}")
    return t_quantile((1 - level) / count, difference.degrees_of_freedom) * difference.standard_error


# --8<-- [end:half_width]


# --8<-- [start:verdict]
def verdict(difference: Difference, level: float, count: int) -> str:
    """Say which way a difference goes, if its interval leaves no doubt.

    Formula: a difference if |d̄| exceeds half the width of its interval, so that the interval excludes 0

    Args:
        difference: a mean difference d̄ and its standard error.
        level: of all intervals together, as in `half_width`.
        count: how many intervals there are.

    Returns:
        `HIGHER`, `LOWER`, or `UNDECIDED`, where the experiment cannot tell.

    Raises:
        ValueError: as `half_width`.

    Source:
        Student, The Probable Error of a Mean (1908).

    >>> verdict(Difference(0.3, 0.1, 15), level=0.95, count=1), verdict(Difference(0.3, 0.1, 15), level=0.95, count=20)
    ('higher', 'undecided')
    """
    if abs(difference.mean) <= half_width(difference, level, count):
        return UNDECIDED
    return HIGHER if difference.mean > 0 else LOWER


# --8<-- [end:verdict]


# --8<-- [start:t_quantile]
def t_quantile(probability: float, degrees_of_freedom: int) -> float:
    """Return what the size of Student’s t exceeds with a given probability.

    Formula: t with P(|t_ν| > t) = probability; with θ = arctan(t/√ν), P(|t_ν| ≤ t) is a finite sum of powers of cos θ

    Args:
        probability: of both tails together, between 0 and 1.
        degrees_of_freedom: ν, at least 1.

    Returns:
        The quantile t, above 0.

    Raises:
        ValueError: `probability` lies outside (0, 1), or `degrees_of_freedom` is no count.

    Source:
        Abramowitz & Stegun, Handbook of Mathematical Functions (1964), equations 26.7.3 and 26.7.4.

    >>> round(t_quantile(0.05, 15), 3)  # as in any printed table
    2.131
    """
    if not 0 < probability < 1:
        raise ValueError(f"probability must lie between 0 and 1, got {probability!r}")
    if not is_integer(degrees_of_freedom) or degrees_of_freedom < 1:
        raise ValueError(f"degrees_of_freedom must be an integer of at least 1, got {degrees_of_freedom!r}")
    low, high = 0.0, pi / 2
    while low < (middle := (low + high) / 2) < high:
        inside = _probability_within(middle, degrees_of_freedom)
        low, high = (middle, high) if 1 - inside > probability else (low, middle)
    return sqrt(degrees_of_freedom) * tan(high)


# --8<-- [end:t_quantile]


def _probability_within(theta: float, degrees_of_freedom: int) -> float:
    """Return P(|t| ≤ √ν · tan θ).

    >>> _probability_within(pi / 4, 1)  # t = 1; ν = 1 is the Cauchy distribution
    0.5
    """
    odd = degrees_of_freedom % 2
    term = cos(theta) if odd else 1.0
    total = 0.0
    for power in range(2 + odd, degrees_of_freedom + 1, 2):
        total += term
        term *= cos(theta) ** 2 * (power - 1) / power
    return 2 / pi * (theta + sin(theta) * total) if odd else sin(theta) * total


def _runs(scores: ArrayLike, name: str) -> NDArray[np.float64]:
    values: NDArray[Any] = np.asarray(scores)
    if values.ndim != 1 or len(values) < 2 or values.dtype.kind not in "fiu" or not np.isfinite(values).all():
        raise ValueError(f"{name} must be a vector of two finite numbers or more, got {scores!r}")
    return values.astype(np.float64)
