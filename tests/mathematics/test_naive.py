"""The definitions by the letter: right where nothing overflows or underflows, and broken where the type ends."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from snippets.losses import cross_entropy
from snippets.naive import naive_cross_entropy, naive_softmax
from snippets.softmax import softmax
from snippets.targets import smooth_labels_a

EXAMPLE = np.array([-1.5, 0.5, 5.0, -0.5])
ONE_HOT, SMOOTHED = np.array([0.0, 0.0, 1.0, 0.0]), smooth_labels_a(2, 4, 0.1)


def test_the_naive_softmax_is_right_where_nothing_overflows() -> None:
    logits = np.array([[-1.5, 0.5, 5.0, -0.5], [0.0, 1.0, -30.0, 2.0]])
    np.testing.assert_allclose(naive_softmax(logits), softmax(logits), rtol=1e-13)


@pytest.mark.parametrize(
    ("dtype", "largest"), [(np.float16, 11), (np.float32, 88), (np.float64, 709)], ids=["float16", "float32", "float64"]
)
def test_the_naive_softmax_overflows_where_the_type_ends(dtype: type, largest: int) -> None:
    assert naive_softmax(np.array([largest, 0], dtype))[0] == pytest.approx(1)
    assert np.isnan(naive_softmax(np.array([largest + 1, 0], dtype))[0])
    assert softmax(np.array([largest + 1, 0], dtype))[0] == pytest.approx(1)


def test_the_naive_softmax_divides_nothing_by_nothing_far_below_zero() -> None:
    assert np.isnan(naive_softmax(np.array([-1000.0, -1001.0]))).all()


@pytest.mark.parametrize("targets", [ONE_HOT, SMOOTHED], ids=["one-hot", "smoothed"])
def test_the_naive_loss_is_right_where_nothing_underflows(targets: np.ndarray) -> None:
    assert naive_cross_entropy(targets, EXAMPLE) == pytest.approx(float(cross_entropy(targets, EXAMPLE)), rel=1e-12)


def test_the_naive_loss_of_a_confident_model_is_zero_where_the_true_one_is_not() -> None:
    # p = 1 − 1.7·10⁻¹⁰ is nearer to 1 than float32 can tell.
    confident = (5 * EXAMPLE).astype(np.float32)
    assert naive_cross_entropy(ONE_HOT.astype(np.float32), confident) == 0
    others = np.exp([-22.5, -27.5, -32.5]).sum()
    assert cross_entropy(ONE_HOT.astype(np.float32), confident) == pytest.approx(others, rel=1e-6, abs=0)


def test_the_naive_loss_is_infinite_or_nan_where_a_probability_underflows() -> None:
    # exp(−130) is smaller than the smallest number of float32.
    confident = (20 * EXAMPLE).astype(np.float32)
    assert naive_cross_entropy(SMOOTHED.astype(np.float32), confident) == np.inf
    assert np.isnan(naive_cross_entropy(ONE_HOT.astype(np.float32), confident))
    assert cross_entropy(SMOOTHED.astype(np.float32), confident) == pytest.approx(20 * 0.1 / 3 * 16.5, rel=1e-5)


def test_an_impossible_class_costs_nothing_unless_the_target_asks_for_it() -> None:
    impossible = np.array([-np.inf, 0.0, 0.0, -np.inf])
    assert np.isnan(naive_cross_entropy(ONE_HOT, impossible))
    assert cross_entropy(ONE_HOT, impossible) == pytest.approx(log(2))
    assert naive_cross_entropy(SMOOTHED, impossible) == cross_entropy(SMOOTHED, impossible) == np.inf
