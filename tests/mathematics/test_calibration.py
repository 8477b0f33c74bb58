"""Confidence against accuracy: cases worked by hand, edges of bins, empty bins, a plain loop, and bad input."""

from __future__ import annotations

import math
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.calibration import brier_score, error_if_calibrated, expected_calibration_error, judge, reliability

pytestmark = pytest.mark.filterwarnings("error")


def loop(confidence, right, num_bins):
    """The error by the definition, bin by bin: a confidence c lies in bin m where (m − 1)/M < c ≤ m/M."""
    total = 0.0
    for m in range(1, num_bins + 1):
        inside = [i for i, c in enumerate(confidence) if (m - 1) / num_bins < c <= m / num_bins or (m == 1 and c == 0)]
        if inside:
            accuracy = sum(right[i] for i in inside) / len(inside)
            mean = math.fsum(confidence[i] for i in inside) / len(inside)
            total += len(inside) / len(confidence) * abs(accuracy - mean)
    return total


# By hand


def test_three_bins_by_hand():
    # (0, 1/3]: 0.25 wrong. (1/3, 2/3]: 0.5 right, 0.625 wrong. (2/3, 1]: 0.75, 0.875 and 1 right.
    confidence = [0.25, 0.5, 0.625, 0.75, 0.875, 1.0]
    right = [False, True, False, True, True, True]
    bins = reliability(confidence, right, 3)
    assert bins.edges.tolist() == [0, 1 / 3, 2 / 3, 1]
    assert bins.counts.tolist() == [1, 2, 3]
    assert bins.confidence.tolist() == [0.25, 0.5625, 0.875]
    assert bins.accuracy.tolist() == [0, 0.5, 1]
    # (1 · 0.25 + 2 · 0.0625 + 3 · 0.125) / 6
    assert expected_calibration_error(confidence, right, 3) == 0.125


def test_certain_and_right_is_calibrated_and_certain_and_wrong_is_not():
    assert expected_calibration_error([1.0, 1.0], [True, True], 15) == 0
    assert expected_calibration_error([1.0, 1.0], [False, False], 15) == 1


def test_errors_of_opposite_sign_cancel_within_a_bin_and_not_between_bins():
    confidence, right = [0.4, 0.6], [True, False]
    assert expected_calibration_error(confidence, right, 1) == 0
    assert expected_calibration_error(confidence, right, 2) == pytest.approx(0.6, abs=1e-15)


# Edges


@pytest.mark.parametrize("num_bins", [1, 2, 3, 5, 7, 10, 15, 49, 100])
def test_a_confidence_on_an_edge_belongs_to_the_bin_below(num_bins):
    edges = [m / num_bins for m in range(1, num_bins + 1)]
    assert reliability(edges, [True] * num_bins, num_bins).counts.tolist() == [1] * num_bins


@pytest.mark.parametrize(("confidence", "bin_"), [(0.2, 2), (0.6, 8), (0.8, 11), (1.0, 14), (0.0, 0), (5e-324, 0)])
def test_fifteen_bins_as_they_are_used(confidence, bin_):
    counts = reliability([confidence], [True], 15).counts
    assert counts.tolist() == [int(m == bin_) for m in range(15)]


def test_just_above_an_edge_is_the_bin_above():
    assert reliability([np.nextafter(0.5, 1)], [True], 2).counts.tolist() == [0, 1]
    assert reliability([np.nextafter(0.5, 0)], [True], 2).counts.tolist() == [1, 0]


def test_an_empty_bin_has_no_means_and_adds_nothing():
    bins = reliability([0.9, 0.95], [True, False], 4)
    assert bins.counts.tolist() == [0, 0, 0, 2]
    assert np.isnan(bins.confidence[:3]).all()
    assert np.isnan(bins.accuracy[:3]).all()
    assert expected_calibration_error([0.9, 0.95], [True, False], 4) == pytest.approx(0.425, abs=1e-15)


# In general


CONFIDENCES = st.lists(st.one_of(st.integers(0, 60).map(lambda n: n / 60), st.floats(0, 1)), min_size=1, max_size=40)


@given(CONFIDENCES, st.integers(0, 2**40), st.integers(1, 30))
def test_the_error_is_that_of_a_plain_loop(confidence, bits, num_bins):
    right = [bool(bits >> i & 1) for i in range(len(confidence))]
    expected = loop(confidence, right, num_bins)
    assert expected_calibration_error(confidence, right, num_bins) == pytest.approx(expected, abs=1e-12)


@given(CONFIDENCES, st.integers(0, 2**40), st.integers(1, 30))
def test_no_prediction_is_lost_and_means_stay_within_their_bins(confidence, bits, num_bins):
    right = [bool(bits >> i & 1) for i in range(len(confidence))]
    bins = reliability(confidence, right, num_bins)
    assert bins.counts.sum() == len(confidence)
    used = bins.counts > 0
    assert (bins.confidence[used] >= bins.edges[:-1][used] - 1e-15).all()
    assert (bins.confidence[used] <= bins.edges[1:][used] + 1e-15).all()
    assert (bins.counts * np.nan_to_num(bins.accuracy)).sum() == pytest.approx(sum(right))


def test_the_error_is_at_least_the_gap_of_the_means():
    random = np.random.default_rng(0)
    confidence, right = random.random(500), random.random(500) < 0.7
    gap = abs(confidence.mean() - right.mean())
    assert expected_calibration_error(confidence, right, 1) == pytest.approx(gap)
    assert expected_calibration_error(confidence, right, 15) >= gap


def test_arrays_of_any_shape_are_taken():
    confidence, right = np.array([[0.3, 0.9], [0.5, 0.7]]), np.array([[True, False], [False, True]])
    flat = expected_calibration_error(confidence.ravel(), right.ravel(), 5)
    assert expected_calibration_error(confidence, right, 5) == flat


# From logits


def test_confidence_is_the_largest_probability():
    confidence, right = judge([[0.0, np.log(2), np.log(5)], [np.log(2), 0.0, 0.0]], [2, 1])
    assert confidence == pytest.approx([0.625, 0.5])
    assert right.tolist() == [True, False]


def test_of_equal_logits_the_first_counts():
    assert judge([[1.0, 1.0]], [0])[1].tolist() == [True]
    assert judge([[1.0, 1.0]], [1])[1].tolist() == [False]


def test_leading_axes_are_kept():
    confidence, right = judge(np.zeros((2, 3, 4)), np.array([0, 1, 0]))
    assert confidence.shape == right.shape == (2, 3)
    assert (confidence == 0.25).all()


# By chance


def test_even_a_calibrated_model_shows_an_error():
    # Two predictions at 1/2 in one bin: |k/2 − 1/2| is 1/2 for k = 0 and k = 2, half of all draws, and 0 otherwise.
    error = error_if_calibrated([0.5, 0.5], 1, 20000, np.random.default_rng(1))
    assert error == pytest.approx(0.25, abs=0.01)


def test_certainty_leaves_nothing_to_chance():
    assert error_if_calibrated([1.0, 1.0, 0.0], 15, 5, np.random.default_rng(0)) == 0


def test_chance_fades_with_the_number_of_predictions():
    few, many = (error_if_calibrated(np.full(n, 0.7), 15, 50, np.random.default_rng(2)) for n in (100, 10000))
    # The mean distance of a proportion from its chance is √(2p(1 − p)/(πn)).
    assert few == pytest.approx(math.sqrt(2 * 0.21 / (math.pi * 100)), rel=0.25)
    assert many == pytest.approx(few / 10, rel=0.35)


# Bad input


@pytest.mark.parametrize(
    ("confidence", "shown"),
    [
        ([-0.1], "got -0.1"),
        ([0.5, 1.5], "got 1.5"),
        ([nan], "got nan"),
        ([inf], "got inf"),
        ([], r"got \[\]"),
        (["0.5"], r"got \['0.5'\]"),
        ([True], r"got \[True\]"),
    ],
)
def test_what_is_no_confidence_is_refused(confidence, shown):
    right = [True] * len(confidence)
    with pytest.raises(ValueError, match=f"^confidence must be .*{shown}"):
        expected_calibration_error(confidence, right, 15)
    with pytest.raises(ValueError, match=f"^confidence must be .*{shown}"):
        error_if_calibrated(confidence, 15, 1, np.random.default_rng(0))


@pytest.mark.parametrize("right", [[1], [True, True], True, ["yes"]])
def test_what_does_not_say_right_or_wrong_is_refused(right):
    with pytest.raises(ValueError, match=r"^right must be a truth value for each confidence, of shape \(1,\), got"):
        reliability([0.5], right, 15)


@pytest.mark.parametrize("count", [0, -1, 1.5, "3", None, True])
def test_what_is_no_count_is_refused(count):
    with pytest.raises(ValueError, match=r"^num_bins must be an integer of at least 1, got"):
        reliability([0.5], [True], count)
    with pytest.raises(ValueError, match=r"^repeats must be an integer of at least 1, got"):
        error_if_calibrated([0.5], 15, count, np.random.default_rng(0))


def test_labels_and_logits_are_checked():
    with pytest.raises(ValueError, match=r"^labels must be classes from 0 to 1, got 2$"):
        judge([[0.0, 1.0]], [2])
    with pytest.raises(ValueError, match=r"^logits must not hold NaN"):
        judge([[0.0, nan]], [0])


# The Brier score


def test_the_brier_score_by_hand():
    # (0.5 − 1)² + 0.25² + 0.25², and a certain prediction that is wrong.
    assert brier_score([1, 0, 0], [0.5, 0.25, 0.25]) == pytest.approx(0.375)
    assert brier_score([1, 0], [[0.0, 1.0], [1.0, 0.0]]).tolist() == [2, 0]


def test_the_brier_score_is_lowest_on_average_at_the_chances_themselves():
    # Brier (1950): a forecaster does best by saying what he thinks.
    chances = np.array([0.5, 0.3, 0.2])
    random = np.random.default_rng(0)
    others = random.dirichlet([1, 1, 1], 100)

    def expected(p):
        return float(chances @ brier_score(np.eye(3), p))

    assert all(expected(p) > expected(chances) for p in others)
