"""The first steps of the training page's networks, taken by MindSpore's own layers, loss and optimiser."""

from __future__ import annotations

import mindspore as ms
import numpy as np
from mindspore import nn

from snippets.datasets import LOADERS, draw
from snippets.scenario import Training
from snippets.targets import epsilon_a_to_b

# Passing so few numbers to another thread and waiting for it takes ten times as long as the operations themselves.
ms.runtime.launch_blocking()


# --8<-- [start:first_losses]
def first_losses(training: Training, steps: int) -> list[float]:
    """Return the smoothed loss of the first batches, each before its step, in float32.

    Formula: nn.CrossEntropyLoss(label_smoothing=ε · K/(K − 1)), which is convention K−1 with ε

    Args:
        training: the settings; the first seed, the clean labels and the smoothing factor looked at closely are taken.
        steps: how many batches.

    Returns:
        As many losses, in nats.

    Source:
        MindSpore 2.10, nn.Dense, nn.CrossEntropyLoss and nn.Momentum.

    >>> len(first_losses(Training(), steps=2))
    2
    """
    drawn = draw(LOADERS[training.dataset](), training, seed=0)
    first, second = (ms.Tensor(layer.T.copy(), ms.float32) for layer in drawn.layers)
    network = nn.SequentialCell(
        nn.Dense(*first.shape[::-1], weight_init=first, bias_init="zeros"),
        nn.ReLU(),
        nn.Dense(*second.shape[::-1], weight_init=second, bias_init="zeros"),
    )
    smoothed = nn.CrossEntropyLoss(label_smoothing=epsilon_a_to_b(training.epsilon_shown, second.shape[0]))
    optimizer = nn.Momentum(network.trainable_params(), training.learning_rate, training.momentum)
    step = ms.value_and_grad(lambda x, y: smoothed(network(x), y), None, optimizer.parameters)
    losses = []
    for positions in drawn.batches[:steps]:
        inputs = ms.Tensor(drawn.inputs[positions], ms.float32)
        labels = ms.Tensor(drawn.labels[0, positions].astype(np.int32))
        loss, gradients = step(inputs, labels)
        optimizer(gradients)
        losses.append(float(loss.asnumpy()))
    return losses


# --8<-- [end:first_losses]
