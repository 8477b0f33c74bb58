"""Tables that are read otherwise than they look: their rows as Python-Markdown divides them into cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown import Markdown
from markdown.extensions.tables import TableProcessor

from recompute.diagnostics import Faults, counted
from recompute.source.inlines import ANY_BRACES
from recompute.source.page_source import Source
from recompute.source.tree import Tree, is_joined, prefix

_DOLLARS = re.compile(r"(?<!\\)\$+")
_BAR = re.compile(r"(?<!\\)\|")
_PREFIX = r"(?:[ \t]*>)*[ \t]*"
_DELIMITER = re.compile(rf"{_PREFIX}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_EQUAL = r"write as many, and \| for a bar within a cell"


class _Cells(TableProcessor):
    """Divides the rows of one table into cells."""

    def __init__(self, heading: str) -> None:
        super().__init__(_markdown().parser, {})
        self.test(None, f"{heading}\n|")  # type: ignore[arg-type]  # It notes whether rows begin and end with a bar.
        self.columns = len(self.of(heading))

    def of(self, row: str) -> list[str]:
        """Return the cells of a row; a line without a bar is no row of a table."""
        cells: list[str] = self._split_row(row.strip(" "))  # type: ignore[attr-defined]  # Its stubs lack it.
        return cells if "|" in row else []


@cache
def _markdown() -> Markdown:
    return Markdown()


def divided_formulas(source: Source) -> Faults:
    """Yield the lines of tables in which a bar cuts a formula in two."""
    for line in _divided(source.prose.split("\n")):
        yield line, r"a bar within a formula ends the cell of a table; write \lvert, \rvert or \mid"


def _divided(lines: list[str]) -> Iterator[int]:
    for number in (number for rows in _tables(lines) for number in rows):
        if any(len("".join(_DOLLARS.findall(cell))) % 2 for cell in _BAR.split(lines[number])):
            yield number + 1


def unread_rows(tree: Tree) -> Iterator[tuple[range, str]]:
    """Yield the lines of tables that are not read as tables, and rows with more or fewer cells than the heading."""
    lines, written = tree.prose.split("\n"), tree.lines
    cut = set(_divided(lines))
    for heading, *rows in _tables(lines):
        cells = _Cells(_row(written[heading]))
        dashes = len(cells.of(_row(written[heading + 1])))
        last = rows[-1] if rows else heading + 1
        table = range(heading + 1, last + 2)
        if heading and is_joined(written, heading):
            yield table, "a table needs an empty line above it; add one"
        elif dashes != cells.columns and heading + 1 not in cut:
            found = f"the heading of this table has {counted(cells.columns, 'cell')}, the line below it {dashes}"
            yield table, f"{found}; {_EQUAL}"
        else:
            for number in rows:
                count = len(cells.of(_row(written[number])))
                if not count:
                    yield range(number + 1, last + 2), "a table needs an empty line below it; add one"
                    break
                if count != cells.columns and number + 1 not in cut and not _is_quote(lines[number]):
                    found = f"this row has {counted(count, 'cell')}, the heading of its table {cells.columns}"
                    yield range(number + 1, number + 2), f"{found}; {_EQUAL}"


def _row(line: str) -> str:
    return line[len(prefix(line)) :]


def _is_quote(row: str) -> bool:
    """Return whether a row holds one quote alone, in whose place several rows may be shown."""
    return ANY_BRACES.fullmatch(row.strip(" \t>|")) is not None


def _tables(lines: list[str]) -> Iterator[list[int]]:
    """Yield the rows of every table: the heading above a delimiter, and the lines below it."""
    below = 0
    for number, line in enumerate(lines):
        if number > below and "|" in line and _DELIMITER.fullmatch(line) and "|" in lines[number - 1]:
            below = number + 1
            while below < len(lines) and lines[below].strip(" \t>"):
                below += 1
            yield [number - 1, *range(number + 1, below)]
