"""The targets of implementations that follow neither convention: what they do to the same label."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from snippets.checks import Floats, check_epsilon, check_labels, check_num_classes
from snippets.targets import one_hot, smooth_labels_b

ZOO_NUM_CLASSES = 1000  # What MindSpore's model zoo takes the number of classes to be, unless told.


# --8<-- [start:smooth_labels_miscounted]
def smooth_labels_miscounted(
    labels: ArrayLike, num_classes: int, epsilon: float, believed_classes: int = ZOO_NUM_CLASSES
) -> Floats:
    """Smooth under convention K−1, with the share of the other classes worked out for a wrong number of classes.

    Formula: y′_k = 1 − ε if k = label, else ε / (K′ − 1), which adds up to 1 − ε + ε · (K − 1) / (K′ − 1)

    Args:
        labels: integers from 0 to K − 1, shape (...).
        num_classes: K, at least 2.
        epsilon: the smoothing factor ε, from 0 to 1.
        believed_classes: K′, at least 2.

    Returns:
        Targets of shape (..., K), without unit, which add up to 1 only if K′ = K.

    Raises:
        ValueError: as `smooth_labels_a`, or K′ is less than 2.

    Source:
        MindSpore model zoo, mobilenetv2/src/models.py, CrossEntropyWithLabelSmooth(num_classes=1000).

    >>> smooth_labels_miscounted(2, 3, 0.5, believed_classes=6)
    array([0.1, 0.1, 0.5])
    """
    check_epsilon(epsilon)
    check_num_classes(believed_classes)
    return np.where(one_hot(labels, num_classes) == 1, 1 - epsilon, epsilon / (believed_classes - 1))


# --8<-- [end:smooth_labels_miscounted]


# --8<-- [start:smooth_labels_short]
def smooth_labels_short(labels: ArrayLike, num_classes: int, epsilon: float) -> Floats:
    """Take ε from the true class as under convention K−1, but give the others ε/K as under convention K.

    Formula: y′_k = 1 − ε if k = label, else ε / K, which adds up to 1 − ε / K

    Args:
        labels: integers from 0 to K − 1, shape (...).
        num_classes: K, at least 2.
        epsilon: the smoothing factor ε, from 0 to 1.

    Returns:
        Targets of shape (..., K), without unit, which add up to less than 1 unless ε is 0.

    Raises:
        ValueError: as `smooth_labels_a`.

    Source:
        Variants of CrossEntropySmooth in MindSpore's model zoo.

    >>> smooth_labels_short(2, 4, 0.5)
    array([0.125, 0.125, 0.5  , 0.125])
    """
    check_epsilon(epsilon)
    return np.where(one_hot(labels, num_classes) == 1, 1 - epsilon, epsilon / num_classes)


# --8<-- [end:smooth_labels_short]


# --8<-- [start:smooth_labels_classy_vision]
def smooth_labels_classy_vision(labels: ArrayLike, num_classes: int, epsilon: float) -> Floats:
    """Add ε/K to each class and divide by the sum: convention K at the smaller factor ε / (1 + ε).

    Formula: y′_k = (y_k + ε / K) / (1 + ε)

    Args:
        labels: integers from 0 to K − 1, shape (...).
        num_classes: K, at least 2.
        epsilon: the smoothing factor ε, from 0 to 1.

    Returns:
        Targets of shape (..., K), without unit.

    Raises:
        ValueError: as `smooth_labels_b`.

    Source:
        ClassyVision; mmpretrain, LabelSmoothLoss(mode="classy_vision").

    >>> smooth_labels_classy_vision(1, 2, 0.5) * 3
    array([0.5, 2.5])
    """
    check_epsilon(epsilon)
    return smooth_labels_b(labels, num_classes, epsilon / (1 + epsilon))


# --8<-- [end:smooth_labels_classy_vision]


# --8<-- [start:smooth_labels_multi_label]
def smooth_labels_multi_label(labels: ArrayLike, num_classes: int, epsilon: float) -> Floats:
    """Smooth each class by itself, as a binary question.

    Formula: y′_k = (1 − 2ε) · y_k + ε, which adds up to 1 + (K − 2) · ε

    Args:
        labels: integers from 0 to K − 1, shape (...).
        num_classes: K, at least 2.
        epsilon: the smoothing factor ε, from 0 to 1.

    Returns:
        Targets of shape (..., K), without unit, for the sigmoid cross-entropy: they add up to 1 only if K is 2.

    Raises:
        ValueError: as `smooth_labels_b`.

    Source:
        mmpretrain, LabelSmoothLoss(mode="multi_label").

    >>> smooth_labels_multi_label(2, 4, 0.25)
    array([0.25, 0.25, 0.75, 0.25])
    """
    check_epsilon(epsilon)
    return (1 - 2 * epsilon) * one_hot(labels, num_classes) + epsilon


# --8<-- [end:smooth_labels_multi_label]


# --8<-- [start:smooth_labels_beside_padding]
def smooth_labels_beside_padding(labels: ArrayLike, num_classes: int, epsilon: float, padding: int) -> Floats:
    """Smooth under convention K−1 among all classes but the padding, which gets nothing.

    Formula: y′_k = 1 − ε if k = label, 0 if k = padding, else ε / (K − 2)

    Args:
        labels: integers from 0 to K − 1 that are not the padding, shape (...).
        num_classes: K with the padding, at least 3.
        epsilon: the smoothing factor ε, from 0 to 1.
        padding: the class that stands for no word.

    Returns:
        Targets of shape (..., K), without unit.

    Raises:
        ValueError: as `smooth_labels_a`, K is less than 3, or a label is the padding or the padding no class.

    Source:
        OpenNMT-py, onmt/utils/loss.py, the LabelSmoothingLoss of its earlier versions.

    >>> smooth_labels_beside_padding(2, 4, 0.5, padding=0)
    array([0.  , 0.25, 0.5 , 0.25])
    """
    check_epsilon(epsilon)
    if num_classes < 3:
        raise ValueError(f"num_classes must be at least 3 beside padding, got {num_classes}")
    if (check_labels(labels, num_classes) == check_labels(padding, num_classes)).any():
        raise ValueError(f"labels must not be the padding, got {padding}")
    targets = np.where(one_hot(labels, num_classes) == 1, 1 - epsilon, epsilon / (num_classes - 2))
    targets[..., padding] = 0
    return targets


# --8<-- [end:smooth_labels_beside_padding]
