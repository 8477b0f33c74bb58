"""The Markdown extension: quotes, formulas, wikilinks and tags, wherever Python-Markdown runs."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any, cast

from markdown import Extension, Markdown
from markdown.inlinepatterns import HtmlInlineProcessor, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from recompute.locale.fallback import lang
from recompute.markup.allow_list import AllowListProcessor
from recompute.markup.citations import ANY_CITATION, CitationProcessor
from recompute.markup.claims import ClaimProcessor
from recompute.markup.elements import ListElement, RowsElement, RowsProcessor, element_of
from recompute.markup.figures import FigureProcessor
from recompute.markup.html import HEADINGS
from recompute.markup.includes import Includes
from recompute.markup.line_breaks import HanLinesProcessor, break_lines
from recompute.markup.listings import GLOSSARY, AbbreviationsProcessor, ListingProcessor
from recompute.markup.notebook_outputs import OutputsProcessor
from recompute.markup.obsidian import (
    WRAPPED_WIKILINK,
    CalloutTitlesProcessor,
    HashtagProcessor,
    WikilinkProcessor,
    WrappedWikilinkProcessor,
)
from recompute.markup.processors import HtmlProcessor, PageProcessor
from recompute.markup.quote import Number
from recompute.markup.render_context import RenderContext
from recompute.markup.table_alignment import AlignmentProcessor
from recompute.markup.tex import to_mathml
from recompute.source.inlines import ANY_BRACES, HASHTAG, WIKILINK

_SORTED_VALUE = re.compile(r'<data class="value" data-ref=("[^"]*") value=("[^"]*")>')
_COMMENT = r"(<!--(?:(?!<!--|-->).)*-->)"
_NESTING = re.compile(r"[>*+_\[({-]| {2}|\t")
_PHRASE_END = re.compile(r"[,.;:!?)\]，。；：！？、）】」』”’]+")


class RecomputeExtension(Extension):
    """Registers what follows, for one page."""

    def __init__(self, page: RenderContext | None = None, **kwargs: Any) -> None:
        self.page = page
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the processors; without a page (a configuration being validated) there is nothing to do."""
        if (page := self.page) is None:
            return
        _register_inline(md, page)
        # Below fences (25), which it leaves alone; above raw HTML (20).
        md.preprocessors.register(OutputsProcessor(md, page=page), "recompute-outputs", 24)
        md.treeprocessors.register(CalloutTitlesProcessor(md, page=page), "recompute-callouts", 19.98)
        # Below inline (20) and callouts (19.99); above the prettifier (10), attributes (8) and the contents (5).
        md.treeprocessors.register(HanLinesProcessor(md), "recompute-han", 16)
        md.treeprocessors.register(FormulaProcessor(md, page=page), "recompute-formula", 15)
        md.treeprocessors.register(RowsProcessor(md, page=page), "recompute-rows", 14)
        aligned = AlignmentProcessor(md, page.language.rounding_words_before)
        md.treeprocessors.register(aligned, "recompute-alignment", 13.5)
        md.treeprocessors.register(FigureProcessor(md, page=page), "recompute-figures", 13)
        md.treeprocessors.register(ClaimProcessor(md, page=page), "recompute-claims", 7)  # It reads attributes.
        md.treeprocessors.register(HeadingProcessor(md, page=page), "recompute-headings", 5.5)  # The contents give ids.
        md.postprocessors.register(HtmlProcessor(_value_first), "recompute-values", 5)
        md.postprocessors.register(HtmlProcessor(page.slots.take), "recompute-slots", 4)
        md.postprocessors.register(AllowListProcessor(md, page=page), "recompute-allow-list", 3)
        md.postprocessors.register(HtmlProcessor(break_lines), "recompute-line-breaks", 1)
        if page.references or page.glossary:  # Above paragraphs.
            md.parser.blockprocessors.register(ListingProcessor(md.parser, page=page), "recompute-listing", 12)
        if page.glossary and page.page_index.listings.get(GLOSSARY) != page.path:
            lexicon = page.glossary.lexicons[page.language.code]
            # Below attributes (8): a term in their braces is a name.
            md.treeprocessors.register(AbbreviationsProcessor(md, page, lexicon), "recompute-terms", 6)
        if "snippet" in md.preprocessors:
            includes = Includes(md.preprocessors["snippet"], page)
            # Below the allow-list.
            md.postprocessors.register(HtmlProcessor(includes.with_copies), "recompute-copies", 2)
        md.convert = _to_a_depth(md.convert, page)  # type: ignore[method-assign, assignment]


def _register_inline(md: Markdown, page: RenderContext) -> None:
    """Register what is read within lines."""
    # Above links, images and emphasis; below code (190) and formulas (189.9). Quotes and tags are below escapes
    # (180), wikilinks above them: in a table Obsidian escapes their bar.
    md.inlinePatterns.register(HtmlInlineProcessor(_COMMENT, md), "recompute-comment", 189.95)  # Nothing in it is read.
    md.inlinePatterns.register(QuoteProcessor(ANY_BRACES.pattern, md, page=page), "recompute-quote", 175)
    md.inlinePatterns.register(WikilinkProcessor(WIKILINK, md, page=page), "recompute-wikilink", 185)
    wrapped = WrappedWikilinkProcessor(WRAPPED_WIKILINK, md, page=page)
    md.inlinePatterns.register(wrapped, "recompute-wrapped-wikilink", 184)
    md.inlinePatterns.register(HashtagProcessor(HASHTAG, md, page=page), "recompute-hashtag", 171)
    if page.references:
        md.inlinePatterns.register(CitationProcessor(ANY_CITATION, md, page=page), "recompute-citation", 176)


def _to_a_depth(convert: Callable[[str], str], page: RenderContext) -> Callable[[str], str]:
    """Let a page that is nested deeper than Python-Markdown can follow be noted at its deepest line."""

    def converted(text: str) -> str:
        try:
            return convert(text)
        except RecursionError:
            lines = page.source.text.splitlines()
            deepest = max(range(len(lines)), key=lambda number: len(_NESTING.findall(lines[number])))
            message = "lists, quotes or emphasis are nested too deep to be read; write fewer levels"
            page.problem_at(deepest + 1, message)
            page.source = replace(page.source, sound=False)
            return ""

    return converted


class QuoteProcessor(PageProcessor, InlineProcessor):
    """Replaces `{{ name }}` in prose by the value."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        """Return the number, the list of numbers, or the mark of rows to come."""
        shown = self.page.quote(m[0])
        if shown is None:
            missing = self.page.missing.get(m[0])
            element = etree.Element("span", {"class": "missing" if missing else "problem"})
            element.text = AtomicString(missing or m[0])
            if missing and lang(missing):
                element.set("lang", lang(missing))
        elif isinstance(shown, Number):
            element = element_of(shown)
        elif isinstance(shown[0], Number):
            element = ListElement(cast("list[Number]", shown), self.page.language.comma)
        else:
            element = RowsElement(cast("list[list[Number]]", shown), m[0])
        return element, m.start(0), m.end(0)


def _value_first(html: str) -> str:
    """Give a number's attributes their promised order, in which people read them; Markdown sorts them by name."""
    return _SORTED_VALUE.sub(r'<data class="value" value=\2 data-ref=\1>', html)


class HeadingProcessor(PageProcessor, Treeprocessor):
    """Notes the headings of a page, those of included text among them, with the ids that they were given."""

    def run(self, root: etree.Element) -> None:
        """Note every heading, and change none."""
        self.page.headings = [(each.tag, each.get("id", "")) for each in root.iter() if each.tag in HEADINGS]


class FormulaProcessor(PageProcessor, Treeprocessor):
    """Replaces each formula that pymdownx.arithmatex has found by MathML."""

    def run(self, root: etree.Element) -> None:
        """Convert inline and display formulas; MathML is stashed, so that no other processor changes it."""
        for element in root.iter():
            if element.get("class") == "arithmatex" and element.text:
                display = element.tag == "div"
                tex = unescape(element.text)[2:-2] if display else element.text[2:-2]
                if display:
                    element.tag = "p"  # Programs that read text take it from paragraphs.
                formula = self.md.htmlStash.store(to_mathml(tex, display, self.page))
                # What ends a phrase stays with its formula: browsers would break the line between the two.
                ending = _PHRASE_END.match(element.tail or "")
                element.text = AtomicString(formula + (ending[0] if ending else ""))
                element.tail = (element.tail or "")[ending.end() :] if ending else element.tail
