"""Label-smoothing cross-entropy in MindSpore, under convention K−1."""

from __future__ import annotations

import mindspore as ms
from mindspore import nn, ops

from snippets.checks import check_epsilon


# --8<-- [start:smoothed_cross_entropy]
def smoothed_cross_entropy(logits: ms.Tensor, labels: ms.Tensor, epsilon: ms.Tensor) -> ms.Tensor:
    """Return the cross-entropy of each sample with its label smoothed under convention K−1.

    Formula: L = −Σ_k y′_k · log p_k, with y′_k = 1 − ε if k = label, else ε / (K − 1)

    Args:
        logits: of shape (..., K) with K ≥ 2, finite, float32.
        labels: integers from 0 to K − 1 that nothing checks here; their shape broadcasts to (...).
        epsilon: smoothing factors from 0 to 1, float32; their shape broadcasts to (...).

    Returns:
        Losses of shape (...), float32, in nats.

    Source:
        He et al., Bag of Tricks for Image Classification (2019), equation 4.

    >>> print(smoothed_cross_entropy(ms.Tensor([[0.0, 0.0]]), ms.Tensor([1]), ms.Tensor(0.1)))
    [0.6931472]
    """
    num_classes = logits.shape[-1]
    shifted = logits - ops.stop_gradient(logits.max(-1, keepdims=True))
    log_p = shifted - ops.logsumexp(shifted, -1, True)  # ops.log_softmax loses digits on CPUs.
    is_true_class = labels.expand_dims(-1) == ops.arange(num_classes)
    epsilon = epsilon.expand_dims(-1)
    targets = ops.where(is_true_class, 1 - epsilon, epsilon / (num_classes - 1))
    return -(targets * log_p).sum(-1)


# --8<-- [end:smoothed_cross_entropy]


# --8<-- [start:CrossEntropyWithLabelSmooth]
class CrossEntropyWithLabelSmooth(nn.Cell):
    """Cross-entropy with labels smoothed under convention K−1; the number of classes is read off the logits.

    Formula: L = −Σ_k y′_k · log p_k, with y′_k = 1 − ε if k = label, else ε / (K − 1), and the mean over the batch

    Args:
        epsilon: the smoothing factor ε, from 0 to 1.

    Inputs:
        logits: a tensor of shape (..., K) with K ≥ 2, finite; worked on in float32.
        labels: a tensor of integers from 0 to K − 1, of shape (...).

    Returns:
        The mean loss as a scalar of float32, in nats.

    Raises:
        ValueError: ε lies outside [0, 1], the shapes do not belong together, K is less than 2, or a label is no class.
            After this last error MindSpore runs no more graphs in the process where it came up in Graph mode.

    Source:
        MindSpore model zoo, mobilenetv2/src/models.py, whose class of this name it replaces.

    >>> loss = CrossEntropyWithLabelSmooth(epsilon=0.1)
    >>> print(loss(ms.Tensor([[0.0, 0.0]]), ms.Tensor([1])))
    0.693147
    """

    def __init__(self, epsilon: float = 0.0) -> None:
        super().__init__()
        check_epsilon(epsilon)
        self.epsilon = ms.Tensor(epsilon, ms.float32)

    def construct(self, logits: ms.Tensor, labels: ms.Tensor) -> ms.Tensor:
        """Return the mean loss of a batch."""
        num_classes = logits.shape[-1]
        if labels.shape != logits.shape[:-1] or num_classes < 2:
            raise ValueError(f"labels of shape {labels.shape} do not belong to logits of shape {logits.shape}")
        if ops.logical_or(labels < 0, labels >= num_classes).any():
            raise ValueError(f"labels must be classes from 0 to {num_classes - 1}, got {labels}")
        return smoothed_cross_entropy(logits.astype(ms.float32), labels, self.epsilon).mean()


# --8<-- [end:CrossEntropyWithLabelSmooth]
