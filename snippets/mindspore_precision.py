"""The quantities of the example as MindSpore computes them, to see how many of their digits are right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import mindspore as ms
import numpy as np
from mindspore import ops
from numpy.typing import DTypeLike

from snippets.checks import Floats
from snippets.mindspore_runs import run_builtin, run_ours
from snippets.quantities import unlikeliest_other
from snippets.targets import smooth_labels_a

VERSION: str = ms.__version__


@cache
def mindspore_quantities(label: int, logits: tuple[float, ...], epsilon: float) -> dict[str, float]:
    """Return every quantity of `snippets.quantities.quantities` from MindSpore's own operations, in float32."""
    _quantities(label, logits, epsilon)  # The first run in a process may give other last digits than all that follow.
    return _quantities(label, logits, epsilon)


def _quantities(label: int, logits: tuple[float, ...], epsilon: float) -> dict[str, float]:
    z, other = ms.Tensor(np.array([logits], np.float32)), unlikeliest_other(label, logits)
    smooth = ms.Tensor(smooth_labels_a([label], len(logits), epsilon, np.float32))
    p, log_p = ops.softmax(z), ops.log_softmax(z)
    standard, smoothed = run_builtin(label, logits), run_ours(label, logits, epsilon)
    # Where a target is 0, so is its term: the logarithm that stands there must not be multiplied at all.
    terms = ops.where(smooth > 0, smooth * ops.log(smooth), ops.zeros_like(smooth))
    numbers = {
        "on_value": smooth[0, label],
        "off_value": smooth[0, other],
        "logsumexp": ops.logsumexp(z, 1),
        "p_true": p[0, label],
        "p_other": p[0, other],
        "log_p_true": log_p[0, label],
        "log_p_other": log_p[0, other],
        "loss_standard": standard.loss,
        "loss_smoothed": smoothed.loss,
        "loss_smoothed_b": run_builtin(label, logits, epsilon).loss,
        "floor": -terms.sum(),
        "excess": ops.kl_div(log_p, smooth, reduction="sum"),
        "gradient_standard_true": standard.gradient[label],
        "gradient_smoothed_true": smoothed.gradient[label],
        "gradient_smoothed_other": smoothed.gradient[other],
        "sum_p": p.sum() - 1,
        "sum_gradient": smoothed.gradient.sum(),
    }
    return {name: float(number) for name, number in numbers.items()}


def mindspore_softmax(logits: Sequence[float], dtype: DTypeLike = np.float32) -> Floats:
    """Return what `ops.softmax` makes of logits of a type."""
    return ops.softmax(ms.Tensor(np.array(logits, dtype))).asnumpy()


def mindspore_ways(logits: Sequence[float], dtype: DTypeLike) -> dict[str, Floats]:
    """Return the exponentials below the maximum, the probabilities, and their logarithms in three ways."""
    z = ms.Tensor(np.array(logits, dtype))
    shifted = z - z.max()
    ways = {
        "exp": ops.exp(shifted),
        "softmax": ops.softmax(z),
        "log_softmax": ops.log_softmax(z),
        "minus_logsumexp": z - ops.logsumexp(z, 0, True),
        "shifted": shifted - ops.logsumexp(shifted, 0, True),
    }
    return {name: way.asnumpy() for name, way in ways.items()}
