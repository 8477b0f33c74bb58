"""Lead the links of a text to the ids that headings have been given in place of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from recompute.source.page_index import PageIndex, WikilinkError
from recompute.source.page_source import Source
from recompute.source.tree import WIKILINK, Inline
from recompute.translation.links import Location


def with_links(page: Source, location: Location, page_index: PageIndex, renamed: Mapping[str, str]) -> str:
    """Return the text of a page with its links changed to the ids that replace theirs, by `path#id`."""
    text = page.text
    for match in reversed(list(_links(page.tree.inlines))):
        if "target" in match.groupdict():
            anchor, target = match["target"].partition("#")[0], location.target(match["target"])
            start, new = match.start("target"), f"{anchor}#{renamed.get(target, '')}"
            end = match.end("target")
        else:
            start, end = match.span("heading")
            target = _wikilink_target(match, location, page_index)
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


def _wikilink_target(match: re.Match[str], location: Location, page_index: PageIndex) -> str:
    """Return the page and the heading that a wikilink names; nothing where there is no such page."""
    try:
        path = page_index.find(match["page"].strip()) if match["page"].strip() else location.path
    except WikilinkError:
        return ""  # The build reports it.
    return f"{path}#{(match['heading'] or '').strip()}"


def with_wikilinks(text: str, page_index: PageIndex, renamed: Mapping[str, str]) -> str:
    """Return the text of a data file with its wikilinks changed to the ids that replace theirs, by `path#id`."""

    def updated(match: re.Match[str]) -> str:
        new = renamed.get(_wikilink_target(match, Location(""), page_index))
        start, end = (place - match.start() for place in match.span("heading"))
        return f"{match[0][:start]}{new}{match[0][end:]}" if new else match[0]

    return re.sub(WIKILINK, updated, text)
