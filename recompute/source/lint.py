"""What is not read as a page means it: ids given twice, signs without a partner, asterisks, fences."""

from __future__ import annotations

import re
from functools import cache

from markdown import Markdown

from recompute.diagnostics import Faults
from recompute.source.page_source import Source
from recompute.source.tree import blanked, is_joined, prefix

_SIGNS = re.compile(r"(?<!\\)\$+|(?<![\\`])`+")
_LEFT = {
    "$": "a dollar sign is left as it is; put one right before and one right after the formula, or write \\$",
    "`": "a backquote is left as it is; close the code span with as many as open it, or write \\`",
}
_CODE_ELEMENT = re.compile(r"<(?:code|kbd|pre|samp)\b[^<>]*>[^<]*</")
_ITEM = re.compile(r"[ \t>]*(?:[-+*]|\d+\.)[ \t]+")
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


def lone_signs(source: Source) -> Faults:
    """Yield where a sign is left as it is: its partner is missing, or a space is right within the formula."""
    tree = source.tree
    text = blanked(tree.prose, (each.span for each in tree.inlines))
    text = blanked(text, (match.span() for match in _CODE_ELEMENT.finditer(tree.prose)))
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
