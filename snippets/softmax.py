"""From logits to probabilities and their logarithms, in a form that neither overflows nor loses digits."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from snippets.checks import Floats, check_logits


# --8<-- [start:softmax]
def softmax(logits: ArrayLike) -> Floats:
    """Turn logits into probabilities.

    Formula: p_k = exp(z_k − max z) / Σ_j exp(z_j − max z)

    Args:
        logits: shape (..., K) with K ≥ 2. −inf gives the probability 0; one +inf gives 1 and leaves 0 for the others.

    Returns:
        Probabilities of the same shape, without unit; float64, or the floating-point type of `logits`.

    Raises:
        ValueError: `logits` holds NaN, or in one vector several +inf or nothing but −inf, or has fewer than 2 classes.

    Source:
        Goodfellow, Bengio & Courville, Deep Learning (2016), sections 4.1 and 6.2.2.3.

    >>> softmax([0.0, np.log(3.0)])
    array([0.25, 0.75])
    """
    exponentials = np.exp(_minus_maximum(check_logits(logits)))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


# --8<-- [end:softmax]


# --8<-- [start:logsumexp]
def logsumexp(logits: ArrayLike) -> Floats:
    """Return the logarithm of the sum of exponentials, a smooth maximum.

    Formula: lse(z) = max z + log Σ_j exp(z_j − max z)

    Args:
        logits: shape (..., K) with K ≥ 2. −inf adds nothing to the sum; one +inf gives +inf.

    Returns:
        Shape (...), in nats; float64, or the floating-point type of `logits`.

    Raises:
        ValueError: as `softmax`.

    Source:
        Blanchard, Higham & Higham, IMA Journal of Numerical Analysis 41 (2021), 2311–2330.

    >>> bool(np.isclose(logsumexp([1000.0, 1000.0]), 1000 + np.log(2)))
    True
    """
    logits = check_logits(logits)
    return logits.max(axis=-1) + _log_of_sum(_minus_maximum(logits))[..., 0]


# --8<-- [end:logsumexp]


# --8<-- [start:log_softmax]
def log_softmax(logits: ArrayLike) -> Floats:
    """Return the logarithms of the probabilities, without computing these first.

    Formula: log p_k = z_k − lse(z)

    Args:
        logits: shape (..., K) with K ≥ 2. −inf gives −inf, the logarithm of 0; one +inf gives 0, the logarithm of 1.

    Returns:
        Logarithms of the same shape, in nats; float64, or the floating-point type of `logits`.

    Raises:
        ValueError: as `softmax`.

    Source:
        Blanchard, Higham & Higham, IMA Journal of Numerical Analysis 41 (2021), 2311–2330.

    >>> log_softmax([0.0, -800.0])
    array([   0., -800.])
    """
    shifted = _minus_maximum(check_logits(logits))
    return shifted - _log_of_sum(shifted)


# --8<-- [end:log_softmax]


# --8<-- [start:minus_maximum]
def _minus_maximum(logits: Floats) -> Floats:
    """Return z − max z, which is 0 at the maximum even where that is +inf.

    >>> _minus_maximum(np.array([100.0, 98.5, -np.inf]))
    array([ 0. , -1.5, -inf])
    """
    maximum = logits.max(axis=-1, keepdims=True)
    with np.errstate(over="ignore"):  # Further below the maximum than numbers go is −inf.
        return np.subtract(logits, maximum, out=np.zeros_like(logits), where=logits != maximum)


# --8<-- [end:minus_maximum]


# --8<-- [start:log_of_sum]
def _log_of_sum(shifted: Floats) -> Floats:
    """Return log Σ exp of logits whose maximum is 0: that one adds 1, and log1p keeps the digits of the rest.

    >>> _log_of_sum(np.array([0.0, -40.0]))
    array([4.24835426e-18])
    """
    exponentials = np.exp(shifted)
    np.put_along_axis(exponentials, shifted.argmax(axis=-1)[..., None], 0, axis=-1)
    return np.log1p(exponentials.sum(axis=-1, keepdims=True))


# --8<-- [end:log_of_sum]
