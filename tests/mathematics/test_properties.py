"""Laws that hold for all logits and targets: hypothesis searches for what breaks them."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from snippets.gradients import cross_entropy_gradient
from snippets.losses import cross_entropy, entropy, kl_divergence
from snippets.softmax import log_softmax, logsumexp, softmax
from snippets.targets import epsilon_a_to_b, smooth_labels_a, smooth_labels_b

pytestmark = pytest.mark.filterwarnings("error")

EPS = np.finfo(np.float64).eps

CLASSES = st.integers(2, 12)
FRACTIONS = st.integers(-3200, 3200).map(lambda n: n / 64)  # These add without rounding.
LOGITS = arrays(float, CLASSES, elements=st.floats(-50, 50))
ANY_LOGITS = arrays(float, CLASSES, elements=st.floats(allow_nan=False))


@st.composite
def targets_and_logits(draw: st.DrawFn, logits: st.SearchStrategy = LOGITS) -> tuple[np.ndarray, np.ndarray]:
    drawn = draw(logits)
    weights = draw(arrays(float, drawn.shape, elements=st.integers(0, 1000)).filter(np.any))
    return weights / weights.sum(), drawn


def have_softmax(logits: np.ndarray) -> bool:
    return np.isposinf(logits).sum() <= 1 and not np.isneginf(logits).all()


# Softmax


@given(arrays(float, CLASSES, elements=FRACTIONS), FRACTIONS)
def test_a_shift_of_all_logits_changes_no_probability(logits: np.ndarray, shift: float) -> None:
    assert_array_equal(softmax(logits + shift), softmax(logits))
    assert_array_equal(log_softmax(logits + shift), log_softmax(logits))
    assert_allclose(logsumexp(logits + shift), logsumexp(logits) + shift, rtol=1e-15, atol=1e-13)


@given(ANY_LOGITS)
def test_probabilities_lie_between_zero_and_one_and_add_up_to_one(logits: np.ndarray) -> None:
    assume(have_softmax(logits))
    p = softmax(logits)
    assert ((p >= 0) & (p <= 1)).all()
    assert abs(p.sum() - 1) <= 4 * EPS


@given(ANY_LOGITS)
def test_logarithms_are_numbers_of_at_most_zero(logits: np.ndarray) -> None:
    assume(have_softmax(logits))
    assert (log_softmax(logits) <= 0).all()


@given(LOGITS)
def test_exponentials_of_the_logarithms_are_the_probabilities(logits: np.ndarray) -> None:
    assert_allclose(np.exp(log_softmax(logits)), softmax(logits), rtol=1e-13)


@given(LOGITS)
def test_logsumexp_lies_above_the_maximum_by_log_k_at_most(logits: np.ndarray) -> None:
    assert 0 <= logsumexp(logits) - logits.max() <= np.log(logits.size) * (1 + EPS) + 50 * EPS


@given(LOGITS)
def test_probabilities_keep_the_order_of_the_logits(logits: np.ndarray) -> None:
    assert (np.diff(softmax(np.sort(logits))) >= 0).all()


@given(targets_and_logits(), st.randoms(use_true_random=False))
def test_the_order_of_the_classes_does_not_matter(pair: tuple[np.ndarray, np.ndarray], random: Random) -> None:
    targets, logits = pair
    order = random.sample(range(logits.size), logits.size)
    assert_allclose(softmax(logits[order]), softmax(logits)[order], rtol=1e-14)
    assert_allclose(log_softmax(logits[order]), log_softmax(logits)[order], rtol=1e-14)
    assert_allclose(cross_entropy(targets[order], logits[order]), cross_entropy(targets, logits), rtol=1e-14)
    moved = cross_entropy_gradient(targets[order], logits[order])
    assert_allclose(moved, cross_entropy_gradient(targets, logits)[order], rtol=1e-14, atol=2 * EPS)


# Targets


@given(CLASSES, st.data())
def test_a_is_b_with_the_larger_epsilon(num_classes: int, data: st.DataObject) -> None:
    epsilon = data.draw(st.floats(0, (num_classes - 1) / num_classes))
    label = data.draw(st.integers(0, num_classes - 1))
    larger = epsilon_a_to_b(epsilon, num_classes)
    assume(larger <= 1)  # At the very end of the range, rounding may lead beyond 1.
    a, b = smooth_labels_a(label, num_classes, epsilon), smooth_labels_b(label, num_classes, larger)
    assert_allclose(a, b, rtol=1e-14, atol=2 * EPS)


@given(CLASSES, st.floats(0, 1), st.data())
def test_targets_are_distributions(num_classes: int, epsilon: float, data: st.DataObject) -> None:
    label = data.draw(st.integers(0, num_classes - 1))
    for smooth in (smooth_labels_a, smooth_labels_b):
        targets = smooth(label, num_classes, epsilon)
        assert (targets >= 0).all()
        assert abs(targets.sum() - 1) <= 4 * EPS


# Losses and gradient


@given(targets_and_logits())
def test_the_loss_is_entropy_plus_divergence(pair: tuple[np.ndarray, np.ndarray]) -> None:
    targets, logits = pair
    parts = entropy(targets) + kl_divergence(targets, logits)
    assert_allclose(cross_entropy(targets, logits), parts, rtol=1e-14, atol=8 * EPS)


@given(targets_and_logits())
def test_divergence_is_not_negative(pair: tuple[np.ndarray, np.ndarray]) -> None:
    assert kl_divergence(*pair) >= -4 * EPS  # log y − log p may miss 0 by the rounding of either.


@given(targets_and_logits())
def test_the_gradient_adds_up_to_zero(pair: tuple[np.ndarray, np.ndarray]) -> None:
    assert abs(cross_entropy_gradient(*pair).sum()) <= 8 * EPS


@given(targets_and_logits(ANY_LOGITS))
def test_no_logits_lead_to_nan(pair: tuple[np.ndarray, np.ndarray]) -> None:
    assume(have_softmax(pair[1]))
    assert cross_entropy(*pair) >= 0
    assert kl_divergence(*pair) >= -4 * EPS
    assert (abs(cross_entropy_gradient(*pair)) <= 1).all()


@given(LOGITS, st.floats(0, 1), st.data())
def test_a_mixture_of_targets_costs_the_mixture_of_losses(
    logits: np.ndarray, epsilon: float, data: st.DataObject
) -> None:
    label = data.draw(st.integers(0, logits.size - 1))
    each = cross_entropy(np.eye(logits.size), logits)
    mixture = (1 - epsilon) * each[label] + epsilon * each.mean()
    assert_allclose(cross_entropy(smooth_labels_b(label, logits.size, epsilon), logits), mixture, rtol=1e-13)
