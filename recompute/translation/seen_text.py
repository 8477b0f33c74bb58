"""What readers see, or hear, of a page as text: its prose, entries of front matter, titles and labels of elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import yaml

from recompute.source.controls import KEY as CONTROLS
from recompute.source.data_file import LOADER
from recompute.source.front_matter import PUBLISHED
from recompute.source.inlines import Inline
from recompute.source.page_source import Source
from recompute.source.tree import FRONT_MATTER, blanked
from recompute.translation.neutral import spans_of_words

ATOM = "\ufffc"  # Replaces each character of what is seen but is no word: a formula, a number, code.
_LINKS = {"wikilink", "image", "link"}
_UNSEEN = {"include", "definition", "tag", "attributes", "autolink"}
_ENTRIES = (*PUBLISHED, "tags")
_LABELS = {"title", "alt", "alttext", "aria-label", "data-toc-label"}
_ATTRIBUTE = re.compile(r"(?<![\w:-])(?P<name>[\w:-]+)\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'<>{}]+))")
_TITLE = re.compile(r"\s(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)')\s*\)")
_ASCII = re.compile(r"[!-~]+")

Span = tuple[int, int]


def visible(source: Source) -> str:
    """Return the text of a page, of the same length, with spaces for what readers do not see as text.

    Words in another language that are marked up with `lang`, and declared numbers, are no words of the page. Of tags,
    titles and labels, what is ASCII counts as none either: it may be the name of a file.
    """
    tree, entries = source.tree, dict(_entries(source))
    unseen = [*tree.comments, *_between(0, source.start, entries)]
    atoms = list(_ascii(source.text, (span for span, key in entries.items() if key not in PUBLISHED)))
    for fence in tree.fences:
        labels = list(_labels(source.text, fence.first, fence.start))
        unseen += _between(fence.first, fence.last, labels)
        atoms += _ascii(source.text, labels)
    for each in tree.inlines:
        if each.kind != "attributes" or each.start >= source.start:  # In front matter such braces are YAML.
            _classify(each, unseen, atoms)
    return blanked(blanked(source.text, unseen), atoms, ATOM)


def _between(start: int, end: int, seen: Iterable[Span]) -> Iterator[Span]:
    """Yield what lies between the parts of a text that are seen."""
    for first, last in sorted(seen):
        yield start, first
        start = last
    yield start, end


def _ascii(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield where parts of a text hold ASCII."""
    for start, end in spans:
        yield from (match.span() for match in _ASCII.finditer(text, start, end))


def _entries(source: Source) -> Iterator[tuple[Span, str]]:
    """Yield the parts of front matter that readers see, each with the name of its entry."""
    if source.meta and (match := FRONT_MATTER.match(source.text)):
        start = match.start(1)
        for key, node in _nodes(yaml.compose(match[1], LOADER), _ENTRIES):
            yield (start + node.start_mark.index, start + node.end_mark.index), key


def _nodes(tree: yaml.Node | None, names: Sequence[str]) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the texts that have some names, those of lists one by one, and the labels of controls."""
    for key, node in tree.value if isinstance(tree, yaml.MappingNode) else ():
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if key.value in names:
            yield from ((key.value, item) for item in items)
        elif key.value == CONTROLS and names is _ENTRIES:
            for item in items:
                yield from _nodes(item, ("label",))


def _classify(each: Inline, unseen: list[Span], atoms: list[Span]) -> None:
    """Add where an inline element is not seen, and where it is seen but is no word."""
    if each.kind in _UNSEEN:
        labels = list(_labels_of(each))
        unseen += _between(*each.span, labels)
        atoms += _ascii(each.match.string, labels)
    elif each.tex:
        in_tex = [(each.start + start, each.start + end) for start, end in spans_of_words(each.match[0])]
        atoms += _between(*each.span, in_tex)
    elif (each.kind in _LINKS and each.match["words"] is not None) or _is_of_the_page(each):
        words, labels = each.match.span("words"), list(_labels_of(each))
        unseen += _between(*each.span, [words, *labels])
        atoms += _ascii(each.match.string, [*labels, *([] if each.kind in _LINKS else [words])])
        for child in each.children:
            _classify(child, unseen, atoms)
    elif each.kind == "hashtag":
        atoms += _ascii(each.match.string, [each.span])
    else:
        atoms.append(each.span)


def _is_of_the_page(each: Inline) -> bool:
    """Return whether an element holds a declared number, in the language of the page."""
    return each.kind == "element" and not _is_foreign(each.match.string, *each.match.span("attributes"))


def _is_foreign(text: str, start: int, end: int) -> bool:
    """Return whether attributes say that their element is in a language of its own."""
    return any(match["name"] == "lang" for match in _ATTRIBUTE.finditer(text, start, end))


def _labels_of(each: Inline) -> Iterator[Span]:
    """Yield where the title and the attributes of an element hold words that readers see."""
    match, text = each.match, each.match.string
    grouped = "attributes" in match.re.groupindex
    start, end = match.span("attributes") if grouped and match["attributes"] else (each.end, each.end)
    if each.kind in ("link", "image") and not _is_foreign(text, start, end):
        title = _TITLE.search(text, match.end("target"), start)
        yield from [title.span(title.lastgroup)] if title and title.lastgroup else ()
    yield from _labels(text, *(each.span if each.kind == "attributes" else (start, end)))


def _labels(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield where attributes hold words that readers see, in the language of the page."""
    for match in _ATTRIBUTE.finditer(text, start, end) if not _is_foreign(text, start, end) else ():
        if match["name"] in _LABELS and match.lastgroup:
            yield match.span(match.lastgroup)
