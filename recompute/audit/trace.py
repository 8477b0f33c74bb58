"""The trace: every numeral of a finished article is computed, declared a literal, a symbol of a formula, or a fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import cast

from lxml import etree

from recompute.audit import adjacency, exactness, typed_numerals, unread_markup
from recompute.audit.typed_text import TypedText, is_in_a_line, is_space, is_symbolic
from recompute.markup.elements import MARK, MARKED
from recompute.markup.html import ARTICLE, CODE, HEADINGS, LIST, is_file_name, text_of
from recompute.markup.notebook_outputs import KnownOutputs
from recompute.markup.obsidian import TAGS_PAGE
from recompute.markup.render_context import RenderContext
from recompute.source import literals
from recompute.source.inlines import FIGURE

_SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder")
_LEFT_OVER = re.compile(r"\{\{.*|\}\}|\$\$|\[@[^\[\]\n]*\]|\{:? *claim *=.*")
_END = "end-of-article"
_TOO_DEEP = etree.XPath("boolean(.//*[ancestor::*[201]])")  # The element around the body is one of them.


@dataclass
class Trace:
    """What the numerals of one article turned out to be."""

    computed: int = 0
    literal: int = 0
    uncomputed: list[str] = field(default_factory=list)
    sections: dict[str, Counter[str]] = field(default_factory=dict)  # What each quotes, cites and claims.


class _Context(Enum):
    """What the walk is in; from code and from a declared numeral there is no way back into prose."""

    PROSE = auto()
    FORMULA = auto()
    DECLARED = auto()
    CODE = auto()

    def enter(self, tag: str, attributes: Mapping[str, str]) -> _Context:
        if self is _Context.CODE or self is _Context.DECLARED:
            return self
        if tag in CODE:
            return _Context.CODE
        if "data-ref" in attributes or "data-literal" in attributes:
            return _Context.DECLARED
        return _Context.FORMULA if tag == "math" else self


def trace(output: str, page: RenderContext) -> Trace:
    """Look at every numeral in the article of a finished page, noting the uncomputed ones."""
    for line, message in literals.faults(page.source):
        page.problem_at(line, message)
    walk, noted = _Walk(page), set[int]()
    try:
        article = _article(output)
    except _UnreadableError as error:
        page.problem_at(1, str(error))
    else:
        walk.element(article, _Context.PROSE)
        exactness.check(article, page)
        adjacency.check(article, page)
        noted = unread_markup.check(article, page)
    found = walk.text.numerals()
    walk.trace.uncomputed = [numeral for numeral, _ in found]
    typed_numerals.note(found, str(walk.text), page, noted)
    return walk.trace


class _UnreadableError(ValueError):
    """A finished page whose article cannot be read to its end."""


def _article(output: str) -> etree._Element:
    """Return the article of a finished page, whose last element proves that the parser did not stop before it."""
    match = ARTICLE.search(output)
    if match is None:
        raise _UnreadableError("the finished page has no <article>, so nothing on it is checked; use another template")
    body = etree.fromstring(f'{match[0]}<hr id="{_END}">', etree.HTMLParser(huge_tree=True))[0]
    if body[-1].get("id") != _END or _TOO_DEEP(body):
        raise _UnreadableError(
            "the finished page cannot be read to its end: an element or a comment is never closed, or hundreds of "
            "elements are nested; close them"
        )
    body.remove(body[-1])
    return body


class _Walk:
    """One walk through an article, in reading order."""

    def __init__(self, page: RenderContext) -> None:
        self.page = page
        self.trace = Trace()
        self.section: str | None = ""
        self.sections = page.source.ids().union(id_ for _, id_ in page.headings)
        self.outputs = KnownOutputs(page.outputs)
        self.text = TypedText()

    def element(self, element: etree._Element, outside: _Context) -> None:
        """Look at an element, what is in it, and the text after it."""
        in_a_line = is_in_a_line(element)
        if not in_a_line:
            self.text.part()
        if isinstance(element.tag, str):  # not a comment
            attributes = cast("dict[str, str]", dict(element.items()))
            is_code = element in self.outputs or is_file_name(element)
            place = _Context.CODE if is_code else outside.enter(element.tag, attributes)
            if element.tag == "svg" and attributes.get("data-figure") in self.page.drawn:
                self._figure(element, attributes["data-figure"])
            elif place is _Context.CODE:
                self._code(element, outside)
            elif not self._is_noted(element, attributes):
                if attributes.get("id") == LIST:
                    self.section = None  # It repeats what the sections quote, and counts for none of them.
                if element.tag in HEADINGS:
                    self._heading(element, str(element.tag), attributes.get("id", ""))
                if attributes:
                    self._attributes(element, attributes)
                self._content(element, place)
        if not in_a_line:
            self.text.part()
        if element.tail:
            self._text(element.tail, outside)

    def _content(self, element: etree._Element, place: _Context) -> None:
        if is_space(element):
            self.text.add(" ")
        elif element.text and place is _Context.FORMULA and is_symbolic(element):
            self.text.add_other(element.text)
        elif element.text:
            self._text(element.text, place)
        for child in element:
            self.element(child, place)
            if place is _Context.FORMULA and not is_in_a_line(element):
                self.text.part()  # A base and its exponent, a numerator and its denominator.

    def _code(self, element: etree._Element, outside: _Context) -> None:
        """Take a code span that is nothing but a number for a numeral; what the machinery lists is its own."""
        text = text_of(element)
        for each in element.iter():
            self._spoken_attributes(each)
        is_span = element.tag == "code" and outside is _Context.PROSE and self.section is not None
        if is_span and literals.states_numbers(text):
            self._spoken(text)
        else:
            self.text.add_other("`")
        if element.tag == "pre" and (line := literals.indented(text, self.page.source)):
            self.page.problem_at(line, literals.INDENTED)

    def _is_noted(self, element: etree._Element, attributes: Mapping[str, str]) -> bool:
        """Return whether an element is in the place of a quote whose problem is noted already."""
        return attributes.get("class") == "problem" and element.text in self.page.failed

    def _figure(self, element: etree._Element, name: str) -> None:
        """Count a figure that this build drew; only its description was written on the page."""
        self._count(f"{FIGURE}{name}")
        for description in element.iter("desc"):
            self._spoken(text_of(description))

    def _attributes(self, element: etree._Element, attributes: Mapping[str, str]) -> None:
        if "data-ref" in attributes:
            full = attributes.get("value", attributes.get("data-value"))
            self._value(attributes["data-ref"], text_of(element), full)
        if "data-cite" in attributes:
            self._count(f"[@{attributes['data-cite']}]")
        if (claim := attributes.get("data-claim", attributes.get("claim"))) is not None:
            self._claim(claim, text_of(element))
        if "data-literal" in attributes:
            self.trace.literal += self.section is not None
        self._spoken_attributes(element)

    def _spoken_attributes(self, element: etree._Element) -> None:
        for name in _SPOKEN:
            if text := element.get(name):
                self._spoken(text)

    def _heading(self, element: etree._Element, tag: str, id_: str) -> None:
        if id_ in self.sections:
            self.section = id_
        elif self.page.path != TAGS_PAGE and not self.page.note_missing_title(tag):  # Its headings are the tags.
            text = (element.text or "").strip()
            self._problem(f"the heading {text!r} has no id of its own; end it with {{ #short-ascii-name }}", text)

    def _value(self, ref: str, shown: str, full: str | None) -> None:
        quoted = self.page.quoted.get((ref, shown))
        if quoted is None or full not in (None, quoted):
            message = f"{shown!r} claims to be {ref}, but no quote on this page made it; quote the value instead"
            self._problem(message, shown)
        else:
            self._count(ref)
            self.trace.computed += self.section is not None

    def _claim(self, mark: str, words: str) -> None:
        if (match := MARKED.fullmatch(mark)) and match[2] in self.page.claims:
            self._count(match[1])
        else:
            message = f"{words!r} is tied to {mark!r} by hand; outside HTML, write *{words}*{{ claim={mark} }}"
            self._problem(message, f'claim="{mark}"')

    def _count(self, ref: str) -> None:
        if self.section is not None:
            self.trace.sections.setdefault(self.section, Counter())[ref] += 1

    def _text(self, text: str, place: _Context) -> None:
        if place is _Context.DECLARED:
            self.text.add_other(text)
            return
        if place is _Context.PROSE:
            self._left_over(text)
        self.text.add(self._without_computed(text))

    def _spoken(self, text: str) -> None:
        self._left_over(text)
        self.text.add_apart(self._without_computed(text))

    def _left_over(self, text: str) -> None:
        for failed in self.page.failed:  # These are noted already.
            text = text.replace(failed, "")
        if match := _LEFT_OVER.search(text):
            what = (
                "a quote needs {{ name }} and a citation [@key], outside HTML; a display formula a paragraph of its "
                "own; a claim emphasised words right before it"
            )
            self._problem(f"{match[0].strip()!r} was left as it is; {what}", match[0])

    def _without_computed(self, text: str) -> str:
        """Count the computed numbers of a text; return it without them, and without what is noted already."""
        if MARK in text:
            for ref, _ in MARKED.findall(text):
                self.trace.computed += 1
                self._count(ref)
            text = MARKED.sub("", text)
        for failed in self.page.failed:
            text = text.replace(failed, "")
        return text

    def _problem(self, message: str, token: str = "") -> None:
        source = self.page.source
        line = source.line_like(token, self.text.end()[-typed_numerals.CONTEXT :])
        self.page.problem_at(line, message)
