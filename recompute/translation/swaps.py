"""Numbers that have changed places in a sentence of a translation, while the words around them have not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from recompute.diagnostics import Faults
from recompute.library.glossary import Lexicon, Term
from recompute.source.inlines import QUOTE, inlines
from recompute.source.page_source import module_of
from recompute.source.tree import blanked
from recompute.translation.document import Document, Pair
from recompute.translation.neutral import canonical, reference
from recompute.translation.prose import sentences

_NUMBER = "number"
_MEANINGS = {"code": "code", "citation": "", "attributes": "", "footnote": ""}  # The group that both languages share.
Mark = tuple[str, str]


def swapped(pair: Pair, id_: str, lexicons: Mapping[str, Lexicon[Term]]) -> Faults:
    """Yield the sentences of a section that have the numbers of the source in another order, by their lines.

    Nothing is wrong where a term, a formula, code or a citation has moved along: such a sentence is built otherwise.
    """
    expected, found = (each.paragraphs.get(id_, []) for each in (pair.source, pair.translation))
    for block, other in zip(expected, found, strict=True) if len(expected) == len(found) else ():
        for one, two in _sentences(block.words, other.words):
            marks, others = _marks(one, pair.source, lexicons), _marks(two, pair.translation, lexicons)
            if numbers := _in_other_order(marks, others):
                there = f"{pair.source.source.file}:{block.line}"
                message = f"{{{{ {numbers[0]} }}}} is quoted where {there} quotes {{{{ {numbers[1]} }}}}"
                yield other.line, f"{message}; check that each number is next to the words that it belongs to"


def _sentences(one: str, other: str) -> list[tuple[str, str]]:
    """Return the sentences of two paragraphs in pairs, or the paragraphs where they have not as many."""
    parts = sentences(one), sentences(other)
    return list(zip(*parts, strict=True)) if len(parts[0]) == len(parts[1]) else [(one, other)]


def _marks(sentence: str, document: Document, lexicons: Mapping[str, Lexicon[Term]]) -> list[Mark]:
    """Return the numbers of a sentence, and what else is the same in every language, in order."""
    module = module_of(document.location.path)
    quotes = list(QUOTE.finditer(sentence))
    found = [(match.start(), (_NUMBER, reference(match, module))) for match in quotes]
    marked = list(inlines(blanked(sentence, (match.span() for match in quotes))))
    for each in marked:
        if each.tex:
            found.append((each.start, (each.kind, canonical(each.tex, module))))
        elif each.kind in _MEANINGS:
            found.append((each.start, (each.kind, each.match[_MEANINGS[each.kind] or 0])))
    words = blanked(sentence, (each.span for each in marked if each.kind not in ("link", "wikilink")))
    lexicon = lexicons.get(document.location.code)
    for start, _, term in lexicon.find(words) if lexicon else ():
        found.append((start, ("term", term.key)))
    return [mark for _, mark in sorted(found)]


def _in_other_order(expected: list[Mark], found: list[Mark]) -> tuple[str, str] | None:
    """Return the first number that is in the place of another, and that other one, where all else is in its place."""
    counts = Counter(expected), Counter(found)
    pair = [[mark for mark in marks if counts[0][mark] == counts[1][mark]] for marks in (expected, found)]
    kept = [[mark if mark[0] != _NUMBER else None for mark in marks] for marks in pair]
    numbers = [[name for kind, name in marks if kind == _NUMBER] for marks in pair]
    if kept[0] != kept[1] or numbers[0] == numbers[1]:
        return None
    return next((two, one) for one, two in zip(*numbers, strict=True) if one != two)
