"""Show numbers as typography wants them: true minus signs, powers of ten in superscript, no negative zero."""

from __future__ import annotations

import re

Leaf = int | float | str

_DIGITS = 8
_EXPONENT = re.compile(r"e([+-])0*(\d+)")
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNED_ZERO = re.compile(r"^[+-](?=[0.]*(?:e[+-]?\d+)?%?$)")
_FORMAT = re.compile(r"[+-]?[,_]?(?:\.\d{1,2})?(?:[fegd%]|g%)?", re.ASCII)


def show(leaf: Leaf, display: str) -> str:
    """Return the text that readers see for a number or a text.

    Args:
        leaf: The number or the text.
        display: A sign, a grouping, a precision and a type, each as in Python's format language, and each optional.
            The types are f, e, g, d, % and g%: a percentage with as many digits as it needs. A text has no format.

    Raises:
        ValueError: The format is of another kind, such as one with a width, or does not suit the number.

    >>> show(-0.0165613, ".4f"), show(0.98357, ".1%"), show(-0.00001, ".2f")
    ('−0.0166', '98.4%', '0.00')
    >>> show(1.4234e-4, ".2e"), show(float("inf"), ".2f"), show("bird", "")
    ('1.42×10⁻⁴', '∞', 'bird')
    >>> show(0.9, "g%"), show(0.29, "g%"), show(0.125, "g%")
    ('90%', '29%', '12.5%')
    """
    if isinstance(leaf, str):
        if display:
            raise ValueError("a text has no format; let its format be empty")
        return leaf
    if not _FORMAT.fullmatch(display):
        raise ValueError("write a sign, a grouping, a precision and one of f e g d % g%, such as '+,.2f' or '.1%'")
    percentage = display.endswith("g%")
    shown = format(100 * leaf, display[:-1]) + "%" if percentage else format(leaf, display)
    shown = _SIGNED_ZERO.sub("", shown).replace("inf", "∞").replace("nan", "NaN")
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
