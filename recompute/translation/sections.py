"""The sections of a page: what readers see of its front matter, its beginning, and each heading with what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recompute.source.controls import labels
from recompute.source.page_source import PUBLISHED, Heading, Source

FRONT, LEAD = "_front", "_lead"  # The id of a heading begins with a letter.
_NAMES = {FRONT: "the front matter", LEAD: "the beginning", "": "the beginning"}


@dataclass(frozen=True)
class Section:
    """A section as it was written: its heading, and the text up to the next heading with an id, of any level."""

    id: str
    level: int
    title: str
    line: int
    text: str


def sections(source: Source) -> dict[str, Section]:
    """Return the sections of a page by their ids, in order; what follows a heading without an id belongs above it.

    >>> text = chr(10).join(["Lead", "# A { #a }", "Text"])
    >>> [(section.id, section.line, section.text) for section in sections(Source("a.md", text)).values()]
    [('_lead', 1, 'Lead'), ('a', 2, 'Text')]
    """
    return {section.id: section for section in (*_front(source), *_parts(source))}


def _front(source: Source) -> Iterator[Section]:
    published = [f"{key}: {source.meta[key]}" for key in PUBLISHED if source.meta.get(key)]
    published += [f"label: {label}" for label in labels(source)]
    if published:
        keys = tuple(f"{key}:" for key in PUBLISHED)
        lines = enumerate(source.text.splitlines(), start=1)
        line = next((number for number, text in lines if text.startswith(keys)), 1)
        yield Section(FRONT, 0, "", line, "\n".join(published))


def _parts(source: Source) -> Iterator[Section]:
    lines = source.text.split("\n")
    start = source.text.count("\n", 0, source.start)  # How many lines the front matter takes.
    headings = list(_first_of_each_id(source))
    first, *ends = [*(heading.line - 1 for heading in headings), len(lines)]
    lead = "\n".join(lines[start:first])
    if lead.strip():
        yield Section(LEAD, 0, "", start + 1, lead)
    for heading, end in zip(headings, ends, strict=True):
        assert heading.id is not None
        text = "\n".join(lines[heading.line : end])
        yield Section(heading.id, heading.level, heading.text, heading.line, text)


def _first_of_each_id(source: Source) -> Iterator[Heading]:
    seen: set[str | None] = {None}
    for heading in source.headings():
        if heading.id not in seen:
            seen.add(heading.id)
            yield heading


def section_at(known: dict[str, Section], line: int) -> str:
    """Return the id of the section that holds a line of a page."""
    before = [section for section in known.values() if section.id != FRONT and section.line <= line]
    return max(before, key=lambda section: section.line).id if before else FRONT


def named(id_: str) -> str:
    """Return how messages call a section.

    >>> named("a"), named(FRONT)
    ('section #a', 'the front matter')
    """
    return _NAMES.get(id_, f"section #{id_}")
