"""Relatives of label smoothing that change the loss instead of the target: confidence penalty and focal loss."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from snippets.checks import Floats, check_logits, is_number
from snippets.losses import cross_entropy, entropy
from snippets.softmax import log_softmax, softmax
from snippets.targets import one_hot


# --8<-- [start:confidence_penalty]
def confidence_penalty(label: int, logits: ArrayLike, weight: float) -> Floats:
    """Return cross-entropy less a multiple of the entropy of the prediction.

    Formula: L = −log p_c − β · H(p)

    Args:
        label: the true class c.
        logits: finite, shape (..., K) with K ≥ 2.
        weight: β, not negative.

    Returns:
        Losses of shape (...), in nats.

    Raises:
        ValueError: `label` is no class, `logits` have no softmax, or `weight` is negative.

    Source:
        Pereyra et al., Regularizing Neural Networks by Penalizing Confident Output Distributions (2017).

    >>> bool(np.isclose(confidence_penalty(1, [0.0, 0.0], 0.5), np.log(2) / 2))
    True
    """
    _check_not_negative(weight, "weight")
    targets = one_hot(label, check_logits(logits).shape[-1])
    return cross_entropy(targets, logits) - weight * entropy(softmax(logits))


# --8<-- [end:confidence_penalty]


# --8<-- [start:confidence_penalty_gradient]
def confidence_penalty_gradient(label: int, logits: ArrayLike, weight: float) -> Floats:
    """Return the gradient of `confidence_penalty` with respect to the logits.

    Formula: ∂L/∂z_k = p_k − y_k + β · p_k · (log p_k + H(p))

    Args:
        label: the true class c.
        logits: finite, shape (..., K) with K ≥ 2.
        weight: β, not negative.

    Returns:
        Gradients of shape (..., K), in nats per unit of logit; they add up to 0.

    Raises:
        ValueError: as `confidence_penalty`.

    Source:
        Differentiate −β · H(p), with ∂p_j/∂z_k = p_j · (δ_jk − p_k).

    >>> confidence_penalty_gradient(1, [0.0, 0.0], 0.5)
    array([ 0.5, -0.5])
    """
    _check_not_negative(weight, "weight")
    p = softmax(logits)
    pull = p * (log_softmax(logits) + entropy(p)[..., None])
    return p - one_hot(label, p.shape[-1]) + weight * pull


# --8<-- [end:confidence_penalty_gradient]


# --8<-- [start:focal_loss]
def focal_loss(label: int, logits: ArrayLike, focusing: float) -> Floats:
    """Return cross-entropy times a factor that is small where the prediction is right.

    Formula: L = −(1 − p_c)^γ · log p_c

    Args:
        label: the true class c.
        logits: finite, shape (..., K) with K ≥ 2.
        focusing: γ, not negative; 0 is cross-entropy.

    Returns:
        Losses of shape (...), in nats.

    Raises:
        ValueError: `label` is no class, `logits` have no softmax, or `focusing` is negative.

    Source:
        Lin et al., Focal Loss for Dense Object Detection (2017).

    >>> bool(np.isclose(focal_loss(1, [0.0, 0.0], 2.0), np.log(2) / 4))
    True
    """
    _check_not_negative(focusing, "focusing")
    p = softmax(logits)[..., label]
    return (1 - p) ** focusing * cross_entropy(one_hot(label, np.shape(logits)[-1]), logits)


# --8<-- [end:focal_loss]


# --8<-- [start:focal_gradient]
def focal_gradient(label: int, logits: ArrayLike, focusing: float) -> Floats:
    """Return the gradient of `focal_loss` with respect to the logits: a multiple of that of cross-entropy.

    Formula: ∂L/∂z_k = a · (p_k − y_k), with a = (1 − p_c)^γ − γ · p_c · (1 − p_c)^(γ − 1) · log p_c

    Args:
        label: the true class c.
        logits: finite, shape (..., K) with K ≥ 2.
        focusing: γ, 0 or at least 1.

    Returns:
        Gradients of shape (..., K), in nats per unit of logit; they add up to 0.

    Raises:
        ValueError: as `focal_loss`, or γ lies between 0 and 1, where a is infinite at p_c = 1.

    Source:
        Differentiate −(1 − p)^γ · log p, and use ∂p_c/∂z_k = p_c · (y_k − p_k).

    >>> focal_gradient(1, [0.0, 0.0], 0.0)
    array([ 0.5, -0.5])
    """
    _check_not_negative(focusing, "focusing")
    if 0 < focusing < 1:
        raise ValueError(f"focusing must be 0 or at least 1, got {focusing!r}")
    p, targets = softmax(logits), one_hot(label, np.shape(logits)[-1])
    true, log_true = p[..., [label]], log_softmax(logits)[..., [label]]
    slope = focusing * (1 - true) ** (focusing - 1) if focusing else 0.0
    return ((1 - true) ** focusing - slope * true * log_true) * (p - targets)


# --8<-- [end:focal_gradient]


def _check_not_negative(value: float, name: str) -> None:
    if not is_number(value) or not 0 <= value < np.inf:
        raise ValueError(f"{name} must be a number of at least 0, got {value!r}")
