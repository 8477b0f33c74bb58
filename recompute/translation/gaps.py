"""Text with its words taken out: what a translator keeps stays in place, and `…` marks where words belong."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from markdown_it.tree import SyntaxTreeNode

from recompute.source.inlines import Inline, included, inlines
from recompute.source.page_index import PageIndex, WikilinkError
from recompute.source.page_source import Source
from recompute.source.tree import blanked, prefix
from recompute.translation.neutral import Location, replace_words
from recompute.translation.parts import CALLOUT, ITEM, TITLED

GAP = "…"
_REASON = re.compile(r"(\bdata-literal=)(\"[^\"]*\"|'[^']*')")
_ADDRESS = re.compile(r"(\b(?:href|src)=[\"'])([^\"'#:]+\.\w+)(?=[\"'#])")
_TIED = re.compile(r"(?P<mark>\*{1,3})(?P<words>[^*\n]+)(?P=mark)(?P<attributes>\{:?[^{}\n]*\})")
_NOTHING = "\0"  # No page may hold it.
_NOT_KEPT = ("escape", "attributes", "hashtag")
_EMPHASIS = re.compile(r"[*_]+")

Kept = tuple[str, bool]


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


_KINDS = {"math_block": Kind.FORMULA, "table": Kind.TABLE, "heading": Kind.HEADING}
_FLOWING = (Kind.ITEM, Kind.TEXT)


@dataclass(frozen=True)
class Block:
    """Lines that belong together, each with its prefix, marks of callouts and indentation; `line` is the first."""

    kind: Kind
    lines: list[str]
    line: int

    @property
    def prefix(self) -> str:
        """The prefix of the first line."""
        return prefix(self.lines[0])

    @property
    def words(self) -> str:
        """The lines without their prefixes, as one."""
        return " ".join(line[len(prefix(line)) :].strip() for line in self.lines)


def paragraphs(source: Source) -> Iterator[Block]:
    r"""Yield the blocks of a page; all their lines are all its lines after the front matter.

    A comment is left out where its lines hold anything else.

    >>> page = Source("a.md", "# A\n> one\n> two\n\n- three\n\n$$x$$")
    >>> [(block.kind.name, block.words) for block in paragraphs(page)]
    [('HEADING', '# A'), ('TEXT', 'one two'), ('KEPT', ''), ('ITEM', '- three'), ('KEPT', ''), ('FORMULA', '$$x$$')]
    """
    tree, written = source.tree, source.text.split("\n")
    lines = blanked(source.text, tree.comments, _NOTHING).replace(_NOTHING, "").split("\n")
    comments, found = set(tree.comments), {number: (Kind.KEPT, number) for number in range(len(lines))}
    for node in tree.nodes():
        if node.map and node.type in _KINDS:
            found |= dict.fromkeys(range(*node.map), (_KINDS[node.type], node.map[0]))
        elif node.map and node.type == "paragraph":
            found |= _paragraph(node, lines)
    for start, end in tree.comments_and_fences:
        span = range(tree.line_at(start) - 1, tree.line_at(end))
        if (start, end) in comments and any(lines[number].strip(" \t>") for number in span):
            continue  # Beside words, a comment is no block of its own.
        found |= dict.fromkeys(span, (Kind.KEPT, span[0]))
        lines[span.start : span.stop] = written[span.start : span.stop]
    body = range(tree.line_at(source.start) - 1, len(lines))
    for (kind, _), numbers in groupby(body, key=found.__getitem__):
        first, *others = numbers
        yield Block(kind, [lines[number] for number in (first, *others)], first + 1)


def _paragraph(node: SyntaxTreeNode, lines: list[str]) -> dict[int, tuple[Kind, int]]:
    """Return what each line of a paragraph is, and the first line of the block that it belongs to."""
    assert node.map is not None
    found: dict[int, tuple[Kind, int]] = {}
    for number in range(*node.map):
        line, above = lines[number], found.get(number - 1, (Kind.KEPT, 0))
        same_depth = number > 0 and prefix(line).count(">") == prefix(lines[number - 1]).count(">")
        kind = _kind(line[len(prefix(line)) :], is_item=number == node.map[0])
        found[number] = above if kind is Kind.TEXT and same_depth and above[0] in _FLOWING else (kind, number)
    return found


def _kind(bare: str, is_item: bool) -> Kind:
    if included(bare):
        return Kind.KEPT
    if CALLOUT.match(bare):
        return Kind.CALLOUT
    if (match := TITLED.match(bare)) and match["title"]:
        return Kind.TITLE
    return Kind.ITEM if is_item and ITEM.match(bare) else Kind.TEXT


class Gaps:
    """Takes the words out of the text of a page, for a page of the same path in another language."""

    def __init__(self, source: Location, target: Location, page_index: PageIndex) -> None:
        self.source, self.target, self.page_index = source, target, page_index

    def of(self, text: str) -> Kept:
        """Return text without its words, and whether there were any.

        >>> here, there = Location("a.md", "zh", "zh"), Location("a.md", "en", "zh")
        >>> Gaps(here, there, PageIndex({})).of("约 {{ x }}，见[这里](b.md)：`code`。")
        ('… {{ x }} … […](b.md) … `code` …', True)
        """
        pieces, place, any_words = [], 0, False
        for match, kept, has_words in [*self._kept(text), (None, "", False)]:
            words = _EMPHASIS.sub("", text[place : match.start() if match else len(text)])
            pieces += [f" {GAP} " if _are_words(words) else words, kept]
            any_words = any_words or has_words or _are_words(words)
            place = match.end() if match else place
        return " ".join("".join(pieces).split()), any_words

    def _kept(self, text: str) -> Iterator[tuple[re.Match[str], str, bool]]:
        """Yield what is kept of a text, in order: its match, what replaces that, and whether it has words."""
        found: list[tuple[re.Match[str], Inline | None]] = [(match, None) for match in _TIED.finditer(text)]
        found += [(each.match, each) for each in inlines(text) if each.kind not in _NOT_KEPT]
        place = 0
        for match, each in sorted(found, key=lambda pair: pair[0].start()):
            if match.start() >= place:  # Else it is part of what is kept already.
                yield match, *(self._inline(each) if each else self._words(match))
                place = match.end()

    def _inline(self, each: Inline) -> Kept:
        match, written = each.match, each.match[0]
        if each.tex:
            return replace_words(written, GAP)
        if each.kind == "wikilink":
            return self._wikilink(match)
        if each.kind in ("image", "link"):
            return self._words(match)
        if each.kind == "element" and _REASON.search(written):
            return _REASON.sub(rf'\1"{GAP}"', written), True
        if each.kind == "element":
            opening, closing = written[: match.start("words") - match.start()], f"</{match['tag']}>"
            words, has_words = self.of(match["words"])
            return f"{_ADDRESS.sub(self._address, opening)} {words} {closing}", has_words
        return (_ADDRESS.sub(self._address, written) if each.kind == "tag" else written), False

    def _wikilink(self, match: re.Match[str]) -> Kept:
        try:
            path, heading = self.page_index.linked(match, self.source.path)
            anchor = self.page_index.anchor(path, heading)
        except WikilinkError:
            return match[0], False  # The build reports it.
        page = posixpath.splitext(path)[0] if match["page"].strip() else ""
        words = self.of(match["words"])[0] if match["words"] else GAP
        return f"[[{page}{'#' if anchor else ''}{anchor}|{words}]]", True

    def _words(self, match: re.Match[str]) -> Kept:
        opening = match.start("words") - match.start()
        written = match[0]
        words, _ = self.of(match["words"])
        return written[:opening] + words + written[opening + len(match["words"]) :], True

    def _address(self, match: re.Match[str]) -> str:
        """Let a link to a file of the whole site lead there from the other language's folder."""
        address = self.source.address(match[2], in_html=True) or ""
        return match[1] + posixpath.relpath(f"/{address}", f"/{self.target.url}")


def _are_words(text: str) -> bool:
    return any(letter.isalpha() or not letter.isascii() for letter in text)
