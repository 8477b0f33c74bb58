"""Outputs compare by decimal rounding: what a page shows is what was computed, rounded."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recompute.testing.examples import RoundingChecker, rounded_like


def accepts(want: str, got: str) -> bool:
    return RoundingChecker().check_output(f"{want}\n", f"{got}\n", 0)


@pytest.mark.parametrize(
    ("want", "got"),
    [
        ("0.84", "0.8399"),
        ("-0.0166", "-0.016561308491"),
        ("1.4e-05", "1.3999e-05"),
        ("[0.25 0.75]", "[0.2500001 0.7499999]"),
        ("array([ 0.5, -0.5])", "array([ 0.49999,  -0.50001])"),
        ("Loss 0.57 after 3 steps", "Loss 0.5666 after 3 steps"),
        ("0.12", "0.125"),
        ("0.13", "0.125"),
        ("inf", "inf"),
    ],
)
def test_a_number_may_be_shown_rounded(want: str, got: str) -> None:
    assert accepts(want, got)


@pytest.mark.parametrize(
    ("want", "got"),
    [
        ("0.83", "0.8399"),
        ("0.0165", "0.016561308491"),
        ("1", "1.4"),
        ("0.", "0.4"),
        ("1.5", "1"),
        ("0.84", "-0.84"),
        ("float32", "float64"),
        ("[0.25]", "[0.25 0.25]"),
        ("Loss 0.57", "Cost 0.57"),
        ("3 of 0.50", "4 of 0.50"),
        ("0.50", "nan"),
    ],
)
def test_a_number_that_was_cut_off_or_is_another_fails(want: str, got: str) -> None:
    assert not accepts(want, got)


@given(st.floats(-1e6, 1e6), st.integers(1, 10))
def test_every_number_agrees_with_its_own_rounding(number: float, decimals: int) -> None:
    assert accepts(f"{number:.{decimals}f}", f"{Decimal(number):f}")


@given(st.floats(0.001, 1e6), st.integers(1, 6))
def test_no_number_agrees_with_a_rounding_one_unit_off(number: float, decimals: int) -> None:
    off_by_one = math.floor(number * 10**decimals + 0.5) / 10**decimals + 1.6 * 10**-decimals
    assert not accepts(f"{off_by_one:.{decimals}f}", f"{number:.15f}")


@pytest.mark.parametrize(
    ("want", "got", "expected"),
    [
        ("0.84", "0.91234", "0.91"),
        ("[0.84 0.16]", "[0.91234 0.08766]", "[0.91 0.09]"),
        ("1.40e-05", "2.51234e-05", "2.51e-05"),
        ("0.84", "3", "3"),
        ("5", "7.25", "7.25"),
        ("0.84", "0.91234 0.5", "0.91234 0.5"),
    ],
)
def test_a_new_output_keeps_as_many_decimals_as_the_old_one(want: str, got: str, expected: str) -> None:
    assert rounded_like(want, got) == expected
