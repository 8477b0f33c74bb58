"""Repair the ids of a translation's headings, and the links of its language that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recompute.source.page_index import PageIndex, WikilinkError
from recompute.source.page_source import Heading, Source
from recompute.source.tree import Inline
from recompute.translation.changes import Changes
from recompute.translation.document import Reading
from recompute.translation.links import Place

_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ ]*(?P<inside>[^{}\n]*?)[ ]*\}[ \t]*#*[ \t]*$")


@dataclass(frozen=True)
class Repair:
    """The heading of a page, by its line, that gets an id in place of another or of none."""

    path: str
    line: int
    old: str | None
    new: str


def repairs(source: Reading, translation: Reading, changes: Changes) -> Iterator[Repair]:
    """Yield the ids to repair: those that the source has renamed, and those that the place of a heading tells."""
    path, taken = translation.place.path, {heading.id for heading in translation.source.headings()}
    old_ids = {old: new for new, old in changes.renamed.items() if new not in taken}
    for heading in translation.source.headings():
        if heading.id in old_ids:
            yield Repair(path, heading.line, heading.id, old_ids[heading.id])
    shared = {heading.id for heading in source.source.headings()} & taken - {None}
    known = [shared | set(changes.outdated)] * 2
    runs = (list(_runs(reading.source, ids, shared)) for reading, ids in zip((source, translation), known, strict=True))
    for (anchor, expected), (other, found) in zip(*runs, strict=False):
        same = anchor == other and [heading.level for heading in expected] == [heading.level for heading in found]
        for heading, translated in zip(expected, found, strict=True) if same else ():
            if heading.id is not None:
                yield Repair(path, translated.line, translated.id, heading.id)


def _runs(
    source: Source, known: set[str | None], shared: set[str | None]
) -> Iterator[tuple[str | None, list[Heading]]]:
    """Yield the headings that the other page does not know, between those that both share."""
    anchor: str | None = None
    run: list[Heading] = []
    for heading in source.headings():
        if heading.id in shared:
            yield anchor, run
            anchor, run = heading.id, []
        elif heading.id not in known:
            run.append(heading)
    yield anchor, run


def with_id(text: str, repair: Repair) -> str:
    """Return the text of a page with one heading's id repaired.

    >>> with_id("# A { .wide }", Repair("a.md", 1, None, "a")), with_id("# A {: #b }", Repair("a.md", 1, "b", "a"))
    ('# A { #a .wide }', '# A { #a }')
    """
    lines = text.split("\n")
    line = lines[repair.line - 1]
    match = _ATTRIBUTES.search(line)
    others = [word for word in match["inside"].split() if word != f"#{repair.old}"] if match else []
    head = line[: match.start()] if match else line.rstrip(" #")
    lines[repair.line - 1] = f"{head} {{ {' '.join([f'#{repair.new}', *others])} }}"
    return "\n".join(lines)


def with_links(page: Source, place: Place, page_index: PageIndex, renamed: Mapping[str, str]) -> str:
    """Return the text of a page with its links led to new ids; these stand by what a link leads to, `path#id`."""
    text = page.text
    for match in reversed(list(_links(page.tree.inlines))):
        if "target" in match.groupdict():
            anchor, target = match["target"].partition("#")[0], place.target(match["target"])
            start, new = match.start("target"), f"{anchor}#{renamed.get(target, '')}"
            end = match.end("target")
        else:
            start, end = match.span("heading")
            target = _wikilink_target(match, place, page_index)
            new = renamed.get(target, "")
        if target in renamed and start >= 0:
            text = text[:start] + new + text[end:]
    return text


def _links(found: Iterable[Inline]) -> Iterator[re.Match[str]]:
    """Yield the links and wikilinks among what is marked in a text, in order."""
    for each in found:
        if each.kind in ("link", "wikilink"):
            yield each.match
        yield from _links(each.children)


def _wikilink_target(match: re.Match[str], place: Place, page_index: PageIndex) -> str:
    """Return the page and the heading that a wikilink names; nothing where there is no such page."""
    try:
        path = page_index.find(match["page"].strip()) if match["page"].strip() else place.path
    except WikilinkError:
        return ""  # The build reports it.
    return f"{path}#{(match['heading'] or '').strip()}"
