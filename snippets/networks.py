"""Small networks trained side by side in float64; leading axes of their weights tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Weights = list[Floats]  # W₁ (..., inputs, hidden), b₁ (..., 1, hidden), W₂ (..., hidden, K), b₂ (..., 1, K)


# --8<-- [start:logits]
def logits_of(weights: Weights, inputs: Floats) -> Floats:
    """Return the logits of networks with one hidden layer of ReLUs.

    Formula: z = max(x · W₁ + b₁, 0) · W₂ + b₂

    Args:
        weights: W₁, b₁, W₂ and b₂; leading axes are networks.
        inputs: x, of shape (N, inputs), or with leading axes that broadcast with the networks’.

    Returns:
        Logits of shape (..., N, K).

    Source:
        Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.1.

    >>> logits_of([np.ones((2, 1, 3)), np.zeros((2, 1, 3)), np.ones((2, 3, 2)), np.zeros((2, 1, 2))], np.eye(1)).shape
    (2, 1, 2)
    """
    first, first_bias, second, second_bias = weights
    return np.asarray(np.maximum(inputs @ first + first_bias, 0) @ second + second_bias)


# --8<-- [end:logits]


# --8<-- [start:gradients]
def gradients(weights: Weights, inputs: Floats, targets: Floats, temperatures: Floats | float = 1.0) -> list[Floats]:
    """Return the gradients of each network’s mean cross-entropy over a batch, by backpropagation.

    Formula: L = T² · CE(y′, p) with p = softmax(z/T), so ∂L/∂z = T · (p − y′)/N, ∂L/∂W₂ = hᵀ · ∂L/∂z,
        ∂L/∂h = ∂L/∂z · W₂ᵀ, and 0 where a ReLU is closed

    Args:
        weights: W₁, b₁, W₂ and b₂.
        inputs: x, of shape (N, inputs).
        targets: y′, distributions of shape (..., N, K).
        temperatures: T, positive, of a shape that broadcasts with (..., N, K); 1 is plain cross-entropy.

    Returns:
        Gradients of the shapes of the weights.

    Source:
        Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.5; Hinton, Vinyals & Dean, Distilling the
        Knowledge in a Neural Network (2015), section 2, for the factor T².

    >>> weights = [np.zeros((1, 2)), np.zeros((1, 2)), np.zeros((2, 2)), np.zeros((1, 2))]
    >>> print(gradients(weights, np.ones((1, 1)), np.array([[1.0, 0.0]]))[3])
    [[-0.5  0.5]]
    """
    first, first_bias, second, second_bias = weights
    hidden = np.maximum(inputs @ first + first_bias, 0)
    logits = hidden @ second + second_bias
    # Softmax without its checks and its shift, which would take most of the time here; logits stay far below 700.
    p = np.exp(logits / temperatures)
    p /= np.einsum("...k->...", p)[..., None]
    error = temperatures * (p - targets) / inputs.shape[-2]
    error_below = error @ second.swapaxes(-1, -2) * (hidden > 0)
    return [
        inputs.swapaxes(-1, -2) @ error_below,
        error_below.sum(axis=-2, keepdims=True),
        hidden.swapaxes(-1, -2) @ error,
        error.sum(axis=-2, keepdims=True),
    ]


# --8<-- [end:gradients]


# --8<-- [start:train]
def train(
    weights: Weights,
    batches: Iterable[tuple[Floats, Floats]],
    learning_rates: Floats,
    weight_decays: Floats,
    momentum: float,
    temperatures: Floats | float = 1.0,
) -> Iterator[Weights]:
    """Train networks by gradient descent with momentum, one step a batch.

    Formula: v ← μ · v + ∂L/∂w + λ · w and w ← w − η · v

    Args:
        weights: where the networks begin; they change in place.
        batches: inputs and targets, as `gradients` takes them.
        learning_rates: η of each network, of a shape that broadcasts with the weights.
        weight_decays: λ of each network, likewise.
        momentum: μ.
        temperatures: T of each network, as `gradients` takes them.

    Returns:
        An iterator that takes a step each time, and yields the weights after it.

    Source:
        Polyak, Some methods of speeding up the convergence of iteration methods (1964).

    >>> weights = [np.zeros((1, 2)), np.zeros((1, 2)), np.zeros((2, 2)), np.zeros((1, 2))]
    >>> batches = [(np.ones((1, 1)), np.array([[1.0, 0.0]]))]
    >>> [*_, biases], = train(weights, batches, np.array(2.0), np.array(0.0), momentum=0.9)
    >>> print(biases)
    [[ 1. -1.]]
    """
    velocities = [np.zeros_like(weight) for weight in weights]
    for inputs, targets in batches:
        slopes = gradients(weights, inputs, targets, temperatures)
        for weight, velocity, slope in zip(weights, velocities, slopes, strict=True):
            velocity *= momentum
            velocity += slope + weight_decays * weight
            weight -= learning_rates * velocity
        yield weights


# --8<-- [end:train]
