"""How low a smoothed loss can go, and the logits that bring it there."""

from __future__ import annotations

from math import inf, log, log1p

import numpy as np
from numpy.typing import ArrayLike

from snippets.checks import check_epsilon, check_num_classes, check_targets_and_logits


# --8<-- [start:loss_floor]
def loss_floor(num_classes: int, epsilon: float) -> float:
    """Return the entropy of a smoothed target of convention K−1, which no cross-entropy against it goes below.

    Formula: H(y′) = −(1 − ε) · log(1 − ε) − ε · log(ε / (K − 1)), with 0 · log 0 = 0

    Args:
        num_classes: K, at least 2.
        epsilon: the smoothing factor ε, from 0 to 1.

    Returns:
        The floor, in nats: 0 at ε = 0, and at most log K, at ε = (K − 1) / K.

    Raises:
        ValueError: `num_classes` is less than 2, or `epsilon` lies outside [0, 1].

    Source:
        Shannon, A Mathematical Theory of Communication (1948), section 6, for one target of 1 − ε and K − 1 of
        ε / (K − 1).

    >>> loss_floor(2, 0.5) == np.log(2)
    True
    """
    check_num_classes(num_classes)
    check_epsilon(epsilon)
    true_class = -(1 - epsilon) * log1p(-epsilon) if epsilon < 1 else 0.0
    other_classes = -epsilon * (log(epsilon) - log(num_classes - 1)) if epsilon > 0 else 0.0
    return true_class + other_classes


# --8<-- [end:loss_floor]


# --8<-- [start:best_gap]
def best_gap(num_classes: int, epsilon: float) -> float:
    """Return how far the true logit leads every other one where the smoothed loss of convention K−1 is at its floor.

    Formula: z_c − z_k = log((1 − ε) · (K − 1) / ε)

    Args:
        num_classes: K, at least 2.
        epsilon: the smoothing factor ε, from 0 to 1.

    Returns:
        The gap, in units of logit: +inf at ε = 0, 0 at ε = (K − 1) / K, −inf at ε = 1.

    Raises:
        ValueError: `num_classes` is less than 2, or `epsilon` lies outside [0, 1].

    Source:
        He et al., Bag of Tricks for Image Classification (2019), equation 5.

    >>> best_gap(4, 0.0), best_gap(2, 0.5)
    (inf, 0.0)
    """
    check_num_classes(num_classes)
    check_epsilon(epsilon)
    if epsilon in (0, 1):
        return inf if epsilon == 0 else -inf
    return log1p(-epsilon) + log(num_classes - 1) - log(epsilon)


# --8<-- [end:best_gap]


# --8<-- [start:best_scale]
def best_scale(targets: ArrayLike, logits: ArrayLike) -> float:
    """Return the factor that, multiplied into all logits, makes cross-entropy smallest; its inverse is a temperature.

    Formula: c = argmin L(y, c · z) over c ≥ 0, where Σ_k (p_k − y_k) · z_k = 0 with p = softmax(c · z)

    Args:
        targets: distributions of shape (..., K).
        logits: finite, of shape (..., K) with K ≥ 2; all vectors share the factor, and L is the sum of their losses.

    Returns:
        The factor, without unit. It is 0 where no factor does better than throwing the logits away, and +inf where
        the loss falls for ever: where all of every target lies on the largest logit.

    Raises:
        ValueError: `targets` are negative, not finite or do not add up to 1, `logits` are not finite, or the shapes
            do not match.

    Source:
        Guo et al., On Calibration of Modern Neural Networks (2017).

    >>> best_scale([0.25, 0.75], [0.0, 2 * np.log(3.0)])
    0.5
    """
    targets, logits = check_targets_and_logits(targets, logits)
    if not np.isfinite(logits).all():
        raise ValueError(f"logits must be finite, got {logits[~np.isfinite(logits)].flat[0]}")
    below = logits.astype(np.float64) - logits.max(axis=-1, keepdims=True)  # A common shift changes no probability.

    def slope(scale: float) -> float:
        odds = np.exp(scale * below)  # Softmax without its checks, which would take most of the time here.
        return float(((odds / odds.sum(axis=-1, keepdims=True) - targets) * below).sum())

    if slope(0.0) >= 0:
        return 0.0
    if (targets * below).sum() == 0:
        return inf
    low, high = 0.0, 1.0
    while slope(high) < 0:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    return high


# --8<-- [end:best_scale]
