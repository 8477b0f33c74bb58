"""What must agree between a translation and its source, section by section, other than ids and numbers of quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import islice
from operator import attrgetter

from recompute.diagnostics import Faults, counted
from recompute.source.inlines import inlines
from recompute.source.tree import blanked
from recompute.translation.document import Pair
from recompute.translation.gaps import Block, Kind
from recompute.translation.parts import COUNTED, Part
from recompute.translation.sections import FRONT, LEAD, named
from recompute.values.plain_text import HAN

_SHAPES = ("callout", "tab", "list", "table")
_LETTER = re.compile(r"[^\W\d_]")
_HAN = re.compile(f"[{HAN}]")
_SENTENCE = 12  # So many letters are no name that is the same in both languages.
_LONG = 20  # So many letters are more than a few words, which may well be said again.
_VALUE, _AS_SHOWN = attrgetter("value"), attrgetter("value", "shown")


class Comparison:
    """One section of a translation, compared with that of its source."""

    def __init__(self, pair: Pair, id_: str) -> None:
        self.source, self.translation, self.id = pair.source, pair.translation, id_
        self.file = pair.source.source.file

    def findings(self) -> Faults:
        """Yield what differs: a line of the translation, and what to do about it.

        Paragraphs are counted where all else agrees: a lost quote or heading is one error, not two.
        """
        differing = [*self._level(), *self._differing_parts()]
        yield from differing or (self._paragraphs() if self._agrees() else ())

    def _agrees(self) -> bool:
        """Return whether pages have the same headings, and this section the same quotes: that is reported elsewhere."""
        pages = self.source, self.translation
        quoted = [each.quotes.get(self.id, Counter()) for each in pages]
        headed = [each.sections.keys() - {FRONT, LEAD} for each in pages]
        return (quoted[0], headed[0]) == (quoted[1], headed[1])

    def _differing_parts(self) -> Faults:
        expected, found = (each.parts.get(self.id, []) for each in (self.source, self.translation))
        for kind in dict.fromkeys(part.kind for part in [*expected, *found]):
            pair = [part for part in expected if part.kind == kind], [part for part in found if part.kind == kind]
            if any(part.fault for parts in pair for part in parts):
                continue  # A link that leads nowhere is reported on the page that has it.
            compare = self._formats if kind in COUNTED else self._shapes if kind in _SHAPES else self._parts
            yield from list(compare(kind, *pair)) or [*self._order(kind, *pair), *self._emptied(kind, *pair)]

    def _level(self) -> Faults:
        source, translation = (each.sections.get(self.id) for each in (self.source, self.translation))
        if source and translation and source.level != translation.level:
            there = f"{self.file}:{source.line}"
            message = f"the heading #{self.id} has level {translation.level}, in {there} level {source.level}"
            yield translation.line, f"{message}; begin it with {'#' * source.level}"

    def _paragraphs(self) -> Faults:
        """Compare how many paragraphs there are, and find those that were left in the language of the source."""
        expected, found = (each.paragraphs.get(self.id, []) for each in (self.source, self.translation))
        sentences = {block.words: block.line for block in expected if _letters(block.words) >= _SENTENCE}
        in_han = bool(sentences) and self._is_in_han()
        for block in found:
            if block.words in sentences and (_HAN.search(block.words) or not in_han):
                there = f"{self.file}:{sentences[block.words]}"
                yield block.line, f"the words are left in the language of the source ({there}); translate them"
        lines = [[block.line for block in each if block.kind is not Kind.ITEM] for each in (expected, found)]
        if len(lines[0]) != len(lines[1]):
            counts = f"{counted(len(lines[1]), 'paragraph')}, its source {counted(len(lines[0]), 'paragraph')}"
            there = f"{self.file}:{', '.join(map(str, lines[0])) or self.source.line(self.id)}"
            yield self.translation.line(self.id), f"{named(self.id)} has {counts} ({there}); give both as many"
        if len(expected) == len(found):
            yield from self._repeated(expected, found)

    def _repeated(self, expected: list[Block], found: list[Block]) -> Faults:
        """Find what a translation says twice where its source says two things."""
        said: dict[str, tuple[int, str]] = {}
        for original, block in zip(expected, found, strict=True):
            if _letters(block.words) >= _LONG:
                before, meant = said.setdefault(block.words, (block.line, original.words))
                if original.words != meant:
                    message = f"the words are those of line {before}, but {self.file}:{original.line} has others"
                    yield block.line, f"{message}; translate these"

    def _is_in_han(self) -> bool:
        """Return whether the source is written in Han characters: what has none is names, or foreign there, too."""
        return any(_HAN.search(block.words) for blocks in self.source.paragraphs.values() for block in blocks)

    def _parts(self, kind: str, expected: list[Part], found: list[Part]) -> Faults:
        lacking = _without(expected, found, _VALUE)
        surplus = [part for part in _without(found, expected, _VALUE) if not _is_known(part, expected)]
        if len(lacking) == len(surplus):
            for part, other in zip(lacking, surplus, strict=True):
                yield self._differs(kind, part, other)
            return
        for part in lacking:
            message = f"{named(self.id)} lacks the {kind} {part.shown} of {self.file}:{part.line}; add it"
            yield self.translation.line(self.id), message
        for part in surplus:
            message = f"the {kind} {part.shown} is not in {named(self.id)} of {self.file}"
            yield part.line, f"{message}; remove it, or add it there"

    def _order(self, kind: str, expected: list[Part], found: list[Part]) -> Faults:
        """Compare the order of what stands by itself in both languages, and as often; what moved first is one line."""
        apart = [[part for part in parts if part.apart] for parts in (expected, found)]
        equal = _as_often(*(map(_VALUE, parts) for parts in apart))
        pair = ([part for part in parts if part.value in equal] for parts in apart)
        moved = ((part, other) for part, other in zip(*pair, strict=True) if part.value != other.value)
        yield from (self._differs(kind, *each, "put both in the same order") for each in islice(moved, 1))

    def _emptied(self, kind: str, expected: list[Part], found: list[Part]) -> Faults:
        """Find images and cells of tables that are empty, where those of the source have words and nothing else.

        What else is lost with them is reported itself.
        """
        if kind == "image":
            expected, found = (sorted(parts, key=_VALUE) for parts in (expected, found))
        for part, other in zip(expected, found, strict=False) if kind in ("image", "table") else ():
            for (there, words), (line, own) in zip(part.words, other.words, strict=False):
                if not own.strip() and _letters(words) and not any(inlines(words)):
                    what = "a cell of the table" if kind == "table" else f"the image {other.shown}"
                    yield line, f"{what} has no words, in {self.file}:{there} it has some; write them"

    def _differs(self, kind: str, expected: Part, found: Part, remedy: str = "give both the same") -> tuple[int, str]:
        if kind != "code":
            there = f"{self.file}:{expected.line}"
            return found.line, f"the {kind} {found.shown} is {expected.shown} in {there}; {remedy}"
        lines = [part.value.split("\n") for part in (expected, found)]
        same = (number for number, (one, two) in enumerate(zip(*lines, strict=False)) if one != two)
        down = next(same, min(map(len, lines)))
        shown, other = (f"`{code[down]}`" if down < len(code) else "no more" for code in lines)
        message = f"the code has {other} where {self.file}:{expected.line + down} has {shown}; {remedy}"
        return found.line + down, message

    def _formats(self, kind: str, expected: list[Part], found: list[Part]) -> Faults:
        """Compare the formats of what is quoted equally often: how often is compared elsewhere."""
        equal = _as_often(map(_VALUE, expected), map(_VALUE, found))
        lacking = [part for part in _without(expected, found, _AS_SHOWN) if part.value in equal]
        surplus = [part for part in _without(found, expected, _AS_SHOWN) if part.value in equal]
        for part, other in zip(sorted(lacking, key=_VALUE), sorted(surplus, key=_VALUE), strict=True):
            there = f"{self.file}:{part.line}"
            message = f"{other.value} is quoted {_formatted(other)}, in {there} {_formatted(part)}"
            yield other.line, f"{message}; give both the same format"

    def _shapes(self, kind: str, expected: list[Part], found: list[Part]) -> Faults:
        if len(expected) != len(found):
            there = f"{self.file}:{(expected[0].line if expected else self.source.line(self.id))}"
            line = found[0].line if found else self.translation.line(self.id)
            numbers = f"{counted(len(found), kind)}, its source {counted(len(expected), kind)} ({there})"
            yield line, f"{named(self.id)} has {numbers}; make the two equal"
            return
        for part, other in zip(expected, found, strict=True):
            if part.value != other.value:
                there = f"{self.file}:{part.line}"
                how = f"does not match the {part.shown}" if part.shown != other.shown else "is arranged otherwise"
                yield other.line, f"the {other.shown} {how} in {there}; give both the same shape"


def _letters(words: str) -> int:
    """Return how many letters a text has outside formulas, code and quotes, which are the same in every language."""
    kept = [each.span for each in inlines(words) if each.kind not in ("link", "element")]
    return len(_LETTER.findall(blanked(words, kept)))


def _without(parts: Sequence[Part], others: Sequence[Part], key: Callable[[Part], Hashable]) -> list[Part]:
    """Return the parts that the others lack; what may be repeated is lacking only where it is nowhere."""
    left = Counter(map(key, others))
    lacking, seen = [], set()
    for part in parts:
        left[key(part)] -= 0 if part.repeatable else 1
        if left[key(part)] < 0 or (part.repeatable and not left[key(part)] and key(part) not in seen):
            lacking.append(part)
        seen.add(key(part))
    return lacking


def _as_often(expected: Iterable[Hashable], found: Iterable[Hashable]) -> set[Hashable]:
    """Return what is in both as often."""
    counts = Counter(found)
    return {each for each, number in Counter(expected).items() if counts[each] == number}


def _is_known(part: Part, others: Sequence[Part]) -> bool:
    """Return whether a symbol consists of signs that other formulas have too: it may be written instead of a word."""
    signs = {sign for other in others for sign in other.value.split()}
    return part.kind == "formula" and part.repeatable and signs.issuperset(part.value.split())


def _formatted(part: Part) -> str:
    return f"as {part.shown}" if part.shown else "in its own format"
