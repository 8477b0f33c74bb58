"""Cross-entropy, entropy and KL divergence: closed forms, zeros and infinities, batches and number types."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, inf, log, log1p

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from snippets.losses import cross_entropy, entropy, kl_divergence
from snippets.targets import one_hot, smooth_labels_a, smooth_labels_b

pytestmark = pytest.mark.filterwarnings("error")

RANDOM = np.random.default_rng(2)
LOGITS = RANDOM.normal(scale=3, size=(2, 3, 5))
TARGETS = RANDOM.dirichlet(np.ones(5), size=(2, 3))
PAIRED = [cross_entropy, kl_divergence]


# Closed forms


@pytest.mark.parametrize("gap", [-30.0, -2.0, 0.0, 0.5, 30.0])
def test_two_classes_are_the_logistic_loss_of_the_gap(gap: float) -> None:
    assert_allclose(cross_entropy([1, 0], [gap, 0]), log1p(exp(-gap)), rtol=1e-13)


@pytest.mark.parametrize("num_classes", [2, 4, 10, 1000])
@pytest.mark.parametrize("epsilon", [0, 0.1, 1])
def test_equal_logits_cost_log_k_whatever_the_targets(num_classes: int, epsilon: float) -> None:
    targets = smooth_labels_a(1, num_classes, epsilon)
    assert_allclose(cross_entropy(targets, np.full(num_classes, 7.0)), log(num_classes), rtol=1e-13)


@pytest.mark.parametrize("label", range(5))
@pytest.mark.parametrize("epsilon", [0.05, 0.1, 0.5, 1.0])
def test_a_adds_the_gaps_times_epsilon_over_k_minus_one(label: int, epsilon: float) -> None:
    z = LOGITS[0, 0]
    plain = np.log(np.exp(z).sum()) - z[label]
    expected = plain + epsilon / 4 * (z[label] - z).sum()
    assert_allclose(cross_entropy(smooth_labels_a(label, 5, epsilon), z), expected, rtol=1e-12)


@pytest.mark.parametrize("label", range(5))
@pytest.mark.parametrize("epsilon", [0.05, 0.1, 0.5, 1.0])
def test_b_adds_the_gaps_times_epsilon_over_k(label: int, epsilon: float) -> None:
    z = LOGITS[0, 0]
    plain = np.log(np.exp(z).sum()) - z[label]
    expected = plain + epsilon / 5 * (z[label] - z).sum()
    assert_allclose(cross_entropy(smooth_labels_b(label, 5, epsilon), z), expected, rtol=1e-12)


@pytest.mark.parametrize("num_classes", [2, 4, 10, 1000])
def test_entropy_of_a_uniform_distribution_is_log_k(num_classes: int) -> None:
    assert_allclose(entropy(np.full(num_classes, 1 / num_classes)), log(num_classes), rtol=1e-13)


def test_entropy_of_a_distribution_in_powers_of_two_counts_its_bits() -> None:
    assert_allclose(entropy([1 / 2, 1 / 4, 1 / 8, 1 / 8]), 1.75 * log(2), rtol=1e-15)


def test_entropy_of_a_certain_outcome_is_zero() -> None:
    assert entropy(one_hot(1, 3)) == 0


def test_divergence_from_a_certain_outcome_is_its_surprise() -> None:
    assert_allclose(kl_divergence([0, 1], [0, log(3)]), log(4 / 3), rtol=1e-14)


def test_divergence_is_zero_where_the_prediction_is_the_target() -> None:
    assert_allclose(kl_divergence(TARGETS, np.log(TARGETS)), np.zeros((2, 3)), atol=1e-15)


def test_divergence_from_a_target_in_plain_numbers() -> None:
    # ½·log(½ : ¼) + ½·log(½ : ¾)
    assert_allclose(kl_divergence([0.5, 0.5], [0, log(3)]), 0.5 * log(2) + 0.5 * log(2 / 3), rtol=1e-14)


# Zeros and infinities


@pytest.mark.parametrize("function", PAIRED)
def test_probability_zero_costs_infinity_where_the_target_is_not_zero(function: Callable) -> None:
    assert function(smooth_labels_a(1, 3, 0.1), [-inf, 0, 0]) == inf
    assert function([1, 0, 0], [-inf, 0, 0]) == inf


@pytest.mark.parametrize("function", PAIRED)
def test_probability_zero_costs_nothing_where_the_target_is_zero(function: Callable) -> None:
    assert_allclose(function([0, 1, 0], [-inf, 0, 0]), log(2), rtol=1e-15)


@pytest.mark.parametrize("function", PAIRED)
def test_one_plus_infinity_is_the_limit_of_a_growing_logit(function: Callable) -> None:
    assert function([0, 1, 0], [0, inf, -inf]) == 0
    assert function([0.1, 0.9, 0], [0, inf, -inf]) == inf


def test_zero_times_the_logarithm_of_zero_is_zero() -> None:
    assert_allclose(entropy([0.5, 0, 0.5]), log(2), rtol=1e-15)
    assert_allclose(kl_divergence([0.5, 0, 0.5], [0, 0, 0]), log(1.5), rtol=1e-14)


@pytest.mark.parametrize("size", [1e4, 1e308])
def test_large_logits_cost_their_gap(size: float) -> None:
    assert cross_entropy([0, 1], [size, 0]) == size
    assert cross_entropy([0, 1], [0, size]) == 0
    assert_allclose(cross_entropy(smooth_labels_a(1, 2, 0.1), [0, size]), size / 10, rtol=1e-15)
    assert_allclose(kl_divergence([0.1, 0.9], [-size, 0]), size / 10 - entropy([0.1, 0.9]), rtol=1e-14)


# Batches


@pytest.mark.parametrize("function", PAIRED)
@pytest.mark.parametrize("axes", [2, 3])
def test_a_batch_equals_the_loop_over_its_vectors(function: Callable, axes: int) -> None:
    targets, logits = (TARGETS, LOGITS) if axes == 3 else (TARGETS[0], LOGITS[0])
    losses = function(targets, logits)
    assert losses.shape == logits.shape[:-1]
    for index in np.ndindex(losses.shape):
        assert_allclose(losses[index], function(targets[index], logits[index]), rtol=1e-13)


def test_a_batch_of_entropies_equals_the_loop_over_its_vectors() -> None:
    for index in np.ndindex(2, 3):
        assert_allclose(entropy(TARGETS)[index], entropy(TARGETS[index]), rtol=1e-14)


@pytest.mark.parametrize("function", PAIRED)
def test_one_target_serves_a_batch_of_logits_and_one_vector_of_logits_a_batch_of_targets(function: Callable) -> None:
    target, logits = TARGETS[0, 0], LOGITS[0, 0]
    assert_array_equal(function(target, LOGITS), function(np.broadcast_to(target, LOGITS.shape), LOGITS))
    assert_array_equal(function(TARGETS, logits), function(TARGETS, np.broadcast_to(logits, TARGETS.shape)))


@pytest.mark.parametrize("function", PAIRED)
def test_an_empty_batch_stays_empty(function: Callable) -> None:
    assert function(np.empty((0, 4)), np.empty((0, 4))).shape == (0,)
    assert function([0, 0, 1, 0], np.empty((0, 4))).shape == (0,)
    assert entropy(np.empty((0, 4))).shape == (0,)


# Number types


@pytest.mark.parametrize("function", PAIRED)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_the_floating_point_type_is_kept(function: Callable, dtype: type) -> None:
    targets, logits = smooth_labels_b([0, 1], 5, 0.1, dtype=dtype), LOGITS[0, :2].astype(dtype)
    assert function(targets, logits).dtype == dtype
    assert function([0, 0, 1, 0, 0], logits).dtype == dtype
    assert entropy(targets).dtype == dtype


def test_lists_of_integers_give_float64() -> None:
    assert cross_entropy([0, 1], [1, 2]).dtype == np.float64
    assert kl_divergence([0, 1], [1, 2]).dtype == np.float64
    assert entropy([0, 1]).dtype == np.float64


def test_float32_agrees_with_float64() -> None:
    targets, logits = smooth_labels_b([0, 1, 2], 5, 0.1, dtype=np.float32), LOGITS[0].astype(np.float32)
    targets64, logits64 = targets.astype(np.float64), logits.astype(np.float64)
    assert_allclose(cross_entropy(targets, logits), cross_entropy(targets64, logits64), rtol=2e-6)
    assert_allclose(kl_divergence(targets, logits), kl_divergence(targets64, logits64), rtol=2e-6)
    assert_allclose(entropy(targets), entropy(targets64), rtol=2e-6)
