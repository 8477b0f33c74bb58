"""Tags as Obsidian writes them: `#tag` in a page's text links to the tags page of its language."""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString
from pymdownx.slugs import slugify

from recompute.markup.render_context import RenderContext
from recompute.source.page_source import Source
from recompute.source.tree import HASHTAG

TAGS_PAGE = "tags.md"

_slug = slugify(case="lower")


def hashtags(source: Source) -> list[str]:
    """Return the tags written in a page's text, outside code, each once.

    >>> hashtags(Source("a.md", "#平滑 and #DeepLearning, not a#b nor # heading"))
    ['平滑', 'DeepLearning']
    """
    return list(dict.fromkeys(re.findall(HASHTAG, source.prose)))


class HashtagProcessor(InlineProcessor):
    """Replaces `#tag` by a link to that tag on the tags page."""

    def __init__(self, pattern: str, md: Markdown, page: RenderContext) -> None:
        super().__init__(pattern, md)
        self.page = page

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        """Return the link."""
        tags_page = posixpath.relpath(TAGS_PAGE, posixpath.dirname(self.page.path) or ".")
        link = etree.Element("a", {"class": "md-tag", "href": f"{tags_page}#tag:{_slug(m[1], '-')}"})
        link.text = AtomicString(m[1])
        return link, m.start(0), m.end(0)
