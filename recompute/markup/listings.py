"""Lists of all sources and of all terms, and the meaning of each term where a page first uses it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString

from recompute.diagnostics import did_you_mean
from recompute.library.glossary import Glossary, Lexicon, Term
from recompute.library.references import CITATION, Reference
from recompute.locale.fallback import lang
from recompute.markup.citations import add_short_name, add_text
from recompute.markup.render_context import RenderContext
from recompute.source.inlines import WIKILINK
from recompute.source.page_index import LISTING, WikilinkError

_NO_PROSE = {"h1", "h2", "h3", "h4", "h5", "h6", "a", "abbr", "button", "code", "data", "dl", "figure", "label", "math"}
_NO_PROSE |= {"pre", "script", "style", "summary", "svg", "table"}
_NO_PROSE_CLASSES = {"admonition-title", "arithmatex", "printed", "problem"}


class Abbreviations:
    """The first use of each term on a page, which the pointer, the keyboard and a touch lead to its meaning."""

    def __init__(self, lexicon: Lexicon[Term], code: str) -> None:
        self.lexicon, self.code = lexicon, code
        self.seen: set[str] = set()

    def mark(self, element: etree.Element) -> None:
        """Mark the terms in an element and what is in it, in reading order."""
        children = list(element)
        if element.text:
            element.text, marked = self._split(element.text)
            element[0:0] = marked
        for child in children:
            if child.tag not in _NO_PROSE and _NO_PROSE_CLASSES.isdisjoint((child.get("class") or "").split()):
                self.mark(child)
            if child.tail:
                child.tail, marked = self._split(child.tail)
                position = list(element).index(child) + 1 if marked else 0
                element[position:position] = marked

    def _split(self, text: str) -> tuple[str, list[etree.Element]]:
        """Return a text up to the first term to mark, and these terms, each with the text after it."""
        if isinstance(text, AtomicString):
            return text, []
        before, until, marked = text, 0, list[etree.Element]()
        for start, end, term in self.lexicon.find(text):
            if term.key not in self.seen:
                self.seen.add(term.key)
                if marked:
                    marked[-1].tail = text[until:start]
                else:
                    before = text[:start]
                meaning = term.wordings[self.code].definition
                marked.append(etree.Element("abbr", {"title": meaning, "tabindex": "0"}))
                marked[-1].text, marked[-1].tail, until = AtomicString(text[start:end]), text[end:], end
        return before, marked


GLOSSARY = "glossary"
_BETWEEN = "\N{NO-BREAK SPACE}· "  # No line begins with the dot.


class ListingProcessor(BlockProcessor):
    """Replaces a paragraph that names a list by the list, each of its entries with an id."""

    def __init__(self, parser: BlockParser, page: RenderContext) -> None:
        super().__init__(parser)
        self.page = page

    def test(self, parent: etree.Element, block: str) -> bool:
        """Return whether a paragraph is the name of a list."""
        return LISTING.fullmatch(block.strip()) is not None

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        """Make the list, or note that there is none of that name."""
        written = blocks.pop(0).strip()
        (kind,) = LISTING.findall(written)
        groups = self.page.references.groups if self.page.references else {}
        if kind == GLOSSARY and self.page.glossary:
            add_terms(parent, self.page, self.page.glossary)
        elif kind in groups:
            add_references(parent, self.page, groups[kind])
        elif not (self.page.references and not self.page.references.sound):
            known = [*groups, *([GLOSSARY] if self.page.glossary else [])]
            self.page.failed.add(written)
            self.page.problem(written, f"there is no list {kind!r}{did_you_mean(kind, known)}")


def add_references(parent: etree.Element, page: RenderContext, references: list[Reference]) -> None:
    """Add the entries of sources: how they are called in text, and what is known of each."""
    entries = etree.SubElement(parent, "dl", {"class": "references"})
    citing = _citing(page)
    for reference in references:
        add_short_name(etree.SubElement(entries, "dt", {"id": reference.key}), reference, page.language)
        if reference.authors:
            add_text(etree.SubElement(entries, "dd"), page.language.comma.join(reference.authors), page.language)
        for details in (list(_published(reference, page)), list(_found(reference, page, citing))):
            if details:
                _join(etree.SubElement(entries, "dd"), details)


def _published(reference: Reference, page: RenderContext) -> Iterator[etree.Element]:
    foreign = (
        {} if reference.lang.partition("-")[0] == page.language.tag.partition("-")[0] else {"lang": reference.lang}
    )
    for tag, text, spoken in (("cite", reference.title, foreign), ("span", reference.venue, {})):
        if text:
            element = etree.Element(tag, spoken)
            add_text(element, text, page.language)
            yield element


def _found(reference: Reference, page: RenderContext, citing: dict[str, list[str]]) -> Iterator[etree.Element]:
    code = page.language.code
    for label, addresses in reference.links.items():
        link = etree.Element("a", {"href": addresses[code]})
        add_text(link, label, page.language)
        yield link
    if reference.read:
        read = etree.Element("span")
        if lang(reference.read[code]) == lang(page.language.word("read")) == "":
            add_text(read, page.language.word("read") + reference.read[code], page.language)
        else:
            add_text(read, page.language.word("read"), page.language)
            add_text(read, reference.read[code], page.language)
        yield read
    if paths := citing.get(reference.key):
        cited = etree.Element("span")
        add_text(cited, page.language.word("cited"), page.language)
        _join(cited, [_link(page, path) for path in paths], page.language.comma)
        yield cited


def _citing(page: RenderContext) -> dict[str, list[str]]:
    """Return the pages that cite each source."""
    citing: dict[str, list[str]] = {}
    for path, source in page.page_index.all_pages.items():
        for key in dict.fromkeys(match["key"] for match in CITATION.finditer(source.prose)):
            citing.setdefault(key, []).append(path)
    return citing


def add_terms(parent: etree.Element, page: RenderContext, glossary: Glossary) -> None:
    """Add the entries of terms: each in the page's language and the others, its meaning, and where to read on."""
    entries = etree.SubElement(parent, "dl", {"class": "glossary"})
    for term in glossary.terms:
        wording, tag = term.wording(page.language.code, glossary.fallbacks)
        spoken = {"lang": tag} if tag else {}
        name = etree.SubElement(entries, "dt", {"id": term.key, **spoken})
        name.text = AtomicString(f"{wording.term} ")
        for code, other in term.wordings.items():
            if code != page.language.code and other.term != wording.term:
                translation = etree.SubElement(name, "span", {"lang": glossary.tags[code]})
                translation.text = AtomicString(other.term)
        etree.SubElement(entries, "dd", spoken).text = AtomicString(wording.definition)
        if (link := _explanation(page, glossary, term)) is not None:
            see = etree.SubElement(entries, "dd")
            add_text(see, page.language.word("explained"), page.language)
            see.append(link)


def _explanation(page: RenderContext, glossary: Glossary, term: Term) -> etree.Element | None:
    if not term.page:
        return None
    match = re.fullmatch(WIKILINK, term.page)
    try:
        if match is None:
            raise WikilinkError(f'{term.page!r} is no wikilink; write "[[page]]" or "[[page#heading]]"')
        path, heading = page.page_index.linked(match, page.path)
        return _link(page, path, page.page_index.anchor(path, heading))
    except WikilinkError as error:
        page.diagnostics.add(glossary.file, term.line, f"{term.key}: {error}")
        return None


def _link(page: RenderContext, path: str, anchor: str = "") -> etree.Element:
    link = etree.Element("a", {"href": page.link(path, anchor)})
    if lang := page.page_index.lang(path):
        link.set("lang", lang)
    link.text = AtomicString(page.page_index.title(path))
    return link


def _join(parent: etree.Element, elements: list[etree.Element], between: str = _BETWEEN) -> None:
    for element in elements:
        element.tail = AtomicString(between)
        parent.append(element)
    elements[-1].tail = None
