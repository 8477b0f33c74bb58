"""What pages write as in Obsidian: wikilinks, tags, and callouts, whose kind is their title where they have none."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.util import AtomicString
from pymdownx.slugs import slugify

from recompute.locale.fallback import lang
from recompute.markup.render_context import RenderContext
from recompute.source.inlines import HASHTAG
from recompute.source.page_index import WikilinkError
from recompute.source.page_source import Source


def link_page(match: re.Match[str], page: RenderContext) -> etree.Element | None:
    """Return the ordinary relative link that a wikilink stands for, which MkDocs checks again, or note why not."""
    # How the link begins on the page: its words may hold what is already replaced.
    written = f"[[{match['page']}" + (f"#{match['heading']}" if match["heading"] else "")
    if match.string[: match.start()].endswith("!"):
        message = "a page cannot be shown within another; link to it with [[…]], or show an image with ![…](…)"
        page.problem(written, message)
        return None
    try:
        path, heading = page.page_index.linked(match, page.path)
        link = etree.Element("a", {"href": page.link(path, page.page_index.anchor(path, heading))})
    except WikilinkError as error:
        page.problem(written, str(error))
        return None
    link.text = (match["words"] or match["page"] or match["heading"]).strip()
    return link


WRAPPED_WIKILINK = r"(?<!\\)\[\[(?P<begins>[^\[\]\n]*)\n[^\[\]]*\]\]"


def note_wrapped(match: re.Match[str], page: RenderContext) -> None:
    """Note a wikilink whose line is wrapped, which neither Obsidian nor this site takes for one."""
    written = f"[[{match['begins']}"
    page.problem(written, f"{written}… is no wikilink, for its line is wrapped; write it in one line")


TAGS_PAGE = "tags.md"

_slug = slugify(case="lower")


def hashtags(source: Source) -> list[str]:
    """Return the tags written in a page's text, outside code, each once.

    >>> hashtags(Source("a.md", "#平滑 and #DeepLearning, not a#b nor # heading"))
    ['平滑', 'DeepLearning']
    """
    return list(dict.fromkeys(re.findall(HASHTAG, source.prose)))


def link_tag(match: re.Match[str], page: RenderContext) -> etree.Element:
    """Return the link to a tag on the tags page."""
    href = page.link(TAGS_PAGE, f"tag:{_slug(match[1], '-')}")
    link = etree.Element("a", {"class": "md-tag", "href": href})
    link.text = AtomicString(match[1])
    return link


def translate_titles(root: etree.Element, page: RenderContext) -> None:
    """Translate the titles that pymdownx.quotes makes of the kinds of callouts, capitalised, and no other title."""
    language = page.language
    for callout in root.iter():
        title = callout[0] if callout.tag in {"div", "details"} and len(callout) else None
        if title is None or not (title.tag == "summary" or title.get("class") == "admonition-title"):
            continue
        kind = callout.get("class", "").rpartition(" ")[2]
        if not kind or title.text != kind.title() or len(title):
            continue
        if language.callouts and kind not in language.callouts and not language.fallback:
            remedy = "write one, or name the kind in mkdocs.yml, under callouts"
            page.problem(f"[!{kind}]", f"a callout [!{kind}] has no title here; {remedy}")
        title.text = language.callout(kind)
        if tag := lang(title.text):
            title.set("lang", tag)
