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
    if (wrong := np.isnan(values)).any():
        raise ValueError(f"logits must not hold NaN, got {_shown(values, wrong)}")
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
    if (wrong := ~((values >= 0) & np.isfinite(values))).any():
        raise ValueError(f"{name} must be finite and not negative, got {_shown(values, wrong)}")
    sums = values.sum(axis=-1, dtype=np.float64)
    wrong = np.abs(sums - 1) > max(SUM_TOLERANCE, float(np.finfo(values.dtype).eps))
    if wrong.any():
        raise ValueError(f"{name} must add up to 1 in each vector, got the sum {sums[wrong].flat[0]:.9g}")
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
    except ValueError:
        expected = f"the shape of logits {logits.shape}, up to broadcasting of leading axes"
        raise ValueError(f"targets must have {expected}, got {targets.shape}") from None
    return targets, logits


def check_labels(labels: ArrayLike, num_classes: int) -> Integers:
    """Return labels as integers that are classes.

    >>> check_labels([0, 4], 4)
    Traceback (most recent call last):
        ...
    ValueError: labels must be classes from 0 to 3, got 4
    """
    check_num_classes(num_classes)
    values = _array(labels, "labels")
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
    if not is_integer(num_classes) or num_classes < 2:
        raise ValueError(f"num_classes must be an integer of at least 2, got {num_classes!r}")


def check_epsilon(epsilon: float) -> None:
    """Raise ValueError unless the smoothing factor is a number from 0 to 1.

    >>> check_epsilon(1.5)
    Traceback (most recent call last):
        ...
    ValueError: epsilon must be a number from 0 to 1, got 1.5
    """
    if not is_number(epsilon) or not 0 <= epsilon <= 1:
        raise ValueError(f"epsilon must be a number from 0 to 1, got {epsilon!r}")


def check_float_type(dtype: DTypeLike) -> None:
    """Raise ValueError unless targets of this type can hold fractions.

    >>> check_float_type(int)
    Traceback (most recent call last):
        ...
    ValueError: dtype must be a floating-point type, got int64
    """
    if np.dtype(dtype).kind != "f":
        raise ValueError(f"dtype must be a floating-point type, got {np.dtype(dtype)}")


def is_integer(value: object) -> bool:
    """Tell whether a value is one integer; a truth value is none.

    >>> is_integer(3), is_integer(3.0), is_integer(True)
    (True, False, False)
    """
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Tell whether a value is one real number; a truth value is none.

    >>> is_number(0.5), is_number("0.5"), is_number(True)
    (True, False, False)
    """
    return is_integer(value) or isinstance(value, float | np.floating)


def _vectors(values: ArrayLike, name: str, dtype: DTypeLike = np.float64) -> Floats:
    array = _array(values, name)
    if array.dtype.kind not in "fiu":
        raise ValueError(f"{name} must be real numbers, got {_shown(array)}")
    if array.ndim == 0 or array.shape[-1] < 2:
        raise ValueError(f"{name} must have shape (..., K) with K of at least 2, got shape {array.shape}")
    has_type = array.dtype.kind == "f" and hasattr(values, "dtype")  # Plain Python numbers take the type of others.
    return array if has_type else array.astype(dtype)


def _array(values: ArrayLike, name: str) -> NDArray[Any]:
    try:
        return np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} must be an array, got nested sequences of different lengths") from None


def _shown(values: NDArray[Any], wrong: NDArray[np.bool_] | None = None) -> str:
    """Return an array on one line, or of a long one what is wrong and where."""
    text = repr(values.tolist())
    if len(text) <= 80:
        return text
    if wrong is None:
        return f"{text[:77]}..."
    index = tuple(map(int, np.argwhere(wrong)[0]))
    return f"{values[index]} at {list(index)} of shape {values.shape}"
