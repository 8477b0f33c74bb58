"""The pages of one language, found by file name, title or alias, and their headings by id or text."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from difflib import get_close_matches

from recompute.source.page_source import Source

LISTING = re.compile(r"^\[@([\w-]+)/\*\][ \t]*$", re.MULTILINE)  # Where a page lists all of a kind.


class WikilinkError(LookupError):
    """A wikilink that leads nowhere, or to more than one place."""


class PageIndex:
    """The pages of one language by every name that a wikilink may use.

    What is not translated is found in `fallback`, the index of the source language, where readers find it too.
    """

    def __init__(self, sources: dict[str, Source], tag: str = "", fallback: PageIndex | None = None) -> None:
        self.sources, self.tag, self.fallback = sources, tag, fallback
        self.all_pages = {**fallback.sources, **sources} if fallback else sources  # Translated or not.
        self._paths: dict[str, set[str]] = {}
        self.listings: dict[str, str] = {}  # The page that lists all of a kind.
        for pages in (sources, {path: page for path, page in self.all_pages.items() if path not in sources}):
            paths: dict[str, set[str]] = defaultdict(set)
            for path, source in pages.items():
                for name in _names(path, source):
                    paths[_folded(name)].add(path)
                for kind in LISTING.findall(source.prose):
                    self.listings.setdefault(kind, path)
            self._paths = {**paths, **self._paths}  # A name of what is translated is no other's.

    def find(self, name: str) -> str:
        """Return the path of the page that a name means."""
        paths = sorted(self._paths.get(_folded(name), ()))
        if not paths:
            near = get_close_matches(_folded(name), self._paths, n=1, cutoff=0.4)
            hint = f"; did you mean [[{near[0]}]]?" if near else "; add the page, or name it in some page's aliases"
            raise WikilinkError(f"no page is called {name!r}{hint}")
        if len(paths) > 1:
            raise WikilinkError(f"{name!r} is ambiguous: {' and '.join(paths)}; write the path of the one you mean")
        return paths[0]

    def linked(self, wikilink: re.Match[str], here: str) -> tuple[str, str]:
        """Return the path of the page that a wikilink leads to from a page, and the heading as it is written there."""
        name, heading = wikilink["page"].strip(), (wikilink["heading"] or "").strip()
        return self.find(name) if name else here, heading

    def anchor(self, path: str, heading: str) -> str:
        """Return the id of the heading that a wikilink names by id or by text; nothing where it names none."""
        if not heading:
            return ""
        headings = self.all_pages[path].headings
        wanted = _folded(heading)
        ids = [known.id for known in headings if known.id and wanted in (_folded(known.id), _folded(known.text))]
        if not ids and self.fallback and path in self.fallback.sources:  # What is out of date has a mark of this id.
            ids = [known.id for known in self.fallback.sources[path].headings if known.id and known.id == heading]
        if not ids:
            known_ids = ", ".join(known.id for known in headings if known.id)
            raise WikilinkError(f"{path} has no heading {heading!r}; it has {known_ids or 'none with an id'}")
        return ids[0]

    def lang(self, path: str) -> str | None:
        """Return the tag of a page's language where that is not the language of the index."""
        return self.fallback.tag if self.fallback and path not in self.sources else None

    def title(self, path: str) -> str:
        """Return what a page is called by its front matter or its first heading; its path where both quote values."""
        source = self.all_pages[path]
        titles = [str(source.meta.get("title", "")), *(heading.text for heading in source.headings)][:2]
        return next((title for title in titles if title and "{{" not in title), path)


def _names(path: str, source: Source) -> set[str]:
    aliases = source.meta.get("aliases") or []
    title = [source.meta["title"]] if isinstance(source.meta.get("title"), str) else []
    top = [heading.text for heading in source.headings if heading.level == 1]
    stem = posixpath.splitext(path)[0]
    aliases = [aliases] if isinstance(aliases, str) else aliases
    return {stem, path, posixpath.basename(stem), *title, *top, *map(str, aliases)}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
