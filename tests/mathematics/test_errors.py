"""Errors, digits and roundings against hand-worked cases, and the bounds that follow from the unit roundoff."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import inf, isnan, nan

import numpy as np
import pytest

from snippets.precision import (
    correct_digits,
    relative_error,
    room_to_turn,
    rounded,
    softmax_error_bound,
    unit_roundoff,
    units_off,
)
from snippets.reference import exact_softmax
from snippets.softmax import softmax

TYPES = pytest.mark.parametrize(("dtype", "bits"), [(np.float16, 11), (np.float32, 24), (np.float64, 53)])
SEEDS = pytest.mark.parametrize("seed", range(5))


@TYPES
def test_the_unit_roundoff_is_half_a_unit_of_the_last_bit(dtype: type, bits: int) -> None:
    assert unit_roundoff(dtype) == 0.5**bits


@TYPES
@SEEDS
def test_no_rounding_errs_by_more_than_the_unit_roundoff(dtype: type, bits: int, seed: int) -> None:
    for number in np.random.default_rng(seed).uniform(1, 1000, 100):
        tenth = Fraction(number).limit_denominator(997) / 10
        exact = Decimal(tenth.numerator) / Decimal(tenth.denominator)
        assert relative_error(dtype(float(tenth)), exact) <= unit_roundoff(dtype) * (1 + 1e-3)


def test_some_rounding_errs_by_nearly_as_much() -> None:
    just_above_halfway = Decimal(1) + Decimal(2) ** -11 - Decimal(2) ** -30
    assert relative_error(np.float16(float(just_above_halfway)), just_above_halfway) > 0.999 * unit_roundoff(np.float16)


def test_unit_roundoff_refuses_what_is_no_floating_point_type() -> None:
    with pytest.raises(ValueError, match="dtype must be a floating-point type, got int64"):
        unit_roundoff(np.int64)


@pytest.mark.parametrize(
    ("computed", "exact", "error"),
    [(1.5, "1", 0.5), (-1.5, "-1", 0.5), (1.0, "1", 0.0), (0.0, "3", 1.0), (inf, "1", inf), (0.25, "-0.25", 2.0)],
)
def test_relative_errors_worked_by_hand(computed: float, exact: str, error: float) -> None:
    assert relative_error(computed, Decimal(exact)) == error


def test_a_relative_error_sees_beyond_float64() -> None:
    # 0.1 · 2⁵⁶ ends in .6, which is rounded up by 0.4.
    assert relative_error(0.1, Decimal("0.1")) == pytest.approx(0.4 * 2.0**-56 / 0.1, rel=1e-12, abs=0)


def test_nan_has_no_error() -> None:
    assert isnan(relative_error(nan, Decimal(1)))


@pytest.mark.parametrize("exact", ["0", "-0.0", "Infinity", "NaN"])
def test_relative_errors_of_nothing_are_refused(exact: str) -> None:
    with pytest.raises(ValueError, match=f"exact must be finite and not 0, got {exact}"):
        relative_error(1.0, Decimal(exact))


@pytest.mark.parametrize(
    ("error", "digits"), [(1e-7, 7), (0.05, 1.30103), (0.0, inf), (1.0, 0), (3.0, 0), (inf, 0), (nan, 0)]
)
def test_correct_digits(error: float, digits: float) -> None:
    assert correct_digits(error) == pytest.approx(digits, abs=1e-6)


def test_a_negative_error_is_refused() -> None:
    with pytest.raises(ValueError, match=r"error must not be negative, got -0\.1"):
        correct_digits(-0.1)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("num_classes", [2, 4, 10])
@SEEDS
def test_softmax_stays_within_its_bound(dtype: type, num_classes: int, seed: int) -> None:
    logits = np.random.default_rng(seed).integers(-12, 12, num_classes) / 2  # Halves: no difference is rounded.
    exact = exact_softmax(logits.tolist())
    worst = max(map(relative_error, softmax(logits.astype(dtype)), exact))
    # NumPy's exponentials may be off by about three units in the last place, six unit roundoffs, instead of one.
    assert worst <= softmax_error_bound(num_classes, dtype) + 2 * 5 * unit_roundoff(dtype)
    assert worst > 0


@pytest.mark.parametrize(
    ("number", "digits", "shown"),
    [("0.56656", 3, "0.567"), ("-0.56656", 2, "-0.57"), ("0.125", 2, "0.12"), ("999.6", 3, "1.00E+3"), ("0", 3, "0")],
)
def test_significant_digits(number: str, digits: int, shown: str) -> None:
    assert str(rounded(Decimal(number), digits)) == shown


@pytest.mark.parametrize("digits", [0, -1, 2.0])
def test_digits_are_counted_from_one(digits: int) -> None:
    with pytest.raises(ValueError, match=f"digits must be an integer of at least 1, got {digits}"):
        rounded(Decimal(1), digits)


@pytest.mark.parametrize(
    ("number", "digits", "room"),
    [("0.1230", 3, 0.5), ("0.12349", 3, 0.01), ("0.12351", 3, 0.01), ("0.1235", 3, 0.0), ("-77.3", 2, 0.2)],
)
def test_room_until_rounding_turns(number: str, digits: int, room: float) -> None:
    assert room_to_turn(Decimal(number), digits) == pytest.approx(room)


@pytest.mark.parametrize(
    ("computed", "exact", "digits", "units"),
    [(0.5, "0.5", 3, 0), (0.75, "0.5", 2, 25), (-1024.0, "-1000", 2, 0.24), (0.00390625, "0.004", 2, 0.9375)],
)
def test_errors_in_units_of_the_last_digit(computed: float, exact: str, digits: int, units: float) -> None:
    assert units_off(computed, Decimal(exact), digits) == pytest.approx(units)


@SEEDS
def test_an_error_smaller_than_the_room_changes_no_digit(seed: int) -> None:
    random = np.random.default_rng(seed)
    changed = 0
    for exact in random.uniform(0.1, 10, 200):
        computed = float(exact * (1 + random.normal(scale=1e-4)))
        if units_off(computed, Decimal(exact), 4) < room_to_turn(Decimal(exact), 4):
            assert rounded(computed, 4) == rounded(exact, 4)
        else:
            changed += rounded(computed, 4) != rounded(exact, 4)
    assert changed
