"""Show numbers as typography wants them: true minus signs, powers of ten in superscript, no negative zero."""

from __future__ import annotations

import re

Leaf = int | float | str

_DIGITS = 8
_EXPONENT = re.compile(r"[eE]([+-])0*(\d+)")
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_NEGATIVE_ZERO = re.compile(r"^-(?=[0.,]*(?:[eE][+-]?\d+)?%?$)")


def show(leaf: Leaf, display: str) -> str:
    """Return the text that readers see for a number or a text, given a format of Python's format language.

    `g%` joins two of its types: a percentage with as many digits as it needs.

    >>> show(-0.0165613, ".4f"), show(0.98357, ".1%"), show(-0.00001, ".2f")
    ('−0.0166', '98.4%', '0.00')
    >>> show(1.4234e-4, ".2e"), show(float("inf"), ".2f"), show("bird", "")
    ('1.42×10⁻⁴', '∞', 'bird')
    >>> show(0.9, "g%"), show(0.29, "g%"), show(0.125, "g%")
    ('90%', '29%', '12.5%')
    """
    if display.endswith("g%") and not isinstance(leaf, str):
        shown = format(100 * leaf, display[:-1]) + "%"
    else:
        shown = format(leaf, display)
    if isinstance(leaf, str):
        return shown
    shown = _NEGATIVE_ZERO.sub("", shown).replace("inf", "∞").replace("nan", "NaN")
    return _EXPONENT.sub(_power_of_ten, shown).replace("-", "−")


def _power_of_ten(match: re.Match[str]) -> str:
    sign = "-" if match[1] == "-" else ""
    return "×10" + (sign + match[2]).translate(_SUPERSCRIPT)


def full(leaf: Leaf) -> str:
    """Return a number in full precision, or a text as it is, for machines to read.

    >>> full(0.1), full(2), full("bird")
    ('0.1', '2', 'bird')
    """
    return leaf if isinstance(leaf, str) else repr(leaf)


def precise(number: str) -> str:
    """Return a number's full precision in few digits, for a message.

    >>> precise("0.0165613084911"), precise("1.4234567891e-05"), precise("0.1")
    ('0.016561…', '1.423456…e-05', '0.1')
    """
    mantissa, e, exponent = number.partition("e")
    return number if len(mantissa) <= _DIGITS else f"{mantissa[:_DIGITS]}…{e}{exponent}"
