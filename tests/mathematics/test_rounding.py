"""Rounding as done by hand: against the decimal module, cases worked out on paper, and laws that always hold."""

from __future__ import annotations

import decimal
import re
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snippets.rounding import LAST_DIGIT, MORE, RIGHT, cut_like, interval, round_like, verdict

LAW = settings(deadline=None, derandomize=True)
EXACTLY = decimal.Context(prec=2000)  # Enough for every digit of every float.

NUMBERS = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9)
FRACTIONS = st.integers(-(2**20), 2**20).map(lambda n: n / 64)  # Ties are frequent among these.
DECIMALS = st.integers(0, 8)


def printed(number: Decimal) -> str:
    """Print a decimal as a figure; nothing is negative that shows only zeros."""
    return format(abs(number) if number == 0 else number, "f").replace("-", "−")


def rounded(exact: float, decimals: int, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    return Decimal(exact).quantize(Decimal(1).scaleb(-decimals), rounding=rounding, context=EXACTLY)


def shifted(exact: float, decimals: int, units: int) -> str:
    return printed(EXACTLY.add(rounded(exact, decimals), Decimal(units).scaleb(-decimals)))


# The last figure of each pair is what a pupil would write.
@pytest.mark.parametrize(
    ("quoted", "exact", "expected", "right"),
    [
        ("0.14", 1 / 7, RIGHT, "0.14"),
        ("0.142", 1 / 7, LAST_DIGIT, "0.143"),
        ("0.144", 1 / 7, LAST_DIGIT, "0.143"),
        ("0.141", 1 / 7, MORE, "0.143"),
        ("14%", 1 / 7, RIGHT, "14%"),
        ("14.2%", 1 / 7, LAST_DIGIT, "14.3%"),
        ("14.3 %", 1 / 7, RIGHT, "14.3 %"),
        ("0.1%", 1 / 7, MORE, "14.3%"),
        ("−0.67", -2 / 3, RIGHT, "−0.67"),
        ("-0.67", -2 / 3, RIGHT, "−0.67"),
        ("−0.66", -2 / 3, LAST_DIGIT, "−0.67"),
        ("0.67", -2 / 3, MORE, "−0.67"),
        ("3", 3, RIGHT, "3"),
        ("3.10", 3.1, RIGHT, "3.10"),
        ("0", -0.4, RIGHT, "0"),
        ("−0.0", -0.04, RIGHT, "0.0"),
        ("120", 119.5001, RIGHT, "120"),
        ("0.0040", 0.004019646528338, RIGHT, "0.0040"),
    ],
)
def test_figures_judged_on_paper(quoted: str, exact: float, expected: str, right: str) -> None:
    assert verdict(quoted, exact) == expected
    assert round_like(quoted, exact) == right


@pytest.mark.parametrize("quoted", ["0.12", "0.13"])
def test_halfway_both_neighbours_are_right(quoted: str) -> None:
    assert verdict(quoted, 0.125) == RIGHT
    assert round_like(quoted, 0.125) == "0.12"


@pytest.mark.parametrize(("quoted", "expected"), [("0.11", LAST_DIGIT), ("0.14", LAST_DIGIT), ("0.10", MORE)])
def test_beside_the_two_neighbours_a_figure_is_off(quoted: str, expected: str) -> None:
    assert verdict(quoted, 0.125) == expected


def test_a_float_is_taken_as_the_number_that_it_is() -> None:
    assert verdict("2.68", 2.675) == LAST_DIGIT  # The float is 2.67499999999999982…
    assert verdict("0.5", np.nextafter(0.45, 0)) == LAST_DIGIT
    assert verdict("0", 0.5) == verdict("1", 0.5) == RIGHT
    assert verdict("0", np.nextafter(0.5, 1)) == LAST_DIGIT
    assert verdict("100000000000000000000", 10**20 + 1) == LAST_DIGIT


@pytest.mark.parametrize("exact", [np.float32(0.5), np.float16(0.5), np.longdouble(0.5)])
def test_numbers_of_numpy_are_numbers(exact: float) -> None:
    assert verdict("0.5", exact) == RIGHT
    assert verdict("1", np.int64(1)) == RIGHT


@LAW
@given(NUMBERS | FRACTIONS, DECIMALS)
def test_rounding_agrees_with_the_decimal_module(exact: float, decimals: int) -> None:
    like = f"{0:.{decimals}f}"
    assert round_like(like, exact) == printed(rounded(exact, decimals))
    assert cut_like(like, exact) == printed(rounded(exact, decimals, ROUND_DOWN))


@LAW
@given(NUMBERS | FRACTIONS, DECIMALS)
def test_what_is_rounded_is_right_and_its_neighbours_are_off_at_most_by_one_digit(exact: float, decimals: int) -> None:
    assert verdict(shifted(exact, decimals, 0), exact) == RIGHT
    for step in (-1, 1):
        assert verdict(shifted(exact, decimals, step), exact) in {RIGHT, LAST_DIGIT}
    assert RIGHT not in {verdict(shifted(exact, decimals, step), exact) for step in (-2, 2)}
    assert {verdict(shifted(exact, decimals, step), exact) for step in (-3, 3)} == {MORE}


@LAW
@given(NUMBERS, DECIMALS)
def test_both_neighbours_are_right_only_halfway(exact: float, decimals: int) -> None:
    half = Decimal("0.5").scaleb(-decimals)
    distance = EXACTLY.subtract(Decimal(exact), rounded(exact, decimals)).copy_abs()
    right = [step for step in (-1, 0, 1) if verdict(shifted(exact, decimals, step), exact) == RIGHT]
    assert len(right) == (2 if distance == half else 1)


@LAW
@given(NUMBERS, DECIMALS)
def test_a_sign_changes_nothing_but_the_sign(exact: float, decimals: int) -> None:
    quoted = printed(abs(rounded(exact, decimals, ROUND_DOWN)))
    assert verdict(quoted, abs(exact)) == verdict(f"−{quoted}", -abs(exact))


@LAW
@given(st.integers(-(2**30), 2**30), DECIMALS)
def test_a_percentage_is_a_hundredth(numerator: int, decimals: int) -> None:
    share = numerator / 2**20
    assert round_like(f"{0:.{decimals}f}%", share) == printed(rounded(share * 100, decimals)) + "%"  # × 100 is exact


@pytest.mark.parametrize(
    ("quoted", "low", "high"),
    [("0.0165", 0.01645, 0.01655), ("−6.5", -6.55, -6.45), ("98.4%", 0.9835, 0.9845), ("1", 0.5, 1.5)],
)
def test_interval(quoted: str, low: float, high: float) -> None:
    assert interval(quoted) == (low, high)


@pytest.mark.parametrize(
    "quoted",
    ["", "abc", "1e-3", ".5", "5.", "1,000", "+1", "− 1", "0.5\n", "½", "٣", "98.4%%", "nan", 0.5, None, b"0.5"],
)
def test_what_is_no_figure_is_refused(quoted: object) -> None:
    for call in (lambda: verdict(quoted, 0.5), lambda: round_like(quoted, 0.5), lambda: cut_like(quoted, 0.5)):
        with pytest.raises(ValueError, match=rf"^quoted must be a decimal figure .*got {re.escape(repr(quoted))}$"):
            call()
    with pytest.raises(ValueError, match=r"^quoted must"):
        interval(quoted)


@pytest.mark.parametrize("exact", [nan, inf, -inf, "0.5", None, True, 0.5j])
def test_what_is_no_finite_number_is_refused(exact: object) -> None:
    for function in (verdict, round_like, cut_like):
        with pytest.raises(ValueError, match=rf"^exact must be a finite number, got {re.escape(repr(exact))}$"):
            function("0.5", exact)
