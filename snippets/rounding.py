"""Decimal rounding as it is done by hand: what a printed figure stands for, and whether it was rounded rightly."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction

from snippets.checks import is_integer, is_number

RIGHT = "right"
LAST_DIGIT = "off in the last digit"
MORE = "off by more than the last digit"

_FIGURE = re.compile(r"(?P<minus>[−-]?)(?P<whole>[0-9]+)(?:\.(?P<decimals>[0-9]+))?(?P<percent>\s?%)?")


# --8<-- [start:verdict]
def verdict(quoted: str, exact: float) -> str:
    """Judge a printed figure: right is whatever lies within half a unit of its last digit.

    Formula: right if |q − x| ≤ u/2; off in the last digit if u/2 < |q − x| ≤ 3u/2, that is, one unit beside
        the right figure

    Args:
        quoted: the figure q as printed, such as "0.0165", "−6.5" or "98.4%"; u is one unit of its last digit.
        exact: the number x that the figure stands for; a percentage stands for a hundredth of what it shows.

    Returns:
        `RIGHT`, `LAST_DIGIT` or `MORE`. Halfway between two figures, both are right.

    Raises:
        ValueError: `quoted` is no decimal figure, or `exact` is no finite number.

    Source:
        ISO 80000-1:2009, annex B, rounding of numbers.

    >>> verdict("0.33", 1 / 3), verdict("0.66", 2 / 3), verdict("60%", 2 / 3)
    ('right', 'off in the last digit', 'off by more than the last digit')
    """
    units = abs(_number(quoted) - _exactly(exact)) / _unit(quoted)
    if units <= Fraction(1, 2):
        return RIGHT
    return LAST_DIGIT if units <= Fraction(3, 2) else MORE


# --8<-- [end:verdict]


# --8<-- [start:interval]
def interval(quoted: str) -> tuple[float, float]:
    """Return the smallest and the largest number that a printed figure can stand for.

    Formula: [q − u/2, q + u/2], with u one unit of the last digit of q

    Args:
        quoted: the figure q as printed.

    Returns:
        Both ends, each as the nearest floating-point number.

    Raises:
        ValueError: `quoted` is no decimal figure.

    Source:
        ISO 80000-1:2009, annex B, rounding of numbers.

    >>> interval("0.5")
    (0.45, 0.55)
    """
    number, half = _number(quoted), _unit(quoted) / 2
    return float(number - half), float(number + half)


# --8<-- [end:interval]


# --8<-- [start:round_like]
def round_like(quoted: str, exact: float) -> str:
    """Round a number to as many decimals as a printed figure has, and print it the same way.

    Formula: u · round(x / u), halves to the even neighbour, with u one unit of the last digit of q

    Args:
        quoted: the figure q as printed.
        exact: the number x.

    Returns:
        The rounded number, as a percentage where `quoted` is one, with a true minus sign.

    Raises:
        ValueError: `quoted` is no decimal figure, or `exact` is no finite number.

    Source:
        ISO 80000-1:2009, annex B, rule A.

    >>> round_like("0.66", 2 / 3), round_like("−6.5", -20 / 3), round_like("60%", 2 / 3)
    ('0.67', '−6.7', '67%')
    """
    return _printed_like(quoted, round(_exactly(exact) / _unit(quoted)))


# --8<-- [end:round_like]


# --8<-- [start:cut_like]
def cut_like(quoted: str, exact: float) -> str:
    """Cut a number off after as many decimals as a printed figure has, without rounding.

    Formula: u · trunc(x / u), with u one unit of the last digit of q

    Args:
        quoted: the figure q as printed.
        exact: the number x.

    Returns:
        What is left of the number, printed as `round_like` does.

    Raises:
        ValueError: as `round_like`.

    Source:
        IEEE 754-2019, section 4.3.2, roundTowardZero.

    >>> cut_like("0.67", 2 / 3), cut_like("−6.7", -20 / 3)
    ('0.66', '−6.6')
    """
    return _printed_like(quoted, math.trunc(_exactly(exact) / _unit(quoted)))


# --8<-- [end:cut_like]


def _printed_like(quoted: str, units: int) -> str:
    """Print a whole number of units of the last digit of a figure."""
    figure = _parts(quoted)
    digits = tuple(map(int, str(abs(units))))
    text = format(Decimal((0, digits, -len(figure["decimals"] or ""))), "f")
    return ("−" if units < 0 else "") + text + (figure["percent"] or "")


def _number(quoted: str) -> Fraction:
    figure = _parts(quoted)
    units = int(figure["whole"] + (figure["decimals"] or ""))
    return (-units if figure["minus"] else units) * _unit(quoted)


def _unit(quoted: str) -> Fraction:
    """Return one unit of the last digit."""
    figure = _parts(quoted)
    places = len(figure["decimals"] or "") + (2 if figure["percent"] else 0)
    return Fraction(1, 10**places)


def _parts(quoted: str) -> re.Match[str]:
    match = _FIGURE.fullmatch(quoted) if isinstance(quoted, str) else None
    if match is None:
        raise ValueError(f"quoted must be a decimal figure such as '0.0165', '−6.5' or '98.4%', got {quoted!r}")
    return match


def _exactly(exact: float) -> Fraction:
    """Return a floating-point number without any rounding."""
    if not is_number(exact) or not math.isfinite(exact):
        raise ValueError(f"exact must be a finite number, got {exact!r}")
    return Fraction(int(exact)) if is_integer(exact) else Fraction(*exact.as_integer_ratio())
