"""The parts of a page that do not depend on its language: code, formulas, quotes, links, images, footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from recompute.library.references import CITATION
from recompute.markup.quote import QUOTE
from recompute.markup.wikilinks import WIKILINK as _WIKILINK
from recompute.source.fences import FENCE, Fence
from recompute.source.page_index import PageIndex, WikilinkError
from recompute.source.page_source import CODE_SPAN, COMMENT, PUBLISHED, Source, module_of
from recompute.translation import formulas
from recompute.translation.links import Place
from recompute.values.numerals import NUMERAL

INCLUDE = re.compile(r"^[ \t>]*-+8<-+[ \t]+(?P<file>\"[^\"\n]+\"|'[^'\n]+')[ \t]*$", re.MULTILINE)
WIKILINK = re.compile(_WIKILINK)
_TARGET = r"\(\s*<?(?P<target>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_ATTRIBUTES = r"(?P<attributes>\{:?[^{}\n]*\})?"
IMAGE = re.compile(r"!\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]" + _TARGET + _ATTRIBUTES)
LINK = re.compile(r"(?<!!)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]" + _TARGET + _ATTRIBUTES)
_AUTOLINK = re.compile(r"<(?P<target>https?://[^\s<>]+)>")
DEFINITION = re.compile(r"^[ \t>]*\[(?!\^)[^\[\]\n]+\]:[ \t]+<?(?P<target>\S+?)>?(?=\s|$)", re.MULTILINE)
_HTML = re.compile(r"<(?P<tag>[a-z]\w*)\b(?P<attributes>[^<>]*?\b(?:href|src)=[\"'](?P<target>[^\"']+)[\"'][^<>]*)>")
FIGURE = "figure:"
_HREFLANG = re.compile(r"\bhreflang=[\"']?(?P<tag>[\w-]+)")
_FOOTNOTE = re.compile(r"\[\^(?P<name>[^\[\]\s]+)\](?P<text>:)?")
LITERAL = re.compile(r"<(?P<tag>\w+)\b[^<>]*\bdata-literal\b[^<>]*>(?P<content>.*?)</(?P=tag)>", re.DOTALL)
_CLAIM = re.compile(r"\{:?[^{}\n]*\bclaim=[\"']?(?P<name>[\w.]+)[^{}\n]*\}")
_TITLE = re.compile(r"[ \t]*\b(?:title|data-no-run)[ \t]*=[ \t]*(?:\"[^\"]*\"|'[^']*'|[^\s}]+)")
_WIDEST = 60


@dataclass(frozen=True)
class Part:
    """A part of a page: what must agree, how a message shows it, where it stands, where in the site it leads."""

    kind: str
    value: str
    shown: str
    line: int
    repeatable: bool = False  # One language may name it again where the other says "it".
    address: str | None = None


class Scanner:
    """Goes through the text of one page; what was found is blanked out, so that nothing is found in it."""

    def __init__(self, source: Source, place: Place, page_index: PageIndex) -> None:
        self.source, self.place, self.page_index = source, place, page_index
        self.module = module_of(place.path)
        self.left = _blank(source.text[: source.start]) + source.text[source.start :]
        self.blocks = self.left

    def parts(self) -> list[Part]:
        """Return all parts, in no particular order; `blocks` then holds what is left for paragraphs, lists, tables."""
        found = [*self._front_matter(), *self._take(FENCE, self._fence)]
        self.left = COMMENT.sub(lambda match: _blank(match[0]), self.left)
        found += self._take(CODE_SPAN, self._code)
        found += self._take(INCLUDE, self._included)
        for counted, part in ((QUOTE, self._quote), (CITATION, self._citation), (_CLAIM, self._claim)):
            found += [part(match, self.source.line_at(match.start())) for match in counted.finditer(self.left)]
        found += self._take(formulas.DISPLAY, self._formula)
        self.blocks = self.left
        found += self._take(formulas.INLINE, self._formula)
        for pattern, find in self._link_patterns():
            found += self._take(pattern, find)
        return found

    def _link_patterns(self) -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], Part | None]]]:
        yield LITERAL, self._literal
        yield WIKILINK, self._wikilink
        yield IMAGE, lambda match: self._link("image", match)
        yield LINK, lambda match: self._link("link", match)
        yield _HTML, lambda match: self._link("image" if match["tag"] == "img" else "link", match, in_html=True)
        yield _AUTOLINK, lambda match: self._link("link", match)
        yield DEFINITION, lambda match: self._link("link", match)
        yield _FOOTNOTE, self._footnote

    def _front_matter(self) -> Iterator[Part]:
        lines = self.source.text[: self.source.start].split("\n")
        for key in PUBLISHED:
            line = next((number for number, text in enumerate(lines, start=1) if text.startswith(f"{key}:")), 1)
            for match in QUOTE.finditer(str(self.source.meta.get(key, ""))):
                yield self._quote(match, line)

    def _take(self, pattern: re.Pattern[str], find: Callable[[re.Match[str]], Part | None]) -> list[Part]:
        matches = list(pattern.finditer(self.left))
        self.left = pattern.sub(lambda match: _blank(match[0]), self.left) if matches else self.left
        return [part for part in map(find, matches) if part is not None]

    def _part(self, kind: str, value: str, match: re.Match[str], shown: str = "", repeatable: bool = False) -> Part:
        return Part(kind, value, _short(shown or value), self.source.line_at(match.start()), repeatable)

    def _fence(self, match: re.Match[str]) -> Part | None:
        if self.source.line_at(match.start("body")) in {cell.line for cell in self.source.cells}:
            return None  # The code of a notebook is compared cell by cell.
        fence = Fence(match["info"], match["prefix"], match["body"], match.start("body"), match.end("body"))
        info = " ".join(_TITLE.sub("", fence.info).split())
        lines = [line.rstrip() for line in fence.code.rstrip().splitlines()]
        return self._part("code", "\n".join([info, *lines]), match, next(iter(lines), "```"))

    def _code(self, match: re.Match[str]) -> Part:
        return self._part("inline code", " ".join(match[2].split()), match, f"`{match[2].strip()}`", repeatable=True)

    def _included(self, match: re.Match[str]) -> Part:
        return self._part("included text", self.place.neutral(match["file"][1:-1]), match, match["file"])

    def _quote(self, match: re.Match[str], line: int) -> Part:
        ref = formulas.reference(match, self.module)
        return Part("quote", ref, match["format"] or "", line)

    def _citation(self, match: re.Match[str], line: int) -> Part:
        return Part("citation", match[0], "", line)

    def _claim(self, match: re.Match[str], line: int) -> Part:
        name = match["name"] if "." in match["name"] else f"{self.module}.{match['name']}"
        return Part("claim", f"claim:{name}", "", line)

    def _formula(self, match: re.Match[str]) -> Part:
        tex = match["tex"] or match["bracketed"]
        value = formulas.canonical(tex, self.module)
        return self._part("formula", value, match, f"${tex.strip()}$", formulas.is_symbol(tex))

    def _literal(self, match: re.Match[str]) -> Part:
        return self._part("declared number", " ".join(NUMERAL.findall(match["content"])), match, repeatable=True)

    def _wikilink(self, match: re.Match[str]) -> Part | None:
        try:
            path = self.page_index.find(match["page"].strip()) if match["page"].strip() else self.place.path
            heading = (match["heading"] or "").strip()
            anchor = f"#{self.page_index.anchor(path, heading)}" if heading else ""
        except WikilinkError:
            return None  # The build tells.
        return self._part("link", path + anchor, match)

    def _link(self, kind: str, match: re.Match[str], in_html: bool = False) -> Part:
        attributes = match.groupdict().get("attributes") or ""
        if language := _HREFLANG.search(attributes):  # It is declared to lead to a page of that language.
            return self._part(kind, f"hreflang={language['tag']}", match, match["target"])
        if match["target"].startswith(FIGURE):
            return self._part("figure", match["target"], match)
        part = self._part(kind, self.place.target(match["target"], in_html), match, match["target"])
        return replace(part, address=self.place.address(match["target"], in_html))

    def _footnote(self, match: re.Match[str]) -> Part:
        kind = "text of footnote" if match["text"] else "footnote"
        return self._part(kind, match["name"], match, f"[^{match['name']}]")


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"
