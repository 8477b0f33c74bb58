"""The quantities of the example as MindSpore computes them, to see how many of their digits are right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import permutations
from math import fsum

import mindspore as ms
import numpy as np
from mindspore import ops
from numpy.typing import DTypeLike

from snippets.checks import Floats
from snippets.mindspore_runs import run_builtin, run_ours
from snippets.quantities import unlikeliest_other
from snippets.targets import smooth_labels_a

VERSION: str = ms.__version__
FEW = 6  # Of so many terms all orders are tried.


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
    terms = ops.where(smooth > 0, smooth * _log(smooth), ops.zeros_like(smooth))
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
        "floor": -worst_sum(terms),
        "excess": worst_sum(ops.kl_div(log_p, smooth, reduction="none")),
        "gradient_standard_true": standard.gradient[label],
        "gradient_smoothed_true": smoothed.gradient[label],
        "gradient_smoothed_other": smoothed.gradient[other],
        "sum_p": worst_sum(p) - 1,
        "sum_gradient": worst_sum(ms.Tensor(smoothed.gradient)),
    }
    return {name: float(number) for name, number in numbers.items()}


def _log(numbers: ms.Tensor) -> ms.Tensor:
    """Return the logarithm of each number, one at a time.

    Of several numbers at once MindSpore takes it in one of two ways, by where in memory they lie: the last digits
    differ from run to run.
    """
    return ops.stack([ops.log(row[k : k + 1]) for row in numbers for k in range(len(row))]).reshape(numbers.shape)


def worst_sum(terms: ms.Tensor) -> float:
    """Return a sum in float32 in the order of its terms in which it is least exact.

    MindSpore adds in an order that depends on where in memory the terms lie, so that the last digits of `Tensor.sum`
    differ from run to run. Only what holds in the worst order holds in each.
    """
    numbers = terms.asnumpy().ravel()
    exact = fsum(numbers.tolist())
    orders = (
        permutations(numbers) if len(numbers) <= FEW else (np.roll(numbers, shift) for shift in range(len(numbers)))
    )
    return max((float(sum(order, np.float32(0))) for order in orders), key=lambda total: (abs(total - exact), total))


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
