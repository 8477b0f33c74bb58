"""The text of a page cut into blocks of lines: what stays as it is in another language, and what holds words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from recompute.source.fences import FENCE
from recompute.source.page_source import COMMENT, HEADING, Comments
from recompute.translation.blocks import BREAK, CALLOUT, ITEM
from recompute.translation.parts import INCLUDE

_PREFIX = re.compile(r"(?:[ \t]*>[ ]?)*[ \t]*")
_MARKS = r"(?:[ \t]*>[ ]?)*"
_FORMULA = re.compile(rf"^{_MARKS}[ \t]*\$\$.*?\$\$[ \t]*$", re.DOTALL | re.MULTILINE)
_ROW, _RULE = r"[^\n]*\|[^\n]*", r"(?=[^\n]*\|)[ \t|:]*-[ \t|:-]*"
_TABLE = re.compile(rf"^(?P<marks>{_MARKS}){_ROW}\n(?P=marks){_RULE}\n(?:(?P=marks){_ROW}(?:\n|\Z))*", re.MULTILINE)
TITLED = re.compile(r"(?P<opening>(?:[!?]{3}\+?[ \t]+[\w-]+|={3}[!+]?)[ \t]+\")(?P<words>[^\"]+)(?=\")")


class Kind(Enum):
    """What a block of lines is."""

    KEPT = "code, comments, included text, blank lines"
    FORMULA = "a displayed formula"
    TABLE = "a table"
    HEADING = "a heading"
    CALLOUT = "the first line of a callout"
    TITLE = "the line that gives an admonition or a tab its title"
    ITEM = "an item of a list"
    TEXT = "a paragraph"


_LONG: dict[re.Pattern[str] | Comments, Kind] = {
    FENCE: Kind.KEPT,
    COMMENT: Kind.KEPT,
    INCLUDE: Kind.KEPT,
    _FORMULA: Kind.FORMULA,
    _TABLE: Kind.TABLE,
}
_FLOWING = (Kind.ITEM, Kind.TEXT)


@dataclass(frozen=True)
class Block:
    """Lines that belong together, each with what stands before it: marks of callouts, and indentation."""

    kind: Kind
    lines: list[str]

    @property
    def prefix(self) -> str:
        """What stands before the first line."""
        return prefix(self.lines[0])

    @property
    def words(self) -> str:
        """The lines without what stands before them, as one."""
        return " ".join(line[len(prefix(line)) :].strip() for line in self.lines)


def prefix(line: str) -> str:
    """Return the marks of callouts and the indentation that a line begins with."""
    match = _PREFIX.match(line)
    return match[0] if match else ""


def paragraphs(text: str) -> Iterator[Block]:
    r"""Yield the blocks of a text; all their lines are all its lines.

    >>> [(block.kind.name, block.words) for block in paragraphs("# A\n> one\n> two\n- three\n\n$$x$$")]
    [('HEADING', '# A'), ('TEXT', 'one two'), ('ITEM', '- three'), ('KEPT', ''), ('FORMULA', '$$x$$')]
    """
    lines, found = text.split("\n"), _long_blocks(text)
    for number, line in enumerate(lines):
        if number not in found:
            above = found.get(number - 1, (Kind.KEPT, 0))
            same_depth = number > 0 and prefix(line).count(">") == prefix(lines[number - 1]).count(">")
            kind = _kind(line)
            found[number] = above if kind is Kind.TEXT and same_depth and above[0] in _FLOWING else (kind, number)
    for (kind, _), block in groupby(enumerate(lines), key=lambda pair: found[pair[0]]):
        yield Block(kind, [line for _, line in block])


def _long_blocks(text: str) -> dict[int, tuple[Kind, int]]:
    """Return the kind and the first line of the blocks that are told by their ends, for each of their lines."""
    found: dict[int, tuple[Kind, int]] = {}
    for pattern, kind in _LONG.items():
        for match in pattern.finditer(text):
            first, last = (text.count("\n", 0, place) for place in (match.start(), match.end() - 1))
            found |= dict.fromkeys(range(first, last + 1), (kind, first))
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return found


def _kind(line: str) -> Kind:
    bare = line[len(prefix(line)) :]
    if not bare or BREAK.match(bare):
        return Kind.KEPT
    if HEADING.match(line):
        return Kind.HEADING
    if CALLOUT.match(bare):
        return Kind.CALLOUT
    if TITLED.match(bare):
        return Kind.TITLE
    return Kind.ITEM if ITEM.match(bare) else Kind.TEXT
