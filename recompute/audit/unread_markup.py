"""Markdown that the site does not read: what is left of it in the text of a finished page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from pymdownx import gemoji_db

from recompute.markup.html import CODE
from recompute.markup.render_context import RenderContext
from recompute.source.unread_blocks import unread_lines

_BLOCKS = ("p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "figcaption")
_FILES = "md|ipynb|html?|pdf|png|jpe?g|gif|webp|svg"
_NAME = r"[a-z_]\w*"
_KINDS = {
    "a comment": r"<!--|-->",
    "a footnote": r"\[\^[^\[\]\s]+\]",
    "a link to a definition": r"\[[^\[\]\n]+\]\[[^\[\]\n]*[^\W\d][^\[\]\n]*\]|(?<!\w)\[[^\[\]\n]+\]\[\]",
    "a box to tick": r"\A\[[ xX]\](?= )",
    "a highlight": r"==(?! )[^=\n]+(?<! )==",
    "struck text": r"~~(?! )[^~\n]+(?<! )~~",
    "a comment of Obsidian": r"%%(?! )[^%\n]+(?<! )%%",
    "an admonition": r"\A(?:!!!|\?\?\?\+?) [a-z]+",
    "the name of a block": r"(?<=\s)\^[A-Za-z][\w-]*\Z",
    "a mark of a merge conflict": r"\A={7}\Z",
    "a link": rf"\[[^\[\]\n]*\][ ]?\((?:https?://|mailto:|[\w./-]*\.(?:{_FILES})\b)",
    "a wikilink": r"\[\[[^\W\d][^\[\]]*\Z",
    "a quote of a value": rf"(?<!\{{)\{{ ?{_NAME}(?:\.{_NAME})+(?:\[\d+\])*(?::[^{{}}\s]+)? ?\}}(?!\}})",
    "an attribute": r"(?<!\{)\{:? ?[#.][A-Za-z][\w-]*(?: [^{}\n]*)?\}(?!\})",
    "the name of an emoji": r"(?<![A-Za-z0-9:]):[a-z][a-z0-9_]{2,}:(?![A-Za-z0-9:])",
    "the type of a callout": r"\A\[! ?[A-Za-z][\w-]*\]",
}
_REMEDIES = {
    "a link": "write the address right after its words, from ( to )",
    "a wikilink": "close it with ]]",
    "a quote of a value": "write {{ name }}",
    "an attribute": "put it at the end of a heading, or right after emphasised words, a link or code",
    "the name of an emoji": "write the character itself, or words",
    "the type of a callout": "begin the callout with > [!type]",
}
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNREAD = re.compile("|".join(f"({pattern})" for pattern in _KINDS.values()))


def check(article: etree._Element, page: RenderContext) -> set[int]:
    """Note what readers would see of Markdown that no extension of the site reads, the first place of each text.

    Return the lines with such a text, and with blocks that are not read: the numerals there are part of its marks.
    """
    kinds, left = list(_KINDS), dict[str, tuple[str, str]]()
    for block in article.iter(*_BLOCKS):
        words = "".join(_texts(block)).strip()
        for match in _UNREAD.finditer(words):
            if match[0][0] == ":" and match[0] not in gemoji_db.emoji:
                continue  # Other words may stand between colons.
            around = words[max(match.start() - 60, 0) : match.end() + 60]
            left.setdefault(match[0], (kinds[(match.lastindex or 1) - 1], around))
    unread = unread_lines(page.source)
    noted = set(unread)
    for text, (kind, around) in left.items():
        line = page.source.line_like(text, around)
        remedy = _REMEDIES.get(kind, "leave it out, or put it in a code span")
        remedy = "close it with -->" if text == "<!--" else remedy
        if line not in unread and not _is_escaped(text, page.source.prose):  # What is not read is noted already.
            page.problem_at(line, f"{kind} is left as it is: {text}; {remedy}")
            noted.add(line)
    return noted


def _is_escaped(text: str, prose: str) -> bool:
    """Return whether a text is written with backslashes, as signs that readers are meant to see."""
    return text not in _ESCAPE.sub("\0", prose) and text in _ESCAPE.sub(r"\1", prose)


def _texts(element: etree._Element) -> Iterator[str]:
    """Yield the text of a block without code, formulas and the blocks in it."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in CODE and child.tag not in _BLOCKS and child.tag != "math":
            yield from _texts(child)
        yield child.tail or ""
