"""Train many small networks side by side in MindSpore, each with a smoothing factor of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import mindspore as ms
import numpy as np
from mindspore import nn, ops
from numpy.typing import NDArray

from snippets.mindspore_losses import smoothed_cross_entropy

Floats = NDArray[np.floating[Any]]
Integers = NDArray[np.integer[Any]]

IMAGES_AT_ONCE = 256  # What the hidden layers of all networks take for them is to stay small.


# --8<-- [start:Networks]
class Networks(nn.Cell):
    """Networks of one hidden layer of ReLUs; the leading axes of the weights tell the networks apart.

    Formula: z = max(x · W₁ + b₁, 0) · W₂ + b₂, where b₁ and b₂ begin at 0

    Args:
        first: W₁ at the beginning, of shape (..., inputs, hidden units).
        second: W₂ at the beginning, of shape (..., hidden units, K).

    Inputs:
        images: of shape (..., N, inputs), float32; the leading axes broadcast with those of the weights.

    Returns:
        Logits of shape (..., N, K), float32.

    Source:
        Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.1.

    >>> networks = Networks(np.ones((2, 1, 3)), np.ones((2, 3, 2)))
    >>> print(networks(ms.Tensor([[1.0]])).shape)
    (2, 1, 2)
    """

    def __init__(self, first: Floats, second: Floats) -> None:
        super().__init__()
        self.first, self.first_bias = _parameter(first, "first"), _parameter(_bias(first), "first_bias")
        self.second, self.second_bias = _parameter(second, "second"), _parameter(_bias(second), "second_bias")

    def construct(self, images: ms.Tensor) -> ms.Tensor:
        """Return the logits of every network."""
        hidden = ops.relu(ops.matmul(images, self.first) + self.first_bias)
        return ops.matmul(hidden, self.second) + self.second_bias


# --8<-- [end:Networks]


def _parameter(values: Floats, name: str) -> ms.Parameter:
    return ms.Parameter(ms.Tensor(values, ms.float32), name=name)


def _bias(weights: Floats) -> Floats:
    return np.zeros_like(weights[..., :1, :])


# --8<-- [start:train]
def train(
    networks: Networks,
    batches: Iterable[tuple[Floats, Integers]],
    epsilons: Floats,
    learning_rate: float,
    momentum: float,
) -> None:
    """Let networks learn, one step a batch, by gradient descent with momentum.

    Formula: v ← μ · v + ∂L/∂w and w ← w − η · v, with L the mean smoothed cross-entropy of a network's batch

    Args:
        networks: what learns, in place.
        batches: images and labels whose leading axes broadcast with those of the networks, all of the same shape.
        epsilons: the smoothing factors, whose shape broadcasts with the networks'.
        learning_rate: η.
        momentum: μ.

    Source:
        Polyak, Some methods of speeding up the convergence of iteration methods (1964).

    >>> networks = Networks(np.zeros((2, 3, 4)), np.zeros((2, 4, 2)))
    >>> images, labels = np.ones((5, 3), np.float32), np.zeros(5, np.int32)
    >>> train(networks, [(images, labels)], np.array([0.0, 0.25]), learning_rate=1.0, momentum=0.9)
    >>> print(logits_of(networks, images[:1])[:, 0])
    [[ 0.5  -0.5 ]
     [ 0.25 -0.25]]
    """
    smoothing = ms.Tensor(epsilons[..., None], ms.float32)
    optimizer = nn.Momentum(networks.trainable_params(), learning_rate, momentum)

    def loss(images: ms.Tensor, labels: ms.Tensor) -> ms.Tensor:
        # No weight belongs to two networks: the gradient of the sum is that of each network's own mean.
        return smoothed_cross_entropy(networks(images), labels, smoothing).mean(-1).sum()

    gradients = ms.grad(loss, None, optimizer.parameters)

    def step(images: ms.Tensor, labels: ms.Tensor) -> None:
        optimizer(gradients(images, labels))

    compiled_step = ms.jit(step)
    for images, labels in batches:
        compiled_step(ms.Tensor(images), ms.Tensor(labels))


# --8<-- [end:train]


def logits_of(networks: Networks, images: Floats) -> Floats:
    """Return the logits of images of shape (N, inputs), for every network."""
    parts = np.array_split(images, -(-len(images) // IMAGES_AT_ONCE))
    return np.concatenate([networks(ms.Tensor(part)).asnumpy() for part in parts], axis=-2)
