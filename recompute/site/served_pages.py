"""The finished pages that a server takes from its earlier builds: those that no edit has reached."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler

from recompute.markup.obsidian import TAGS_PAGE
from recompute.markup.render_context import RenderContext
from recompute.site.build import Site
from recompute.site.forked_pages import Finished
from recompute.source.inlines import included
from recompute.source.notebook import SUFFIX
from recompute.source.page_index import LISTING
from recompute.values.import_graph import versions

_PAGES = (".md", SUFFIX)
_NO_SOURCES = ("__pycache__", "node_modules")


@dataclass
class _Kept:
    """What came of the Markdown of a page, what is remembered of it, and the page once it was finished."""

    key: Sequence[object]
    content: str
    page: MkDocsPage
    context: RenderContext
    finished: Finished | None = None


class ServedPages:
    """The pages that a server has finished without a warning or an error, by language and path.

    A page is taken again as long as all of these are the same: its own file in every language, the front matter and
    the headings of all pages, every other file of the project, the commit, and the packages. A page that lists what
    others hold is never kept.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], _Kept] = {}
        self._around = ""
        self._site: Site | None = None
        self._warnings = CountHandler(level=logging.WARNING)
        self._before = 0

    def begin(self, site: Site) -> None:
        """Begin a build of the site."""
        self._site = site
        logging.getLogger("mkdocs").addHandler(self._warnings)
        around = [*_states(site), *_outlines(site), versions()]
        self._around = hashlib.sha256(repr(around).encode()).hexdigest()

    def taken(self, page: MkDocsPage, code: str, context: RenderContext, files: Files) -> RenderContext:
        """Let a page need no rendering if it is kept, and return the context in which it was rendered."""
        self._before = self._noted
        kept = self._kept.get((code, context.path))
        if kept is None or kept.finished is None or kept.key != self._key(code, context):
            self._kept.pop((code, context.path), None)
            return context
        earlier, known = kept.page, kept.context
        page.content, page.toc, page.present_anchor_ids = kept.content, earlier.toc, earlier.present_anchor_ids
        page._title_from_render = earlier._title_from_render
        page.links_to_anchors = {
            found: anchors
            for file, anchors in (earlier.links_to_anchors or {}).items()
            if (found := files.get_file_from_path(file.src_uri)) is not None
        }
        page.render = lambda config, files: None  # type: ignore[method-assign]
        for ref in known.claims:
            context.known_claims.find(ref, context.module)
        for name in known.drawn:
            context.figures.drawing(name)
        return replace(
            context,
            **{
                name: getattr(known, name)
                for name in ("quoted", "drawn", "claims", "missing", "outputs", "controls", "slots")
            },
        )

    def rendered(self, page: MkDocsPage, code: str, context: RenderContext, content: str) -> str:
        """Remember what came of the Markdown of a page, and return it."""
        key = self._key(code, context)
        if key and self._noted == self._before and (code, context.path) not in self._kept:
            self._kept[code, context.path] = _Kept(key, content, page, context)
        return content

    def finished(self, code: str, path: str) -> Finished | None:
        """Return a page that is kept; what is finished from now on is remembered otherwise."""
        self._before = self._noted
        kept = self._kept.get((code, path))
        return kept.finished if kept else None

    def keep(self, code: str, path: str, finished: Finished) -> None:
        """Keep a page that was finished just now, unless something is wrong with it."""
        if self._noted == self._before and (rendered := self._kept.get((code, path))):
            rendered.finished = finished

    @property
    def _noted(self) -> int:
        """How many warnings and errors there are so far."""
        return sum(self._warnings.counts.values()) + (len(self._site.diagnostics.found) if self._site else 0)

    def _key(self, code: str, context: RenderContext) -> Sequence[object]:
        """Return what a page depends on; nothing for one that depends on more than is known."""
        text, path = context.source.text, context.path
        if self._site is None or path in (TAGS_PAGE, self._site.settings.status_page):
            return ()
        included_pages = [name for name in included(text) if name.partition(":")[0].endswith(_PAGES)]
        if LISTING.search(text) or included_pages:
            return ()
        own = [self._site.settings.docs / each / path for each in self._site.settings.codes]
        return self._around, *(file.read_bytes() if file.is_file() else None for file in own)


def _states(site: Site) -> Iterator[object]:
    """Yield what tells whether a file of the project that is no page has changed, or the commit."""
    root, pages = site.settings.root, site.settings.docs
    for folder, folders, names in os.walk(root):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and name not in _NO_SOURCES and not Path(folder, name, "pyvenv.cfg").exists()
        ]
        for file in (Path(folder, name) for name in sorted(names) if not name.startswith(".")):
            if not (file.suffix in _PAGES and file.is_relative_to(pages)):
                state = file.stat() if file.exists() else None  # A link may lead nowhere.
                yield str(file), state and (state.st_mtime_ns, state.st_size)
    if repository := site.sources.repository:
        changed = sorted(name for name in repository.changed if not name.endswith(_PAGES))
        yield repository.commit, changed


def _outlines(site: Site) -> Iterator[object]:
    """Yield what pages know of each other: where they are, their front matter, and their headings."""
    for code, edition in site.editions.items():
        for path, source in edition.page_index.sources.items():
            headings = [(heading.level, heading.text, heading.id) for heading in source.headings]
            yield code, path, source.text[: source.start], headings
