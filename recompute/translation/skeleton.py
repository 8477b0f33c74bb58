"""The skeleton of a translation: all that does not depend on the language in place, the source's words as comments."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping

from recompute.diagnostics import COMMAND, Diagnostics
from recompute.source.controls import KEY as CONTROLS
from recompute.source.front_matter import PUBLISHED
from recompute.source.page_source import HEADING
from recompute.source.tree import FRONT_MATTER, prefix
from recompute.translation.document import Document, Pair
from recompute.translation.gaps import GAP, Block, Gaps, Kind, paragraphs
from recompute.translation.neutral import Location, replace_words
from recompute.translation.parts import CALLOUT, ITEM, TITLED
from recompute.translation.record import KEY, Record, with_record

_LABEL = re.compile(r"^(?P<indent> +)label: (?P<label>.*)$", re.MULTILINE)
KEYS = re.compile(r"^(?:#.*\n)*(?P<key>[^\s#:][^:\n]*):.*\n(?:(?:[ \t].*|-[ \t].*|)\n)*", re.MULTILINE)
_WAITING = re.compile(r"(?:<!--|^#) (?P<code>[\w-]+): (?P<words>[^\n]+)", re.MULTILINE)
_MANY = 5
_SHOWN = 30
_GAP = re.compile(rf"(?<![\w{GAP}]){GAP}(?![\w{GAP}])")  # Dots that leave a sentence open follow a word directly.


def waiting(pair: Pair) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of each comment of a translation that waits to be translated."""
    page, tree = pair.translation.source, pair.translation.source.tree
    in_code = [each.span for each in tree.inlines if each.kind == "code"] + [fence.span for fence in tree.fences]
    for match in _WAITING.finditer(page.text):
        place = match.start()
        is_comment = match[0].startswith("<") or place < page.start  # In front matter a comment begins with #.
        as_code = any(start < place < end for start, end in in_code)
        if match["code"] == pair.source.location.code and is_comment and not as_code:
            yield page.line_at(place), match["words"].partition(" -->")[0]


def gaps(pair: Pair) -> Iterator[int]:
    """Yield the lines of gaps that are left, their comments taken out; a sign that the source has too is no gap."""
    if not _GAP.search(pair.source.visible):
        found = _GAP.finditer(pair.translation.visible)
        yield from sorted({pair.translation.source.line_at(match.start()) for match in found})


def check_written(pair: Pair, diagnostics: Diagnostics, *, in_detail: bool = False) -> None:
    """Note where a translation still waits for its words: at their comments, or where these are gone, at the gaps.

    A page that waits for many is one line, unless it is asked for in detail.
    """
    comments, file = list(waiting(pair)), pair.translation.source.file
    if len(comments) > _MANY and not in_detail:
        name = posixpath.splitext(pair.path)[0]
        message = f"{len(comments)} texts still wait for their translation; {COMMAND} check {name} lists them"
        diagnostics.add(file, comments[0][0], message)
        return
    for line, words in comments:
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        message = f"“{shown}” still waits for its translation; write it, and take this comment out"
        diagnostics.add(file, line, message)
    for line in () if comments else gaps(pair):
        diagnostics.add(file, line, f"“{GAP}” is left where words belong; write them in its place")


class Skeleton:
    """Makes the skeleton of a page for the location of its translation, block by block."""

    def __init__(self, document: Document, location: Location, tags: Mapping[str, str]) -> None:
        self.document, self.source, self.tags = document, document.source, tags
        self.gaps = Gaps(document.location, location, document.page_index)

    def text(self) -> str:
        """Return the text of the page's file, recorded to be made from the source as it is now."""
        written = FRONT_MATTER.match(self.source.text)
        front_matter = f"---\n{''.join(self._front_matter(written[1]))}---\n" if written else ""
        body = "\n".join(line for block in paragraphs(self.source) for line in self._lines(block))
        return with_record(front_matter + body, Record(self.document.hashes))

    def _front_matter(self, written: str) -> Iterator[str]:
        for match in KEYS.finditer(written):
            key, meta = match["key"], self.source.meta
            if key in PUBLISHED:
                yield f"# {self._waiting(f'{key}: {meta[key]}')}\n"
                yield f"{key}: {json.dumps(self.gaps.of(str(meta[key]))[0], ensure_ascii=False)}\n"
            elif key == "tags" and all(tag in self.tags for tag in meta[key]):
                yield "tags:\n" + "".join(f"  - {self.tags[tag]}\n" for tag in meta[key])
            elif key == CONTROLS:
                yield _LABEL.sub(self._label, match[0])
            elif key in ("tags", "aliases"):
                yield f"# {self._waiting(f'{key}: {meta[key]}')}\n"
            elif key != KEY:
                yield match[0]

    def _label(self, match: re.Match[str]) -> str:
        gap = json.dumps(self.gaps.of(match["label"])[0], ensure_ascii=False)
        return f"{match['indent']}# {self._waiting(match['label'])}\n{match['indent']}label: {gap}"

    def _waiting(self, words: str) -> str:
        return f"{self.document.location.code}: {' '.join(words.split())}"

    def _comment(self, words: str) -> str:
        return f"<!-- {self._waiting(words.replace('-->', '--&gt;'))} -->"

    def _lines(self, block: Block) -> list[str]:
        """Return the lines of a block with the words taken out, or as they are where there are none."""
        if block.kind is Kind.KEPT:
            return block.lines
        if block.kind is Kind.TABLE:
            return self._table(block)
        if block.kind is Kind.FORMULA:
            text, has_words = replace_words("\n".join(block.lines), GAP)
            return [block.prefix + self._comment(block.words), *text.split("\n")] if has_words else block.lines
        opening, words, closing = _split(block)
        with_gaps, has_words = self.gaps.of(words)
        if not has_words:
            return block.lines
        comment = self._comment(words)
        if block.kind is Kind.ITEM:
            return [f"{opening}{comment} {with_gaps}"]
        if block.kind is Kind.TEXT:
            return [opening + comment, opening + with_gaps]
        indent = "    " if block.kind is Kind.TITLE else ""
        return [f"{opening}{with_gaps}{closing}", f"{block.prefix}{indent}{comment}"]

    def _table(self, block: Block) -> list[str]:
        """Return a table after the comments that hold the words of its rows."""
        comments, rows = [], []
        for line in block.lines:
            row = line.removeprefix(prefix(line))
            cells = [self.gaps.of(cell) for cell in re.split(r"(?<!\\)\|", row.strip())]
            if any(has_words for _, has_words in cells):
                comments.append(block.prefix + self._comment(row))
                row = " | ".join(cell for cell, _ in cells).strip()
            rows.append(prefix(line) + row)
        return [*comments, block.prefix.rstrip(), *rows] if comments else rows


def _split(block: Block) -> tuple[str, str, str]:
    """Return what precedes the words of a block, the words, and what follows them."""
    line, bare = block.lines[0], block.lines[0][len(block.prefix) :]
    if block.kind is Kind.HEADING and (match := HEADING.match(line)):
        return line[: match.start("text")], match["text"], line[match.end("text") :]
    if block.kind is Kind.TITLE and (match := TITLED.match(bare)):
        return block.prefix + bare[: match.start("title")], match["title"], bare[match.end("title") :]
    if block.kind is Kind.CALLOUT and (match := CALLOUT.match(bare)):
        return f"{block.prefix}{match[0]} ", bare[match.end() :].strip(), ""
    if block.kind is Kind.ITEM and (match := ITEM.match(bare)):
        return f"{block.prefix}{match[0]} ", block.words[match.end() :].strip(), ""
    return block.prefix, block.words, ""
