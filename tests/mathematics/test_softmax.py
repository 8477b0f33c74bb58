"""Softmax, logsumexp and log_softmax: closed forms, infinities, size of the logits, batches and number types."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, inf, log, log1p

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from snippets.softmax import log_softmax, logsumexp, softmax

pytestmark = pytest.mark.filterwarnings("error")  # An overflow on the way is a fault, even if the result is right.

FUNCTIONS = [softmax, logsumexp, log_softmax]
BATCH = np.random.default_rng(1).normal(scale=3, size=(2, 3, 5))


# Closed forms


@pytest.mark.parametrize("gap", [-30.0, -2.0, 0.0, 0.5, 30.0])
def test_two_classes_are_the_sigmoid_of_the_gap(gap: float) -> None:
    sigmoid = 1 / (1 + exp(-gap))
    assert_allclose(softmax([gap, 0])[0], sigmoid, rtol=1e-14)
    assert_allclose(softmax([gap + 2, 2])[0], sigmoid, rtol=1e-14)


@pytest.mark.parametrize("gap", [-30.0, -2.0, 0.0, 0.5, 30.0])
def test_logsumexp_of_two_classes_is_the_softplus_of_the_gap(gap: float) -> None:
    assert_allclose(logsumexp([gap, 0]), log1p(exp(gap)), rtol=1e-13)


@pytest.mark.parametrize("num_classes", [2, 4, 10, 1000])
@pytest.mark.parametrize("level", [0.0, -3.0, 7.5])
def test_equal_logits_share_the_probability_equally(num_classes: int, level: float) -> None:
    logits = np.full(num_classes, level)
    assert_allclose(softmax(logits), np.full(num_classes, 1 / num_classes), rtol=1e-14)
    assert_allclose(log_softmax(logits), np.full(num_classes, -log(num_classes)), rtol=1e-14)
    assert_allclose(logsumexp(logits), level + log(num_classes), rtol=1e-14)


def test_softmax_of_logarithms_of_weights_is_the_weights_over_their_sum() -> None:
    logits = [log(weight) for weight in (1, 2, 3, 4)]
    assert_allclose(softmax(logits), [0.1, 0.2, 0.3, 0.4], rtol=1e-14)
    assert_allclose(logsumexp(logits), log(10), rtol=1e-14)
    assert_allclose(log_softmax(logits), [log(p) for p in (0.1, 0.2, 0.3, 0.4)], rtol=1e-14)


def test_logarithm_of_a_probability_next_to_one_keeps_its_digits() -> None:
    # 1 − 4e−18 is 1 in float64, and log 1 would be 0: the logarithm has to come from the small rest, exp(−40).
    assert_allclose(log_softmax([40, 0])[0], -exp(-40), rtol=1e-14, atol=0)


# Infinities


def test_minus_infinity_gives_probability_zero() -> None:
    assert_allclose(softmax([-inf, 0, log(3)]), [0, 0.25, 0.75], rtol=1e-14)
    assert_allclose(log_softmax([-inf, 0, log(3)]), [-inf, log(0.25), log(0.75)], rtol=1e-14)
    assert_allclose(logsumexp([-inf, 0, log(3)]), log(4), rtol=1e-14)


def test_the_only_finite_logit_takes_the_whole_probability() -> None:
    assert_array_equal(softmax([-inf, -5, -inf]), [0, 1, 0])
    assert_array_equal(log_softmax([-inf, -5, -inf]), [-inf, 0, -inf])
    assert logsumexp([-inf, -5, -inf]) == -5


def test_one_plus_infinity_is_the_limit_of_a_growing_logit() -> None:
    assert_array_equal(softmax([0, inf, -inf, 5]), softmax([0, 1e9, -inf, 5]))
    assert_array_equal(softmax([0, inf, -inf, 5]), [0, 1, 0, 0])
    assert_array_equal(log_softmax([0, inf, -inf, 5]), [-inf, 0, -inf, -inf])
    assert logsumexp([0, inf, -inf, 5]) == inf


def test_each_vector_of_a_batch_may_hold_its_own_infinity() -> None:
    assert_array_equal(softmax([[inf, 0], [0, inf], [-inf, 0]]), [[1, 0], [0, 1], [0, 1]])


# Size of the logits


@pytest.mark.parametrize("level", [1e4, -1e4, 1e308, -1e308])
def test_a_level_far_beyond_the_range_of_exp_changes_no_probability(level: float) -> None:
    assert_array_equal(softmax([level, level, -inf, level, level]), [0.25, 0.25, 0, 0.25, 0.25])
    assert_allclose(log_softmax([level, level]), [-log(2), -log(2)], rtol=1e-15)
    assert_allclose(logsumexp([level, level]), level + log(2), rtol=1e-15)


def test_logits_of_ten_thousand_give_exact_logarithms() -> None:
    assert_array_equal(softmax([1e4, 0, -1e4]), [1, 0, 0])
    assert_array_equal(log_softmax([1e4, 0, -1e4]), [0, -1e4, -2e4])
    assert logsumexp([1e4, 0, -1e4]) == 1e4


def test_logits_of_1e308_give_exact_logarithms_and_minus_infinity_beyond_the_range() -> None:
    assert_array_equal(softmax([1e308, 0, -1e308]), [1, 0, 0])
    assert_array_equal(log_softmax([1e308, 0, -1e308]), [0, -1e308, -inf])  # −2e308 is no float64.
    assert logsumexp([1e308, 0, -1e308]) == 1e308


# Batches


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("batch", [BATCH[0], BATCH], ids=["2 axes", "3 axes"])
def test_a_batch_equals_the_loop_over_its_vectors(function: Callable, batch: np.ndarray) -> None:
    results = function(batch)
    for index in np.ndindex(batch.shape[:-1]):
        assert_allclose(results[index], function(batch[index]), rtol=1e-15)


@pytest.mark.parametrize(("function", "shape"), [(softmax, (0, 4)), (logsumexp, (0,)), (log_softmax, (0, 4))])
def test_an_empty_batch_stays_empty(function: Callable, shape: tuple[int, ...]) -> None:
    assert function(np.empty((0, 4))).shape == shape


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_logits_are_left_as_they_were(function: Callable) -> None:
    logits = BATCH.copy()
    function(logits)
    assert_array_equal(logits, BATCH)


# Number types


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize(
    "logits", [[1, 2], (1.0, 2.0), np.array([1, 2], np.int8), np.array([1, 2], np.uint64)], ids=lambda z: repr(z)
)
def test_lists_and_integers_give_float64(function: Callable, logits: object) -> None:
    result = function(logits)
    assert result.dtype == np.float64
    assert_array_equal(result, function(np.array([1.0, 2.0])))


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_the_floating_point_type_is_kept(function: Callable, dtype: type) -> None:
    assert function(BATCH.astype(dtype)).dtype == dtype


@pytest.mark.parametrize("function", FUNCTIONS)
def test_float32_agrees_with_float64(function: Callable) -> None:
    logits = BATCH.astype(np.float32)
    assert_allclose(function(logits), function(logits.astype(np.float64)), rtol=2e-6)


@pytest.mark.parametrize(("dtype", "level"), [(np.float16, 6e4), (np.float32, 3e38)])
def test_small_types_bear_logits_as_large_as_they_hold(dtype: type, level: float) -> None:
    assert_array_equal(softmax(np.array([level, 0, -level], dtype)), [1, 0, 0])
    assert_array_equal(log_softmax(np.array([level, 0, -level], dtype)), np.array([0, -level, -inf], dtype))
