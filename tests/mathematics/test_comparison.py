"""Paired differences and their intervals against cases worked by hand, the statistics module, SciPy and tables."""

from __future__ import annotations

import math
import statistics
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from snippets.comparison import (
    HIGHER,
    LOWER,
    UNDECIDED,
    Difference,
    half_width,
    paired_difference,
    t_quantile,
    verdict,
)


def test_by_hand():
    # Differences 1, 2, 3: mean 2, deviation 1, standard error 1/√3.
    found = paired_difference([2.0, 4.0, 6.0], [1.0, 2.0, 3.0])
    assert found.mean == 2
    assert found.standard_error == pytest.approx(1 / math.sqrt(3), rel=1e-15)


def test_students_own_example():
    # Student (1908): additional hours of sleep of ten patients by two drugs, 1.58 with a deviation of 1.17
    # (there with n in the denominator).
    hyoscyamine = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    hyoscine = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = paired_difference(hyoscine, hyoscyamine)
    assert f"{found.mean:.2f}" == "1.58"
    assert f"{found.standard_error * math.sqrt(9):.2f}" == "1.17"


RUNS = st.lists(st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)), min_size=2, max_size=30)


@given(RUNS)
def test_against_the_statistics_module(runs):
    scores, baseline = zip(*((a / 8, b / 8) for a, b in runs), strict=True)
    differences = [a - b for a, b in zip(scores, baseline, strict=True)]
    found = paired_difference(scores, baseline)
    assert found.mean == pytest.approx(statistics.mean(differences), abs=1e-12)
    expected = statistics.stdev(differences) / math.sqrt(len(differences))
    assert found.standard_error == pytest.approx(expected, abs=1e-12)


def test_what_the_runs_share_does_not_count():
    found = paired_difference([1.5, 101.5, -98.5], [1.0, 101.0, -99.0])
    assert found == Difference(0.5, 0.0, 2)


def test_the_interval_is_that_of_scipy():
    scores, baseline = [0.9, 0.4, 0.7, 0.8, 0.6], [0.5, 0.45, 0.4, 0.3, 0.55]
    found = paired_difference(scores, baseline)
    expected = stats.ttest_rel(scores, baseline).confidence_interval(0.9)
    half = half_width(found, level=0.9, count=1)
    assert (found.mean - half, found.mean + half) == pytest.approx(tuple(expected), rel=1e-9)


def test_more_intervals_share_the_error_that_one_may_make():
    difference = Difference(0.5, 0.25, 15)
    assert half_width(difference, level=0.95, count=10) == pytest.approx(half_width(difference, level=0.995, count=1))


@pytest.mark.parametrize("count", [1, 7, 300])
def test_the_verdict_needs_an_interval_without_zero(count):
    half = half_width(Difference(0.0, 0.25, 15), level=0.95, count=count)
    for mean, expected in ((1.001, HIGHER), (0.999, UNDECIDED), (0, UNDECIDED), (-0.999, UNDECIDED), (-1.001, LOWER)):
        assert verdict(Difference(mean * half, 0.25, 15), level=0.95, count=count) == expected


def test_runs_that_all_agree_leave_no_doubt():
    for mean, expected in ((1e-9, HIGHER), (-1e-9, LOWER), (0.0, UNDECIDED)):
        assert verdict(Difference(mean, 0.0, 15), level=0.95, count=1) == expected


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5, nan])
def test_what_is_no_level_is_refused(level):
    with pytest.raises(ValueError, match=r"^level must lie between 0 and 1, got"):
        half_width(Difference(1.0, 1.0, 1), level, count=1)


@pytest.mark.parametrize("count", [0, -1, 1.5, True])
def test_what_is_no_count_of_intervals_is_refused(count):
    with pytest.raises(ValueError, match=r"^count must be an integer of at least 1, got"):
        half_width(Difference(1.0, 1.0, 1), 0.95, count)


@pytest.mark.parametrize(
    ("degrees_of_freedom", "expected"),
    # Fisher & Yates, Statistical Tables, table III: both tails together 5 %, then 1 %.
    [(1, ("12.706", "63.657")), (2, ("4.303", "9.925")), (9, ("2.262", "3.250")), (30, ("2.042", "2.750"))],
)
def test_quantiles_are_those_of_printed_tables(degrees_of_freedom, expected):
    assert tuple(f"{t_quantile(p, degrees_of_freedom):.3f}" for p in (0.05, 0.01)) == expected


@given(st.floats(1e-7, 0.999), st.integers(1, 60))
def test_quantiles_are_those_of_scipy(probability, degrees_of_freedom):
    expected = stats.t.isf(probability / 2, degrees_of_freedom)
    assert t_quantile(probability, degrees_of_freedom) == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize("probability", [0.0, 1.0, -0.1, nan])
def test_what_is_no_probability_of_tails_is_refused(probability):
    with pytest.raises(ValueError, match=r"^probability must lie between 0 and 1, got"):
        t_quantile(probability, 15)


@pytest.mark.parametrize("degrees_of_freedom", [0, -3, 2.5])
def test_what_is_no_number_of_degrees_is_refused(degrees_of_freedom):
    with pytest.raises(ValueError, match=r"^degrees_of_freedom must be an integer of at least 1, got"):
        t_quantile(0.05, degrees_of_freedom)


@pytest.mark.parametrize("runs", [[1.0], [], 1.0, [[1.0, 2.0], [3.0, 4.0]], [1.0, nan], [1.0, inf], ["1", "2"]])
def test_what_is_no_vector_of_runs_is_refused(runs):
    with pytest.raises(ValueError, match=r"^scores must be a vector of two finite numbers or more, got"):
        paired_difference(runs, [1.0, 2.0])
    with pytest.raises(ValueError, match=r"^baseline must be a vector of two finite numbers or more, got"):
        paired_difference([1.0, 2.0], runs)


def test_runs_that_do_not_pair_are_refused():
    with pytest.raises(ValueError, match=r"^baseline must have a run for each of the 2 of scores, got 3$"):
        paired_difference([1.0, 2.0], [1.0, 2.0, 3.0])
