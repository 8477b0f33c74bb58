"""The gradient of cross-entropy and the walk against it: finite differences, infinities, batches and number types."""

from __future__ import annotations

from math import inf, log

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from snippets.gradients import cross_entropy_gradient, gradient_descent
from snippets.losses import cross_entropy
from snippets.targets import one_hot, smooth_labels_a, smooth_labels_b

pytestmark = pytest.mark.filterwarnings("error")

RANDOM = np.random.default_rng(3)
LOGITS = RANDOM.normal(scale=3, size=(2, 3, 5))
TARGETS = RANDOM.dirichlet(np.ones(5), size=(2, 3))
EACH_TARGET = pytest.mark.parametrize(
    "targets",
    [one_hot(1, 5), smooth_labels_a(1, 5, 0.1), smooth_labels_b(1, 5, 0.1)],
    ids=["one-hot", "A", "B"],
)


def central_difference(targets: np.ndarray, logits: np.ndarray, step: float = 1e-5) -> np.ndarray:
    steps = step * np.eye(logits.size)
    return (cross_entropy(targets, logits + steps) - cross_entropy(targets, logits - steps)) / (2 * step)


# The gradient


@EACH_TARGET
@pytest.mark.parametrize("logits", LOGITS.reshape(-1, 5))
def test_the_gradient_is_the_slope_of_the_loss(targets: np.ndarray, logits: np.ndarray) -> None:
    # The difference is off by step² from its curvature, and by the rounding of the loss over the step: 1e-10 each.
    assert_allclose(cross_entropy_gradient(targets, logits), central_difference(targets, logits), atol=1e-9)


def test_the_gradient_is_the_prediction_minus_the_target() -> None:
    logits = [log(weight) for weight in (1, 2, 3, 4)]
    assert_allclose(cross_entropy_gradient([0, 0, 1, 0], logits), [0.1, 0.2, -0.7, 0.4], rtol=1e-14)


def test_the_gradient_vanishes_where_the_prediction_is_the_target() -> None:
    assert_allclose(cross_entropy_gradient(TARGETS, np.log(TARGETS)), np.zeros_like(TARGETS), atol=1e-15)


def test_smoothing_turns_the_push_on_a_confident_true_class_around() -> None:
    confident = [0, 0, 8]
    assert cross_entropy_gradient(one_hot(2, 3), confident)[2] < 0
    assert cross_entropy_gradient(smooth_labels_a(2, 3, 0.1), confident)[2] > 0
    assert cross_entropy_gradient(smooth_labels_b(2, 3, 0.1), confident)[2] > 0


def test_the_gradient_stays_finite_where_the_loss_is_infinite() -> None:
    targets, logits = [0.25, 0.75, 0], [-inf, 0, 0]
    assert cross_entropy(targets, logits) == inf
    assert_array_equal(cross_entropy_gradient(targets, logits), [-0.25, -0.25, 0.5])


def test_one_plus_infinity_predicts_its_class_for_certain() -> None:
    assert_array_equal(cross_entropy_gradient([0.25, 0.75], [inf, 0]), [0.75, -0.75])


@pytest.mark.parametrize("size", [1e4, 1e308])
def test_large_logits_give_the_gradient_of_a_certain_prediction(size: float) -> None:
    assert_array_equal(cross_entropy_gradient([0.25, 0.75, 0], [size, 0, -size]), [0.75, -0.75, 0])


# Batches


@pytest.mark.parametrize("axes", [2, 3])
def test_a_batch_equals_the_loop_over_its_vectors(axes: int) -> None:
    targets, logits = (TARGETS, LOGITS) if axes == 3 else (TARGETS[0], LOGITS[0])
    gradients = cross_entropy_gradient(targets, logits)
    for index in np.ndindex(logits.shape[:-1]):
        assert_allclose(gradients[index], cross_entropy_gradient(targets[index], logits[index]), atol=1e-15)


def test_one_target_serves_a_batch_of_logits() -> None:
    target = TARGETS[0, 0]
    repeated = np.broadcast_to(target, LOGITS.shape)
    assert_array_equal(cross_entropy_gradient(target, LOGITS), cross_entropy_gradient(repeated, LOGITS))


def test_one_vector_of_logits_serves_a_batch_of_targets() -> None:
    repeated = np.broadcast_to(LOGITS[0, 0], TARGETS.shape)
    assert_array_equal(cross_entropy_gradient(TARGETS, LOGITS[0, 0]), cross_entropy_gradient(TARGETS, repeated))


def test_an_empty_batch_stays_empty() -> None:
    empty = np.empty((0, 4))
    assert cross_entropy_gradient(empty, empty).shape == (0, 4)
    assert gradient_descent(empty, empty, 0.5, 3).shape == (4, 0, 4)


# Number types


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_the_floating_point_type_is_kept(dtype: type) -> None:
    targets, logits = smooth_labels_a(2, 5, 0.1, dtype=dtype), LOGITS[0, 0].astype(dtype)
    assert cross_entropy_gradient(targets, logits).dtype == dtype
    assert cross_entropy_gradient([0, 0, 1, 0, 0], logits).dtype == dtype
    assert gradient_descent(targets, logits, 0.5, 2).dtype == dtype


def test_lists_of_integers_give_float64() -> None:
    assert cross_entropy_gradient([0, 1], [1, 2]).dtype == np.float64
    assert gradient_descent([0, 1], [1, 2], 1, 1).dtype == np.float64


def test_float32_agrees_with_float64() -> None:
    targets, logits = TARGETS.astype(np.float32), LOGITS.astype(np.float32)
    exact = cross_entropy_gradient(targets.astype(np.float64), logits.astype(np.float64))
    # p − y loses the leading digits that p and y share, so the rounding of numbers up to 1 remains.
    assert_allclose(cross_entropy_gradient(targets, logits), exact, rtol=2e-6, atol=2 * np.finfo(np.float32).eps)


# The walk


def test_a_step_goes_against_the_gradient_by_the_learning_rate() -> None:
    walk = gradient_descent([0, 1], [0, 0], learning_rate=0.5, steps=1)
    assert_array_equal(walk, [[0, 0], [-0.25, 0.25]])


def test_a_walk_of_no_steps_is_its_beginning() -> None:
    assert_array_equal(gradient_descent(TARGETS, LOGITS, 0.5, 0), LOGITS[None])


@EACH_TARGET
def test_each_step_lowers_the_loss_if_the_learning_rate_is_small(targets: np.ndarray) -> None:
    losses = cross_entropy(targets, gradient_descent(targets, LOGITS[0, 0], 0.5, 50))
    assert (np.diff(losses) < 0).all()


def test_a_long_walk_arrives_at_smoothed_targets() -> None:
    walk = gradient_descent(smooth_labels_a(0, 4, 0.1), np.zeros(4), 2.0, 1000)
    assert_allclose(walk[-1, 0] - walk[-1, 1:], log(0.9 * 3 / 0.1), rtol=1e-12)


def test_without_smoothing_the_true_logit_grows_and_grows() -> None:
    walk = gradient_descent(one_hot(0, 4), np.zeros(4), 2.0, 1000)
    assert (np.diff(walk[:, 0]) > 0).all()
    assert walk[-1, 0] - walk[-1, 1] > log(0.9 * 3 / 0.1)


def test_steps_keep_the_sum_of_the_logits() -> None:
    walk = gradient_descent(TARGETS, LOGITS, 0.5, 20)
    assert walk.shape == (21, 2, 3, 5)
    assert_allclose(walk.sum(axis=-1), np.broadcast_to(LOGITS.sum(axis=-1), (21, 2, 3)), rtol=1e-12)


def test_minus_infinity_stays_where_it_is() -> None:
    assert_array_equal(gradient_descent([0.5, 0.5, 0], [-inf, 0, 0], 1.0, 3)[:, 0], [-inf] * 4)


def test_one_target_walks_from_each_vector_of_a_batch() -> None:
    walk = gradient_descent(TARGETS[0, 0], LOGITS, 0.5, 4)
    assert_allclose(walk[:, 1, 2], gradient_descent(TARGETS[0, 0], LOGITS[1, 2], 0.5, 4), rtol=1e-13)
    both = gradient_descent(TARGETS, LOGITS[0, 0], 0.5, 4)
    assert_allclose(both[:, 1, 2], gradient_descent(TARGETS[1, 2], LOGITS[0, 0], 0.5, 4), rtol=1e-13)


def test_the_beginning_is_left_as_it_was() -> None:
    beginning = LOGITS.copy()
    gradient_descent(TARGETS, beginning, 0.5, 4)
    assert_array_equal(beginning, LOGITS)
