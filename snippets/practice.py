"""Smoothing among what training code adds: padding, class weights, mixed labels, and number formats of few bits."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.checks import Floats, check_distribution, check_epsilon, check_logits, is_number
from snippets.losses import cross_entropy, entropy
from snippets.targets import one_hot


# --8<-- [start:loss_of_sequence]
def loss_of_sequence(
    labels: ArrayLike, logits: ArrayLike, epsilon: float, padding: int, counting: bool = False
) -> float:
    """Return the mean loss of a sequence under convention K, without the positions that only pad it.

    Formula: L = (1 − ε) · mean(−log p_c) + ε · mean(−(1/K) Σ_k log p_k), each over the positions that are no padding

    Args:
        labels: T integers; `padding` where there is no token.
        logits: shape (T, K) with K ≥ 2.
        epsilon: the smoothing factor ε, from 0 to 1.
        padding: the label of positions that do not count, such as −100.
        counting: whether the second mean also takes in the padding, as PyTorch once did.

    Returns:
        The loss, in nats.

    Raises:
        ValueError: a label is neither a class nor the padding, all are padding, or ε lies outside [0, 1].

    Source:
        PyTorch, LossNLL.cpp and issue #73205.

    >>> loss_of_sequence([1, -100], [[0.0, 0.0], [9.0, 0.0]], 0.5, -100) == np.log(2)
    True
    """
    check_epsilon(epsilon)
    labels, logits = np.asarray(labels), check_logits(logits)
    counted = labels != padding
    if not counted.any():
        raise ValueError(f"labels must hold a class beside the padding {padding}, got {labels.tolist()}")
    num_classes = logits.shape[-1]
    of_true_class = cross_entropy(one_hot(labels[counted], num_classes), logits[counted]).mean()
    uniform = cross_entropy(np.full(num_classes, 1 / num_classes), logits if counting else logits[counted]).mean()
    return float((1 - epsilon) * of_true_class + epsilon * uniform)


# --8<-- [end:loss_of_sequence]


# --8<-- [start:weighted_target]
def weighted_target(targets: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the prediction at which a loss with class weights is smallest: the target, reweighted.

    Formula: t_k = w_k · y_k / Σ_j w_j · y_j, where −Σ_k w_k · y_k · log p_k is smallest

    Args:
        targets: distributions of shape (..., K).
        weights: positive, of shape (K,).

    Returns:
        Distributions of shape (..., K).

    Raises:
        ValueError: `targets` are no distributions, or a weight is not positive.

    Source:
        Pull S = Σ_j w_j · y_j out of the sum; what is left is a cross-entropy against t.

    >>> weighted_target([0.25, 0.75], [3.0, 1.0])
    array([0.5, 0.5])
    """
    weighted = check_distribution(targets, "targets") * _check_weights(weights)
    return weighted / weighted.sum(axis=-1, keepdims=True)


# --8<-- [end:weighted_target]


# --8<-- [start:weighted_floor]
def weighted_floor(label: int, targets: ArrayLike, weights: ArrayLike) -> float:
    """Return the least that a loss with class weights can be, divided as PyTorch does by the true class’s weight.

    Formula: min L = (S / w_c) · H(t), with S = Σ_k w_k · y_k and t = w · y / S

    Args:
        label: the true class c.
        targets: one distribution of shape (K,).
        weights: positive, of shape (K,).

    Returns:
        The floor, in nats.

    Raises:
        ValueError: as `weighted_target`.

    Source:
        −Σ_k w_k · y_k · log p_k = S · (H(t) + KL(t‖p)), and KL is 0 at p = t.

    >>> bool(np.isclose(weighted_floor(1, [0.25, 0.75], [3.0, 1.0]), 1.5 * np.log(2)))
    True
    """
    total = (np.asarray(targets) * _check_weights(weights)).sum()
    return float(total / np.asarray(weights)[label] * entropy(weighted_target(targets, weights)))


# --8<-- [end:weighted_floor]


# --8<-- [start:mixed_labels]
def mixed_labels(one: int, other: int, share: float, num_classes: int) -> Floats:
    """Return the target of two samples mixed by mixup, or joined by CutMix in proportion to their areas.

    Formula: y = λ · onehot(a) + (1 − λ) · onehot(b)

    Args:
        one: the class a of the first sample.
        other: the class b of the second.
        share: λ, from 0 to 1.
        num_classes: K, at least 2.

    Returns:
        A distribution of shape (K,).

    Raises:
        ValueError: as `one_hot`, or λ lies outside [0, 1].

    Source:
        Zhang et al., mixup: Beyond Empirical Risk Minimization (2018).

    >>> mixed_labels(0, 2, 0.75, 3)
    array([0.75, 0.  , 0.25])
    """
    if not is_number(share) or not 0 <= share <= 1:
        raise ValueError(f"share must be a number from 0 to 1, got {share!r}")
    return share * one_hot(one, num_classes) + (1 - share) * one_hot(other, num_classes)


# --8<-- [end:mixed_labels]


# --8<-- [start:to_bfloat16]
def to_bfloat16(values: ArrayLike) -> NDArray[np.float32]:
    """Round numbers to bfloat16, the upper half of float32, ties to even.

    Formula: 8 bits of significand instead of 24, with the exponents of float32

    Args:
        values: finite numbers of any shape.

    Returns:
        The rounded numbers, as float32.

    Raises:
        ValueError: a number is not finite in float32.

    Source:
        The definition of the format; the sum carries where the lower half exceeds one half, or equals it and is odd.

    >>> float(to_bfloat16(1.004)), float(to_bfloat16(1.003))
    (1.0078125, 1.0)
    """
    single = np.asarray(values, np.float32)
    if not np.isfinite(single).all():
        raise ValueError(f"values must be finite, got {single.tolist()}")
    bits = single.view(np.uint32)
    half = np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))
    return ((bits + half) & np.uint32(0xFFFF0000)).view(np.float32)


# --8<-- [end:to_bfloat16]


def _check_weights(weights: ArrayLike) -> Floats:
    values = np.asarray(weights, np.float64)
    if not ((values > 0) & np.isfinite(values)).all():
        raise ValueError(f"weights must be positive and finite, got {values.tolist()}")
    return values
