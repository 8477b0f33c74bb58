"""Cross-entropy of a target distribution, and the two parts that it is made of: entropy and KL divergence."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from snippets.checks import Floats, check_distribution, check_targets_and_logits
from snippets.softmax import log_softmax


# --8<-- [start:cross_entropy]
def cross_entropy(targets: ArrayLike, logits: ArrayLike) -> Floats:
    """Return the cross-entropy of predictions, given as logits, under a target distribution.

    Formula: L = −Σ_k y_k · log p_k, with p = softmax(z) and 0 · log 0 = 0

    Args:
        targets: distributions of shape (..., K); one-hot or smoothed.
        logits: shape (..., K) with K ≥ 2. −inf, a probability of 0, gives the loss +inf where the target is not 0,
            and adds nothing where it is.

    Returns:
        Losses of shape (...), in nats, in the wider floating-point type of the two; leading axes broadcast.

    Raises:
        ValueError: `targets` are negative, not finite or do not add up to 1, `logits` have no softmax, or the shapes
            do not match.

    Source:
        Cover & Thomas, Elements of Information Theory (2006), chapters 2 and 5.

    >>> bool(np.isclose(cross_entropy([0.0, 1.0], [0.0, 0.0]), np.log(2)))
    True
    """
    targets, logits = check_targets_and_logits(targets, logits)
    return _sum_of_products(targets, -log_softmax(logits))


# --8<-- [end:cross_entropy]


# --8<-- [start:entropy]
def entropy(probabilities: ArrayLike) -> Floats:
    """Return the entropy of a distribution: the least that cross-entropy against it can be.

    Formula: H(y) = −Σ_k y_k · log y_k, with 0 · log 0 = 0

    Args:
        probabilities: distributions of shape (..., K) with K ≥ 2.

    Returns:
        Entropies of shape (...), in nats.

    Raises:
        ValueError: `probabilities` are negative, not finite or do not add up to 1.

    Source:
        Shannon, A Mathematical Theory of Communication (1948), section 6.

    >>> bool(np.isclose(entropy([0.25, 0.25, 0.25, 0.25]), np.log(4)))
    True
    """
    probabilities = check_distribution(probabilities, "probabilities")
    return _sum_of_products(probabilities, -_log(probabilities))


# --8<-- [end:entropy]


# --8<-- [start:kl_divergence]
def kl_divergence(targets: ArrayLike, logits: ArrayLike) -> Floats:
    """Return how far predictions, given as logits, are from a target distribution.

    Formula: KL(y‖p) = Σ_k y_k · (log y_k − log p_k), with p = softmax(z) and 0 · log 0 = 0

    Args:
        targets: distributions of shape (..., K).
        logits: shape (..., K) with K ≥ 2. −inf, a probability of 0, gives +inf where the target is not 0.

    Returns:
        Divergences of shape (...), in nats, in the wider floating-point type of the two; leading axes broadcast.

    Raises:
        ValueError: as `cross_entropy`.

    Source:
        Kullback & Leibler, On Information and Sufficiency (1951).

    >>> kl_divergence([0.5, 0.5], [3.0, 3.0])
    0.0
    """
    targets, logits = check_targets_and_logits(targets, logits)
    return _sum_of_products(targets, _log(targets) - log_softmax(logits))


# --8<-- [end:kl_divergence]


def _log(probabilities: Floats) -> Floats:
    """Return the logarithms, and 0 for a probability of 0: what stands there is multiplied by 0."""
    return np.log(probabilities, out=np.zeros_like(probabilities), where=probabilities > 0)


# --8<-- [start:sum_of_products]
def _sum_of_products(weights: Floats, amounts: Floats) -> Floats:
    """Return Σ_k weight · amount over the last axis, where a weight of 0 takes nothing, even of infinity.

    >>> bool(_sum_of_products(np.array([1.0, 0.0]), np.array([0.5, np.inf])) == 0.5)
    True
    """
    weights, amounts = np.broadcast_arrays(weights, amounts)
    nothing = np.zeros(weights.shape, np.result_type(weights, amounts))
    return np.multiply(weights, amounts, out=nothing, where=weights > 0).sum(axis=-1)


# --8<-- [end:sum_of_products]
