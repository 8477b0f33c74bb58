"""The best output under smoothed targets when an input does not settle its class, and the way back from it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from snippets.checks import Floats, check_distribution, check_epsilon


# --8<-- [start:smoothed_posterior]
def smoothed_posterior(posterior: ArrayLike, epsilon: float) -> Floats:
    """Return the mean of smoothed targets of convention K−1: the output at which the expected loss is smallest.

    Formula: p_k = off + (1 − ε − off) · q_k, with off = ε / (K − 1)

    Args:
        posterior: q, shape (..., K); how often each class is the true one among inputs that look the same.
        epsilon: the smoothing factor ε, from 0 to 1.

    Returns:
        Probabilities of shape (..., K).

    Raises:
        ValueError: `posterior` is no distribution, or ε lies outside [0, 1].

    Source:
        Average the targets of convention K−1 over the class; cross-entropy is linear in its target.

    >>> smoothed_posterior([0.5, 0.5, 0.0], 0.5)
    array([0.375, 0.375, 0.25 ])
    """
    q = check_distribution(posterior, "posterior")
    check_epsilon(epsilon)
    off = epsilon / (q.shape[-1] - 1)
    return off + (1 - epsilon - off) * q


# --8<-- [end:smoothed_posterior]


# --8<-- [start:unsmooth]
def unsmooth(output: ArrayLike, epsilon: float) -> Floats:
    """Return the posterior for which an output of a model trained under convention K−1 would be the best one.

    Formula: q_k = (p_k − off) / (1 − ε − off), with off = ε / (K − 1)

    Args:
        output: p, distributions of shape (..., K).
        epsilon: the smoothing factor ε, from 0 to 1, less than (K − 1) / K.

    Returns:
        Shape (..., K), adding up to 1. Entries are negative or exceed 1 where p lies outside [off, 1 − ε], which no
        best output does.

    Raises:
        ValueError: `output` is no distribution, ε lies outside [0, 1], or is too large to be undone.

    Source:
        Solve the formula of `smoothed_posterior` for q.

    >>> unsmooth([0.375, 0.375, 0.25], 0.5)
    array([0.5, 0.5, 0. ])
    """
    p = check_distribution(output, "output")
    check_epsilon(epsilon)
    num_classes = p.shape[-1]
    if epsilon * num_classes >= num_classes - 1:
        raise ValueError(f"epsilon must be less than (K − 1) / K = {1 - 1 / num_classes:.4g}, got {epsilon!r}")
    off = epsilon / (num_classes - 1)
    return (p - off) / (1 - epsilon - off)


# --8<-- [end:unsmooth]


# --8<-- [start:sharing_equally]
def sharing_equally(top: ArrayLike, num_classes: int) -> Floats:
    """Return distributions whose first class has a given probability, while the others share the rest equally.

    Formula: q_0 = q, q_k = (1 − q) / (K − 1) for k > 0

    Args:
        top: q, from 0 to 1, shape (...).
        num_classes: K, at least 2.

    Returns:
        Distributions of shape (..., K).

    Raises:
        ValueError: as `smooth_labels_a`.

    Source:
        Convention K−1’s target, with 1 − q in the place of ε.

    >>> sharing_equally(0.5, 3)
    array([0.5 , 0.25, 0.25])
    """
    q = np.asarray(top, np.float64)[..., None]
    if not ((q >= 0) & (q <= 1)).all():
        raise ValueError(f"top must be from 0 to 1, got {q.tolist()}")
    rest = (1 - q) / (num_classes - 1)
    return np.concatenate([q, *[rest] * (num_classes - 1)], axis=-1)


# --8<-- [end:sharing_equally]
