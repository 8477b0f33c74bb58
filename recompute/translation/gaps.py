"""Text with its words taken out: what a translator keeps stays in place, and `…` stands where words belong."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from recompute.markup.quote import ANY_BRACES
from recompute.source.page_index import PageIndex, WikilinkError
from recompute.source.page_source import CODE_SPAN
from recompute.translation import parts
from recompute.translation.formulas import DISPLAY, INLINE, replace_words
from recompute.translation.links import Place

GAP = "…"
_REASON = re.compile(r"(\bdata-literal=)(\"[^\"]*\"|'[^']*')")
_ADDRESS = re.compile(r"(\b(?:href|src)=[\"'])([^\"'#:]+\.\w+)(?=[\"'#])")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_REFERENCE = re.compile(r"\[[\^@][^\[\]\n]+\](?:(?![(\[]):?)")  # footnotes and citations
_TIED = re.compile(r"(?P<mark>\*{1,3})(?P<words>[^*\n]+)(?P=mark)(?P<attributes>\{:?[^{}\n]*\})")
_EMPHASIS = re.compile(r"[*_]+")

Kept = tuple[str, bool]


class Gaps:
    """Takes the words out of the text of a page, for a page of the same path in another language."""

    def __init__(self, source: Place, target: Place, page_index: PageIndex) -> None:
        self.source, self.target, self.page_index = source, target, page_index
        self._kept: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Kept]]] = [
            (CODE_SPAN, lambda match: (match[0], False)),
            (DISPLAY, self._formula),
            (INLINE, self._formula),
            (ANY_BRACES, lambda match: (match[0], False)),
            (parts.LITERAL, lambda match: (_REASON.sub(rf'\1"{GAP}"', match[0]), True)),
            (parts.DEFINITION, lambda match: (match[0], False)),
            (parts.WIKILINK, self._wikilink),
            (parts.IMAGE, self._link),
            (parts.LINK, self._link),
            (_TIED, self._link),
            (_REFERENCE, lambda match: (match[0], False)),
            (_TAG, lambda match: (_ADDRESS.sub(self._address, match[0]), False)),
        ]

    def of(self, text: str) -> Kept:
        """Return text without its words, and whether there were any.

        >>> here, there = Place("a.md", "zh", "zh"), Place("a.md", "en", "zh")
        >>> Gaps(here, there, PageIndex({})).of("约 {{ x }}，见[这里](b.md)：`code`。")
        ('… {{ x }} … […](b.md) … `code` …', True)
        """
        pieces, place, worded = [], 0, False
        while place < len(text):
            found = [(match, keep) for pattern, keep in self._kept if (match := pattern.search(text, place))]
            first = min(found, key=lambda pair: pair[0].start(), default=None)
            words = _EMPHASIS.sub("", text[place : first[0].start() if first else len(text)])
            pieces.append(f" {GAP} " if _are_words(words) else words)
            worded = worded or _are_words(words)
            if first is None:
                break
            kept, has_words = first[1](first[0])
            pieces.append(kept)
            worded, place = worded or has_words, first[0].end()
        return " ".join("".join(pieces).split()), worded

    def _formula(self, match: re.Match[str]) -> Kept:
        return replace_words(match[0], GAP)

    def _wikilink(self, match: re.Match[str]) -> Kept:
        try:
            path = self.page_index.find(match["page"].strip()) if match["page"].strip() else ""
            heading = (match["heading"] or "").strip()
            anchor = f"#{self.page_index.anchor(path or self.source.path, heading)}" if heading else ""
        except WikilinkError:
            return match[0], False  # The build tells.
        words = self.of(match["words"])[0] if match["words"] else GAP
        return f"[[{posixpath.splitext(path)[0]}{anchor}|{words}]]", True

    def _link(self, match: re.Match[str]) -> Kept:
        opening = match.start("words") - match.start()
        written = match[0]
        words, _ = self.of(match["words"])
        return written[:opening] + words + written[opening + len(match["words"]) :], True

    def _address(self, match: re.Match[str]) -> str:
        """Let a link to a file of the whole site lead there from the other language's folder."""
        address = self.source.address(match[2], in_html=True) or ""
        return match[1] + posixpath.relpath(f"/{address}", f"/{self.target.url}")


def _are_words(text: str) -> bool:
    return any(letter.isalpha() or not letter.isascii() for letter in text)
