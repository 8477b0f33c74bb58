"""The Markdown extension: quotes, formulas, wikilinks and tags, wherever Python-Markdown runs."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any, cast

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.snippets import SnippetMissingError

from recompute.marks import marked
from recompute.page import Page
from recompute.quote import ANY_BRACES, Number, Shown
from recompute.tags import HASHTAG, HashtagProcessor
from recompute.tex import to_mathml
from recompute.wikilinks import WIKILINK, WikilinkProcessor

_HAN = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
# The break comes first in the pattern, which a search then finds fast; emphasis may stand on either side of it.
_HAN_LINE_BREAK = rf"\n(?:(?<={_HAN}\n)|(?<={_HAN}\*\n)|(?<={_HAN}\*\*\n))[ ]*(?=\*{{0,2}}{_HAN})"
_PHRASE_END = re.compile(r"[,.;:!?)\]，。；：！？、）】」』”’]+")


class RecomputeExtension(Extension):
    """Registers what follows, for one page."""

    def __init__(self, page: Page | None = None, **kwargs: Any) -> None:
        self.page = page
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the processors; without a page (a configuration being validated) there is nothing to do."""
        if (page := self.page) is None:
            return
        # Above links, images and emphasis; below code (190), formulas (189.9) and escapes (180).
        md.inlinePatterns.register(QuoteProcessor(ANY_BRACES.pattern, md, page), "recompute-quote", 175)
        md.inlinePatterns.register(WikilinkProcessor(WIKILINK, md, page), "recompute-wikilink", 172)
        md.inlinePatterns.register(HashtagProcessor(HASHTAG, md, page), "recompute-hashtag", 171)
        md.inlinePatterns.register(HanLineProcessor(_HAN_LINE_BREAK, md), "recompute-han", 173)
        # Below inline (20) and callouts (19.99); above the prettifier (10), attributes (8) and the contents (5).
        md.treeprocessors.register(FormulaProcessor(md, page), "recompute-formula", 15)
        md.treeprocessors.register(RowsProcessor(md, page), "recompute-rows", 14)
        if "snippet" in md.preprocessors:
            snippets = md.preprocessors["snippet"]
            snippets.run = CheckedInclude(snippets.run, page)  # type: ignore[method-assign]


class ValueElement(etree.Element):
    """A computed number in the tree; collected into an `alt` text it keeps marks that the trace recognises."""

    def __init__(self, number: Number) -> None:
        super().__init__("data", {"class": "value", "value": number.full, "data-ref": number.ref})
        self.number = number
        self.text = AtomicString(number.shown)

    def itertext(self) -> Iterator[str]:  # type: ignore[override]
        """Yield the text as Python-Markdown collects it for attributes."""
        yield marked(self.number)


class QuoteProcessor(InlineProcessor):
    """Replaces `{{ name }}` in prose by the value."""

    def __init__(self, pattern: str, md: Markdown, page: Page) -> None:
        super().__init__(pattern, md)
        self.page = page

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        """Return the number, the list of numbers, or the mark of rows to come."""
        quoted = self.page.quote(m[0])
        if quoted is None:
            element = etree.Element("span", {"class": "problem"})
            element.text = AtomicString(m[0])
        elif quoted.depth == 0:
            element = ValueElement(cast(Number, quoted.shown))
        elif quoted.depth == 1:
            element = self._list(cast("list[Shown]", quoted.shown))
        else:
            element = RowsElement(cast("list[list[Number]]", quoted.shown), m[0])
        return element, m.start(0), m.end(0)

    def _list(self, numbers: list[Shown]) -> etree.Element:
        element = etree.Element("span", {"class": "values"})
        for number in numbers:
            item = ValueElement(cast(Number, number))
            item.tail = AtomicString(self.page.language.comma)
            element.append(item)
        element[-1].tail = None
        return element


class RowsElement(etree.Element):
    """Rows of numbers, waiting to take the place of the table row that quotes them."""

    def __init__(self, rows: list[list[Number]], quote: str) -> None:
        super().__init__("span", {"class": "problem"})
        self.rows, self.quote = rows, quote
        self.text = AtomicString(quote)


class RowsProcessor(Treeprocessor):
    """Expands a table row that holds only a quote of rows into those rows."""

    def __init__(self, md: Markdown, page: Page) -> None:
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
        rows = row[0][0] if len(row) and len(row[0]) else None
        alone = not any((cell.text or "").strip() or len(cell) for cell in row[1:])
        if not isinstance(rows, RowsElement) or not alone or (rows.tail or "").strip():
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
        etree.SubElement(row, "td", dict(attributes)).append(ValueElement(number))
    return row


class FormulaProcessor(Treeprocessor):
    """Replaces each formula that pymdownx.arithmatex has found by MathML."""

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: etree.Element) -> None:
        """Convert inline and display formulas; MathML is stashed, for nothing else shall touch it."""
        for element in root.iter():
            if element.get("class") == "arithmatex" and element.text:
                display = element.tag == "div"
                tex = unescape(element.text)[2:-2] if display else element.text[2:-2]
                formula = self.md.htmlStash.store(to_mathml(tex, display, self.page))
                # What ends a phrase stays with its formula: browsers would break the line between the two.
                ending = _PHRASE_END.match(element.tail or "")
                element.text = AtomicString(formula + (ending[0] if ending else ""))
                element.tail = (element.tail or "")[ending.end() :] if ending else element.tail


class HanLineProcessor(InlineProcessor):
    """Joins lines that break between two Han characters, where a browser would show a space."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        """Replace the break by nothing."""
        return "", m.start(0), m.end(0)


class CheckedInclude:
    """Includes code by named section; what cannot be found is noted with page and line instead of a traceback."""

    def __init__(self, include: Callable[[list[str]], list[str]], page: Page) -> None:
        self.include, self.page = include, page

    def __call__(self, lines: list[str]) -> list[str]:
        """Include piece by piece only when something is missing, to tell which line it is."""
        try:
            return self.include(lines)
        except _NOT_INCLUDED:
            below = self.page.source.text.count("\n") + 1 - len(lines)  # The lines that the front matter took.
            return [included for line, piece in _pieces(lines) for included in self._include(line + below, piece)]

    def _include(self, line: int, piece: list[str]) -> list[str]:
        try:
            return self.include(piece)
        except _NOT_INCLUDED as error:
            written = piece[len(piece) // 2].strip()
            reason = str(error).rstrip(".") if isinstance(error, SnippetMissingError) else f"{written} is no text"
            remedy = "a section that the file marks with --8<-- [start:…]" if ":" in written else "a text file"
            self.page.problems.add(self.page.source.file, line, f"{reason}; name {remedy}, by its path from mkdocs.yml")
            return []


_NOT_INCLUDED = (SnippetMissingError, UnicodeDecodeError, OSError)
_BLOCK = re.compile(r"[ \t]*-{2,}8<-{2,}[ \t]*")


def _pieces(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each line with its number from 1; a line in a block of includes as a block of its own."""
    in_block = False
    for number, line in enumerate(lines, start=1):
        if _BLOCK.fullmatch(line):
            in_block = not in_block
        else:
            yield number, ["--8<--", line, "--8<--"] if in_block else [line]
