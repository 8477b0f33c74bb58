"""The shapes of a page's callouts, tabs, lists and tables, which are the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from recompute.diagnostics import counted
from recompute.translation.parts import Part

PREFIX = re.compile(r"(?:[ \t]*>)*")
CALLOUT = re.compile(r"[ \t]*\[!(?P<kind>[\w-]+)(?:\|[^\]]*)?\](?P<fold>[+-]?)")
_ADMONITION = re.compile(r"[ \t]*(?P<mark>!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+)")
_TAB_TITLE = re.compile(r"[ \t]*===[!+]*[ \t]+[\"']")
ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+]|\d+[.)])(?=\s)(?P<task>[ \t]+\[[ xX]\][ \t])?")
RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*")
BREAK = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_BAR = re.compile(r"(?<!\\)\|")
_TAB_STOP = 4


@dataclass
class _List:
    line: int
    indents: list[int] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    def add(self, match: re.Match[str]) -> None:
        indent = len(match["indent"].expandtabs(_TAB_STOP))
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent:
            self.indents.append(indent)
        kind = "1." if match["mark"][0].isdigit() else "-"
        self.items.append("  " * (len(self.indents) - 1) + kind + (" [ ]" if match["task"] else ""))

    def part(self) -> Part:
        """Return the list as a part; what it shows is how many items it has."""
        kind = "numbered list" if self.items[0].startswith("1.") else "list"
        return Part("list", "\n".join(self.items), f"{kind} of {counted(len(self.items), 'item')}", self.line)


def blocks(text: str) -> Iterator[Part]:
    """Yield the blocks of a page's text, from which code, comments and displayed formulas have been blanked out.

    >>> page = ["> [!note] Title", "> | a | b |", "> |--:|---|", "> | 1 | 2 |", "", "- one", "    1. two"]
    >>> [(block.shown, block.line) for block in blocks(chr(10).join(page))]
    [('[!note]', 1), ('table of 2 columns and 1 row', 2), ('list of 2 items', 6)]
    """
    lines = [_bare(line) for line in text.split("\n")]
    yield from _callouts(lines)
    yield from _tables(lines)
    yield from _lists(lines)


def _bare(line: str) -> tuple[int, str]:
    """Return how deep in callouts a line stands, and the line without their marks."""
    prefix = PREFIX.match(line)
    assert prefix is not None
    depth, bare = prefix[0].count(">"), line[prefix.end() :]
    return depth, bare[1:] if depth and bare.startswith(" ") else bare


def _callouts(lines: list[tuple[int, str]]) -> Iterator[Part]:
    for number, (depth, line) in enumerate(lines, start=1):
        before = lines[number - 2][0] if number > 1 else 0
        match = CALLOUT.match(line) if depth > before else None
        if match:
            yield Part("callout", f"{depth} {match['kind'].lower()}{match['fold']}", match[0].strip(), number)
        elif match := _ADMONITION.match(line):
            yield Part("callout", f"{match['mark']} {match['kind'].lower()}", match[0].strip(), number)
        elif _TAB_TITLE.match(line):
            yield Part("tab", "===", "===", number)


def _tables(lines: list[tuple[int, str]]) -> Iterator[Part]:
    for number, (depth, line) in enumerate(lines, start=1):
        if not ("|" in line and RULE.fullmatch(line) and number > 1 and "|" in lines[number - 2][1]):
            continue
        cells = [cell.strip() for cell in _BAR.split(line.strip().strip("|"))]
        aligned, rows = "|".join(map(_alignment, cells)), 0
        for below, row in lines[number:]:
            if below != depth or "|" not in row:
                break
            rows += 1
        shape = f"{counted(len(cells), 'column')} and {counted(rows, 'row')}"
        yield Part("table", f"{aligned} {rows}", f"table of {shape}", number - 1)


def _alignment(cell: str) -> str:
    return (":" if cell.startswith(":") else "") + "-" + (":" if cell.endswith(":") else "")


def _lists(lines: list[tuple[int, str]]) -> Iterator[Part]:
    """Yield the lists: each goes on until text at the margin follows a blank line, or its callout ends."""
    found: _List | None = None
    blank = within = 0
    for number, (depth, line) in enumerate(lines, start=1):
        match = None if BREAK.match(line) or RULE.fullmatch(line) else ITEM.match(line)
        at_margin = bool(line.strip()) and not line[0].isspace() and match is None
        if found is not None and (depth != within or (at_margin and blank)):
            yield found.part()
            found = None
        if match is not None and (found is not None or blank or number == 1 or not match["indent"]):
            found, within = found or _List(number), depth
            found.add(match)
        blank = not line.strip()
    if found is not None:
        yield found.part()
