"""A table row that quotes rows of values becomes those rows."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from recompute.markup.elements import RowsElement, element_of
from recompute.markup.quote import Number
from recompute.markup.render_context import RenderContext


class RowsProcessor(Treeprocessor):
    """Expands a table row that holds only a quote of rows into those rows."""

    def __init__(self, md: Markdown, page: RenderContext) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: etree.Element) -> None:
        """Expand, then note every quote of rows that stands anywhere else."""
        for body in root.iter("tbody"):
            for index, row in reversed(list(enumerate(body))):
                if (rows := self._rows_of(row)) is not None:
                    body[index : index + 1] = [_table_row(numbers, row) for numbers in rows.rows]
        for element in root.iter("span"):
            if isinstance(element, RowsElement):
                message = f"{element.quote} is rows; quote it as the only cell of a table row, or name one item"
                self.page.failed.add(element.quote)
                self.page.problem(element.quote, message)

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
