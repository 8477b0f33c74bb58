"""Compare the output of an example by decimal rounding: a number that is shown must be the computed one, rounded."""

from __future__ import annotations

import doctest
import re
from decimal import Decimal

_NUMBER = re.compile(r"(?<![\w.])[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?!\w)")
_WITH_DECIMALS = re.compile(r"[+-]?\d*\.(?P<decimals>\d+)(?P<exponent>[eE][+-]?\d+)?")


class RoundingChecker(doctest.OutputChecker):
    """Accepts a number with decimals where the computed one, rounded to as many decimals, is that number."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        """Compare as doctest does, or else number by number, with spaces as they fall.

        >>> check = RoundingChecker().check_output
        >>> check("[0.84 2.0]", "[ 0.8399  2.0]", 0), check("[0.83 2.0]", "[ 0.8399  2.0]", 0)
        (True, False)
        """
        return super().check_output(want, got, optionflags) or agree(want, got)


def agree(want: str, got: str) -> bool:
    """Tell whether an output is as wanted once its numbers are rounded like the wanted ones."""
    pairs = zip(_NUMBER.findall(want), _NUMBER.findall(got), strict=False)
    return _shape(want) == _shape(got) and all(found == wanted or rounds_to(found, wanted) for wanted, found in pairs)


def _shape(text: str) -> str:
    """Return a text without what its numbers are and how they are aligned."""
    return re.sub(r"\s+", " ", re.sub(r"\s*([\[\](),])\s*", r"\1", _NUMBER.sub("#", text))).strip()


def rounds_to(found: str, wanted: str) -> bool:
    """Tell whether a number lies within half a unit of the last decimal of another; an integer must be exact.

    >>> rounds_to("0.8399", "0.84"), rounds_to("0.8399", "0.83"), rounds_to("1.4", "1")
    (True, False, False)
    """
    if not _WITH_DECIMALS.fullmatch(wanted):
        return False
    exponent = Decimal(wanted).as_tuple().exponent
    assert isinstance(exponent, int), "what the pattern matches is finite"
    return abs(Decimal(found) - Decimal(wanted)) <= Decimal(5).scaleb(exponent - 1)


def rounded_like(want: str, got: str) -> str:
    """Return an output with as many decimals as the wanted one shows, where the two pair up.

    >>> rounded_like("about 0.84 of 5", "about 0.91234 of 7")
    'about 0.91 of 7'
    """
    wanted = _NUMBER.findall(want)
    if len(wanted) != len(_NUMBER.findall(got)):
        return got
    models = iter(wanted)
    return _NUMBER.sub(lambda match: _rounded(match[0], next(models)), got)


def _rounded(found: str, model: str) -> str:
    shown = _WITH_DECIMALS.fullmatch(model)
    if shown is None or not _WITH_DECIMALS.fullmatch(found):
        return found
    return format(float(found), f".{len(shown['decimals'])}{'e' if shown['exponent'] else 'f'}")
