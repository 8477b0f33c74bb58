"""What functions of the scenario return, as plain data that JSON can hold."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from html import unescape
from typing import Any

from recompute.values.plain_text import DIRECTIONS, visible

_CHARACTER_REFERENCE = re.compile(r"&#?\w+;", re.ASCII)
_UNSEEN = {"Cc", "Co", "Zl", "Zp"}  # Control characters, private ones, separators of lines and paragraphs.


def _has(*names: str) -> Callable[[Any], bool]:
    return lambda data: all(hasattr(type(data), name) for name in names)


# What is refused, in words, and what to return instead; the packages that define such types are not imported here.
_REFUSED: tuple[tuple[Callable[[Any], bool], str], ...] = (
    (_has("mask", "filled"), "a masked array; return x.compressed(), or fill the gaps with x.filled(number)"),
    (_has("magnitude", "units"), "a number with a unit; return x.to(unit).magnitude, and write the unit on the page"),
    (_has("unit", "to_value"), "a number with a unit; return x.to_value(unit), and write the unit on the page"),
    (_has("nominal_value", "std_dev"), "a number with an uncertainty; return x.nominal_value, x.std_dev as two values"),
    (lambda data: getattr(getattr(data, "dtype", None), "kind", "") in {"m", "M"}, "a time; return str(x)"),
    (lambda data: isinstance(data, complex), "a complex number; return x.real and x.imag as two values"),
    (lambda data: isinstance(data, Decimal), "a Decimal; write float(x), or str(x) to show all of its digits"),
    (lambda data: isinstance(data, Fraction), "a Fraction; write float(x)"),
    (lambda data: isinstance(data, bytes), "bytes; write x.decode()"),
    (lambda data: isinstance(data, bool), "a bool; return a word for it, or declare a claim"),
    (lambda data: data is None, "None; let the function return a value"),
)
_NEVER_REFUSED = {int, float, str, list, tuple, dict}  # These types themselves: types made of them may be refused.


def plain(data: Any) -> Any:
    """Turn NumPy scalars and arrays, tuples and mappings into plain Python data, refusing anything else.

    Raises:
        TypeError: The data are of a type that no page can show.
        ValueError: A text or an integer cannot be shown as it is.

    >>> plain((1, "bird", 0.5))
    [1, 'bird', 0.5]
    >>> plain(1 + 2j)
    Traceback (most recent call last):
    TypeError: it is a complex number; return x.real and x.imag as two values
    """
    if not _is_refused(data) and hasattr(data, "tolist"):
        data = data.tolist()
    if refused := _is_refused(data):
        raise TypeError(f"it is {refused}")
    if isinstance(data, (list, tuple)):
        return [plain(item) for item in data]
    if isinstance(data, dict):
        return {str(language): plain(item) for language, item in data.items()}
    if isinstance(data, str):
        return _text(data)
    if isinstance(data, int):
        return _integer(data)
    if isinstance(data, float):
        return data
    remedy = "; write float(x)" if hasattr(data, "__float__") else ""
    what = f"it is a {type(data).__name__}{remedy}"
    raise TypeError(f"{what}; a value is a number, a text, or an array or rows of them")


def _is_refused(data: Any) -> str:
    """Return what data are that cannot be a value, with a remedy, or nothing."""
    if type(data) in _NEVER_REFUSED:
        return ""
    return next((remedy for refuses, remedy in _REFUSED if refuses(data)), "")


def _text(text: str) -> str:
    text.encode()  # A text that no file can hold raises here, where its name is known.
    if not visible(text).strip():
        raise ValueError("it is an empty text; return a text that can be seen, such as –")
    if reference := next((each for each in _CHARACTER_REFERENCE.findall(text) if unescape(each) != each), ""):
        raise ValueError(f"it is a text with {reference}; write the character itself, which is shown as it is")
    unseen = next((each for each in text if unicodedata.category(each) in _UNSEEN or DIRECTIONS.match(each)), "")
    if unseen:
        raise ValueError(f"it is a text with the control character {unseen!a}, which pages cannot show; take it out")
    return text


def _integer(number: int) -> int:
    try:
        float(number)
    except OverflowError:
        raise ValueError(
            "it is an integer larger than the largest float; return its logarithm, or how many digits it has"
        ) from None
    return number


def is_finite(data: Any) -> bool:
    """Return whether plain data hold neither infinity nor NaN."""
    if isinstance(data, dict):
        return all(map(is_finite, data.values()))
    if isinstance(data, list):
        return all(map(is_finite, data))
    return isinstance(data, str) or math.isfinite(data)
