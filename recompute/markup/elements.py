"""How numbers, lists and rows are written in HTML, with marks that say of a number what HTML cannot.

One kind of mark surrounds a computed number where there can be no element, in an attribute. The other follows the name
of a number on a page with controls, and holds the format in which the page shows it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, cast

from markdown.util import AtomicString

from recompute.locale.fallback import lang
from recompute.markup.quote import Number
from recompute.source.unread_blocks import unread_lines

if TYPE_CHECKING:
    from recompute.markup.render_context import RenderContext

MARK, _MIDDLE, _END = "\ue001", "\ue002", "\ue003"
_ANY = f"[^{MARK}{_MIDDLE}{_END}]*"
MARKED = re.compile(f"{MARK}({_ANY}){_MIDDLE}({_ANY}){_END}")
_FORMAT = re.compile("\ue004([^\ue004\ue005]*)\ue005")
_SLOT = re.compile(
    rf'<(?P<tag>data|mn|mtext)\b[^>]* data-ref="(?P<ref>[^"\ue004]*){_FORMAT.pattern}"[^>]*>(?P<shown>[^<]*)<'
)
_DESCRIPTION = re.compile(r'<desc id="(?P<id>[^"]*)">(?P<text>[^<]*)</desc>')


def marked(number: Number) -> str:
    """Return a number as text that the trace recognises as computed."""
    return f"{MARK}{number.ref}{number.slot}{_MIDDLE}{number.shown}{_END}"


def without_marks(text: str) -> str:
    """Return the text that readers see.

    >>> without_marks(marked(Number("softmax.p[2]", "0.98357", "0.98", False)) + " of all")
    '0.98 of all'
    """
    return MARKED.sub(r"\2", text) if MARK in text else text


class NumbersElement(etree.Element):
    """Computed numbers in the tree; collected into an `alt` text they keep marks that the trace recognises."""

    def __init__(self, tag: str, attributes: dict[str, str], number: Number | None = None) -> None:
        super().__init__(tag, attributes)
        self.number = number

    def itertext(self) -> Iterator[str]:  # type: ignore[override]
        """Yield the text as Python-Markdown collects it for attributes."""
        if self.number:
            yield marked(self.number)
        for item in self:
            yield from item.itertext()
            yield item.tail or ""


def element_of(number: Number) -> etree.Element:
    """Return what shows a number or a text; a text from the fallback says in which language it is."""
    attributes = {"class": "value", "value": number.full, "data-ref": f"{number.ref}{number.slot}"}
    element = NumbersElement("data", attributes, number)
    element.text = AtomicString(number.shown)
    return _around([element], {"lang": number.lang}) if number.lang else element


def _around(items: list[etree.Element], attributes: dict[str, str], comma: str = "") -> etree.Element:
    """Return an element with numbers one after the other, joined as prose joins a list."""
    element = NumbersElement("span", attributes)
    for item in items:
        item.tail = AtomicString(comma)
        element.append(item)
    items[-1].tail = None
    return element


class RowsElement(etree.Element):
    """Rows of numbers, waiting to take the place of the table row that quotes them."""

    def __init__(self, rows: list[list[Number]], quote: str) -> None:
        super().__init__("span", {"class": "problem"})
        self.rows, self.quote = rows, quote
        self.text = AtomicString(quote)


def show_quote(match: re.Match[str], page: RenderContext) -> etree.Element:
    """Return the number that a quote in prose shows, the list of numbers, or what waits for rows to be expanded."""
    shown = page.quote(match[0])
    if shown is None:
        missing = page.missing.get(match[0], "")
        element = etree.Element("span", {"class": "missing" if missing else "problem"})
        element.text = AtomicString(missing or match[0])
        if tag := lang(missing):
            element.set("lang", tag)
        return element
    if isinstance(shown, Number):
        return element_of(shown)
    if isinstance(shown[0], Number):
        numbers = map(element_of, cast("list[Number]", shown))
        return _around([*numbers], {"class": "values"}, page.language.comma)
    return RowsElement(cast("list[list[Number]]", shown), match[0])


def expand_rows(root: etree.Element, page: RenderContext) -> None:
    """Expand each table row that holds only a quote of rows into those rows, and note quotes of rows anywhere else."""
    for body in root.iter("tbody"):
        for index, row in reversed(list(enumerate(body))):
            if (rows := _rows_of(row, page)) is not None:
                body[index : index + 1] = [_table_row(numbers, row) for numbers in rows.rows]
                _name(body[index : index + len(rows.rows)], rows.quote, page)
    for element in root.iter("span"):
        if isinstance(element, RowsElement):
            page.failed.add(element.quote)
            lines = page.source.lines_with(element.quote)
            if not unread_lines(page.source).issuperset(lines):  # Its row is noted already.
                remedy = "quote it as the only cell of a table row, or name one item"
                page.problem(element.quote, f"{element.quote} is rows; {remedy}")


def _name(rows: list[etree.Element], quote: str, page: RenderContext) -> None:
    """Give an id to each row to which a figure of the references leads."""
    judged = page.references.judged if page.references else frozenset()
    path, value = page.path.rpartition(".")[0], quote.strip("{} ").partition(":")[0]
    for number, row in enumerate(rows):
        if f"{path}#{value}-{number}" in judged:
            row.set("id", f"{value}-{number}")


def _rows_of(row: etree.Element, page: RenderContext) -> RowsElement | None:
    rows = row[0][0] if len(row) and len(row[0]) == 1 else None
    if not isinstance(rows, RowsElement):
        return None
    beside = [row[0].text, rows.tail, *(text for cell in row[1:] for text in cell.itertext())]
    if any((text or "").strip() for text in beside) or any(len(cell) for cell in row[1:]):
        return None
    widths = {len(numbers) for numbers in rows.rows}
    if widths != {len(row)}:
        counts = " and ".join(map(str, sorted(widths)))
        message = f"{rows.quote} has rows of {counts} cells, the table has {len(row)} columns; make them equal"
        page.problem(rows.quote, message)
    return rows


def _table_row(numbers: list[Number], model: etree.Element) -> etree.Element:
    row = etree.Element("tr")
    for position, number in enumerate(numbers):
        attributes = model[position].attrib if position < len(model) else {}
        etree.SubElement(row, "td", dict(attributes)).append(element_of(number))
    return row


@dataclass(frozen=True)
class Slot:
    """A number on a page: its name, the format of its quote, and what it shows."""

    ref: str
    format: str
    shown: str
    in_formula: bool = False

    @property
    def value(self) -> str:
        """The name of the whole value."""
        return self.ref.partition("[")[0]


Piece = str | Slot


@dataclass
class Slots:
    """The numbers of a page in reading order, and the descriptions of its figures in pieces, by their ids."""

    numbers: list[Slot] = field(default_factory=list)
    descriptions: dict[str, list[Piece]] = field(default_factory=dict)

    def take(self, html: str) -> str:
        """Remember the numbers that HTML shows, and return it without the marks."""
        for match in _DESCRIPTION.finditer(html):
            if _FORMAT.search(match["text"]):
                self.descriptions[match["id"]] = list(pieces(unescape(match["text"])))
        return without_formats(_SLOT.sub(self._slot, html))

    def format_of(self, ref: str) -> str:
        """Return the format in which the page first shows a number."""
        return next((slot.format for slot in self.numbers if slot.ref == ref), "")

    def _slot(self, match: re.Match[str]) -> str:
        format_, shown = unescape(match[3]), unescape(match["shown"])
        self.numbers.append(Slot(match["ref"], format_, shown, in_formula=match["tag"] != "data"))
        return match[0]


def pieces(text: str) -> Iterator[Piece]:
    """Yield the words and the numbers of a text, those with the mark of their format as slots."""
    until = 0
    for match in MARKED.finditer(text):
        yield text[until : match.start()]
        until = match.end()
        format_ = _FORMAT.search(match[1])
        yield Slot(without_formats(match[1]), format_[1], match[2]) if format_ else match[2]
    yield text[until:]


def format_mark(format_: str) -> str:
    """Return the mark of a format, which follows the name of a number."""
    return f"\ue004{format_}\ue005"


def without_formats(text: str) -> str:
    r"""Return a text without the marks of formats.

    >>> without_formats("week[0]" + format_mark(".2f"))
    'week[0]'
    """
    return _FORMAT.sub("", text)
