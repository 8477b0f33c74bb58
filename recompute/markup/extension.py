"""The Markdown extension: what is done to the lines, the words, the tree and the HTML of a page, in which order."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from markdown import Extension, Markdown
from markdown.inlinepatterns import HtmlInlineProcessor, InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from recompute.markup import allow_list
from recompute.markup.citations import ANY_CITATION, cite
from recompute.markup.claims import tie_claims
from recompute.markup.elements import expand_rows, show_quote
from recompute.markup.figures import show_figures
from recompute.markup.html import HEADINGS
from recompute.markup.listings import GLOSSARY, Abbreviations, ListingProcessor
from recompute.markup.notebook_outputs import put_outputs
from recompute.markup.obsidian import WRAPPED_WIKILINK, link_page, link_tag, note_wrapped, translate_titles
from recompute.markup.render_context import RenderContext
from recompute.markup.snippets import Snippets
from recompute.markup.tex import convert_formulas
from recompute.markup.typography import AlignmentProcessor, break_lines, join_han_lines
from recompute.source.inlines import ANY_BRACES, HASHTAG, WIKILINK

_SORTED_VALUE = re.compile(r'<data class="value" data-ref=("[^"]*") value=("[^"]*")>')
# Python-Markdown sorts a number's attributes by their names; people read them in the promised order.
_VALUE_FIRST = r'<data class="value" value=\2 data-ref=\1>'
_COMMENT = r"(<!--(?:(?!<!--|-->).)*-->)"
_NESTING = re.compile(r"[>*+_\[({-]| {2}|\t")


class _Step(Preprocessor, Treeprocessor):
    """A step of the conversion: a function of a page's lines, or of its tree."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        super().__init__()
        self._function, self._arguments = function, arguments

    def run(self, given: Any) -> Any:
        """Give the function the lines or the tree, and the other arguments."""
        return self._function(given, *self._arguments)


class _Words(InlineProcessor):
    """A step of the conversion: a function of words in a line, which returns the element that takes their place."""

    def __init__(
        self, pattern: str, md: Markdown, function: Callable[..., etree.Element | None], page: RenderContext
    ) -> None:
        super().__init__(pattern, md)
        self._function, self._page = function, page

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        """Return the element; where there is none, the words stay."""
        element = self._function(m, self._page)
        return (None, None, None) if element is None else (element, m.start(0), m.end(0))


class RecomputeExtension(Extension):
    """Registers what follows, for one page."""

    def __init__(self, page: RenderContext | None = None, **kwargs: Any) -> None:
        self.page = page
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the steps; without a page (a configuration being validated) there is nothing to do."""
        if (page := self.page) is None:
            return
        _register_words(md, page)
        _register_tree(md, page)
        # Below fences (25), which it leaves alone; above raw HTML (20).
        outputs = _Step(put_outputs, page.outputs, md.htmlStash.store)
        md.preprocessors.register(outputs, "recompute-outputs", 24)
        if page.references or page.glossary:  # Above paragraphs.
            md.parser.blockprocessors.register(ListingProcessor(md.parser, page), "recompute-listing", 12)
        snippets = Snippets(md.preprocessors["snippet"], page) if "snippet" in md.preprocessors else None
        convert = md.convert

        def converted(text: str) -> str:
            # The HTML is finished once for the page: postprocessors would take each heading by itself, too.
            html = page.slots.take(_SORTED_VALUE.sub(_VALUE_FIRST, _to_a_depth(convert, text, page)))
            allow_list.check(html, page, getattr(md, "toc_tokens", []))
            return break_lines(snippets.with_copies(html) if snippets else html)

        md.convert = converted  # type: ignore[method-assign, assignment]


def _register_words(md: Markdown, page: RenderContext) -> None:
    """Register what is read within lines."""

    def words(function: Callable[..., etree.Element | None], pattern: str, priority: float) -> None:
        md.inlinePatterns.register(_Words(pattern, md, function, page), f"recompute-{function.__name__}", priority)

    # Above links, images and emphasis; below code (190) and formulas (189.9). Quotes and tags are below escapes
    # (180), wikilinks above them: in a table Obsidian escapes their bar.
    md.inlinePatterns.register(HtmlInlineProcessor(_COMMENT, md), "recompute-comment", 189.95)  # Nothing in it is read.
    words(link_page, WIKILINK, 185)
    words(note_wrapped, WRAPPED_WIKILINK, 184)
    if page.references:
        words(cite, ANY_CITATION, 176)
    words(show_quote, ANY_BRACES.pattern, 175)
    words(link_tag, HASHTAG, 171)


def _register_tree(md: Markdown, page: RenderContext) -> None:
    """Register what changes or reads the tree."""

    def tree(priority: float, function: Callable[..., None], *arguments: Any) -> None:
        md.treeprocessors.register(_Step(function, *arguments), f"recompute-{function.__name__}", priority)

    # Below inline (20) and callouts (19.99); above the prettifier (10), attributes (8) and the contents (5).
    tree(19.98, translate_titles, page)
    tree(16, join_han_lines)
    tree(15, convert_formulas, page, md.htmlStash.store)
    tree(14, expand_rows, page)
    alignment = AlignmentProcessor(md, page.language.rounding_words_before)
    md.treeprocessors.register(alignment, "recompute-alignment", 13.5)
    tree(13, show_figures, page, md.htmlStash.store)
    tree(7, tie_claims, page)  # It reads attributes.
    if page.glossary and page.page_index.listings.get(GLOSSARY) != page.path:
        # Below attributes (8): a term in their braces is a name.
        tree(6, Abbreviations(page.glossary.lexicons[page.language.code], page.language.code).mark)
    tree(5.5, _note_headings, page)  # The contents give ids.


def _note_headings(root: etree.Element, page: RenderContext) -> None:
    """Note the headings of a page, those of included text among them, with the ids that they were given."""
    page.headings = [(each.tag, each.get("id", "")) for each in root.iter() if each.tag in HEADINGS]


def _to_a_depth(convert: Callable[[str], str], text: str, page: RenderContext) -> str:
    """Convert a page; one that is nested deeper than Python-Markdown can follow is noted at its deepest line."""
    try:
        return convert(text)
    except RecursionError:
        lines = page.source.text.splitlines()
        deepest = max(range(len(lines)), key=lambda number: len(_NESTING.findall(lines[number])))
        message = "lists, quotes or emphasis are nested too deep to be read; write fewer levels"
        page.problem_at(deepest + 1, message)
        page.source = replace(page.source, sound=False)
        return ""
