"""A finished article as exactness reads it: blocks of text and cells of tables, with the sign before each number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from recompute.audit.relations import Element, Statement, governed, statements
from recompute.audit.rounding_words import FORMULA, NUMBER, Words
from recompute.audit.shown_number import Displayed
from recompute.markup.elements import MARK, MARKED
from recompute.markup.html import CODE, HEADINGS, INLINE, LIST, text_of
from recompute.markup.render_context import RenderContext

DECLARATION = "data-rounding"


@dataclass(frozen=True)
class Position:
    """The position of a block: its section, and its table, row and column, counted from 1 where there are any."""

    section: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    cell: str = ""  # "td", "th", or nothing outside tables.


@dataclass
class Block:
    """A paragraph, a heading, a formula, a cell, a spoken attribute: what is read in one go."""

    place: Position
    signed: list[tuple[Displayed, str]] = field(default_factory=list)
    scalars: list[Displayed] = field(default_factory=list)
    vectors: list[list[Displayed]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


class ArticleBlocks:
    """The blocks of an article in reading order, and every number by the element that shows it."""

    def __init__(self, article: Element, page: RenderContext) -> None:
        self.blocks: list[Block] = []
        self.numbers: dict[Element, Displayed] = {}
        self.declared: list[tuple[str, str]] = []  # Names of rounded sums, and the words that mention them.
        self.counts: Counter[str] = Counter()
        self._page, self._words = page, Words(page.language)
        self._section = self._table = self._row = self._column = 0
        self._begin(Position())
        self._element(article)
        self._end()

    def _element(self, element: Element) -> None:
        if isinstance(element.tag, str) and element.get("id") != LIST:  # neither a comment nor numbers once more
            self._attributes(element)
            if element.tag in CODE or "data-literal" in element.attrib:
                self._text.append(FORMULA)
            elif element.tag == "svg":
                for description in element.iter("desc"):
                    self._spoken(text_of(description))
            elif (number := self._number(element)) is not None:
                self._show(number, element)
            elif element.tag == "math":
                self._formula(element)
            elif element.tag == "br":
                self._text.append("\n")
            elif element.tag in INLINE:
                self._content(element)
            else:
                self._block(element)
        if element.tail:
            self._text.append(element.tail)

    def _content(self, element: Element) -> None:
        if element.text:
            self._text.append(element.text)
        for child in element:
            self._element(child)
        if element.get("class") == "values":
            self._current.vectors.append([self.numbers[child] for child in element if child in self.numbers])

    def _block(self, element: Element) -> None:
        around = self._current.place
        self._end()
        self._begin(self._enter(element, around))
        self._content(element)
        self._end()
        self._begin(around)

    def _enter(self, element: Element, around: Position) -> Position:
        self._section += element.tag in HEADINGS
        if element.tag == "table":
            self._table += 1
            return replace(around, table=self._table)
        if element.tag == "tr":
            self._row, self._column = self._row + 1, 0
            return replace(around, row=self._row)
        if element.tag in {"td", "th"}:
            self._column += 1
            return replace(around, column=self._column, cell=str(element.tag))
        return around

    def _show(self, number: Displayed, element: Element) -> None:
        """Add a number, or a text, in running text."""
        if number.number is None:
            self._text.append(number.shown)
            return
        self._text.append(NUMBER)
        self._waiting.append(number)
        parent = element.getparent()
        if parent is None or parent.get("class") != "values":
            self._current.scalars.append(number)

    def _formula(self, formula: Element) -> None:
        """Add the numbers of a formula; those that no sign in it governs are governed by the text around it."""
        for element in formula.iter("mn"):
            self._number(element)
        bare = []
        for element, sign in governed(formula):
            if (number := self.numbers.get(element)) is not None:
                self._current.signed += [(number, sign)] if sign else []
                bare += [] if sign else [number]
        self._waiting += bare
        chains = statements(formula)
        ending = "" if chains[-1][-1].elements else chains[-1][-1].relation
        self._text.append((",".join(NUMBER for _ in bare) or FORMULA) + ending)
        self._current.statements += chains
        self._arrays(formula)

    def _arrays(self, formula: Element) -> None:
        """Separate the numbers of a formula that are in a vector from the others."""
        in_vectors = set()
        for row in formula.iter("mtr"):
            vector = [self.numbers[cell[0]] for cell in row if len(cell) == 1 and cell[0] in self.numbers]
            if len(vector) == len(row) > 1:
                self._current.vectors.append(vector)
                in_vectors.update(vector)
        numbers = [self.numbers[element] for element in formula.iter("mn") if element in self.numbers]
        self._current.scalars += [number for number in numbers if number not in in_vectors]

    def _begin(self, place: Position) -> None:
        self._current = Block(place if place.section == self._section else replace(place, section=self._section))
        self._text: list[str] = []
        self._waiting: list[Displayed] = []  # Numbers whose sign follows from the text.

    def _end(self) -> None:
        signs = self._words.signs("".join(self._text)) if self._waiting else []
        self._current.signed += zip(self._waiting, signs, strict=True)
        if self._current.signed:
            self.blocks.append(self._current)

    def _attributes(self, element: Element) -> None:
        if DECLARATION in element.attrib:
            self.declared.append((element.get(DECLARATION, ""), text_of(element)))
        for text in element.values():
            if MARK in text:  # Only what is read out has marks of numbers.
                self._spoken(str(text))

    def _spoken(self, text: str) -> None:
        """Read the text of an attribute as a block of its own."""
        numbers = [self._new(ref, shown) for ref, shown in MARKED.findall(text)]
        signs = self._words.signs(MARKED.sub(NUMBER, text))
        signed = [(number, sign) for number, sign in zip(numbers, signs, strict=True) if number is not None]
        self.blocks.append(Block(Position(self._section), signed))

    def _number(self, element: Element) -> Displayed | None:
        """Return the computed number that an element shows."""
        if "data-ref" not in element.attrib:
            return None
        number = self._new(element.get("data-ref", ""), text_of(element))
        if number is not None:
            self.numbers[element] = number
        return number

    def _new(self, ref: str, shown: str) -> Displayed | None:
        full = self._page.quoted.get((ref, shown))
        if full is None:  # It was never quoted; the trace reports it.
            return None
        number = Displayed(ref, full, shown, self.counts[ref], self.counts.total())
        self.counts[ref] += 1
        return number
