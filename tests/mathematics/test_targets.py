"""One-hot targets, smoothing under conventions A and B, and the way from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from snippets.targets import epsilon_a_to_b, one_hot, smooth_labels_a, smooth_labels_b

pytestmark = pytest.mark.filterwarnings("error")

CLASSES = [2, 4, 10, 1000]
EPSILONS = [0.0, 0.05, 0.1, 0.5, 1.0]
LABELS = np.array([[0, 3, 1], [2, 2, 0]])
TARGETS = [
    pytest.param(one_hot, id="one-hot"),
    pytest.param(partial(smooth_labels_a, epsilon=0.1), id="A"),
    pytest.param(partial(smooth_labels_b, epsilon=0.1), id="B"),
]


# The three targets


@pytest.mark.parametrize("label", range(4))
def test_one_hot_is_a_row_of_the_identity(label: int) -> None:
    assert_array_equal(one_hot(label, 4), np.eye(4)[label])


@pytest.mark.parametrize("num_classes", CLASSES)
@pytest.mark.parametrize("epsilon", EPSILONS)
def test_a_gives_epsilon_to_the_other_classes_alone(num_classes: int, epsilon: float) -> None:
    targets = smooth_labels_a(1, num_classes, epsilon)
    assert_allclose(targets[1], 1 - epsilon, rtol=1e-15)
    assert_allclose(np.delete(targets, 1), epsilon / (num_classes - 1), rtol=1e-15)


@pytest.mark.parametrize("num_classes", CLASSES)
@pytest.mark.parametrize("epsilon", EPSILONS)
def test_b_shares_epsilon_among_all_classes(num_classes: int, epsilon: float) -> None:
    targets = smooth_labels_b(1, num_classes, epsilon)
    assert_allclose(targets[1], 1 - epsilon + epsilon / num_classes, rtol=1e-15)
    assert_allclose(np.delete(targets, 1), epsilon / num_classes, rtol=1e-15)


def test_the_two_conventions_in_plain_fractions() -> None:
    assert_allclose(smooth_labels_a(0, 5, 0.2), [0.8, 0.05, 0.05, 0.05, 0.05], rtol=1e-15)
    assert_allclose(smooth_labels_b(0, 5, 0.2), [0.84, 0.04, 0.04, 0.04, 0.04], rtol=1e-15)


@pytest.mark.parametrize("smooth", [smooth_labels_a, smooth_labels_b])
def test_no_smoothing_is_one_hot(smooth: Callable) -> None:
    assert_array_equal(smooth(LABELS, 4, 0), np.eye(4)[LABELS])


def test_full_smoothing_leaves_a_nothing_for_the_true_class_and_makes_b_uniform() -> None:
    assert_allclose(smooth_labels_a(1, 4, 1), [1 / 3, 0, 1 / 3, 1 / 3], rtol=1e-15)
    assert_allclose(smooth_labels_b(1, 4, 1), [1 / 4, 1 / 4, 1 / 4, 1 / 4], rtol=1e-15)


@pytest.mark.parametrize("num_classes", CLASSES)
@pytest.mark.parametrize("make_targets", TARGETS)
def test_targets_add_up_to_one(make_targets: Callable, num_classes: int) -> None:
    assert_allclose(make_targets([0, 1], num_classes).sum(axis=-1), [1, 1], rtol=1e-14)


# From A to B


@pytest.mark.parametrize(("epsilon", "num_classes", "expected"), [(0.1, 4, 0.4 / 3), (0.1, 1000, 100 / 999), (0, 2, 0)])
def test_epsilon_grows_by_k_over_k_minus_one(epsilon: float, num_classes: int, expected: float) -> None:
    assert epsilon_a_to_b(epsilon, num_classes) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("num_classes", CLASSES)
def test_a_becomes_uniform_where_the_epsilon_of_b_reaches_one(num_classes: int) -> None:
    epsilon = (num_classes - 1) / num_classes
    assert epsilon_a_to_b(epsilon, num_classes) == pytest.approx(1, rel=1e-15)
    assert_allclose(smooth_labels_a(1, num_classes, epsilon), np.full(num_classes, 1 / num_classes), rtol=1e-12)


def test_beyond_that_the_epsilon_of_b_exceeds_one() -> None:
    assert epsilon_a_to_b(1.0, 2) == 2


# Batches


@pytest.mark.parametrize("make_targets", TARGETS)
@pytest.mark.parametrize("shape", [(6,), (2, 3), (1, 3, 2), (6, 1)])
def test_labels_of_any_shape_equal_the_loop_over_them(make_targets: Callable, shape: tuple[int, ...]) -> None:
    labels = LABELS.reshape(shape)
    targets = make_targets(labels, 4)
    assert targets.shape == (*shape, 4)
    for index in np.ndindex(shape):
        assert_array_equal(targets[index], make_targets(int(labels[index]), 4))


@pytest.mark.parametrize("make_targets", TARGETS)
def test_an_empty_batch_stays_empty(make_targets: Callable) -> None:
    assert make_targets(np.empty(0, int), 4).shape == (0, 4)


@pytest.mark.parametrize("make_targets", TARGETS)
@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int32, np.uint64])
def test_labels_of_any_integer_type_are_taken(make_targets: Callable, dtype: type) -> None:
    assert_array_equal(make_targets(LABELS.astype(dtype), 4), make_targets(LABELS.tolist(), 4))


@pytest.mark.parametrize("make_targets", TARGETS)
def test_int8_labels_name_one_class_even_among_more_than_int8_can_count(make_targets: Callable) -> None:
    assert_array_equal(make_targets(np.int8(127), 1000), make_targets(127, 1000))


def test_numbers_of_numpy_are_taken_as_numbers() -> None:
    assert_array_equal(smooth_labels_a(2, np.int64(4), np.float32(0.5)), smooth_labels_a(2, 4, 0.5))


# Number types


@pytest.mark.parametrize("make_targets", TARGETS)
def test_targets_are_float64_unless_told(make_targets: Callable) -> None:
    assert make_targets(2, 4).dtype == np.float64


@pytest.mark.parametrize("make_targets", TARGETS)
@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_targets_in_a_smaller_type_are_those_of_float64_rounded_once(make_targets: Callable, dtype: type) -> None:
    targets = make_targets(LABELS, 4, dtype=dtype)
    assert targets.dtype == dtype
    assert_array_equal(targets, make_targets(LABELS, 4).astype(dtype))
