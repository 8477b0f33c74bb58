"""The words of a page, character by character where they stand, with everything else blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recompute.source.page_source import PUBLISHED, Source
from recompute.source.tree import Inline, blanked
from recompute.translation.formulas import spans_of_words

ATOM = "\ufffc"  # Stands for each character of what is seen but is no word: a formula, a number, code.
_LINKS = {"wikilink", "image", "link"}
_UNSEEN = {"include", "definition", "tag", "attributes", "autolink"}
_PUBLISHED = re.compile(rf"^(?:{'|'.join(PUBLISHED)}):(?P<text>[^\n]*\n(?:[ \t]+[^\n]*\n)*)", re.MULTILINE)

Span = tuple[int, int]


def visible(source: Source) -> str:
    """Return the text of a page, of the same length, with spaces for what readers do not see as text.

    Words in another language that are marked up with `lang`, and declared numbers, are no words of the page.
    """
    tree = source.tree
    unseen = [*tree.comments, *((fence.first, fence.last) for fence in tree.fences), *_private(source)]
    atoms: list[Span] = []
    for each in tree.inlines:
        _sort(each, unseen, atoms)
    return blanked(blanked(source.text, unseen), atoms, ATOM)


def _private(source: Source) -> Iterator[Span]:
    """Yield the parts of front matter that readers do not see."""
    place = 0
    for match in _PUBLISHED.finditer(source.text, 0, source.start):
        yield place, match.start("text")
        place = match.end()
    yield place, source.start


def _sort(each: Inline, unseen: list[Span], atoms: list[Span]) -> None:
    """Add where something marked is not seen, and where it is seen but is no word."""
    if each.kind in _UNSEEN:
        unseen.append((each.start, each.end))
    elif each.kind in ("formula", "inline formula"):
        place = each.start
        for start, end in spans_of_words(each.match[0]):
            atoms.append((place, each.start + start))
            place = each.start + end
        atoms.append((place, each.end))
    elif each.kind in _LINKS and each.match["words"] is not None:
        start, end = each.match.span("words")
        unseen += [(each.start, start), (end, each.end)]
        for child in each.children:
            _sort(child, unseen, atoms)
    else:
        atoms.append((each.start, each.end))
