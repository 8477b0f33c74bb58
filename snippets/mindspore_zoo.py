"""How the loss in MindSpore's model zoo behaves, traps and all, in few lines of our own."""

from __future__ import annotations

import mindspore as ms
from mindspore import nn, ops


# --8<-- [start:ZooCrossEntropyWithLabelSmooth]
class ZooCrossEntropyWithLabelSmooth(nn.Cell):
    """Do what the model zoo's class does: convention K−1, as long as `num_classes` is right and labels are classes.

    Formula: L = −Σ_k y′_k · log p_k, with y′_k = 1 − ε if k = label, else ε / (num_classes − 1), and the batch's mean

    Args:
        smooth_factor: ε.
        num_classes: what the share of the other classes is worked out for, whatever the logits say.

    Inputs:
        logits: a tensor of shape (N, K), float32.
        labels: a tensor of integers, of shape (N,); one that is no class makes every class an other class.

    Returns:
        The mean loss as a scalar of float32, in nats.

    Source:
        MindSpore model zoo, mobilenetv2/src/models.py, CrossEntropyWithLabelSmooth.

    >>> loss = ZooCrossEntropyWithLabelSmooth(smooth_factor=0.1, num_classes=2)
    >>> print(loss(ms.Tensor([[0.0, 0.0]]), ms.Tensor([1])))
    0.693147
    """

    def __init__(self, smooth_factor: float = 0.0, num_classes: int = 1000) -> None:
        super().__init__()
        self.on_value = ms.Tensor(1 - smooth_factor, ms.float32)
        self.off_value = ms.Tensor(smooth_factor / (num_classes - 1), ms.float32)
        self.cross_entropy = nn.SoftmaxCrossEntropyWithLogits()

    def construct(self, logits: ms.Tensor, labels: ms.Tensor) -> ms.Tensor:
        """Return the mean loss of a batch."""
        targets = ops.one_hot(labels, logits.shape[1], self.on_value, self.off_value)
        return self.cross_entropy(logits, targets).mean()


# --8<-- [end:ZooCrossEntropyWithLabelSmooth]
