"""Markdown that the site does not read: what is left of it in the text of a finished page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from recompute.markup.html import CODE
from recompute.markup.render_context import RenderContext

_BLOCKS = ("p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "figcaption")
_KINDS = {
    "a comment": r"<!--|-->",
    "a footnote": r"\[\^[^\[\]\s]+\]",
    "a link to a definition": r"\[[^\[\]\n]+\]\[[^\[\]\n]*[^\W\d][^\[\]\n]*\]",
    "a box to tick": r"\A\[[ xX]\](?= )",
    "a highlight": r"==(?! )[^=\n]+(?<! )==",
    "struck text": r"~~(?! )[^~\n]+(?<! )~~",
    "a comment of Obsidian": r"%%(?! )[^%\n]+(?<! )%%",
    "an admonition": r"\A(?:!!!|\?\?\?\+?) [a-z]+",
    "the name of a block": r"(?<=\s)\^[A-Za-z][\w-]*\Z",
    "a mark of a merge conflict": r"\A={7}\Z",
}
_UNREAD = re.compile("|".join(f"({pattern})" for pattern in _KINDS.values()))


def check(article: etree._Element, page: RenderContext) -> None:
    """Note what readers would see of Markdown that no extension of the site reads, the first place of each text."""
    kinds, left = list(_KINDS), dict[str, tuple[str, str]]()
    for block in article.iter(*_BLOCKS):
        words = "".join(_texts(block)).strip()
        for match in _UNREAD.finditer(words):
            around = words[max(match.start() - 60, 0) : match.end() + 60]
            left.setdefault(match[0], (kinds[(match.lastindex or 1) - 1], around))
    for text, (kind, around) in left.items():
        remedy = "close it with -->" if text == "<!--" else "leave it out, or put it in a code span"
        page.problem_at(page.source.line_like(text, around), f"{kind} is left as it is: {text}; {remedy}")


def _texts(element: etree._Element) -> Iterator[str]:
    """Yield the text of a block without code, formulas and the blocks in it."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in CODE and child.tag not in _BLOCKS and child.tag != "math":
            yield from _texts(child)
        yield child.tail or ""
