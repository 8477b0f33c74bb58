"""What is not read as a page means it: ids given twice, signs without a partner, asterisks, fences, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from markdown import Markdown
from markdown.extensions.tables import TableProcessor

from recompute.diagnostics import Faults, counted
from recompute.source.inlines import ANY_BRACES
from recompute.source.page_source import Source
from recompute.source.tree import Tree, after_prefix, blanked, is_joined

_SIGNS = re.compile(r"(?<!\\)\$+|(?<![\\`])`+")
_LEFT = {
    "$": "a dollar sign is left as it is; put one right before and one right after the formula, or write \\$",
    "`": "a backquote is left as it is; close the code span with as many as open it, or write \\`",
}
_CODE_ELEMENT = re.compile(r"<(?:code|kbd|pre|samp)\b[^<>]*>[^<]*</")
_ITEM = re.compile(r"[ \t>]*(?:[-+*]|\d+\.)[ \t]+")
_TAG = re.compile(r"<[^>]*>")
_ESCAPED = re.compile(r"\\\*")
_PARAGRAPH = re.compile(r"(?:^.*\S.*(?:\n|\Z))+", re.MULTILINE)
_DOLLAR = re.compile(r"(?<!\\)\$")
_BAR = re.compile(r"(?<!\\)\|")
_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_EQUAL = r"write as many, and \| for a bar within a cell"


def repeated_ids(source: Source) -> Faults:
    """Yield the headings whose id another one has already."""
    seen: set[str] = set()
    for heading in source.headings:
        if heading.id in seen:
            yield heading.line, f"the id #{heading.id} is used twice; give each heading its own"
        elif heading.id:
            seen.add(heading.id)


def lone_signs(source: Source) -> Faults:
    """Yield where a sign is left as it is: its partner is missing, or a space is right within the formula."""
    text = blanked(source.tree.bare, (match.span() for match in _CODE_ELEMENT.finditer(source.prose)))
    for match in _SIGNS.finditer(text, source.start):
        yield source.line_at(match.start()), _LEFT[match[0][0]]


def joined_formulas(source: Source) -> Faults:
    """Yield the display formulas in one line that are not a paragraph of their own: their outer signs are left."""
    tree = source.tree
    for each in tree.inlines:
        if each.kind == "formula" and each.match["tex"] and "\n" not in each.match[0]:
            line = source.line_at(each.start) - 1
            before, after = source.text[tree.offset(line) : each.start], source.text[each.end : tree.offset(line + 1)]
            here, below = tree.lines[line], "".join(tree.lines[line + 1 : line + 2])
            is_joined_below = is_joined([below, here], 1) and not _ITEM.match(below)
            is_joined_above = line > 0 and is_joined(tree.lines, line) and not _ITEM.match(here)
            words = _ITEM.sub("", before).strip(" \t>") or after.strip()
            if words or is_joined_above or is_joined_below:
                message = "a display formula is a paragraph of its own; put it there, or write it between single $"
                yield line + 1, message


def unread_fences(source: Source) -> Faults:
    """Yield the fences of a page that would be shown as words, because of what is written after the language."""
    for fence in source.tree.fences:
        if not fence.is_read:
            ways = 'title="…", hl_lines and linenums may follow the language, anything else goes in braces'
            example = f'```{{ .{fence.language or "text"} data-no-run="why" }}'
            yield source.line_at(fence.start) - 1, f"```{fence.info} is not read as code: {ways}, as in {example}"


def literal_asterisks(text: str) -> Faults:
    r"""Yield where asterisks are left that do not emphasise words.

    >>> list(literal_asterisks("*well* **said**\n\n\\*\n\n** badly** said"))
    [(5, 'an asterisk is left as it is; put both marks right beside the words, or write \\*')]
    """
    for match in _PARAGRAPH.finditer(_ESCAPED.sub("xx", text)):
        block = [after_prefix(line) for line in match[0].split("\n")]
        if "*" in match[0] and _is_left(block):
            first = next(number for number, line in enumerate(block) if "*" in line)
            alone = (number for number, line in enumerate(block) if _is_left([line]))
            line = text.count("\n", 0, match.start()) + next(alone, first) + 1
            yield line, "an asterisk is left as it is; put both marks right beside the words, or write \\*"


def divided_formulas(tree: Tree) -> Faults:
    """Yield the lines of tables in which a bar cuts a formula in two."""
    lines = tree.prose.split("\n")
    for number in (number for rows in _tables(lines) for number in rows):
        if any(map(opens_formula, _BAR.split(lines[number]))):
            yield number + 1, r"a bar within a formula ends the cell of a table; write \lvert, \rvert or \mid"


def opens_formula(text: str) -> bool:
    """Return whether a dollar sign of a text has no partner there."""
    return len(_DOLLAR.findall(text)) % 2 == 1


def unread_rows(tree: Tree) -> Iterator[tuple[range, str]]:
    """Yield the lines of tables that are not read as tables, and rows with more or fewer cells than the heading."""
    lines, written = tree.prose.split("\n"), tree.lines
    cut = {line for line, _ in divided_formulas(tree)}
    for heading, *rows in _tables(lines):
        cells_of = _counter(written[heading])
        columns, dashes = cells_of(written[heading]), cells_of(written[heading + 1])
        last = rows[-1] if rows else heading + 1
        table = range(heading + 1, last + 2)
        if heading and is_joined(written, heading):
            yield table, "a table needs an empty line above it; add one"
        elif dashes != columns and heading + 1 not in cut:
            found = f"the heading of this table has {counted(columns, 'cell')}, the line below it {dashes}"
            yield table, f"{found}; {_EQUAL}"
        else:
            for number in rows:
                count = cells_of(written[number])
                if not count:
                    yield range(number + 1, last + 2), "a table needs an empty line below it; add one"
                    break
                if count != columns and number + 1 not in cut and not _is_quote(lines[number]):
                    found = f"this row has {counted(count, 'cell')}, the heading of its table {columns}"
                    yield range(number + 1, number + 2), f"{found}; {_EQUAL}"


def _is_left(lines: list[str]) -> bool:
    return "*" in _TAG.sub("", _markdown().reset().convert("\n".join(lines)))


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=["tables"])


def _counter(heading: str) -> Callable[[str], int]:
    """Return what counts the cells of a row of a table; it finds none in a line without a bar."""
    processor = TableProcessor(_markdown().parser, {})
    processor.test(None, f"{after_prefix(heading)}\n|")  # type: ignore[arg-type]  # It notes whether rows begin with a bar.

    def cells_of(row: str) -> int:
        # Its stubs lack it.
        return len(processor._split_row(after_prefix(row).strip(" "))) if "|" in row else 0  # type: ignore[attr-defined]

    return cells_of


def _is_quote(row: str) -> bool:
    """Return whether a row holds one quote alone, in whose place several rows may be shown."""
    return ANY_BRACES.fullmatch(row.strip(" \t>|")) is not None


def _tables(lines: list[str]) -> Iterator[list[int]]:
    """Yield the rows of every table: the heading above a delimiter, and the lines below it."""
    below = 0
    for number, line in enumerate(lines):
        if number > below and "|" in line and _DELIMITER.fullmatch(after_prefix(line)) and "|" in lines[number - 1]:
            below = number + 1
            while below < len(lines) and lines[below].strip(" \t>"):
                below += 1
            yield [number - 1, *range(number + 1, below)]
