"""From integer labels to target distributions: one-hot, and smoothed under both conventions."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from snippets.checks import Floats, check_epsilon, check_float_type, check_labels, check_num_classes


# --8<-- [start:one_hot]
def one_hot(labels: ArrayLike, num_classes: int, dtype: DTypeLike = np.float64) -> Floats:
    """Put the whole probability on the true class.

    Formula: y_k = 1 if k = label, else 0

    Args:
        labels: integers from 0 to K − 1, shape (...).
        num_classes: K, at least 2.
        dtype: the floating-point type of the targets.

    Returns:
        Targets of shape (..., K), without unit.

    Raises:
        ValueError: a label is no integer or no class, K is less than 2, or `dtype` is no floating-point type.

    Source:
        Szegedy et al., Rethinking the Inception Architecture for Computer Vision (2016), section 7.

    >>> one_hot(2, 4)
    array([0., 0., 1., 0.])
    """
    labels = check_labels(labels, num_classes)
    check_float_type(dtype)
    return (labels[..., None] == np.arange(num_classes)).astype(dtype)


# --8<-- [end:one_hot]


# --8<-- [start:smooth_labels_a]
def smooth_labels_a(labels: ArrayLike, num_classes: int, epsilon: float, dtype: DTypeLike = np.float64) -> Floats:
    """Smooth one-hot targets under convention K−1: ε goes to the other classes alone.

    Formula: y′_k = 1 − ε if k = label, else ε / (K − 1)

    Args:
        labels: integers from 0 to K − 1, shape (...).
        num_classes: K, at least 2.
        epsilon: the smoothing factor ε, from 0 to 1.
        dtype: the floating-point type of the targets.

    Returns:
        Targets of shape (..., K), without unit.

    Raises:
        ValueError: as `one_hot`, or ε lies outside [0, 1].

    Source:
        He et al., Bag of Tricks for Image Classification (2019), equation 4; MindSpore's CrossEntropyWithLabelSmooth.

    >>> smooth_labels_a(2, 3, 0.5)
    array([0.25, 0.25, 0.5 ])
    """
    check_epsilon(epsilon)
    check_float_type(dtype)
    is_true_class = one_hot(labels, num_classes) == 1
    return np.where(is_true_class, 1 - epsilon, epsilon / (num_classes - 1)).astype(dtype)


# --8<-- [end:smooth_labels_a]


# --8<-- [start:smooth_labels_b]
def smooth_labels_b(labels: ArrayLike, num_classes: int, epsilon: float, dtype: DTypeLike = np.float64) -> Floats:
    """Smooth one-hot targets under convention K: ε is shared among all classes.

    Formula: y′_k = (1 − ε) · y_k + ε / K

    Args:
        labels: integers from 0 to K − 1, shape (...).
        num_classes: K, at least 2.
        epsilon: the smoothing factor ε, from 0 to 1.
        dtype: the floating-point type of the targets.

    Returns:
        Targets of shape (..., K), without unit.

    Raises:
        ValueError: as `one_hot`, or ε lies outside [0, 1].

    Source:
        Szegedy et al., Rethinking the Inception Architecture for Computer Vision (2016), section 7.

    >>> smooth_labels_b(2, 4, 0.5)
    array([0.125, 0.125, 0.625, 0.125])
    """
    check_epsilon(epsilon)
    check_float_type(dtype)
    return ((1 - epsilon) * one_hot(labels, num_classes) + epsilon / num_classes).astype(dtype)


# --8<-- [end:smooth_labels_b]


# --8<-- [start:epsilon_a_to_b]
def epsilon_a_to_b(epsilon: float, num_classes: int) -> float:
    """Return the smoothing factor that gives convention K the targets of convention K−1 at ε.

    Formula: A(ε) = B(ε · K / (K − 1))

    Args:
        epsilon: the smoothing factor ε of convention K−1, from 0 to 1.
        num_classes: K, at least 2.

    Returns:
        The smoothing factor of convention K, without unit. It exceeds 1, which B does not allow, where ε exceeds
        (K − 1) / K: there A gives the true class less than the others.

    Raises:
        ValueError: ε lies outside [0, 1], or K is less than 2.

    Source:
        Equate the targets of the other classes: ε / (K − 1) under K−1 and ε_B / K under K.

    >>> epsilon_a_to_b(0.75, 4)
    1.0
    """
    check_epsilon(epsilon)
    check_num_classes(num_classes)
    return epsilon * num_classes / (num_classes - 1)


# --8<-- [end:epsilon_a_to_b]
