"""Cross-entropy losses as MindSpore runs them on one example, and the gradient that each sends back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import mindspore as ms
import numpy as np
from mindspore import nn
from numpy.typing import ArrayLike, NDArray

from snippets.mindspore_losses import CrossEntropyWithLabelSmooth
from snippets.mindspore_zoo import ZooCrossEntropyWithLabelSmooth

# Passing so few numbers to another thread and waiting for it takes ten times as long as the operations themselves.
ms.runtime.launch_blocking()


class Run(NamedTuple):
    """What one run put out: the loss, and its gradient with respect to the logits, both in float32."""

    loss: float
    gradient: NDArray[np.float32]

    def at(self, k: int) -> tuple[float, float]:
        """Return the loss, and its slope in the logit of one class."""
        return self.loss, float(self.gradient[k])


def run_zoo(label: int, logits: Sequence[float], epsilon: float, num_classes: int | None = None) -> Run:
    """Run the model zoo's way, with its default number of classes where none is given; any label gets an answer."""
    given = () if num_classes is None else (num_classes,)
    return _run(ZooCrossEntropyWithLabelSmooth(epsilon, *given), logits, ms.Tensor([label], ms.int32))


def run_ours(label: int, logits: Sequence[float], epsilon: float) -> Run:
    """Run this site's class on a label, which must be a class: see `refusal_by_ours` for any other."""
    return _run(CrossEntropyWithLabelSmooth(epsilon), logits, ms.Tensor([label], ms.int32))


def refusal_by_ours(label: int, logits: Sequence[float], epsilon: float) -> str:
    """Return the error that this site's class raises for a label that is no class."""
    try:  # The loss alone: an error on the way to a gradient would break the next graph of the process.
        CrossEntropyWithLabelSmooth(epsilon)(_batch(logits), ms.Tensor([label], ms.int32))
    except ValueError as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError(f"the label {label} of {len(logits)} classes was not refused")


def run_builtin(label: int, logits: Sequence[float], label_smoothing: float = 0.0) -> Run:
    """Run `nn.CrossEntropyLoss` on a label, which must be a class: on any other the process may die."""
    return _run(nn.CrossEntropyLoss(label_smoothing=label_smoothing), logits, ms.Tensor([label], ms.int32))


def run_builtin_dense(targets: ArrayLike, logits: Sequence[float]) -> Run:
    """Run `nn.CrossEntropyLoss` on a target vector."""
    return _run(nn.CrossEntropyLoss(), logits, ms.Tensor(np.array([targets], np.float32)))


def run_fused_dense(targets: ArrayLike, logits: Sequence[float]) -> Run:
    """Run `nn.SoftmaxCrossEntropyWithLogits`, one kernel for softmax and loss, on a target vector."""
    loss = nn.SoftmaxCrossEntropyWithLogits(reduction="mean")
    return _run(loss, logits, ms.Tensor(np.array([targets], np.float32)))


def _run(loss: nn.Cell, logits: Sequence[float], target: ms.Tensor) -> Run:
    value, gradient = ms.value_and_grad(loss, 0)(_batch(logits), target)
    return Run(float(value.asnumpy()), gradient.asnumpy()[0])


def _batch(logits: Sequence[float]) -> ms.Tensor:
    return ms.Tensor(np.array([logits], np.float32))
