"""How text is set: where lines break, which columns of tables meet at their points, and what too wide a table does."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

from recompute.values.plain_text import FULL_WIDTH

_CODE = {"code", "pre"}
_SHARED = "“”‘’—…"  # Marks that Chinese shares with other scripts count beside a Han character.
_WRITTEN = rf"{FULL_WIDTH}\u3040-\u30ff"  # Japanese parts no words by spaces either.
_BREAK = re.compile(rf"(?:(?<=[{_WRITTEN}])\n[ ]*(?=[{_WRITTEN}{_SHARED}]))|(?:(?<=[{_SHARED}])\n[ ]*(?=[{_WRITTEN}]))")

_MATH = '<span class="arithmatex">'
_OPENED = re.compile(rf"([(\[（【“‘]){_MATH}")
# Firefox knows no break between a pause and a formula, and breaks the line before the word that the pause follows.
_BEFORE_MATH = re.compile(rf"([，、；：。？！）】])(?={_MATH}|<code>)")
# WebKit knows none after a pause where words are to be kept, as in cells.
_CELL = re.compile(r"<t[dh]\b.*?</t[dh]>", re.DOTALL)
_WORDS = re.compile(r"(?P<token><m\w+[^<>]*)?>[^<]+")  # Those of a token of MathML are left alone.
_PAUSE = re.compile(rf"([，、；：])(?=[{FULL_WIDTH}])")
_SHORT_CODE = re.compile(r"(?<!<pre>)<code>(?=[^<]*[-/])(?=(?:[^<&]|&[#\w]+;){1,30}</code>)")

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


def break_lines(html: str) -> str:
    """Say where a line of finished HTML may break before formulas and code, and where it may not.

    An opening bracket stays with its formula, and short code is whole; a line may break after a full-width pause.
    """
    html = _OPENED.sub(rf"{_MATH}\1", html)
    html = _CELL.sub(_broken_at_pauses, html) if _PAUSE.search(html) else html
    return _SHORT_CODE.sub('<code class="whole">', _BEFORE_MATH.sub(r"\1<wbr>", html))


def _broken_at_pauses(cell: re.Match[str]) -> str:
    """Return a cell whose lines may break after each pause."""
    return _WORDS.sub(lambda words: words[0] if words["token"] else _PAUSE.sub(r"\1<wbr>", words[0]), cell[0])


def join_han_lines(root: etree.Element) -> None:
    """Join lines that break between two Han characters, whatever elements these are in.

    Breaks are looked for in the whole text, then taken out of the pieces that hold them.
    """
    pieces = list(_pieces(root, _CODE))
    text = "".join(piece for _, _, piece in pieces)
    breaks = [match.span() for match in _BREAK.finditer(text)] if "\n" in text else []
    end = len(text)
    for element, attribute, piece in reversed(pieces) if breaks else ():
        start = end - len(piece)
        inside = [(a - start, b - start) for a, b in breaks if start <= a < end]
        if inside:
            setattr(element, attribute, _without(getattr(element, attribute), inside))
        end = start


def _pieces(element: etree.Element, without: Collection[str] = ()) -> Iterator[tuple[etree.Element, str, str]]:
    """Yield each text outside some elements in reading order, with the element and the attribute that hold it."""
    if element.tag not in without:
        if element.text:
            yield element, "text", element.text
        for child in element:
            yield from _pieces(child, without)
    if element.tail:
        yield element, "tail", element.tail


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = type(text)(text[:start] + text[end:])
    return text


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
                if len(_HAN.findall(_text(cell))) > _WHOLE:
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
        text = _text(cell)
        match = self._approximately.match(text)
        return text[match.end() :] if match and STX not in text else text


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


def _text(cell: etree.Element) -> str:
    return "".join(piece for _, _, piece in _pieces(cell)).strip()  # For `itertext` numbers keep marks.


def _innermost(cell: etree.Element) -> etree.Element:
    """Return the element in a cell that sets how its number looks: bold digits are wider."""
    while len(cell) == 1 and not (cell.text or "").strip() and cell[0].tag in {"strong", "em", "b", "i"}:
        cell = cell[0]
    return cell
