"""How far the confidence of predictions is from how often they are right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.checks import Floats, Integers, check_labels, check_logits, is_integer
from snippets.softmax import softmax

Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Reliability:
    """Bins of confidence, each open on the left and closed on the right; an empty one has no means, which are NaN."""

    edges: Floats
    counts: Integers
    confidence: Floats
    accuracy: Floats


# --8<-- [start:judge]
def judge(logits: ArrayLike, labels: ArrayLike) -> tuple[Floats, Truths]:
    """Return how sure each prediction is, and whether it is right.

    Formula: confidence = max_k p_k, with p = softmax(z); right if argmax_k z_k = label, the first of equal ones

    Args:
        logits: shape (..., K) with K ≥ 2.
        labels: integers from 0 to K − 1; their shape broadcasts with (...).

    Returns:
        Confidences, from 1/K to 1, of shape (...), and truth values of the shape that (...) and `labels` have together.

    Raises:
        ValueError: `logits` have no softmax, a label is no class, or the shapes do not match.

    Source:
        Guo et al., On Calibration of Modern Neural Networks (2017).

    >>> judge([[0.0, 0.0], [0.0, np.log(3.0)]], [0, 0])
    (array([0.5 , 0.75]), array([ True, False]))
    """
    logits = check_logits(logits)
    labels = check_labels(labels, logits.shape[-1])
    return softmax(logits).max(axis=-1), logits.argmax(axis=-1) == labels


# --8<-- [end:judge]


# --8<-- [start:reliability]
def reliability(confidence: ArrayLike, right: ArrayLike, num_bins: int) -> Reliability:
    """Sort predictions into bins of equal width by their confidence.

    Formula: bin m of M holds the confidences in ((m − 1)/M, m/M]; the first one also holds 0

    Args:
        confidence: numbers from 0 to 1, of any shape, at least one.
        right: truth values of the same shape.
        num_bins: M, at least 1.

    Returns:
        M + 1 edges and, for each bin, the number of predictions in it, their mean confidence and the share of right
        ones, without unit; NaN for both in an empty bin.

    Raises:
        ValueError: `confidence` is empty or holds what is no number from 0 to 1, `right` does not hold one truth
            value for each, or `num_bins` is no count.

    Source:
        Guo et al., On Calibration of Modern Neural Networks (2017).

    >>> reliability([0.5, 0.6, 1.0], [True, False, True], 2).counts
    array([1, 2])
    """
    shape = np.shape(confidence)
    confidence = _check_confidence(confidence)
    right = _check_right(right, shape)
    if not is_integer(num_bins) or num_bins < 1:
        raise ValueError(f"num_bins must be an integer of at least 1, got {num_bins!r}")
    edges = np.arange(num_bins + 1) / num_bins  # np.linspace has 0.6000000000000001 for 3/5.
    bins = np.maximum(np.searchsorted(edges, confidence, side="left") - 1, 0)
    counts = np.bincount(bins, minlength=num_bins)
    with np.errstate(invalid="ignore"):  # 0/0 is the NaN of an empty bin.
        mean_confidence, accuracy = (np.bincount(bins, of, num_bins) / counts for of in (confidence, right))
    return Reliability(edges, counts, mean_confidence, accuracy)


# --8<-- [end:reliability]


# --8<-- [start:expected_calibration_error]
def expected_calibration_error(confidence: ArrayLike, right: ArrayLike, num_bins: int) -> float:
    """Return how far confidence is from accuracy in a bin, on average over the predictions.

    Formula: ECE = Σ_m n_m/n · |accuracy_m − confidence_m| over the bins m that are not empty

    Args:
        confidence: numbers from 0 to 1, of any shape, at least one.
        right: truth values of the same shape.
        num_bins: M, at least 1.

    Returns:
        The error, from 0 to 1, without unit.

    Raises:
        ValueError: as `reliability`.

    Source:
        Guo et al., On Calibration of Modern Neural Networks (2017).

    >>> expected_calibration_error([1.0, 1.0], [True, False], 15)
    0.5
    """
    bins = reliability(confidence, right, num_bins)
    gaps = np.abs(bins.accuracy - bins.confidence)
    return float(np.nansum(bins.counts * gaps) / bins.counts.sum())


# --8<-- [end:expected_calibration_error]


# --8<-- [start:brier_score]
def brier_score(targets: ArrayLike, probabilities: ArrayLike) -> Floats:
    """Return how far predicted probabilities are from what happened, summed over the classes.

    Formula: B = Σ_k (p_k − y_k)²

    Args:
        targets: what happened, one-hot, of shape (..., K).
        probabilities: p, of shape (..., K); leading axes broadcast.

    Returns:
        Scores from 0, for a certain and right prediction, to 2, of shape (...).

    Source:
        Brier, Verification of Forecasts Expressed in Terms of Probability (1950).

    >>> brier_score([0.0, 1.0], [[0.0, 1.0], [0.5, 0.5]])
    array([0. , 0.5])
    """
    return np.asarray(((np.asarray(probabilities) - np.asarray(targets)) ** 2).sum(axis=-1))


# --8<-- [end:brier_score]


# --8<-- [start:error_if_calibrated]
def error_if_calibrated(confidence: ArrayLike, num_bins: int, repeats: int, random: np.random.Generator) -> float:
    """Return the calibration error that chance alone leaves, were each confidence the chance of being right.

    Formula: the mean ECE over draws of right_i ~ Bernoulli(confidence_i)

    Args:
        confidence: numbers from 0 to 1, of any shape, at least one.
        num_bins: M, at least 1.
        repeats: how many draws to take, at least 1.
        random: what is drawn from.

    Returns:
        The error, from 0 to 1, without unit.

    Raises:
        ValueError: as `reliability`, or `repeats` is no count.

    Source:
        Bröcker & Smith, Increasing the Reliability of Reliability Diagrams (2007), for the draws.

    >>> error_if_calibrated([0.5], 15, repeats=3, random=np.random.default_rng(0))
    0.5
    """
    if not is_integer(repeats) or repeats < 1:
        raise ValueError(f"repeats must be an integer of at least 1, got {repeats!r}")
    sure = _check_confidence(confidence)
    draws = (random.random(sure.shape) < sure for _ in range(repeats))
    return float(np.mean([expected_calibration_error(sure, right, num_bins) for right in draws]))


# --8<-- [end:error_if_calibrated]


def _check_confidence(confidence: ArrayLike) -> Floats:
    """Return confidences as a vector."""
    values: NDArray[Any] = np.asarray(confidence)
    if values.dtype.kind not in "fiu" or values.size == 0:
        raise ValueError(f"confidence must be real numbers, at least one, got {confidence!r}")
    if (wrong := ~((values >= 0) & (values <= 1))).any():
        raise ValueError(f"confidence must be numbers from 0 to 1, got {values[wrong][0]}")
    return values.ravel().astype(np.float64)


def _check_right(right: ArrayLike, shape: tuple[int, ...]) -> Truths:
    """Return truth values, given one for each confidence, as a vector."""
    truths: NDArray[Any] = np.asarray(right)
    if truths.dtype.kind != "b" or truths.shape != shape:
        expected = f"a truth value for each confidence, of shape {shape}"
        raise ValueError(f"right must be {expected}, got {truths.dtype} of shape {truths.shape}")
    return truths.ravel()
