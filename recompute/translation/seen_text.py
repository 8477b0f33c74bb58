"""What readers see, or hear, of a page as text: its prose, entries of front matter, titles and labels of elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import yaml

from recompute.source.controls import KEY as CONTROLS
from recompute.source.data_file import LOADER
from recompute.source.front_matter import PUBLISHED
from recompute.source.inlines import Inline
from recompute.source.page_source import Source
from recompute.source.tree import FRONT_MATTER, between, blanked
from recompute.translation.neutral import spans_of_words

ATOM = "\ufffc"  # Replaces each character of what is seen but is no word: a formula, a number, code.
_LINKS = {"wikilink", "image", "link"}
_UNSEEN = {"include", "definition", "tag", "attributes", "autolink"}
_ENTRIES = (*PUBLISHED, "tags", CONTROLS)
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
    unseen = [*tree.comments, *between(0, source.start, entries)]
    atoms = list(_ascii(source.text, (span for span, key in entries.items() if key not in PUBLISHED)))
    for fence in tree.fences:
        labels = list(_labels(source.text, fence.first, fence.start))
        unseen += between(fence.first, fence.last, labels)
        atoms += _ascii(source.text, labels)
    for each in tree.inlines:
        if each.kind != "attributes" or each.start >= source.start:  # In front matter such braces are YAML.
            _classify(each, unseen, atoms)
    return blanked(blanked(source.text, unseen), atoms, ATOM)


def _ascii(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield where parts of a text hold ASCII."""
    for start, end in spans:
        yield from (match.span() for match in _ASCII.finditer(text, start, end))


def _entries(source: Source) -> Iterator[tuple[Span, str]]:
    """Yield the texts of front matter that readers see, those of lists one by one, each with the name of its entry."""
    if not source.meta or not (match := FRONT_MATTER.match(source.text)):
        return
    for key, node in _mapping(yaml.compose(match[1], LOADER)):
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if key == CONTROLS:
            items = [label for item in items for name, label in _mapping(item) if name == "label"]
        for item in items if key in _ENTRIES else ():
            yield (match.start(1) + item.start_mark.index, match.start(1) + item.end_mark.index), key


def _mapping(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the names and the nodes of a mapping; nothing of any other node."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        yield key.value, value


def _classify(each: Inline, unseen: list[Span], atoms: list[Span]) -> None:
    """Add where an inline element is not seen, and where it is seen but is no word."""
    if each.kind in _UNSEEN:
        labels = list(_labels_of(each))
        unseen += between(*each.span, labels)
        atoms += _ascii(each.match.string, labels)
    elif each.tex:
        in_tex = [(each.start + start, each.start + end) for start, end in spans_of_words(each.match[0])]
        atoms += between(*each.span, in_tex)
    elif (each.kind in _LINKS and each.match["words"] is not None) or _is_of_the_page(each):
        words, labels = each.match.span("words"), list(_labels_of(each))
        unseen += between(*each.span, [words, *labels])
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
