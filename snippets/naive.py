"""Softmax and cross-entropy by the letter of their definitions, to show where floating point breaks them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from snippets.checks import Floats, check_logits, check_targets_and_logits
from snippets.softmax import softmax


# --8<-- [start:naive_softmax]
def naive_softmax(logits: ArrayLike) -> Floats:
    """Turn logits into probabilities by the letter of the definition, which overflows.

    Formula: p_k = exp(z_k) / Σ_j exp(z_j)

    Args:
        logits: shape (..., K) with K ≥ 2.

    Returns:
        What comes out, in the floating-point type of `logits`: right where no exponential overflows and not all
        of them underflow, otherwise NaN in some places or in all.

    Raises:
        ValueError: as `softmax`.

    Source:
        Goodfellow, Bengio & Courville, Deep Learning (2016), section 4.1.

    >>> naive_softmax(np.array([0.0, 0.0])), naive_softmax(np.array([1000.0, 1000.0]))
    (array([0.5, 0.5]), array([nan, nan]))
    """
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        exponentials = np.exp(check_logits(logits))
        return exponentials / exponentials.sum(axis=-1, keepdims=True)


# --8<-- [end:naive_softmax]


# --8<-- [start:naive_cross_entropy]
def naive_cross_entropy(targets: ArrayLike, logits: ArrayLike) -> Floats:
    """Take the logarithms of the probabilities and add up every term, those with a target of 0 among them.

    Formula: L = −Σ_k y_k · log p_k, with p = softmax(z)

    Args:
        targets: distributions of shape (..., K).
        logits: shape (..., K) with K ≥ 2.

    Returns:
        What comes out, of shape (...), in nats: +inf where a probability underflowed to 0, and NaN, which is
        0 · log 0, where its target is 0.

    Raises:
        ValueError: as `cross_entropy`.

    Source:
        Cover & Thomas, Elements of Information Theory (2006), chapters 2 and 5.

    >>> naive_cross_entropy([0.5, 0.5], [0.0, -800.0]), naive_cross_entropy([1.0, 0.0], [0.0, -800.0])
    (inf, nan)
    """
    targets, logits = check_targets_and_logits(targets, logits)
    with np.errstate(divide="ignore", invalid="ignore", under="ignore"):
        return -(targets * np.log(softmax(logits))).sum(axis=-1)


# --8<-- [end:naive_cross_entropy]
