"""Rows of tables in a page's source whose cells end within a formula, at a bar of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recompute.source.page_source import Source

_PREFIX = r"(?:[ \t]*>)*[ \t]*"
_DELIMITER = re.compile(rf"{_PREFIX}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BAR, _DOLLAR = re.compile(r"(?<!\\)\|"), re.compile(r"(?<!\\)\$")


def faults(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the lines of tables in which a bar cuts a formula in two."""
    lines = source.prose.split("\n")
    for number in _rows(lines):
        if any(len(_DOLLAR.findall(cell)) % 2 for cell in _BAR.split(lines[number])):
            message = r"a bar within a formula ends the cell of a table; write \lvert, \rvert or \mid"
            yield number + 1, message


def _rows(lines: list[str]) -> Iterator[int]:
    """Yield the rows of every table: the heading above a delimiter, and the lines below it."""
    for number, line in enumerate(lines):
        if number and "|" in line and _DELIMITER.fullmatch(line) and "|" in lines[number - 1]:
            yield number - 1
            for below in range(number + 1, len(lines)):
                if not lines[below].strip(" \t>"):
                    break
                yield below
