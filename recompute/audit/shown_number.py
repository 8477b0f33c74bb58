"""A number as readers see it beside its full precision: whether it is exact as shown, and how fine its digits are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from recompute.values.number_format import FROM_SUPERSCRIPT

# Doubles carry sixteen digits, of which a chain of computations loses a few: 0.1 + 0.2 is shown exactly as 0.3. What
# differs from the twelfth digit on is such noise; no display shows that many digits of a number that it rounds.
_NOISE = Decimal("1e-12")
_SHOWN = re.compile(r"(?P<digits>[+−-]?(?:\d+\.?\d*|\.\d+))(?:×10(?P<power>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(?P<percent>%?)", re.ASCII)


@dataclass(frozen=True)
class Displayed:
    """A computed number of an article: its name, its full precision, and its place among the others.

    >>> Displayed("a.b", "0.0165613", "1.7%").exact, Displayed("a.b", "0.30000000000000004", "0.3").exact
    (False, True)
    >>> Displayed("a.b", "0.0165613", "1.7%").unit, Displayed("a.b", "1234567.0", "1,234,567").unit
    (Decimal('0.001'), Decimal('0'))
    """

    ref: str
    full: str
    shown: str
    nth: int = 0  # Which of the numbers with this name it is.
    position: int = 0  # Which of all numbers it is.

    @cached_property
    def value(self) -> Decimal | None:
        """The number in full precision; None where it is a text, infinite or no number."""
        try:
            value = Decimal(self.full)
        except InvalidOperation:
            return parse(self.full)
        return value if value.is_finite() else None

    @cached_property
    def number(self) -> Decimal | None:
        """The number that is shown."""
        return parse(self.shown)

    @property
    def exact(self) -> bool:
        """Whether what is shown is the number itself; what is no number is not rounded either."""
        if self.value is None or self.number is None:
            return True
        return abs(self.value - self.number) <= _NOISE * abs(self.value)

    @property
    def unit(self) -> Decimal:
        """One unit of the last digit of a rounded number; 0 where the number is exact."""
        if self.exact or self.number is None:
            return Decimal(0)
        exponent = self.number.as_tuple().exponent
        return Decimal(1).scaleb(int(exponent))


def parse(shown: str) -> Decimal | None:
    """Return the number that a text shows, to its last digit, or None where it shows none.

    >>> parse("−0.0166"), parse("98.40%"), parse("1.42×10⁻⁴"), parse("cat")
    (Decimal('-0.0166'), Decimal('0.9840'), Decimal('0.000142'), None)
    """
    match = _SHOWN.fullmatch(re.sub(r"[,_\s]", "", shown))
    if match is None:
        return None
    power = int((match["power"] or "0").translate(FROM_SUPERSCRIPT)) - (2 if match["percent"] else 0)
    return Decimal(match["digits"].replace("−", "-")).scaleb(power)


def is_noise(difference: Decimal, size: Decimal) -> bool:
    """Return whether numbers of this size are equal but for the noise of computing them."""
    return abs(difference) <= _NOISE * abs(size)
