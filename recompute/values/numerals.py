"""Numerals in text: decimal digits of every script, fractions, superscripts, percentages."""

from __future__ import annotations

import re
import unicodedata

# Digits of every script, superscripts and subscripts, fractions, Roman, circled and enclosed numerals.
_DIGIT = r"\d¹²³¼-¾⁰⁴-⁹₀-₉⅐-↉①-⒛⓪-⓿❶-➓㉈-㉏㉑-㉟㊱-㊿"
NUMERAL = re.compile(rf"[+\u2212-]?[{_DIGIT}](?:[{_DIGIT}.,]*[{_DIGIT}])?(?:\s?[%％‰])?")

_IN_A_NAME = re.compile(r"[^\W\d_]\d+")  # The digits of a name, such as float32, are no number.


def is_symbol(token: str) -> bool:
    """Tell whether a token of a formula is one of the integers that are symbols.

    >>> is_symbol("1"), is_symbol("𝟎"), is_symbol("3"), is_symbol("0.1")
    (True, True, False, False)
    """
    return unicodedata.normalize("NFKC", token.strip()) in {"0", "1", "2"}


def typed_in(text: str) -> list[str]:
    """Return the numerals in a declared text that are no symbols and no part of a name.

    >>> typed_in("1−ε in float32"), typed_in("The loss, 0.567.")
    ([], ['0.567'])
    """
    return [token for token in NUMERAL.findall(_IN_A_NAME.sub("", text)) if not is_symbol(token.lstrip("+-\u2212"))]


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
