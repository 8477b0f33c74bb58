"""Citations of sources, `[@key]`, and of the figures that they print, `[@key:figure]`, in a page's text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from recompute.library.references import CITATION, CitationError, Reference
from recompute.locale.fallback import lang
from recompute.locale.language import Language
from recompute.markup.processors import PageProcessor
from recompute.values.numerals import numerals_in

ANY_CITATION = r"\[@[^\[\]\n]*\](?![(\[])"  # An ordinary link may have such words.


class CitationProcessor(PageProcessor, InlineProcessor):
    """Replaces a citation by a link to the source's entry, and a cited figure by the number as it was printed."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        """Return the link or the number, or what was written where there is none."""
        match, references = CITATION.fullmatch(m[0]), self.page.references
        assert references is not None
        try:
            if match is None:
                ways = "[@key] or [@key:figure], [@group/*] in a paragraph of its own, or put it in code"
                raise CitationError(f"{m[0]} is no citation; write {ways}")
            element = self._cited(references.find(match["key"], match["figure"]), match["figure"])
        except CitationError as error:
            self.page.failed.add(m[0])
            if not (match and references.is_broken(match["key"])):
                self.page.problem(m[0], str(error))
            element = etree.Element("span", {"class": "problem"})
            element.text = AtomicString(m[0])
        return element, m.start(0), m.end(0)

    def _cited(self, reference: Reference, figure: str | None) -> etree.Element:
        if figure is not None:
            printed = _printed(reference, figure, self.page.language)
            return self._to_the_verdict(printed, reference.figures[figure].judged)
        home = self.page.page_index.listings.get(reference.group)
        if home is None:
            ways = f"write [@{reference.group}/*] on the page of references"
            raise CitationError(f"no page lists {reference.key}; {ways}")
        href = self.page.link(home, reference.key)
        link = etree.Element("a", {"class": "citation", "href": href, "data-cite": reference.key})
        add_short_name(link, reference, self.page.language)
        return link

    def _to_the_verdict(self, printed: etree.Element, row: str) -> etree.Element:
        """Return a figure as it was printed, linked to the row of the page that judges it, if there is one."""
        if not row:
            return printed
        page, _, anchor = row.partition("#")
        link = etree.Element("a", {"class": "judged", "href": self.page.link(f"{page}.md", anchor)})
        link.append(printed)
        return link


def _printed(reference: Reference, name: str, language: Language) -> etree.Element:
    figure = reference.figures[name]
    source = f"{_authors(reference, language)}{_year(reference, language)}"
    reason = language.word("figure_reason", source, figure.where[language.code])
    attributes = {"class": "printed", "data-cite": f"{reference.key}:{name}", "data-literal": reason}
    element = etree.Element("span", attributes)
    element.text = AtomicString(figure.value)
    return element


def add_short_name(element: etree.Element, reference: Reference, language: Language) -> None:
    """Add how texts call a source: one author or two, or the first of more, and the year."""
    add_text(element, _authors(reference, language), language)
    if reference.year:
        before, year, after = _year(reference, language).partition(reference.year)
        add_text(element, before, language)
        literal = etree.SubElement(element, "span", {"data-literal": language.word("year_reason")})
        literal.text, literal.tail = AtomicString(year), AtomicString(after)


def add_text(element: etree.Element, text: str, language: Language) -> None:
    """Add text of an entry at the end of an element; one that holds numerals is declared to be no result."""
    attributes = {"data-literal": str(language.word("entry_reason"))} if any(numerals_in(text)) else {}
    attributes |= {"lang": lang(text)} if lang(text) else {}
    if attributes:
        etree.SubElement(element, "span", attributes).text = AtomicString(text)
    elif len(element):
        element[-1].tail = AtomicString((element[-1].tail or "") + text)
    else:
        element.text = AtomicString((element.text or "") + text)


def _authors(reference: Reference, language: Language) -> str:
    if reference.name:
        return reference.name[language.code]
    first, *others = reference.families
    if len(others) == 1:
        return language.word("two_authors", first, others[0])
    return language.word("more_authors", first) if others else first


def _year(reference: Reference, language: Language) -> str:
    return language.word("year", reference.year) if reference.year else ""
