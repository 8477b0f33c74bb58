"""The text of a finished article, block by block and formula by formula, with a mark for each number in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from recompute.markup.elements import MARK, MARKED
from recompute.markup.html import CODE, GROUPS, INLINE, LIST, SCRIPTS, STACKED, is_wide_space, text_of
from recompute.values.numerals import numerals_in
from recompute.values.plain_text import visible

Element = etree._Element

# Marks in a text for what is no letter of it: a computed number, a number that is declared or a symbol, code, the
# beginning of an exponent or an index, and any other part of a formula.
NUMBER, FIXED, OTHER, RAISED, PART = "\ue010", "\ue011", "\ue012", "\ue013", "\ue014"

_MARKS = re.compile(f"[{NUMBER}{FIXED}{OTHER}{RAISED}{PART}]")


@dataclass
class Text:
    """What is read in one go, and the name and the display of each number that is marked in it."""

    text: str = ""
    numbers: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        """Add a text, without characters that are marks here."""
        self.text += _MARKS.sub("", text or "")

    def add_number(self, ref: str, shown: str) -> None:
        """Add a computed number, or a text as a letter."""
        if re.search(r"\d|∞|NaN", shown) and not re.search(r"[^\W\d_]\d", shown):
            self.numbers.append((ref, shown))
            self.text += NUMBER
        else:
            self.text += "x"

    def readable(self) -> str:
        """Return the text with its numbers as they are shown."""
        shown = iter(self.numbers)
        return re.sub(NUMBER, lambda _: next(shown)[1], re.sub(f"[{FIXED}{OTHER}{RAISED}{PART}]", "", self.text))


class ArticleText:
    """The texts of an article: blocks, texts of attributes, and every level of its formulas."""

    def __init__(self, article: Element) -> None:
        self.texts: list[Text] = []
        self.formulas: list[tuple[str, Text]] = []  # Each with the TeX that it comes from.
        self._current = Text()
        self._element(article)
        self._end()

    def _element(self, element: Element) -> None:
        if isinstance(element.tag, str) and element.get("id") != LIST:
            for text in element.values():
                if MARK in text:
                    self.texts.append(marked(str(text)))
            if element.tag == "math":
                self._formula(element)
            elif element.tag in CODE:
                self._current.text += OTHER
            elif "data-ref" in element.attrib:
                self._current.add_number(element.get("data-ref", ""), text_of(element))
            elif "data-literal" in element.attrib:
                self._current.text += FIXED if any(numerals_in(text_of(element))) else "x"
            elif element.tag == "svg":
                self.texts += [marked(text_of(each)) for each in element.iter("desc")]
            else:
                self._content(element)
        self._current.add(element.tail)

    def _content(self, element: Element) -> None:
        if element.tag not in INLINE | {"br"}:
            self._end()
        if element.tag in {"sup", "sub"} and element.find(".//a") is None:  # Not the number of a footnote.
            self._current.text += RAISED
        self._current.add("\n" if element.tag == "br" else element.text)
        for child in element:
            self._element(child)
        if element.tag not in INLINE | {"br"}:
            self._end()

    def _formula(self, math: Element) -> None:
        levels: list[list[tuple[str, Element]]] = []
        outermost = list(_tokens(math, levels))
        for level in [outermost, *levels]:
            text = Text()
            for token, element in level:
                _add(token, element, text)
            self.formulas.append((math.get("alttext", ""), text))
        edges = outermost[:1] + [(PART, math)] * (len(outermost) > 1) + outermost[1:][-1:]
        for place, (token, element) in enumerate(edges):
            last = place == len(edges) - 1
            _add(_MARKS.sub("", element.text or "") if last and element.tag == "mo" else token, element, self._current)

    def _end(self) -> None:
        if self._current.text.strip():
            self.texts.append(self._current)
        self._current = Text()


def marked(text: str) -> Text:
    """Return a text of an attribute or of front matter, in which numbers are still marked."""
    found = Text()
    until = 0
    for match in MARKED.finditer(text):
        found.add(text[until : match.start()])
        found.add_number(match[1], match[2])
        until = match.end()
    found.add(text[until:])
    return found


def _add(token: str, element: Element, text: Text) -> None:
    if token == NUMBER:
        text.add_number(element.get("data-ref", ""), text_of(element))
    else:
        text.text += token


def _tokens(elements: Iterable[Element], levels: list[list[tuple[str, Element]]]) -> Iterator[tuple[str, Element]]:
    """Yield the tokens side by side at one level of a formula; those above, below or within go to other levels."""
    for element in elements:
        if "data-ref" in element.attrib:
            yield NUMBER, element
        elif element.tag == "mphantom":
            continue
        elif element.tag in GROUPS:
            yield from _tokens(element, levels)
        elif element.tag == "mtable":
            yield from _rows(element, levels)
        elif element.tag in SCRIPTS | STACKED:
            base, *scripts = element
            yield from _tokens([base], levels)
            within = [list(_tokens([script], levels)) for script in scripts]
            levels += within
            if any(within) and element.tag in SCRIPTS:
                yield PART, element
        elif len(element) and element.tag != "mtext":
            levels += [list(_tokens([part], levels)) for part in element]
            yield FIXED if element.tag == "mfrac" and all(map(_is_fixed, element)) else PART, element
        elif token := _token(element):
            yield token, element


def _rows(table: Element, levels: list[list[tuple[str, Element]]]) -> Iterator[tuple[str, Element]]:
    """Yield the tokens of a row that stands alone; each of several rows is a level, and no gap parts aligned cells."""
    is_aligned = table.get("displaystyle") == "true"
    rows = [[token for cell in row for token in _cell(cell, levels, is_aligned=is_aligned)] for row in table]
    if len(rows) == 1:
        yield from rows[0] if is_aligned else rows[0][:-1]
    else:
        levels += rows
        yield PART, table


def _cell(cell: Element, levels: list[list[tuple[str, Element]]], *, is_aligned: bool) -> Iterator[tuple[str, Element]]:
    yield from _tokens(cell, levels)
    if not is_aligned:
        yield PART, cell


def _is_fixed(element: Element) -> bool:
    return element.tag == "mn" and "data-ref" not in element.attrib


def _token(element: Element) -> str:
    text = unicodedata.normalize("NFKC", visible(_MARKS.sub("", text_of(element))))
    if element.tag == "mspace":
        return PART if is_wide_space(element) else ""
    if element.tag == "mtext":
        return re.sub(r"\d+", FIXED, text) if text.strip() else ""
    text = text.strip()
    if text.isdigit() or text in {"", ".", "%", "‰"}:
        return FIXED if text.isdigit() else text
    pieces = text == "," and element.get("rspace") == "0" and not list(element.iterancestors(*SCRIPTS))  # 0{,}1
    return text if pieces else PART
