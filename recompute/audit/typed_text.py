"""The text of an article in reading order, and the numerals typed in it: one may be parted by tags or line ends."""

from __future__ import annotations

from lxml import etree

from recompute.markup.html import GROUPS, INLINE
from recompute.values.numerals import is_symbol, numerals_in

_IN_A_LINE = INLINE | GROUPS | {"br", "mi", "mn", "mo", "mtext", "mspace"}
_SPACES = {"br", "mspace"}
_ROWS = {"math", "mrow", "mtd", "mstyle"}  # Elements side by side elsewhere are scripts or parts of a fraction.
_POINTS = {".", "．", "·"}
_OTHER, _NOTHING = "\ue010", "\u2060"  # What parts a text, and what does not.


class TypedText:
    """A text that grows, and beside it, of the same length, what of it may be typed."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._typed: list[str] = []
        self._length = 0
        self._apart: list[tuple[str, int]] = []

    def add(self, text: str) -> None:
        """Add a text that is read in one go with the text before and after it."""
        self._append(text, text)

    def add_other(self, text: str) -> None:
        """Add a text that is no typed one: a computed or declared number, a symbol."""
        self._append(text, _OTHER * len(text))

    def add_apart(self, text: str) -> None:
        """Add a text that is read apart from the text around it, such as that of an attribute."""
        self._apart += [(numeral, self._length + start) for numeral, start in numerals_in(text)]
        self._append(text, _NOTHING * len(text))

    def part(self) -> None:
        """Let what comes be no continuation of what was."""
        self._append("\n", _OTHER)

    def numerals(self) -> list[tuple[str, int]]:
        """Return the typed numerals, each with its place in the text, in order."""
        return sorted([*self._apart, *numerals_in("".join(self._typed))], key=lambda found: found[1])

    def end(self) -> str:
        """Return the last pieces of the text."""
        return "".join(self._parts[-8:])

    def __str__(self) -> str:
        return "".join(self._parts)

    def _append(self, text: str, typed: str) -> None:
        self._parts.append(text)
        self._typed.append(typed)
        self._length += len(text)


def is_in_a_line(element: etree._Element) -> bool:
    """Return whether the content of an element, or a comment, is read in one go with what is before and after it."""
    return element.tag in _IN_A_LINE or not isinstance(element.tag, str)


def is_space(element: etree._Element) -> bool:
    """Return whether an element is a space in a text."""
    return element.tag in _SPACES


def is_symbolic(element: etree._Element) -> bool:
    """Return whether a token of a formula is an operator, a letter, or one of the integers that are symbols."""
    text = (element.text or "").strip()
    is_letter = element.tag == "mi" and len(text) == 1 and text.isascii() and text.isalpha()
    is_operator = element.tag == "mo" and not any(numerals_in(text))
    return is_letter or is_operator or _is_lone_symbol(element)


def _is_lone_symbol(element: etree._Element) -> bool:
    """Return whether a token of a formula is a symbol, and no later part of a number such as 1{2} or 0{.}1."""
    before, parent = element.getprevious(), element.getparent()
    in_a_row = element.tag == "mn" and parent is not None and parent.tag in _ROWS
    pieced = (
        in_a_row and before is not None and (before.tag == "mn" or before.text in _POINTS)
    )  # $.1$ reads as a tenth.
    return is_symbol(element.text or "") and not pieced
