"""Targets and losses of implementations that follow neither convention, against algebra and published figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from snippets.conventions import (
    ZOO_NUM_CLASSES,
    smooth_labels_beside_padding,
    smooth_labels_classy_vision,
    smooth_labels_miscounted,
    smooth_labels_multi_label,
    smooth_labels_short,
)
from snippets.losses import cross_entropy, kl_divergence
from snippets.targets import epsilon_a_to_b, one_hot, smooth_labels_a, smooth_labels_b
from snippets.weighted import mixed_cross_entropy, sigmoid_cross_entropy, weighted_cross_entropy, weighted_gradient

pytestmark = pytest.mark.filterwarnings("error")

LOGITS = np.array([-1.5, 0.5, 5.0, -0.5])
BATCH = np.random.default_rng(7).normal(scale=3, size=(6, 5))
LABELS = np.array([0, 4, 2, 2, 1, 3])
EPSILONS = pytest.mark.parametrize("epsilon", [0.0, 0.05, 0.1, 0.5, 1.0])
CLASSES = pytest.mark.parametrize("num_classes", [3, 4, 10, 1000])
TARGETS = [
    pytest.param(smooth_labels_miscounted, id="miscounted"),
    pytest.param(smooth_labels_short, id="short"),
    pytest.param(smooth_labels_classy_vision, id="classy_vision"),
    pytest.param(smooth_labels_multi_label, id="multi_label"),
    pytest.param(partial(smooth_labels_beside_padding, padding=0), id="beside padding"),
]


# Targets


@pytest.mark.parametrize(
    ("make_targets", "expected"),
    [
        (smooth_labels_miscounted, [0.1 / 999, 0.1 / 999, 0.9, 0.1 / 999]),
        (smooth_labels_short, [0.025, 0.025, 0.9, 0.025]),
        (smooth_labels_classy_vision, [0.25 / 11, 0.25 / 11, 10.25 / 11, 0.25 / 11]),
        (smooth_labels_multi_label, [0.1, 0.1, 0.9, 0.1]),
        (partial(smooth_labels_beside_padding, padding=0), [0, 0.05, 0.9, 0.05]),
        (partial(smooth_labels_beside_padding, padding=3), [0.05, 0.05, 0.9, 0]),
    ],
)
def test_the_example_in_plain_fractions(make_targets: Callable, expected: list[float]) -> None:
    assert_allclose(make_targets(2, 4, 0.1), expected, rtol=1e-14)


@CLASSES
@EPSILONS
def test_what_each_adds_up_to(num_classes: int, epsilon: float) -> None:
    def total(make_targets: Callable, **more: int) -> float:
        return float(make_targets(1, num_classes, epsilon, **more).sum())

    assert total(smooth_labels_short) == pytest.approx(1 - epsilon / num_classes, rel=1e-13)
    assert total(smooth_labels_multi_label) == pytest.approx(1 + (num_classes - 2) * epsilon, rel=1e-13)
    assert total(smooth_labels_classy_vision) == pytest.approx(1, rel=1e-13)
    assert total(smooth_labels_beside_padding, padding=2) == pytest.approx(1, rel=1e-13)
    missing = epsilon - epsilon * (num_classes - 1) / 999
    assert total(smooth_labels_miscounted) == pytest.approx(1 - missing, rel=1e-13, abs=1e-13)


def test_the_right_count_is_convention_a() -> None:
    assert ZOO_NUM_CLASSES == 1000
    assert_array_equal(smooth_labels_miscounted(LABELS, 5, 0.1, 5), smooth_labels_a(LABELS, 5, 0.1))
    assert_array_equal(smooth_labels_miscounted(0, 1000, 0.1), smooth_labels_a(0, 1000, 0.1))


def test_classy_vision_is_onehot_plus_a_share_divided_by_the_sum() -> None:
    raised = one_hot(LABELS, 5) + 0.3 / 5
    expected = raised / raised.sum(axis=-1, keepdims=True)
    assert_allclose(smooth_labels_classy_vision(LABELS, 5, 0.3), expected, rtol=1e-14)


def test_beside_padding_is_convention_a_on_the_classes_left() -> None:
    without = np.delete(smooth_labels_beside_padding([0, 1, 3], 5, 0.1, padding=2), 2, axis=-1)
    assert_allclose(without, smooth_labels_a([0, 1, 2], 4, 0.1), rtol=1e-14)


@pytest.mark.parametrize("make_targets", TARGETS)
def test_no_smoothing_is_one_hot(make_targets: Callable) -> None:
    assert_array_equal(make_targets([[1, 2], [3, 1]], 4, 0), np.eye(4)[[[1, 2], [3, 1]]])


@pytest.mark.parametrize("make_targets", TARGETS)
@pytest.mark.parametrize(
    ("labels", "num_classes", "epsilon", "message"),
    [(4, 4, 0.1, "labels must"), (-1, 4, 0.1, "labels must"), (1, 1, 0.1, "num_classes must"), (1, 4, 1.5, "epsilon")],
)
def test_bad_input_is_refused(
    make_targets: Callable, labels: int, num_classes: int, epsilon: float, message: str
) -> None:
    with pytest.raises(ValueError, match=f"^{message}.* got "):
        make_targets(labels, num_classes, epsilon)


def test_padding_is_refused_as_label_and_where_it_is_no_class() -> None:
    with pytest.raises(ValueError, match=r"^labels must not be the padding, got 2"):
        smooth_labels_beside_padding([1, 2], 4, 0.1, padding=2)
    with pytest.raises(ValueError, match=r"^labels must be classes from 0 to 3, got 4"):
        smooth_labels_beside_padding(1, 4, 0.1, padding=4)
    with pytest.raises(ValueError, match=r"^num_classes must be at least 3"):
        smooth_labels_beside_padding(1, 2, 0.1, padding=0)


# Losses


def test_published_losses_of_mmpretrain() -> None:
    assert round(float(cross_entropy(smooth_labels_classy_vision(0, 2, 0.1), [1, -1])), 4) == 0.2178
    assert round(float(mixed_cross_entropy(0, [1.0, -1.0], 0.1)), 4) == 0.2269
    # Its test of use_sigmoid smooths under convention K, which for two classes is [0.95, 0.05].
    assert round(float(sigmoid_cross_entropy(smooth_labels_b(0, 2, 0.1), [1, -1])), 4) == 0.3633


def test_known_losses_of_the_example() -> None:
    assert weighted_cross_entropy(smooth_labels_short(2, 4, 0.1), LOGITS) == pytest.approx(0.4286472758, abs=5e-11)
    assert weighted_cross_entropy(smooth_labels_miscounted(2, 4, 0.1), LOGITS) == pytest.approx(0.0165618, abs=5e-8)
    # Only the classes beside the padding count: KL of [.05, .9, .05] from p, worked out term by term.
    terms = 0.05 * np.log(0.05) * 2 + 0.9 * np.log(0.9) + 0.05 * (4.5165613085 + 5.5165613085) + 0.9 * 0.0165613085
    targets = smooth_labels_beside_padding(2, 4, 0.1, padding=0)
    assert kl_divergence(targets, LOGITS) == pytest.approx(terms, abs=1e-10)


@EPSILONS
def test_mixing_losses_is_smoothing_targets(epsilon: float) -> None:
    assert_allclose(
        mixed_cross_entropy(LABELS, BATCH, epsilon),
        cross_entropy(smooth_labels_b(LABELS, 5, epsilon), BATCH),
        rtol=1e-13,
    )
    share = epsilon_a_to_b(epsilon, 5)
    assert_allclose(
        mixed_cross_entropy(LABELS, BATCH, share), cross_entropy(smooth_labels_a(LABELS, 5, epsilon), BATCH), rtol=1e-12
    )


def test_the_share_of_fairseq_is_the_conversion_from_a_to_b() -> None:
    epsilon, num_classes = 0.1, 5
    each = epsilon / (num_classes - 1)  # fairseq's ε_i
    losses = np.log(np.exp(BATCH).sum(axis=-1, keepdims=True)) - BATCH
    true = np.take_along_axis(losses, LABELS[:, None], axis=-1)[:, 0]
    as_fairseq = (1 - epsilon - each) * true + each * losses.sum(axis=-1)
    assert_allclose(mixed_cross_entropy(LABELS, BATCH, epsilon_a_to_b(epsilon, num_classes)), as_fairseq, rtol=1e-12)


def test_targets_of_sum_one_weigh_as_cross_entropy() -> None:
    targets = smooth_labels_a(LABELS, 5, 0.1)
    assert_allclose(weighted_cross_entropy(targets, BATCH), cross_entropy(targets, BATCH), rtol=1e-14)


def test_the_weighted_loss_is_the_plain_formula() -> None:
    targets = np.random.default_rng(3).random(BATCH.shape)
    log_p = BATCH - np.log(np.exp(BATCH).sum(axis=-1, keepdims=True))
    assert_allclose(weighted_cross_entropy(targets, BATCH), -(targets * log_p).sum(axis=-1), rtol=1e-12)


def test_the_weighted_gradient_is_that_of_central_differences() -> None:
    targets, step = smooth_labels_short(LABELS, 5, 0.3), 1e-5
    for k, nudge in enumerate(np.eye(5) * step):
        rise = weighted_cross_entropy(targets, BATCH + nudge) - weighted_cross_entropy(targets, BATCH - nudge)
        assert_allclose(weighted_gradient(targets, BATCH)[:, k], rise / (2 * step), rtol=1e-6, atol=1e-9)


def test_weights_that_add_up_to_nothing_or_are_negative_are_refused() -> None:
    for loss in (weighted_cross_entropy, weighted_gradient):
        with pytest.raises(ValueError, match=r"^targets must add up to more than 0 .*got the sum 0"):
            loss([0, 0], [1.0, 2.0])
        with pytest.raises(ValueError, match=r"^targets must be finite and not negative"):
            loss([-1, 2], [1.0, 2.0])


def test_a_sigmoid_cross_entropy_stays_finite_far_out() -> None:
    assert sigmoid_cross_entropy([1.0, 0.0], [1000.0, -1000.0]) == 0
    assert sigmoid_cross_entropy([0.0, 1.0], [1000.0, -1000.0]) == 1000


def test_bad_shares_and_probabilities_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^share must be a number, got None"):
        mixed_cross_entropy(0, [1.0, 2.0], None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^targets must be from 0 to 1, got \[2"):
        sigmoid_cross_entropy([2, 0], [1.0, 2.0])
