"""How numbers, lists and rows are written in HTML, and the marks of computed numbers where there can be no element."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from recompute.markup.processors import PageProcessor
from recompute.markup.quote import Number
from recompute.source.unread_blocks import unread_lines

MARK, _MIDDLE, _END = "\ue001", "\ue002", "\ue003"
_ANY = f"[^{MARK}{_MIDDLE}{_END}]*"
MARKED = re.compile(f"{MARK}({_ANY}){_MIDDLE}({_ANY}){_END}")


def marked(number: Number) -> str:
    """Return a number as text that the trace recognises as computed."""
    return f"{MARK}{number.ref}{number.slot}{_MIDDLE}{number.shown}{_END}"


def without_marks(text: str) -> str:
    """Return the text that readers see.

    >>> without_marks(marked(Number("softmax.p[2]", "0.98357", "0.98", False)) + " of all")
    '0.98 of all'
    """
    return MARKED.sub(r"\2", text) if MARK in text else text


class ValueElement(etree.Element):
    """A computed number in the tree; collected into an `alt` text it keeps marks that the trace recognises."""

    def __init__(self, number: Number) -> None:
        super().__init__("data", {"class": "value", "value": number.full, "data-ref": f"{number.ref}{number.slot}"})
        self.number = number
        self.text = AtomicString(number.shown)

    def itertext(self) -> Iterator[str]:  # type: ignore[override]
        """Yield the text as Python-Markdown collects it for attributes."""
        yield marked(self.number)


class FallbackElement(etree.Element):
    """A text among the values that is in another language than its page, and says in which."""

    def __init__(self, number: Number) -> None:
        super().__init__("span", {"lang": number.lang})
        self.append(ValueElement(number))

    def itertext(self) -> Iterator[str]:  # type: ignore[override]
        """Yield the text as Python-Markdown collects it for attributes."""
        yield from self[0].itertext()


def element_of(number: Number) -> etree.Element:
    """Return what shows a number or a text."""
    return FallbackElement(number) if number.lang else ValueElement(number)


class ListElement(etree.Element):
    """Computed numbers one after the other, joined as prose joins a list."""

    def __init__(self, numbers: list[Number], comma: str) -> None:
        super().__init__("span", {"class": "values"})
        for number in numbers:
            item = element_of(number)
            item.tail = AtomicString(comma)
            self.append(item)
        self[-1].tail = None

    def itertext(self) -> Iterator[str]:  # type: ignore[override]
        """Yield the text as Python-Markdown collects it for attributes."""
        for item in self:
            yield from item.itertext()
            yield item.tail or ""


class RowsElement(etree.Element):
    """Rows of numbers, waiting to take the place of the table row that quotes them."""

    def __init__(self, rows: list[list[Number]], quote: str) -> None:
        super().__init__("span", {"class": "problem"})
        self.rows, self.quote = rows, quote
        self.text = AtomicString(quote)


class RowsProcessor(PageProcessor, Treeprocessor):
    """Expands a table row that holds only a quote of rows into those rows."""

    def run(self, root: etree.Element) -> None:
        """Expand, then note every quote of rows that is anywhere else."""
        for body in root.iter("tbody"):
            for index, row in reversed(list(enumerate(body))):
                if (rows := self._rows_of(row)) is not None:
                    body[index : index + 1] = [_table_row(numbers, row) for numbers in rows.rows]
                    self._name(body[index : index + len(rows.rows)], rows.quote)
        for element in root.iter("span"):
            if isinstance(element, RowsElement):
                message = f"{element.quote} is rows; quote it as the only cell of a table row, or name one item"
                self.page.failed.add(element.quote)
                lines = self.page.source.lines_with(element.quote)
                if not unread_lines(self.page.source).issuperset(lines):  # Its row is noted already.
                    self.page.problem(element.quote, message)

    def _name(self, rows: list[etree.Element], quote: str) -> None:
        """Give an id to each row to which a figure of the references leads."""
        judged = self.page.references.judged if self.page.references else frozenset()
        page, value = self.page.path.rpartition(".")[0], quote.strip("{} ").partition(":")[0]
        for number, row in enumerate(rows):
            if f"{page}#{value}-{number}" in judged:
                row.set("id", f"{value}-{number}")

    def _rows_of(self, row: etree.Element) -> RowsElement | None:
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
            self.page.problem(rows.quote, message)
        return rows


def _table_row(numbers: list[Number], model: etree.Element) -> etree.Element:
    row = etree.Element("tr")
    for position, number in enumerate(numbers):
        attributes = model[position].attrib if position < len(model) else {}
        etree.SubElement(row, "td", dict(attributes)).append(element_of(number))
    return row
