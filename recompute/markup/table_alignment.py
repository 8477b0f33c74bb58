"""Tables as they are read: decimal points below each other, and what is too wide scrolls."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from itertools import chain

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

from recompute.markup.line_breaks import FULL_WIDTH

PAD = "data-pad"
SCROLLER = "wide-table"
_POWER = r"(?:(?P<times>×)10(?P<minus>⁻?)(?P<power>[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?"
_NUMBER = re.compile(
    rf"[+−-]?(?:\d[\d,]*|∞|NaN)(?P<point>\.?)(?P<digits>\d*){_POWER}(?P<percent>%?)",
    re.ASCII,
)
_POINTLESS = {"∞", "+∞", "−∞", "NaN"}  # These are at the edge of their column: they have no digits to compare.
_RIGHT = "text-align: right;"
_HAN = re.compile(f"[{FULL_WIDTH}]")
_WHOLE = 8  # Han characters that a cell holds without a line break
_LONG = "long"


# One of each kind of what follows the units: all digits are of one width.
_SIGNS = {"point": ".", "digits": "0", "times": "×10", "minus": "⁻", "power": "⁰", "percent": "%"}


def tail(shown: str) -> list[int] | None:
    """Return how often each of the signs follows the units of a number, or None for what is no number.

    >>> tail("−6.51"), tail("2.7×10⁻⁴"), tail("98.4%"), tail("cat")
    ([1, 2, 0, 0, 0, 0], [1, 1, 1, 1, 1, 0], [1, 1, 0, 0, 0, 1], None)
    """
    match = _NUMBER.fullmatch(shown)
    return [len(match[kind] or "") for kind in _SIGNS] if match else None


def pads(column: Sequence[str]) -> list[str]:
    """Return what each number of a column lacks after it, so that right-aligned numbers meet at their points.

    >>> pads(["0.5", "12", "3.25%", "1.4×10⁻⁴", "∞"])
    ['0×10⁻⁰%', '.00×10⁻⁰%', '×10⁻⁰', '0%', '']
    >>> pads(["cat", "1.5"])
    ['', '']
    """
    tails = [tail(shown) for shown in column]
    longest = [max(counts) for counts in zip(*filter(None, tails), strict=True)]
    numbers = zip(tails, column, strict=True)
    return [_lacking(own, longest) if own and text not in _POINTLESS else "" for own, text in numbers]


def _lacking(own: Sequence[int], longest: Sequence[int]) -> str:
    return "".join(sign * (most - count) for sign, count, most in zip(_SIGNS.values(), own, longest, strict=True))


class AlignmentProcessor(Treeprocessor):
    """Aligns columns: those of numbers alone to the right, and numbers in columns on the right at their points."""

    def __init__(self, md: Markdown, said: Sequence[str] = ()) -> None:
        """Take the words that say, before a number, that it is rounded, as regular expressions."""
        super().__init__(md)
        self._approximately = re.compile(rf"(?:(?:≈|{'|'.join(said)})\s*)?" if said else r"(?:≈\s*)?")

    def run(self, root: etree.Element) -> None:
        """Align the columns of each table; a heading without words, as in a corner, is none."""
        for table in list(root.iter("table")):
            for heading in list(table.iter("th")):
                if not len(heading) and not (heading.text or "").strip():
                    heading.tag = "td"
            for column in _columns(table):
                self._align(column)
            for cell in chain(table.iter("th"), table.iter("td")):
                if len(_HAN.findall("".join(_texts(cell)))) > _WHOLE:
                    cell.set("class", f"{cell.get('class', '')} {_LONG}".strip())
        _wrap_tables(root)

    def _align(self, column: list[etree.Element]) -> None:
        body = column[1:]
        shown = [self._number(cell) for cell in body]
        if "style" not in column[0].attrib and len(body) > 1 and all(tail(text) for text in shown):
            for cell in column:
                cell.set("style", _RIGHT)
        if body and _RIGHT in body[0].get("style", ""):
            for cell, pad in zip(body, pads(shown), strict=True):
                if pad:
                    _innermost(cell).set(PAD, pad)

    def _number(self, cell: etree.Element) -> str:
        """Return the text of a cell without what says that it is rounded."""
        text = "".join(_texts(cell)).strip()
        match = self._approximately.match(text)
        return text[match.end() :] if match and STX not in text else text


class AlignedTables(Extension):
    """Aligns the columns of tables where there is no page, as in what a notebook gives."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the processor below inline Markdown."""
        md.treeprocessors.register(AlignmentProcessor(md), "recompute-alignment", 13.5)


def _wrap_tables(root: etree.Element) -> None:
    """Put each table into an element that scrolls where the table is wider than the screen."""
    for parent in list(root.iter()):
        for position, table in enumerate(parent):
            if table.tag == "table" and parent.get("class") != SCROLLER:
                scroller = etree.Element("div", {"class": SCROLLER})
                scroller.tail, table.tail = table.tail, None
                scroller.append(table)
                parent[position] = scroller


def _columns(table: etree.Element) -> Iterator[list[etree.Element]]:
    rows = list(table.iter("tr"))
    for position in range(max(map(len, rows), default=0)):
        yield [row[position] for row in rows if position < len(row)]


def _texts(element: etree.Element) -> Iterator[str]:
    """Yield the texts in an element; numbers keep marks for `itertext`."""
    parts = ((*_texts(child), child.tail or "") for child in element)
    yield from (element.text or "", *chain.from_iterable(parts))


def _innermost(cell: etree.Element) -> etree.Element:
    """Return the element in a cell that sets how its number looks: bold digits are wider."""
    while len(cell) == 1 and not (cell.text or "").strip() and cell[0].tag in {"strong", "em", "b", "i"}:
        cell = cell[0]
    return cell
