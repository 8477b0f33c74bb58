"""The floor of a smoothed loss, the gap and the scale that reach it: closed forms, mpmath, limits and bad input."""

from __future__ import annotations

from itertools import pairwise
from math import inf, log, nan

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.floors import best_gap, best_scale, loss_floor

pytestmark = pytest.mark.filterwarnings("error")

mpmath.mp.dps = 50

CLASSES = [2, 3, 4, 10, 1000]
EPSILONS = [5e-324, 1e-300, 1e-17, 1e-9, 0.05, 0.1, 0.5, 0.75, 0.9, 1 - 2**-53]
NOTE = (-1.5, 0.5, 5.0, -0.5)
A = (1 / 30, 1 / 30, 0.9, 1 / 30)


def exact_floor(num_classes, epsilon):
    other = mpmath.mpf(epsilon) / (num_classes - 1)
    return -(1 - mpmath.mpf(epsilon)) * mpmath.log1p(-mpmath.mpf(epsilon)) - epsilon * mpmath.log(other)


def exact_loss(targets, logits, scale):
    scaled = [mpmath.mpf(scale) * z for z in logits]
    return mpmath.log(mpmath.fsum(map(mpmath.exp, scaled))) - mpmath.fdot(targets, scaled)


# The floor


@pytest.mark.parametrize(
    ("num_classes", "floor"), [(2, ".3250830"), (4, ".4349442"), (10, ".5448054"), (1000, "1.0157585")]
)
def test_floors_known_from_elsewhere(num_classes, floor):
    assert f"{loss_floor(num_classes, 0.1):.7f}".lstrip("0") == floor


@pytest.mark.parametrize("num_classes", CLASSES)
@pytest.mark.parametrize("epsilon", EPSILONS)
def test_the_floor_keeps_its_digits(num_classes, epsilon):
    exact = exact_floor(num_classes, epsilon)
    assert loss_floor(num_classes, epsilon) == pytest.approx(float(exact), rel=1e-14, abs=5e-324)


@pytest.mark.parametrize("num_classes", CLASSES)
def test_without_smoothing_there_is_no_floor(num_classes):
    assert loss_floor(num_classes, 0) == 0
    assert loss_floor(num_classes, 0.0) == 0


@pytest.mark.parametrize("num_classes", CLASSES)
def test_full_smoothing_spreads_over_the_other_classes_alone(num_classes):
    assert loss_floor(num_classes, 1) == pytest.approx(log(num_classes - 1), rel=1e-15)


@pytest.mark.parametrize("num_classes", CLASSES)
def test_the_floor_is_highest_where_the_target_is_uniform(num_classes):
    uniform = (num_classes - 1) / num_classes
    assert loss_floor(num_classes, uniform) == pytest.approx(log(num_classes), rel=1e-14)
    assert loss_floor(num_classes, 0.99 * uniform) < log(num_classes)
    assert loss_floor(num_classes, (uniform + 1) / 2) < log(num_classes)


# The gap


@pytest.mark.parametrize(("num_classes", "shown"), [(4, "3.29584"), (1000, "9.10398")])
def test_gaps_known_from_elsewhere(num_classes, shown):
    assert f"{best_gap(num_classes, 0.1):.5f}" == shown


def test_the_gap_of_convention_b_is_that_of_a_with_less_smoothing():
    assert f"{best_gap(4, 0.1 * 3 / 4):.10f}" == "3.6109179126"


@pytest.mark.parametrize("num_classes", CLASSES)
@pytest.mark.parametrize("epsilon", EPSILONS)
def test_the_gap_keeps_its_digits(num_classes, epsilon):
    exact = mpmath.log((1 - mpmath.mpf(epsilon)) * (num_classes - 1) / mpmath.mpf(epsilon))
    assert best_gap(num_classes, epsilon) == pytest.approx(float(exact), rel=1e-14, abs=1e-14)


@pytest.mark.parametrize("num_classes", CLASSES)
def test_the_gap_at_the_ends_is_infinite(num_classes):
    assert best_gap(num_classes, 0) == inf
    assert best_gap(num_classes, 1) == -inf


@pytest.mark.parametrize("num_classes", CLASSES)
def test_logits_with_the_best_gap_predict_the_target(num_classes):
    gap = mpmath.mpf(best_gap(num_classes, 0.1))
    predicted = mpmath.exp(gap) / (mpmath.exp(gap) + num_classes - 1)
    assert float(predicted) == pytest.approx(0.9, rel=1e-14)


# The scale


def test_the_scale_of_the_note():
    scale = best_scale(A, NOTE)
    assert f"{scale:.4f}" == "0.6063"
    assert f"{1 / scale:.3f}" == "1.649"
    assert f"{float(exact_loss(A, NOTE, scale)):.6f}" == "0.447136"


def test_the_scale_agrees_with_a_root_found_by_mpmath():
    root = mpmath.findroot(lambda c: mpmath.diff(lambda scale: exact_loss(A, NOTE, scale), c), 0.6)
    assert best_scale(A, NOTE) == pytest.approx(float(root), rel=1e-14)


def test_two_classes_have_a_closed_form():
    # σ(c · z) = y gives c = logit(y) / z.
    assert best_scale([0.1, 0.9], [0.0, 5.0]) == pytest.approx(log(9) / 5, rel=1e-14)
    assert best_scale([0.4, 0.6], [3.0, 3.001]) == pytest.approx(log(1.5) / 0.001, rel=1e-10)


@given(st.lists(st.integers(-40, 40), min_size=2, max_size=6, unique=True), st.floats(0.01, 0.3), st.integers(0, 5))
def test_no_scale_nearby_has_a_smaller_loss(logits, epsilon, label):
    logits = [z / 4 for z in logits]
    label %= len(logits)
    targets = [1 - epsilon if k == label else epsilon / (len(logits) - 1) for k in range(len(logits))]
    scale = best_scale(targets, logits)
    here = exact_loss(targets, logits, scale)
    nearby = [0.99 * scale, 1.01 * scale, max(scale - 1e-3, 0), scale + 1e-3]
    assert all(here <= exact_loss(targets, logits, other) + 1e-14 for other in nearby)


def test_a_common_shift_changes_nothing():
    shifted = [z + 1000 for z in NOTE]
    assert best_scale(A, shifted) == pytest.approx(best_scale(A, NOTE), rel=1e-12)


def test_a_larger_vector_needs_a_smaller_scale():
    scales = [best_scale(A, [size * z for z in NOTE]) for size in (1, 2, 4, 1024)]
    assert all(one > other for one, other in pairwise(scales))
    assert scales[-1] * 1024 == pytest.approx(scales[0], rel=1e-14)


def test_without_smoothing_a_right_answer_is_never_loud_enough():
    assert best_scale([0, 0, 1, 0], NOTE) == inf
    assert best_scale([0.5, 0.5, 0], [3.0, 3.0, -1.0]) == inf


def test_a_wrong_answer_is_best_not_given():
    assert best_scale([1, 0, 0, 0], NOTE) == 0
    assert best_scale([0.25, 0.25, 0.25, 0.25], NOTE) == 0
    assert best_scale([0.2, 0.8], [7.0, 7.0]) == 0


def test_several_vectors_share_one_scale():
    # Right in three cases of four, with the same gap each time: σ(c · z) = 3/4.
    targets = [[1, 0], [1, 0], [1, 0], [0, 1]]
    assert best_scale(targets, [[5.0, 0.0]] * 4) == pytest.approx(log(3) / 5, rel=1e-14)
    assert best_scale([1, 0], [[5.0, 0.0], [1.0, 0.0]]) == inf
    assert best_scale([1, 0], [[5.0, 0.0], [0.0, 5.0]]) == 0


def test_the_shared_scale_makes_the_sum_of_the_losses_smallest():
    targets, logits = [A, (0.0, 0.0, 0.0, 1.0)], [NOTE, (1.0, 0.0, 0.0, 3.0)]

    def total(scale):
        return exact_loss(targets[0], logits[0], scale) + exact_loss(targets[1], logits[1], scale)

    root = mpmath.findroot(lambda c: mpmath.diff(total, c), 0.7)
    assert best_scale(targets, logits) == pytest.approx(float(root), rel=1e-13)


def test_float32_logits_give_the_scale_of_float64():
    assert best_scale(np.array(A), np.array(NOTE, np.float32)) == pytest.approx(best_scale(A, NOTE), rel=1e-12)


# Bad input


@pytest.mark.parametrize("function", [loss_floor, best_gap])
def test_what_is_no_count_of_classes_and_no_smoothing_factor_is_refused(function):
    for num_classes in (1, 0, -3, 2.0, True, "4"):
        with pytest.raises(ValueError, match=r"^num_classes must be an integer of at least 2, got"):
            function(num_classes, 0.1)
    for epsilon in (-0.1, 1.1, nan, inf, "0.1", None, True):
        with pytest.raises(ValueError, match=r"^epsilon must be a number from 0 to 1, got"):
            function(4, epsilon)


@pytest.mark.parametrize("logits", [[0.0, -inf], [0.0, inf], [[0.0, 1.0], [-inf, 0.0]]])
def test_a_scale_needs_finite_logits(logits):
    with pytest.raises(ValueError, match=r"^logits must be finite, got -?inf$"):
        best_scale([0.1, 0.9], logits)


def test_a_scale_needs_distributions_for_targets():
    with pytest.raises(ValueError, match=r"^targets must add up to 1"):
        best_scale([0.1, 0.8], [0.0, 1.0])
