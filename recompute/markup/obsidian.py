"""What pages write as in Obsidian: wikilinks, tags, and callouts, whose kind is their title where they have none."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.slugs import slugify

from recompute.locale.fallback import lang
from recompute.markup.processors import PageProcessor
from recompute.source.inlines import HASHTAG
from recompute.source.page_index import WikilinkError
from recompute.source.page_source import Source


class WikilinkProcessor(PageProcessor, InlineProcessor):
    """Replaces a wikilink by an ordinary relative link, which MkDocs checks again."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        """Return the link, or note why there is none."""
        if data[: m.start()].endswith("!"):
            message = "a page cannot be shown within another; link to it with [[…]], or show an image with ![…](…)"
            self.page.problem(self._written(m), message)
            return None, None, None
        try:
            path, heading = self.page.page_index.linked(m, self.page.path)
            href = self.page.link(path, self.page.page_index.anchor(path, heading))
        except WikilinkError as error:
            self.page.problem(self._written(m), str(error))
            return None, None, None
        link = etree.Element("a", {"href": href})
        link.text = (m["words"] or m["page"] or m["heading"]).strip()
        return link, m.start(0), m.end(0)

    def _written(self, match: re.Match[str]) -> str:
        """Return how the link begins on the page: its words may hold what is already replaced."""
        return f"[[{match['page']}" + (f"#{match['heading']}" if match["heading"] else "")


WRAPPED_WIKILINK = r"(?<!\\)\[\[(?P<begins>[^\[\]\n]*)\n[^\[\]]*\]\]"


class WrappedWikilinkProcessor(PageProcessor, InlineProcessor):
    """Notes a wikilink whose line is wrapped, which neither Obsidian nor this site takes for one."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[None, None, None]:  # type: ignore[override]  # noqa: N802
        """Note it, and leave it as it is."""
        written = f"[[{m['begins']}"
        self.page.problem(written, f"{written}… is no wikilink, for its line is wrapped; write it in one line")
        return None, None, None


TAGS_PAGE = "tags.md"

_slug = slugify(case="lower")


def hashtags(source: Source) -> list[str]:
    """Return the tags written in a page's text, outside code, each once.

    >>> hashtags(Source("a.md", "#平滑 and #DeepLearning, not a#b nor # heading"))
    ['平滑', 'DeepLearning']
    """
    return list(dict.fromkeys(re.findall(HASHTAG, source.prose)))


class HashtagProcessor(PageProcessor, InlineProcessor):
    """Replaces `#tag` by a link to that tag on the tags page."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        """Return the link."""
        href = self.page.link(TAGS_PAGE, f"tag:{_slug(m[1], '-')}")
        link = etree.Element("a", {"class": "md-tag", "href": href})
        link.text = AtomicString(m[1])
        return link, m.start(0), m.end(0)


class CalloutTitlesProcessor(PageProcessor, Treeprocessor):
    """Translates the titles that pymdownx.quotes makes of the kinds of callouts."""

    def run(self, root: etree.Element) -> None:
        """Replace the title where it is the kind, in English and capitalised, and nothing else."""
        for callout in root.iter():
            title = callout[0] if callout.tag in {"div", "details"} and len(callout) else None
            if title is None or not (title.tag == "summary" or title.get("class") == "admonition-title"):
                continue
            kind = callout.get("class", "").split()[-1:]
            if kind and title.text == kind[0].title() and not len(title):
                title.text = self._name(kind[0])
                if tag := lang(title.text):
                    title.set("lang", tag)

    def _name(self, kind: str) -> str:
        language = self.page.language
        if language.callouts and kind not in language.callouts and not language.fallback:
            message = (
                f"a callout [!{kind}] has no title here; write one, or name the kind in mkdocs.yml, under callouts"
            )
            self.page.problem(f"[!{kind}]", message)
        return language.callout(kind)
