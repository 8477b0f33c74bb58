"""The gradient of cross-entropy with respect to the logits, and steps against it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from snippets.checks import Floats, check_targets_and_logits, is_integer, is_number
from snippets.softmax import softmax


# --8<-- [start:cross_entropy_gradient]
def cross_entropy_gradient(targets: ArrayLike, logits: ArrayLike) -> Floats:
    """Return the gradient of cross-entropy with respect to the logits: prediction minus target.

    Formula: ∂L/∂z_k = p_k − y_k, with p = softmax(z)

    Args:
        targets: distributions of shape (..., K).
        logits: shape (..., K) with K ≥ 2. −inf, a probability of 0, gives −y_k, finite even where the loss is not.

    Returns:
        Gradients of shape (..., K), in nats per unit of logit, in the wider floating-point type of the two; leading
        axes broadcast.

    Raises:
        ValueError: `targets` are negative, not finite or do not add up to 1, `logits` have no softmax, or the shapes
            do not match.

    Source:
        Bishop, Pattern Recognition and Machine Learning (2006), equation 4.109.

    >>> cross_entropy_gradient([0.0, 1.0], [0.0, 0.0])
    array([ 0.5, -0.5])
    """
    targets, logits = check_targets_and_logits(targets, logits)
    return softmax(logits) - targets


# --8<-- [end:cross_entropy_gradient]


# --8<-- [start:gradient_descent]
def gradient_descent(targets: ArrayLike, logits: ArrayLike, learning_rate: float, steps: int) -> Floats:
    """Walk against the gradient of cross-entropy, in the logits themselves.

    Formula: z ← z − η · (p − y)

    Args:
        targets: distributions of shape (..., K).
        logits: where the walk begins, of shape (..., K) with K ≥ 2. −inf stays −inf.
        learning_rate: η, a positive number.
        steps: how many steps to take, 0 or more.

    Returns:
        The logits before the first step and after each one, of shape (steps + 1, ..., K).

    Raises:
        ValueError: as `cross_entropy_gradient`; `learning_rate` is not positive, or `steps` is no count.

    Source:
        Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées (1847).

    >>> gradient_descent([0.0, 1.0], [0.0, 0.0], learning_rate=1.0, steps=1)
    array([[ 0. ,  0. ],
           [-0.5,  0.5]])
    """
    if not is_number(learning_rate) or not 0 < learning_rate < np.inf:
        raise ValueError(f"learning_rate must be a positive number, got {learning_rate!r}")
    if not is_integer(steps) or steps < 0:
        raise ValueError(f"steps must be an integer of at least 0, got {steps!r}")
    targets, logits = check_targets_and_logits(targets, logits)
    walk = [np.broadcast_to(logits, np.broadcast_shapes(targets.shape, logits.shape))]
    for _ in range(steps):
        walk.append(walk[-1] - learning_rate * cross_entropy_gradient(targets, walk[-1]))
    return np.stack(walk)


# --8<-- [end:gradient_descent]
