"""How far a computed number is from the exact one, and how far rounding alone could have taken it."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from math import inf, log10

import numpy as np
from numpy.typing import DTypeLike

from snippets.checks import check_float_type, check_num_classes, is_integer

_MANY_DIGITS = Context(prec=100)  # More than any number here has: differences are as good as exact.


# --8<-- [start:unit_roundoff]
def unit_roundoff(dtype: DTypeLike) -> float:
    """Return the largest relative error that rounding a number to a floating-point type can make.

    Formula: u = 2^−t for a significand of t bits: half the distance from 1 to the next number, `np.finfo(…).eps` / 2

    Args:
        dtype: the floating-point type.

    Returns:
        u, without unit; it holds for numbers between the smallest normal one and the largest.

    Raises:
        ValueError: `dtype` is no floating-point type.

    Source:
        Higham, Accuracy and Stability of Numerical Algorithms (2002), theorem 2.2.

    >>> unit_roundoff(np.float16) == 2**-11
    True
    """
    check_float_type(dtype)
    return float(np.spacing(np.ones((), dtype))) / 2


# --8<-- [end:unit_roundoff]


# --8<-- [start:relative_error]
def relative_error(computed: float, exact: Decimal) -> float:
    """Return how far a computed number is from the exact one, in proportion to the exact one.

    Formula: |x̂ − x| / |x|

    Args:
        computed: x̂, a binary number, taken as exactly what it is.
        exact: x, not 0.

    Returns:
        The relative error, without unit: +inf for an infinite x̂, NaN for NaN.

    Raises:
        ValueError: `exact` is 0 or not finite.

    Source:
        Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.2.

    >>> relative_error(0.75, Decimal("0.5"))
    0.5
    """
    if exact == 0 or not exact.is_finite():
        raise ValueError(f"exact must be finite and not 0, got {exact}")
    with localcontext(_MANY_DIGITS):
        return float(abs((Decimal(float(computed)) - exact) / exact))


# --8<-- [end:relative_error]


# --8<-- [start:correct_digits]
def correct_digits(error: float) -> float:
    """Return how many significant decimal digits agree, given a relative error.

    Formula: −log₁₀ of the relative error, and 0 where that exceeds 1

    Args:
        error: a relative error, not negative.

    Returns:
        The number of digits, seldom a whole one: +inf without any error, 0 where the error is infinite or NaN.

    Raises:
        ValueError: `error` is negative.

    Source:
        Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.2.

    >>> correct_digits(0.001), correct_digits(0.0), correct_digits(2.0)
    (3.0, inf, 0.0)
    """
    if error < 0:
        raise ValueError(f"error must not be negative, got {error!r}")
    if error == 0:
        return inf
    return -log10(error) if error < 1 else 0.0


# --8<-- [end:correct_digits]


# --8<-- [start:softmax_error_bound]
def softmax_error_bound(num_classes: int, dtype: DTypeLike) -> float:
    """Return how far roundings alone can take softmax from the exact probabilities, in proportion to these.

    Formula: (K + 2) · u, to first order: one for each exponential above and below the line, K − 1 additions, one
        division

    Args:
        num_classes: K, at least 2.
        dtype: the floating-point type.

    Returns:
        The bound on the relative error, without unit; for exponentials that are rounded rightly, of differences
        z_k − max z that need no rounding.

    Raises:
        ValueError: `num_classes` is less than 2, or `dtype` is no floating-point type.

    Source:
        Higham, Accuracy and Stability of Numerical Algorithms (2002), lemma 3.1, with one factor 1 + δ an operation.

    >>> softmax_error_bound(6, np.float16) == 8 * unit_roundoff(np.float16)
    True
    """
    check_num_classes(num_classes)
    return (num_classes + 2) * unit_roundoff(dtype)


# --8<-- [end:softmax_error_bound]


# --8<-- [start:rounded]
def rounded(number: Decimal | float, digits: int) -> Decimal:
    """Round a number to so many significant decimal digits.

    Formula: u · round(x / u), halves to the even neighbour, with u = 10^(e + 1 − n) for x of magnitude 10^e

    Args:
        number: x; a binary number is taken as exactly what it is.
        digits: n, at least 1.

    Returns:
        The rounded number.

    Raises:
        ValueError: `digits` is less than 1.

    Source:
        ISO 80000-1:2009, annex B, rule A.

    >>> rounded(0.1, 3), rounded(Decimal("66.66"), 2)
    (Decimal('0.100'), Decimal('67'))
    """
    if not is_integer(digits) or digits < 1:
        raise ValueError(f"digits must be an integer of at least 1, got {digits!r}")
    return Context(prec=digits).create_decimal(Decimal(number))  # The context rounds halves to even.


# --8<-- [end:rounded]


# --8<-- [start:room_to_turn]
def room_to_turn(exact: Decimal, digits: int) -> float:
    """Return how much an error may be before a number rounds to another last digit.

    Formula: 1/2 − |x − r| / u, with r the number rounded to n digits and u one unit of its last digit

    Args:
        exact: x, not 0.
        digits: n, at least 1.

    Returns:
        The distance from x to where rounding turns, in units of the last digit, from 0 to 1/2.

    Raises:
        ValueError: `digits` is less than 1.

    Source:
        ISO 80000-1:2009, annex B, rule A.

    >>> room_to_turn(Decimal("0.1234"), 3)
    0.1
    """
    nearest = rounded(exact, digits)
    with localcontext(_MANY_DIGITS):
        return float(Decimal("0.5") - abs(exact - nearest).scaleb(digits - 1 - exact.adjusted()))


# --8<-- [end:room_to_turn]


# --8<-- [start:units_off]
def units_off(computed: float, exact: Decimal, digits: int) -> float:
    """Return how far a computed number is from the exact one, in units of the last digit shown.

    Formula: |x̂ − x| / u, with u = 10^(e + 1 − n) for x of magnitude 10^e

    Args:
        computed: x̂, a binary number, taken as exactly what it is.
        exact: x, not 0.
        digits: n, at least 1.

    Returns:
        The distance in units of the last of n significant digits. Where it is less than `room_to_turn`, both
        numbers round to the same digits.

    Raises:
        ValueError: `exact` is 0 or not finite.

    Source:
        ISO 80000-1:2009, annex B.

    >>> units_off(0.75, Decimal("0.5"), 2)
    25.0
    """
    return relative_error(computed, exact) * float(abs(exact).scaleb(digits - 1 - exact.adjusted()))


# --8<-- [end:units_off]
