"""What a term means is shown where a page first uses it: `<abbr title="…">` around the term, in running prose only."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from recompute.library.glossary import Lexicon
from recompute.markup.render_context import RenderContext

_NO_PROSE = {"h1", "h2", "h3", "h4", "h5", "h6", "a", "abbr", "button", "code", "data", "dl", "figure", "label", "math"}
_NO_PROSE |= {"pre", "script", "style", "summary", "svg", "table"}
_NO_PROSE_CLASSES = {"admonition-title", "arithmatex", "printed", "problem"}


class AbbreviationsProcessor(Treeprocessor):
    """Marks the first use of each term; the reader reaches it with the pointer, the keyboard or a touch."""

    def __init__(self, md: Markdown, page: RenderContext, lexicon: Lexicon) -> None:
        super().__init__(md)
        self.code, self.lexicon = page.language.code, lexicon

    def run(self, root: etree.Element) -> None:
        """Go through the page in reading order."""
        self._mark(root, set())

    def _mark(self, element: etree.Element, seen: set[str]) -> None:
        children = list(element)
        if element.text:
            element.text, marked = self._split(element.text, seen)
            element[0:0] = marked
        for child in children:
            if child.tag not in _NO_PROSE and _NO_PROSE_CLASSES.isdisjoint(child.get("class", "").split()):
                self._mark(child, seen)
            if child.tail:
                child.tail, marked = self._split(child.tail, seen)
                position = list(element).index(child) + 1 if marked else 0
                element[position:position] = marked

    def _split(self, text: str, seen: set[str]) -> tuple[str, list[etree.Element]]:
        """Return a text up to the first term to mark, and these terms, each with the text after it."""
        if isinstance(text, AtomicString):
            return text, []
        places: list[tuple[int, int, str]] = []
        for start, end, term in self.lexicon.find(text):
            if term.key not in seen:
                seen.add(term.key)
                places.append((start, end, term.wordings[self.code].definition))
        marked: list[etree.Element] = []
        until = len(text)
        for start, end, meaning in reversed(places):
            marked.insert(0, _abbreviation(text[start:end], meaning, text[end:until]))
            until = start
        return text[:until], marked


def _abbreviation(term: str, meaning: str, tail: str) -> etree.Element:
    element = etree.Element("abbr", {"title": meaning, "tabindex": "0"})
    element.text, element.tail = AtomicString(term), tail
    return element
