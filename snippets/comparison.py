"""Whether two ways of doing the same runs differ by more than the runs scatter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

HIGHER = "higher"
LEANS_HIGHER = "leans higher"
SAME = "no difference beyond the noise"
LEANS_LOWER = "leans lower"
LOWER = "lower"


@dataclass(frozen=True)
class Difference:
    """A mean difference over paired runs, and how far that mean may be off."""

    mean: float
    standard_error: float


# --8<-- [start:paired_difference]
def paired_difference(scores: ArrayLike, baseline: ArrayLike) -> Difference:
    """Compare two ways run by run, where a run of one shares all that is drawn with a run of the other.

    Formula: d_i = a_i − b_i, mean d̄ = Σ d_i / n, standard error s/√n with s² = Σ (d_i − d̄)² / (n − 1)

    Args:
        scores: a, one finite number a run, of shape (n,) with n ≥ 2.
        baseline: b, of the same runs in the same order.

    Returns:
        The mean difference and its standard error, in the unit of the scores.

    Raises:
        ValueError: `scores` or `baseline` is no vector of two finite numbers or more, or their lengths differ.

    Source:
        Student, The Probable Error of a Mean (1908), where paired observations are compared so.

    >>> paired_difference([0.5, 1.0], [0.25, 0.25])
    Difference(mean=0.5, standard_error=0.25)
    """
    ours, theirs = _runs(scores, "scores"), _runs(baseline, "baseline")
    if len(ours) != len(theirs):
        raise ValueError(f"baseline must have a run for each of the {len(ours)} of scores, got {len(theirs)}")
    differences = ours - theirs
    return Difference(float(differences.mean()), float(differences.std(ddof=1) / np.sqrt(len(differences))))


# --8<-- [end:paired_difference]


# --8<-- [start:verdict]
def verdict(difference: Difference) -> str:
    """Say which way a difference goes, in as far as its standard error lets it be said.

    Formula: none if |d̄| < SE or d̄ = 0; leaning if SE ≤ |d̄| < 2·SE; a difference from 2·SE on

    Args:
        difference: a mean difference d̄ and its standard error SE.

    Returns:
        `HIGHER`, `LEANS_HIGHER`, `SAME`, `LEANS_LOWER` or `LOWER`.

    Source:
        A rule of this site. Of normal differences without a true one, ten runs reach 2·SE in one case of thirteen.

    >>> verdict(Difference(0.3, 0.1)), verdict(Difference(-0.15, 0.1)), verdict(Difference(0.05, 0.1))
    ('higher', 'leans lower', 'no difference beyond the noise')
    """
    size, error = abs(difference.mean), difference.standard_error
    if size < error or size == 0:
        return SAME
    if size < 2 * error:
        return LEANS_HIGHER if difference.mean > 0 else LEANS_LOWER
    return HIGHER if difference.mean > 0 else LOWER


# --8<-- [end:verdict]


def _runs(scores: ArrayLike, name: str) -> NDArray[np.float64]:
    values: NDArray[Any] = np.asarray(scores)
    if values.ndim != 1 or len(values) < 2 or values.dtype.kind not in "fiu" or not np.isfinite(values).all():
        raise ValueError(f"{name} must be a vector of two finite numbers or more, got {scores!r}")
    return values.astype(np.float64)
