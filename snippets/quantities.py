"""Every quantity of the example in one floating-point type, to see how many of its digits are right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike

from snippets.checks import check_float_type, check_labels
from snippets.gradients import cross_entropy_gradient
from snippets.losses import cross_entropy, entropy, kl_divergence
from snippets.softmax import log_softmax, logsumexp, softmax
from snippets.targets import one_hot, smooth_labels_a, smooth_labels_b


# --8<-- [start:unlikeliest_other]
def unlikeliest_other(label: int, logits: Sequence[float]) -> int:
    """Return the class, other than the true one, that the model finds least likely.

    Formula: argmin z_k over k ≠ c

    Args:
        label: the true class c.
        logits: K ≥ 2 numbers.

    Returns:
        The first of these classes.

    Raises:
        ValueError: `label` is no class.

    Source:
        The definition of the minimum.

    >>> unlikeliest_other(0, [-2.0, 3.0, 1.0])
    2
    """
    check_labels(label, len(logits))
    return min((k for k in range(len(logits)) if k != label), key=lambda k: logits[k])


# --8<-- [end:unlikeliest_other]


# --8<-- [start:quantities]
def quantities(label: int, logits: Sequence[float], epsilon: float, dtype: DTypeLike) -> dict[str, float]:
    """Compute the quantities of the example with this site's functions, all in one floating-point type.

    Formula: L = −Σ_k y_k · log p_k, H = −Σ_k y_k · log y_k, KL = Σ_k y_k · (log y_k − log p_k), ∂L/∂z_k = p_k − y_k

    Args:
        label: the true class c.
        logits: finite, K ≥ 2 of them; rounded to `dtype` before anything else.
        epsilon: the smoothing factor ε, from 0 to 1.
        dtype: the floating-point type, such as `np.float16`.

    Returns:
        The quantities by name, each as the number that it became in `dtype`. `…_other` is of the class that
        `unlikeliest_other` names; `sum_p` is how far the probabilities add up to more than 1.

    Raises:
        ValueError: `dtype` is no floating-point type, or another argument is refused by the functions called.

    Source:
        `softmax`, `losses`, `targets` and `gradients` of this package.

    >>> quantities(1, [3.0, 3.0], 0.25, np.float16)["gradient_smoothed_true"]
    -0.25
    """
    check_float_type(dtype)
    z, num_classes, other = np.array(logits, dtype), len(logits), unlikeliest_other(label, logits)
    sharp = one_hot(label, num_classes, dtype)
    smooth = smooth_labels_a(label, num_classes, epsilon, dtype)
    smooth_b = smooth_labels_b(label, num_classes, epsilon, dtype)
    p, log_p, gradient = softmax(z), log_softmax(z), cross_entropy_gradient(smooth, z)
    numbers = {
        "on_value": smooth[label],
        "off_value": smooth[other],
        "logsumexp": logsumexp(z),
        "p_true": p[label],
        "p_other": p[other],
        "log_p_true": log_p[label],
        "log_p_other": log_p[other],
        "loss_standard": cross_entropy(sharp, z),
        "loss_smoothed": cross_entropy(smooth, z),
        "loss_smoothed_b": cross_entropy(smooth_b, z),
        "floor": entropy(smooth),
        "excess": kl_divergence(smooth, z),
        "gradient_standard_true": cross_entropy_gradient(sharp, z)[label],
        "gradient_smoothed_true": gradient[label],
        "gradient_smoothed_other": gradient[other],
        "sum_p": p.sum() - z.dtype.type(1),
        "sum_gradient": gradient.sum(),
    }
    return {name: float(number) for name, number in numbers.items()}


# --8<-- [end:quantities]
