"""Wikilinks as Obsidian writes them, `[[Page#heading|words]]`, resolved within a page's own language."""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from recompute.markup.render_context import RenderContext
from recompute.source.page_index import WikilinkError


class WikilinkProcessor(InlineProcessor):
    """Replaces a wikilink by an ordinary relative link, which MkDocs checks again."""

    def __init__(self, pattern: str, md: Markdown, page: RenderContext) -> None:
        super().__init__(pattern, md)
        self.page = page

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        """Return the link, or note why there is none."""
        try:
            href = target(self.page, m["page"].strip(), (m["heading"] or "").strip())
        except WikilinkError as error:
            self.page.problem(self._written(m), str(error))
            return None, None, None
        link = etree.Element("a", {"href": href})
        link.text = (m["words"] or m["page"] or m["heading"]).strip()
        return link, m.start(0), m.end(0)

    def _written(self, match: re.Match[str]) -> str:
        """Return how the link begins on the page: its words may hold what is already replaced."""
        return f"[[{match['page']}" + (f"#{match['heading']}" if match["heading"] else "")


def target(page: RenderContext, name: str, heading: str) -> str:
    """Return where a wikilink on a page leads, as a path relative to that page; without a name, on the page itself."""
    path = page.page_index.find(name) if name else page.path
    anchor = f"#{page.page_index.anchor(path, heading)}" if heading else ""
    if path == page.path and anchor:
        return anchor
    return posixpath.relpath(path, posixpath.dirname(page.path) or ".") + anchor
