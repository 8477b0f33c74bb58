"""Numerals in text: what Unicode gives a numeric value, percentages, and number words that state a quantity."""

from __future__ import annotations

import re
import unicodedata

from recompute.values.number_words import NUMBER_WORDS

# Letterlike symbols to compatibility characters of Chinese, and their supplements: ㍙ and 🄁 hold a digit.
_COMPOSED = [*range(0x2100, 0x3400), *range(0x1F100, 0x1F300)]
_BASIC_PLANE = "\uffff"


def _with_a_value() -> str:
    """Return the characters that have a numeric value, Han characters aside, and those composed of such a character."""
    numbers = (chr(code) for code in range(0x20000) if unicodedata.category(chr(code)) in {"Nd", "Nl", "No"})
    composed = (chr(code) for code in _COMPOSED if re.search(r"\d", unicodedata.normalize("NFKC", chr(code))))
    return "".join(sorted({*numbers, *composed, *"⚀⚁⚂⚃⚄⚅💯🔟"}))


def _class(characters: str) -> str:
    """Return what matches one of these characters; a class of all planes at once would be slow in every text."""
    basic = "".join(character for character in characters if character <= _BASIC_PLANE)
    return rf"(?:[{basic}]|(?=[^\0-{_BASIC_PLANE}])[{characters[len(basic) :]}])"


_DIGIT = _class(_with_a_value())
DIGITS = re.compile(rf"[+\u2212-]?{_DIGIT}(?:(?:{_DIGIT}|[.,])*{_DIGIT})?(?:\s?[%％‰‱])?")
NUMERAL = re.compile(f"{DIGITS.pattern}|{NUMBER_WORDS}")

_IN_A_NAME = re.compile(r"[^\W\d_]\d+")  # The digits of a name, such as float32, are no number.


def is_symbol(token: str) -> bool:
    """Tell whether a token of a formula is one of the integers that are symbols.

    >>> is_symbol("1"), is_symbol("𝟎"), is_symbol("3"), is_symbol("0.1")
    (True, True, False, False)
    """
    return unicodedata.normalize("NFKC", token.strip()) in {"0", "1", "2"}


def typed_in(text: str, numerals: re.Pattern[str] = NUMERAL) -> list[str]:
    """Return the numerals in a declared text that are no symbols and no part of a name.

    >>> typed_in("1−ε in float32"), typed_in("The loss, 0.567.")
    ([], ['0.567'])
    """
    return [token for token in numerals.findall(_IN_A_NAME.sub("", text)) if not is_symbol(token.lstrip("+-\u2212"))]


def parse(numeral: str) -> float:
    """Return what a numeral means; raises ValueError where it is no number.

    >>> parse("−0.5"), parse("９８.４ %"), parse("½"), parse("1,000")
    (-0.5, 0.984, 0.5, 1000.0)
    """
    text = unicodedata.normalize("NFKC", numeral).replace("\u2212", "-").replace("\u2044", "/")
    digits = re.sub(r"[,\s%‰]", "", text)
    scale = 100 if "%" in text else 1000 if "‰" in text else 1
    numerator, _, denominator = digits.partition("/")
    return float(numerator) / float(denominator or 1) / scale
