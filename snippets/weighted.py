"""Losses in other forms: for targets that need not add up to one, as a mixture, and for classes one by one."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from snippets.checks import Floats, check_logits, is_number
from snippets.gradients import cross_entropy_gradient
from snippets.losses import cross_entropy
from snippets.softmax import log_softmax
from snippets.targets import one_hot


# --8<-- [start:weighted_cross_entropy]
def weighted_cross_entropy(targets: ArrayLike, logits: ArrayLike) -> Floats:
    """Return what the formula of cross-entropy gives for targets that need not add up to one.

    Formula: L = −Σ_k y_k · log p_k = S · L(y / S), with S = Σ_k y_k

    Args:
        targets: shape (..., K), not negative, with S > 0.
        logits: shape (..., K) with K ≥ 2.

    Returns:
        Losses of shape (...), in nats: S times the cross-entropy of the distribution y / S.

    Raises:
        ValueError: as `cross_entropy`, or targets add up to nothing.

    Source:
        Pull S out of the sum.

    >>> bool(np.isclose(weighted_cross_entropy([0.0, 0.5], [0.0, 0.0]), np.log(2) / 2))
    True
    """
    distributions, sums = _normalised(targets)
    return sums[..., 0] * cross_entropy(distributions, logits)


# --8<-- [end:weighted_cross_entropy]


# --8<-- [start:weighted_gradient]
def weighted_gradient(targets: ArrayLike, logits: ArrayLike) -> Floats:
    """Return the gradient of `weighted_cross_entropy` with respect to the logits.

    Formula: ∂L/∂z_k = S · p_k − y_k, with S = Σ_k y_k and p = softmax(z)

    Args:
        targets: shape (..., K), not negative, with S > 0.
        logits: shape (..., K) with K ≥ 2.

    Returns:
        Gradients of shape (..., K), in nats per unit of logit; they add up to 0.

    Raises:
        ValueError: as `weighted_cross_entropy`.

    Source:
        S times the gradient for y / S, which is p − y / S.

    >>> weighted_gradient([0.0, 0.5], [0.0, 0.0])
    array([ 0.25, -0.25])
    """
    distributions, sums = _normalised(targets)
    return sums * cross_entropy_gradient(distributions, logits)


# --8<-- [end:weighted_gradient]


def _normalised(targets: ArrayLike) -> tuple[Floats, Floats]:
    """Return targets divided by what each vector adds up to, and these sums, of shape (..., 1)."""
    weights = np.asarray(targets)
    sums = weights.sum(axis=-1, keepdims=True)
    if not (sums > 0).all():
        raise ValueError(f"targets must add up to more than 0 in each vector, got the sum {sums.min():.9g}")
    return weights / sums, sums


# --8<-- [start:mixed_cross_entropy]
def mixed_cross_entropy(labels: ArrayLike, logits: ArrayLike, share: float) -> Floats:
    """Mix the loss of the true class with the mean loss of all classes, instead of smoothing targets.

    Formula: L = (1 − s) · (−log p_c) + s · (1/K) Σ_k (−log p_k)

    Args:
        labels: integers from 0 to K − 1, shape (...).
        logits: shape (..., K) with K ≥ 2.
        share: s, a number. s = ε gives convention K, s = εK / (K − 1) convention K−1.

    Returns:
        Losses of shape (...), in nats.

    Raises:
        ValueError: a label is no class, `logits` have no softmax, or `share` is no number.

    Source:
        PyTorch's CrossEntropyLoss and timm, with s = ε; fairseq, whose 1 − ε − ε_i and ε_i are 1 − s and s / K.

    >>> bool(np.isclose(mixed_cross_entropy(1, [0.0, 0.0], 0.25), np.log(2)))
    True
    """
    if not is_number(share):
        raise ValueError(f"share must be a number, got {share!r}")
    losses = -log_softmax(check_logits(logits))
    of_true_class = cross_entropy(one_hot(labels, losses.shape[-1]), logits)
    return (1 - share) * of_true_class + share * losses.mean(axis=-1)


# --8<-- [end:mixed_cross_entropy]


# --8<-- [start:sigmoid_cross_entropy]
def sigmoid_cross_entropy(targets: ArrayLike, logits: ArrayLike) -> Floats:
    """Return the mean over the classes of a cross-entropy of yes against no, each with a sigmoid of its own.

    Formula: L = (1/K) Σ_k (−y_k · log σ(z_k) − (1 − y_k) · log σ(−z_k)), with log σ(z) = −log(1 + exp(−z))

    Args:
        targets: shape (..., K), from 0 to 1; their sum does not matter.
        logits: shape (..., K) with K ≥ 2, finite.

    Returns:
        Losses of shape (...), in nats.

    Raises:
        ValueError: a target lies outside [0, 1], or `logits` are no logits.

    Source:
        mmpretrain, LabelSmoothLoss(mode="multi_label"), which uses binary cross-entropy.

    >>> bool(np.isclose(sigmoid_cross_entropy([1.0, 0.5], [0.0, 0.0]), np.log(2)))
    True
    """
    targets, logits = np.asarray(targets), check_logits(logits)
    if not ((targets >= 0) & (targets <= 1)).all():
        raise ValueError(f"targets must be from 0 to 1, got {targets.tolist()}")
    return (targets * np.logaddexp(0, -logits) + (1 - targets) * np.logaddexp(0, logits)).mean(axis=-1)


# --8<-- [end:sigmoid_cross_entropy]
