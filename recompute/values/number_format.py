"""Show numbers as typography wants them: true minus signs, powers of ten in superscript, no negative zero."""

from __future__ import annotations

import math
import re

Leaf = int | float | str

_DIGITS = 8
_EXPONENT = re.compile(r"e([+-])0*(\d+)")
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
FROM_SUPERSCRIPT = {superscript: digit for digit, superscript in _SUPERSCRIPT.items()}
_SIGNED_ZERO = re.compile(r"^[+-](?=[0.]*(?:e[+-]?\d+)?%?$)")
TYPES = ("f", "e", "g", "d", "%", "g%")
_FORMAT = re.compile(rf"[+-]?[,_]?(?:\.(?P<digits>\d{{1,2}}))?(?P<type>{'|'.join(TYPES)})?", re.ASCII)
_BOUND = "<"  # Before a format: what would round to zero shows as <0.001, and what would round to all as >99.9%.
MARKS = ("+", ",", _BOUND)
_MOST_DIGITS = 17  # As many distinguish any double from its neighbours; further ones say nothing.
_ONLY_ZERO, _ALL = re.compile(r"[+−]?[0.,_]+%?"), re.compile(r"[+−]?100(?:\.0*)?%")


def show(leaf: Leaf, display: str) -> str:
    """Return the text that readers see for a number or a text.

    Args:
        leaf: The number or the text.
        display: A sign, a grouping, a precision and a type, each as in Python's format language, and each optional.
            The types are f, e, g, d, % and g%: a percentage with as many digits as it needs. A text has no format.
            `<` before it lets a number that would round to zero, or a percentage that would round to all, show a bound.

    Raises:
        ValueError: The format is of another kind, such as one with a width, or does not suit the number.

    >>> show(-0.0165613, ".4f"), show(0.98357, ".1%"), show(-0.00001, ".2f")
    ('−0.0166', '98.4%', '0.00')
    >>> show(1.4234e-4, ".2e"), show(float("inf"), ".2f"), show("bird", "")
    ('1.42×10⁻⁴', '∞', 'bird')
    >>> show(0.9, "g%"), show(0.29, "g%"), show(0.125, "g%")
    ('90%', '29%', '12.5%')
    >>> show(0.0004, "<.3f"), show(0.4, "<.3f"), show(-0.0004, "<.3f"), show(0.9997, "<.1%")
    ('<0.001', '0.400', '>−0.001', '>99.9%')
    """
    if isinstance(leaf, str):
        if display:
            raise ValueError("a text has no format; let its format be empty")
        return leaf
    plain = display.removeprefix(_BOUND)
    digits, kind = _read(plain)
    if plain != display:
        if not digits or kind not in {"f", "%"}:
            raise ValueError("a bound needs decimals, such as <.3f or <.1%")
        return bounded(leaf, show(leaf, plain))
    if kind == "d" and (digits or not isinstance(leaf, int)):
        raise ValueError("d shows an int, without a precision; write f, e or g")
    shown = format(100 * leaf, plain[:-1]) + "%" if kind == "g%" else format(leaf, plain)
    if kind in {"f", "%"} and sum(map(str.isdigit, shown.partition(".")[0])) > _MOST_DIGITS:
        raise ValueError(f"a number has at most {_MOST_DIGITS} digits to show before the point; write e, such as '.2e'")
    shown = _SIGNED_ZERO.sub("", shown).replace("inf", "∞").replace("nan", "NaN")
    return _EXPONENT.sub(_power_of_ten, shown).replace("-", "−")


def _read(display: str) -> tuple[str, str]:
    """Return how many digits a format asks for, and its type."""
    match = _FORMAT.fullmatch(display)
    if match is None:
        raise ValueError("write a sign, a grouping, a precision and one of f e g d % g%, such as '+,.2f' or '.1%'")
    if int(match["digits"] or 0) > _MOST_DIGITS:
        raise ValueError(f"a number has at most {_MOST_DIGITS} digits to show; ask for fewer")
    return match["digits"] or "", match["type"] or ""


def bounded(leaf: Leaf, shown: str) -> str:
    """Return the bound of a number that is not the zero, or the 100%, that it is shown as.

    >>> bounded(0.0004, "0.000"), bounded(-0.0004, "0.000"), bounded(0.9997, "100.0%"), bounded(0.4, "0.400")
    ('<0.001', '>−0.001', '>99.9%', '0.400')
    """
    if isinstance(leaf, str) or not (wrong := rounded_away(leaf, shown)):
        return shown
    percent = "%" if shown.endswith("%") else ""
    digits = len(shown.removesuffix("%").partition(".")[2])
    step = 10.0 ** -(digits + (2 if percent else 0))
    bound, below = (step, leaf > 0) if wrong == "0" else (1 - step, leaf < 0)
    return ("<" if below else ">") + show(math.copysign(bound, leaf), f".{digits}{percent or 'f'}")


def rounded_away(leaf: Leaf, shown: str) -> str:
    """Return what a display says of a number though it is not: "0" or "100%"; or else nothing.

    >>> rounded_away(0.004, "0.00"), rounded_away(0.9997, "100.0%"), rounded_away(0.996, "1.00"), rounded_away(0, "0")
    ('0', '100%', '', '')
    """
    if isinstance(leaf, str) or not math.isfinite(leaf):
        return ""
    if leaf and _ONLY_ZERO.fullmatch(shown):
        return "0"
    return "100%" if abs(leaf) < 1 and _ALL.fullmatch(shown) else ""


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
