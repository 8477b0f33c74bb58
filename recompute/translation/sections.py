"""The sections of a page and the hash of each, which changes with its words, formulas, quotes and links.

Quotes of values count as they are written, format included: a recomputed number changes no hash. What code prints does
not count, since `doctest --fix` rewrites it. Included text counts; included code does not, for both languages show the
same. The id does not count, so that a section with another id is still recognised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from markdown import Markdown
from pymdownx.snippets import SnippetExtension, SnippetMissingError, SnippetPreprocessor

from recompute.diagnostics import Diagnostics
from recompute.markup.snippets import ProjectFiles
from recompute.source.controls import declared_controls
from recompute.source.fences import Fence, has_prompts
from recompute.source.front_matter import PUBLISHED
from recompute.source.page_source import Heading, Source, parsed
from recompute.source.tree import between
from recompute.values.plain_text import FULL_WIDTH

Include = Callable[[str], str]

_NOT_INCLUDED = (SnippetMissingError, UnicodeDecodeError, OSError)


def includer(options: Mapping[str, Any]) -> Include:
    """Return what puts included text into a text, with the options of pymdownx.snippets in mkdocs.yml.

    What cannot be included stays as it is written, and the build reports it.
    """
    extension = SnippetExtension(**{**options, "auto_append": [], "url_download": False, "check_paths": True})
    snippets = ProjectFiles(SnippetPreprocessor(extension.getConfigs(), Markdown()))

    def include(text: str) -> str:
        try:
            return "\n".join(snippets.run(text.split("\n"))) if "8<-" in text else text
        except _NOT_INCLUDED:
            return text

    return include


FRONT, LEAD = "_front", "_lead"  # The id of a heading begins with a letter.
_NAMES = {FRONT: "the front matter", LEAD: "the beginning"}


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
    published += [f"label: {control.label}" for control in declared_controls(source, Diagnostics())]
    if published:
        yield Section(FRONT, 0, "", source.line_of(*PUBLISHED), "\n".join(published))


def _parts(source: Source) -> Iterator[Section]:
    lines = source.text.split("\n")
    start = source.text.count("\n", 0, source.start)  # How many lines the front matter takes.
    headings: dict[str, Heading] = {}  # An id that is given twice, which is an error, counts where it is given first.
    for heading in source.headings:
        if heading.id is not None:
            headings.setdefault(heading.id, heading)
    first, *ends = [*(heading.line - 1 for heading in headings.values()), len(lines)]
    lead = "\n".join(lines[start:first])
    if lead.strip():
        yield Section(LEAD, 0, "", start + 1, lead)
    for (id_, heading), end in zip(headings.items(), ends, strict=True):
        yield Section(id_, heading.level, heading.text, heading.line, "\n".join(lines[heading.line : end]))


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


_LENGTH = 10
_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)*")
_OUTPUT_MARK = re.compile("[\ue000-\uf8ff]\\d+[\ue000-\uf8ff]")  # Where the output of a notebook's cell is put.
_AROUND_BAR = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")
_RULE = re.compile(r"(?<=\|)(:?)-+(:?)(?=\|)")
_SPACE = re.compile(r"\s+")
_HAN_SPACE = re.compile(rf"(?<=[{FULL_WIDTH}]) | (?=[{FULL_WIDTH}])")  # It is typography.


def digest(section: Section, include: Include = str) -> str:
    """Return the hash of a section: hexadecimal digits, short enough for front matter."""
    heading = f"{section.level} {_spaced(section.title)}"
    return sha256(f"{heading}\n{normal(section.text, include)}".encode()).hexdigest()[:_LENGTH]


def normal(text: str, include: Include = str) -> str:
    """Return a text without what is cosmetic: comments, wrapped lines, white space.

    >>> normal("两行" + chr(10) + "中文  and `code`" + chr(10) + chr(10) + "<!-- a note -->more")
    '两行中文and `code` more'
    """
    tree = parsed(_OUTPUT_MARK.sub("", text))

    def prose(start: int, end: int) -> str:
        comments = (span for span in tree.comments if start <= span[0] < end)
        return _prose("".join(tree.text[first:last] for first, last in between(start, end, comments)), include)

    pieces, place = [], 0
    for fence in tree.fences:
        pieces += [prose(place, fence.first), _code(fence)]
        place = fence.last
    return "\n".join(filter(None, [*pieces, prose(place, len(tree.text))]))


def _prose(text: str, include: Include) -> str:
    if (included := include(text)) != text:
        return normal(included)
    return _spaced(" ".join(_lines(text)))


def _lines(text: str) -> Iterator[str]:
    """Yield lines without the marks of their callouts, but with a line where a callout begins or ends."""
    depth = 0
    for line in text.split("\n"):
        prefix = _PREFIX.match(line)
        assert prefix is not None
        bare = line[prefix.end() :].strip()
        if not bare:
            continue
        if prefix[0].count(">") != depth:
            depth = prefix[0].count(">")
            yield f"<{depth}>"
        yield _RULE.sub(r"\1-\2", _AROUND_BAR.sub("|", bare)) if bare.startswith("|") else bare


def _code(fence: Fence) -> str:
    lines = [line.rstrip() for line in fence.code.splitlines()]
    if has_prompts(fence.code):
        lines = [line for line in lines if line.lstrip().startswith((">>>", "..."))]
    return "\n".join([f"```{_spaced(fence.info)}", *lines, "```"])


def _spaced(text: str) -> str:
    return _HAN_SPACE.sub("", _SPACE.sub(" ", text).strip())
