"""What is not read as a page means it: ids given twice, dollar signs, asterisks, fences, formulas in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown import Markdown

from recompute.diagnostics import Faults
from recompute.source.page_source import Source
from recompute.source.tree import blanked, prefix

_DOLLARS = re.compile(r"(?<!\\)\$+")
_BAR = re.compile(r"(?<!\\)\|")
_PREFIX = r"(?:[ \t]*>)*[ \t]*"
_DELIMITER = re.compile(rf"{_PREFIX}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_TAG = re.compile(r"<[^>]*>")
_ESCAPED = re.compile(r"\\\*")


def repeated_ids(source: Source) -> Faults:
    """Yield the headings whose id another one has already."""
    seen: set[str] = set()
    for heading in source.headings:
        if heading.id in seen:
            yield heading.line, f"the id #{heading.id} is used twice; give each heading its own"
        elif heading.id:
            seen.add(heading.id)


def lone_dollars(source: Source) -> Faults:
    """Yield where a dollar sign is left as it is: its partner is missing, or a space is right within the formula."""
    tree = source.tree
    text = blanked(tree.prose, (each.span for each in tree.inlines))
    for match in _DOLLARS.finditer(text, source.start):
        message = "a dollar sign is left as it is; put one right before and one right after the formula, or write \\$"
        yield source.line_at(match.start()), message


def unread_fences(source: Source) -> Faults:
    """Yield the fences of a page that would be shown as words, because of what is written after the language."""
    for fence in source.tree.fences:
        if not fence.is_read:
            ways = 'title="…", hl_lines and linenums may follow the language, anything else goes in braces'
            example = f'```{{ .{fence.language or "text"} data-no-run="why" }}'
            yield source.line_at(fence.start) - 1, f"```{fence.info} is not read as code: {ways}, as in {example}"


def divided_formulas(source: Source) -> Faults:
    """Yield the lines of tables in which a bar cuts a formula in two."""
    lines = source.prose.split("\n")
    for number in _rows(lines):
        if any(len("".join(_DOLLARS.findall(cell))) % 2 for cell in _BAR.split(lines[number])):
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


def literal_asterisks(text: str) -> Faults:
    r"""Yield where asterisks are left that do not emphasise words.

    >>> list(literal_asterisks("*well* **said**\n\n\\*\n\n** badly** said"))
    [(5, 'an asterisk is left as it is; put both marks right beside the words, or write \\*')]
    """
    lines = _ESCAPED.sub("xx", text).split("\n")
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end].strip():
            end += 1
        block = [line[len(prefix(line)) :] for line in lines[start:end]]
        if any("*" in line for line in block) and _is_left(block):
            alone = (number for number, line in enumerate(block) if _is_left([line]))
            first = next(number for number, line in enumerate(block) if "*" in line)
            message = "an asterisk is left as it is; put both marks right beside the words, or write \\*"
            yield start + next(alone, first) + 1, message
        start = end + 1


def _is_left(lines: list[str]) -> bool:
    return "*" in _TAG.sub("", _markdown().reset().convert("\n".join(lines)))


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=["tables"])
