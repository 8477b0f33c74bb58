"""Paired differences against cases worked by hand and the statistics module, and the rule of the verdict."""

from __future__ import annotations

import math
import statistics
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.comparison import (
    HIGHER,
    LEANS_HIGHER,
    LEANS_LOWER,
    LOWER,
    SAME,
    Difference,
    paired_difference,
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
    assert found == Difference(0.5, 0.0)


@pytest.mark.parametrize(
    ("mean", "expected"),
    [
        (0.0, SAME),
        (0.24, SAME),
        (-0.24, SAME),
        (0.25, LEANS_HIGHER),
        (-0.25, LEANS_LOWER),
        (0.49, LEANS_HIGHER),
        (-0.49, LEANS_LOWER),
        (0.5, HIGHER),
        (-0.5, LOWER),
        (9.0, HIGHER),
        (-9.0, LOWER),
    ],
)
def test_the_verdict_compares_with_the_standard_error(mean, expected):
    assert verdict(Difference(mean, 0.25)) == expected


def test_runs_that_all_agree_leave_no_doubt():
    assert verdict(Difference(1e-9, 0.0)) == HIGHER
    assert verdict(Difference(-1e-9, 0.0)) == LOWER
    assert verdict(Difference(0.0, 0.0)) == SAME


@pytest.mark.parametrize("runs", [[1.0], [], 1.0, [[1.0, 2.0], [3.0, 4.0]], [1.0, nan], [1.0, inf], ["1", "2"]])
def test_what_is_no_vector_of_runs_is_refused(runs):
    with pytest.raises(ValueError, match=r"^scores must be a vector of two finite numbers or more, got"):
        paired_difference(runs, [1.0, 2.0])
    with pytest.raises(ValueError, match=r"^baseline must be a vector of two finite numbers or more, got"):
        paired_difference([1.0, 2.0], runs)


def test_runs_that_do_not_pair_are_refused():
    with pytest.raises(ValueError, match=r"^baseline must have a run for each of the 2 of scores, got 3$"):
        paired_difference([1.0, 2.0], [1.0, 2.0, 3.0])
