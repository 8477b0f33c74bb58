"""What a quote becomes in the tree of a page: a number, a list of numbers, or rows that wait for their table."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown.util import AtomicString

from recompute.markup.quote import Number
from recompute.markup.sentinels import marked


class ValueElement(etree.Element):
    """A computed number in the tree; collected into an `alt` text it keeps marks that the trace recognises."""

    def __init__(self, number: Number) -> None:
        super().__init__("data", {"class": "value", "value": number.full, "data-ref": f"{number.ref}{number.slot}"})
        self.number = number
        self.text = AtomicString(number.shown)

    def itertext(self) -> Iterator[str]:  # type: ignore[override]
        """Yield the text as Python-Markdown collects it for attributes."""
        yield marked(self.number)


class BorrowedElement(etree.Element):
    """A text among the values that is in another language than its page, and says in which."""

    def __init__(self, number: Number) -> None:
        super().__init__("span", {"lang": number.lang})
        self.append(ValueElement(number))

    def itertext(self) -> Iterator[str]:  # type: ignore[override]
        """Yield the text as Python-Markdown collects it for attributes."""
        yield from self[0].itertext()


def element_of(number: Number) -> etree.Element:
    """Return what shows a number or a text."""
    return BorrowedElement(number) if number.lang else ValueElement(number)


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
