"""The parts of a page that do not depend on its language: code, formulas, quotes, links, images, lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it.tree import SyntaxTreeNode

from recompute.diagnostics import counted
from recompute.library.references import CITATION
from recompute.source.fences import Fence
from recompute.source.front_matter import PUBLISHED
from recompute.source.inlines import FIGURE, QUOTE, Inline
from recompute.source.page_index import PageIndex, WikilinkError
from recompute.source.page_source import Source, module_of
from recompute.translation.neutral import Location, canonical, is_symbol, reference
from recompute.values.numerals import numerals_in

CALLOUT = re.compile(r"\[!(?P<kind>[\w-]+)(?:\|[^\]]*)?\](?P<fold>[+-]?)")
# The first line of an admonition or of a tab, and of an item of a list.
TITLED = re.compile(
    r"(?:(?P<mark>!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+)|(?P<tab>===)[!+]*(?=[ \t]+[\"']))"
    r"(?:[ \t]+\"(?P<title>[^\"]+)\")?"
)
ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])(?=\s)(?P<task>[ \t]+\[[ xX]\][ \t])?")
COUNTED = ("quote", "figure", "citation", "claim")  # A build counts them in the pages that it has rendered.
_HREFLANG = re.compile(r"\bhreflang=[\"']?(?P<tag>[\w-]+)")
_TARGET = re.compile(r"\b(?:href|src)=[\"'](?P<target>[^\"']+)[\"']")
_LITERAL = re.compile(r"\bdata-literal\b")
_CLAIM = re.compile(r"\{:?[^{}\n]*\bclaim=[\"']?(?P<name>[\w.]+)[^{}\n]*\}")
_TITLE = re.compile(r"[ \t]*\b(?:title|data-no-run)[ \t]*=[ \t]*(?:\"[^\"]*\"|'[^']*'|[^\s}]+)")
_LETTER = re.compile(r"[^\W\d_]")
_ROW = re.compile(r"[ \t>]*\|")
_WIDEST = 60
_ALIGNMENTS = {"text-align:left": ":-", "text-align:right": "-:", "text-align:center": ":-:"}


@dataclass(frozen=True)
class Part:
    """A part of a page: what must agree, how a message shows it, where it is, where in the site it leads."""

    kind: str
    value: str
    shown: str
    line: int
    repeatable: bool = False  # One language may name it again where the other says "it".
    address: str | None = None
    written: str = ""  # How the page writes it, where a message shows that.
    fault: str = ""  # Why it leads nowhere.
    anchor: tuple[int, int] | None = None  # Where the text has the id that a link of Markdown leads to.
    apart: bool = False  # It stands by itself: its place among others of its kind is the same in every language.
    words: tuple[tuple[int, str], ...] = ()  # What its places for words hold, each with its line.


class Scanner:
    """Reads the parts of one page from its tree."""

    def __init__(self, source: Source, location: Location, page_index: PageIndex) -> None:
        self.source, self.location, self.page_index = source, location, page_index
        self.module, self.tree = module_of(location.path), source.tree

    def parts(self) -> Iterator[Part]:
        """Yield all parts, in no particular order."""
        yield from self._front_matter()
        cells = {cell.line for cell in self.source.cells}  # The code of a notebook is compared cell by cell.
        yield from (self._fence(each) for each in self.tree.fences if self.tree.line_at(each.start) not in cells)
        for pattern, part in ((QUOTE, self._quote), (CITATION, self._citation), (_CLAIM, self._claim)):
            for match in pattern.finditer(self.tree.prose, self.source.start):
                yield part(match, self.tree.line_at(match.start()))
        for each in self.tree.inlines:
            if each.start >= self.source.start:
                yield from self._inline(each)
        yield from shapes(self.source)

    def _front_matter(self) -> Iterator[Part]:
        for key in PUBLISHED:
            for match in QUOTE.finditer(str(self.source.meta.get(key, ""))):
                yield self._quote(match, self.source.line_of(key))

    def _inline(self, each: Inline) -> Iterator[Part]:
        """Yield the parts of an inline element, and of those within."""
        match = each.match
        if each.kind == "code":
            code = match["code"]
            yield self._part("inline code", " ".join(code.split()), match, f"`{code.strip()}`", repeatable=True)
        elif each.kind == "include":
            yield self._part("included text", self.location.neutral(match["file"][1:-1]), match, match["file"])
        elif each.tex:
            value = canonical(each.tex, self.module)
            part = self._part("formula", value, match, f"${each.tex.strip()}$", is_symbol(each.tex))
            yield replace(part, apart=each.kind == "formula" and self._begins(match))
        elif each.kind == "wikilink":
            yield self._wikilink(match)
        elif each.kind == "footnote":
            kind = "text of footnote" if match["text"] else "footnote"
            yield self._part(kind, match["name"], match, f"[^{match['name']}]")
        elif each.kind == "element" and _LITERAL.search(match["attributes"]):
            numbers = " ".join(numeral for numeral, _ in numerals_in(match["words"]))
            yield self._part("declared number", numbers, match, repeatable=True)
            return
        elif each.kind in ("link", "image", "autolink", "definition", "tag", "element"):
            yield from self._link(each)
        for child in each.children:
            yield from self._inline(child)

    def _part(self, kind: str, value: str, match: re.Match[str], shown: str = "", repeatable: bool = False) -> Part:
        return Part(kind, value, _short(shown or value), self.tree.line_at(match.start()), repeatable)

    def _fence(self, fence: Fence) -> Part:
        info = " ".join(_TITLE.sub("", fence.info).split())
        lines = [line.rstrip() for line in fence.code.rstrip().splitlines()]
        shown = _short(next(iter(lines), "```"))
        return Part("code", "\n".join([info, *lines]), shown, self.tree.line_at(fence.first), apart=True)

    def _quote(self, match: re.Match[str], line: int) -> Part:
        return Part("quote", reference(match, self.module), match["format"] or "", line, written=match[0])

    def _citation(self, match: re.Match[str], line: int) -> Part:
        return Part("citation", match[0], "", line, written=match[0])

    def _claim(self, match: re.Match[str], line: int) -> Part:
        name = match["name"] if "." in match["name"] else f"{self.module}.{match['name']}"
        return Part("claim", f"claim:{name}", "", line, written=f"*…*{match[0]}")

    def _wikilink(self, match: re.Match[str]) -> Part:
        path, heading, fault = match["page"], "", ""
        try:
            path, heading = self.page_index.linked(match, self.location.path)
            heading = self.page_index.anchor(path, heading)
        except WikilinkError as error:
            fault = str(error)
        part = self._part("link", f"{path}#{heading}" if heading else path, match)
        anchor = match.span("heading") if (match["heading"] or "").strip() == heading else None
        return replace(part, fault=fault, anchor=anchor)

    def _link(self, each: Inline) -> Iterator[Part]:
        """Yield a link or an image, of Markdown or of HTML."""
        groups, in_html = each.match.groupdict(), each.kind in ("tag", "element")
        attributes = groups.get("attributes") or ""
        found = _TARGET.search(attributes) if in_html else each.match
        if found is None:
            return
        kind = "image" if each.kind == "image" or groups.get("tag") == "img" else "link"
        if language := _HREFLANG.search(attributes):  # It is declared to lead to a page of that language.
            yield self._part(kind, f"hreflang={language['tag']}", each.match, found["target"])
        elif found["target"].startswith(FIGURE):
            yield replace(self._part("figure", found["target"], each.match), apart=True)
        else:
            part = self._part(kind, self.location.target(found["target"], in_html), each.match, found["target"])
            part = replace(part, address=self.location.address(found["target"], in_html))
            if each.kind == "link":
                start, end = found.span("target")
                part = replace(part, anchor=(start + found["target"].find("#") + 1, end))
            if kind == "image":
                words = () if in_html else ((part.line, groups["words"]),)
                part = replace(part, apart=self._begins(each.match), words=words)
            yield part

    def _begins(self, match: re.Match[str]) -> bool:
        """Return whether no words precede an element on its line, or whether the line is a row of a table."""
        start = self.tree.offset(self.tree.line_at(match.start()) - 1)
        return not _LETTER.search(self.tree.text, start, match.start()) or bool(_ROW.match(self.tree.text, start))


def shapes(source: Source) -> Iterator[Part]:
    """Yield the shapes of a page's callouts, tabs, tables and lists, which are the same in every language.

    >>> page = ["> [!note] Title", "> | a | b |", "> |--:|---|", "> | 1 | 2 |", "", "- one", "    1. two"]
    >>> [(part.shown, part.line) for part in shapes(Source("a.md", chr(10).join(page)))]
    [('[!note]', 1), ('table of 2 columns and 1 row', 2), ('list of 2 items', 6)]
    """
    for node in source.tree.nodes():
        if node.type == "table":
            yield _table(node)
        elif node.type in ("bullet_list", "ordered_list") and not _is_nested(node):
            yield _list(node, source)
        elif node.type == "paragraph" and node.map:
            yield from _titled(node, source)


def _titled(paragraph: SyntaxTreeNode, source: Source) -> Iterator[Part]:
    """Yield the callout that a paragraph begins, and the admonitions and tabs that its lines begin."""
    assert paragraph.map is not None
    parent = paragraph.parent
    opens = parent is not None and parent.type == "blockquote" and parent.children[0] is paragraph
    for number in range(*paragraph.map):
        before, bare = source.tree.line(number)
        if opens and number == paragraph.map[0] and (match := CALLOUT.match(bare)):
            depth = before.count(">")
            yield Part("callout", f"{depth} {match['kind'].lower()}{match['fold']}", match[0], number + 1)
        elif (match := TITLED.match(bare)) and match["tab"]:
            yield Part("tab", match["tab"], match["tab"], number + 1)
        elif match:
            shown = f"{match['mark']} {match['kind']}"
            yield Part("callout", shown.lower(), shown, number + 1)


def _table(table: SyntaxTreeNode) -> Part:
    assert table.map is not None
    head, *body = table.children
    cells = [_ALIGNMENTS.get(str(cell.attrs.get("style", "")), "-") for cell in head.children[0].children]
    rows = [row for part in body for row in part.children]
    shape = f"{counted(len(cells), 'column')} and {counted(len(rows), 'row')}"
    words = tuple(each for row in (head.children[0], *rows) for each in _cells(row))
    return Part("table", f"{'|'.join(cells)} {len(rows)}", f"table of {shape}", table.map[0] + 1, words=words)


def _cells(row: SyntaxTreeNode) -> Iterator[tuple[int, str]]:
    """Yield what each cell of a row holds, with its line."""
    assert row.map is not None
    for cell in row.children:
        yield row.map[0] + 1, "".join(each.content for each in cell.children)


def _is_nested(node: SyntaxTreeNode) -> bool:
    return node.parent is not None and node.parent.type == "list_item"


def _list(node: SyntaxTreeNode, source: Source) -> Part:
    assert node.map is not None
    items = list(_items(node, source, ""))
    kind = "numbered list" if node.type == "ordered_list" else "list"
    return Part("list", "\n".join(items), f"{kind} of {counted(len(items), 'item')}", node.map[0] + 1)


def _items(node: SyntaxTreeNode, source: Source, indent: str) -> Iterator[str]:
    """Yield how each item of a list, and of the lists in it, is marked."""
    mark = "1." if node.type == "ordered_list" else "-"
    for item in node.children:
        assert item.map is not None
        match = ITEM.match(source.tree.line(item.map[0])[1])
        yield f"{indent}{mark}{' [ ]' if match and match['task'] else ''}"
        for child in item.children:
            if child.type in ("bullet_list", "ordered_list"):
                yield from _items(child, source, f"{indent}  ")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"
