"""Citations of sources, `[@key]`, and of the figures that they print, `[@key:figure]`, in a page's text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.util import AtomicString

from recompute.library.references import CITATION, CitationError, Reference
from recompute.locale.fallback import lang
from recompute.locale.language import Language
from recompute.markup.render_context import RenderContext
from recompute.values.numerals import numerals_in

ANY_CITATION = r"\[@[^\[\]\n]*\](?![(\[])"  # An ordinary link may have such words.


def cite(written: re.Match[str], page: RenderContext) -> etree.Element:
    """Return what takes the place of a citation, which is what was written where it is none."""
    match, references = CITATION.fullmatch(written[0]), page.references
    assert references is not None
    try:
        if match is None:
            ways = "[@key] or [@key:figure], [@group/*] in a paragraph of its own, or put it in code"
            raise CitationError(f"{written[0]} is no citation; write {ways}")
        reference, figure = references.find(match["key"], match["figure"]), match["figure"]
        return _printed(reference, figure, page) if figure else _link(reference, page)
    except CitationError as error:
        page.failed.add(written[0])
        if not (match and references.is_broken(match["key"])):
            page.problem(written[0], str(error))
        element = etree.Element("span", {"class": "problem"})
        element.text = AtomicString(written[0])
        return element


def _link(reference: Reference, page: RenderContext) -> etree.Element:
    """Return a link to the entry of a source."""
    home = page.page_index.listings.get(reference.group)
    if home is None:
        ways = f"write [@{reference.group}/*] on the page of references"
        raise CitationError(f"no page lists {reference.key}; {ways}")
    href = page.link(home, reference.key)
    link = etree.Element("a", {"class": "citation", "href": href, "data-cite": reference.key})
    add_short_name(link, reference, page.language)
    return link


def _printed(reference: Reference, name: str, page: RenderContext) -> etree.Element:
    """Return a figure as it was printed, linked to the row of the page that judges it, if there is one."""
    figure, language = reference.figures[name], page.language
    source = f"{_authors(reference, language)}{_year(reference, language)}"
    reason = language.word("figure_reason", source, figure.where[language.code])
    attributes = {"class": "printed", "data-cite": f"{reference.key}:{name}", "data-literal": reason}
    printed = etree.Element("span", attributes)
    printed.text = AtomicString(figure.value)
    if not figure.judged:
        return printed
    path, _, anchor = figure.judged.partition("#")
    link = etree.Element("a", {"class": "judged", "href": page.link(f"{path}.md", anchor)})
    link.append(printed)
    return link


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
