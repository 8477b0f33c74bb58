"""Checks of what the mathematics is given: each error names the argument, what came and what was expected."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

Floats = NDArray[np.floating[Any]]
Integers = NDArray[np.integer[Any]]

SUM_TOLERANCE = 1e-6  # A thousand targets of float32 add up to one within this.


def check_logits(logits: ArrayLike) -> Floats:
    """Return logits of shape (..., K) as floating-point numbers that have a softmax.

    >>> check_logits([1, 2, float("nan")])
    Traceback (most recent call last):
        ...
    ValueError: logits must not hold NaN, got [1.0, 2.0, nan]
    """
    values = _vectors(logits, "logits")
    if np.isnan(values).any():
        raise ValueError(f"logits must not hold NaN, got {_shown(values)}")
    if (np.isposinf(values).sum(axis=-1) > 1).any():
        raise ValueError(f"logits must hold at most one +inf in a vector, got {_shown(values)}")
    if np.isneginf(values).all(axis=-1).any():
        raise ValueError(f"logits must hold more than -inf in each vector, got {_shown(values)}")
    return values


def check_distribution(probabilities: ArrayLike, name: str, dtype: DTypeLike = np.float64) -> Floats:
    """Return probabilities of shape (..., K), integers among them as `dtype`, that add up to one.

    >>> check_distribution([0.5, 0.6], "targets")
    Traceback (most recent call last):
        ...
    ValueError: targets must add up to 1 in each vector, got the sum 1.1
    """
    values = _vectors(probabilities, name, dtype)
    if not ((values >= 0) & np.isfinite(values)).all():
        raise ValueError(f"{name} must be finite and not negative, got {_shown(values)}")
    sums = values.sum(axis=-1, dtype=np.float64)
    wrong = np.abs(sums - 1) > max(SUM_TOLERANCE, float(np.finfo(values.dtype).eps))
    if wrong.any():
        raise ValueError(f"{name} must add up to 1 in each vector, got the sum {sums[wrong].flat[0]:.6g}")
    return values


def check_targets_and_logits(targets: ArrayLike, logits: ArrayLike) -> tuple[Floats, Floats]:
    """Return targets and logits that belong together: K classes each, and leading axes that broadcast.

    >>> check_targets_and_logits([0, 0, 1], np.zeros((5, 4)))
    Traceback (most recent call last):
        ...
    ValueError: targets must have the shape of logits (5, 4), up to broadcasting of leading axes, got (3,)
    """
    logits = check_logits(logits)
    targets = check_distribution(targets, "targets", logits.dtype)
    try:
        np.broadcast_shapes(targets.shape, logits.shape)
        fits = targets.shape[-1] == logits.shape[-1]
    except ValueError:
        fits = False
    if not fits:
        expected = f"the shape of logits {logits.shape}, up to broadcasting of leading axes"
        raise ValueError(f"targets must have {expected}, got {targets.shape}")
    return targets, logits


def check_labels(labels: ArrayLike, num_classes: int) -> Integers:
    """Return labels as integers that are classes.

    >>> check_labels([0, 4], 4)
    Traceback (most recent call last):
        ...
    ValueError: labels must be classes from 0 to 3, got 4
    """
    check_num_classes(num_classes)
    values = np.asarray(labels)
    if not np.issubdtype(values.dtype, np.integer):
        raise ValueError(f"labels must be integers, got {_shown(values)}")
    wrong = (values < 0) | (values >= num_classes)
    if wrong.any():
        raise ValueError(f"labels must be classes from 0 to {num_classes - 1}, got {values[wrong].flat[0]}")
    return values


def check_num_classes(num_classes: int) -> None:
    """Raise ValueError unless there are two classes or more.

    >>> check_num_classes(1)
    Traceback (most recent call last):
        ...
    ValueError: num_classes must be an integer of at least 2, got 1
    """
    if not isinstance(num_classes, int | np.integer) or num_classes < 2:
        raise ValueError(f"num_classes must be an integer of at least 2, got {num_classes!r}")


def check_epsilon(epsilon: float) -> None:
    """Raise ValueError unless the smoothing factor is a number from 0 to 1.

    >>> check_epsilon(1.5)
    Traceback (most recent call last):
        ...
    ValueError: epsilon must be a number from 0 to 1, got 1.5
    """
    if not isinstance(epsilon, float | int | np.floating) or not 0 <= epsilon <= 1:
        raise ValueError(f"epsilon must be a number from 0 to 1, got {epsilon!r}")


def _vectors(values: ArrayLike, name: str, dtype: DTypeLike = np.float64) -> Floats:
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} must be an array of shape (..., K), got vectors of different lengths") from None
    if array.dtype.kind not in "fiu":
        raise ValueError(f"{name} must be real numbers, got {_shown(array)}")
    if array.ndim == 0 or array.shape[-1] < 2:
        raise ValueError(f"{name} must have shape (..., K) with K of at least 2, got shape {array.shape}")
    return array if array.dtype.kind == "f" else array.astype(dtype)


def _shown(values: NDArray[Any]) -> str:
    """Return an array on one line, long ones cut short."""
    text = str(values.tolist())
    return text if len(text) <= 80 else f"{text[:77]}..."
