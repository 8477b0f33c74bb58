"""The elements and attributes that a page's Markdown may come to; any other raw HTML is refused, with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

from lxml import etree

from recompute.markup.html import text_of
from recompute.markup.render_context import RenderContext
from recompute.values.numerals import numerals_in

_HTML = (
    "a abbr article b bdi blockquote br caption cite code data dd del details dfn div dl dt em figcaption figure h1 h2 "
    "h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q s samp section small span strong sub summary sup "
    "table tbody td tfoot th thead time tr u ul var wbr"
)
_MATHML = (
    "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow mspace msqrt "
    "mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
)
_ANYWHERE = (
    "class id title lang dir tabindex aria-label aria-hidden data-literal data-rounding data-ref data-claim data-cite "
    "data-no-run data-copy data-step data-tabs data-pad claim"
)
_OF_MATHML = (
    "accent accentunder alttext columnalign columnspan data-brackets data-places data-value depth display displaystyle "
    "fence form "
    "height largeop linethickness lspace mathcolor mathvariant maxsize minsize movablelimits notation rowspan rspace "
    "scriptlevel separator stretchy style symmetric voffset width"
)
_OF = {
    "a": "href hreflang rel",
    "data": "value",
    "details": "open",
    "img": "alt height loading src width",
    "input": "checked disabled name type",
    "label": "for",
    "td": "colspan rowspan style",
    "th": "colspan rowspan scope style",
}
_ANY = re.compile(r".*", re.DOTALL)
_ADDRESS = re.compile(r"\s*(?:https?:|mailto:|figure:).*|[^:]*(?:[/?#].*)?", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r"[^\s:]+|\S+\.md:\d+-\d+/slug")  # The second is the place of a list of tags, for Material's plugin.
_LENGTHS = re.compile(r"(?:(?:text-align|justify-items|(?:margin|padding)(?:-left|-right)?): ?[-\w.% ]+;? ?)*")
_ALIGNMENT = re.compile(r"text-align: (?:left|right|center);?")
_SHAPES = {"id": _ID, "type": re.compile(r"radio|checkbox"), "href": _ADDRESS, "src": _ADDRESS}  # of what is in them
_DEEPEST = 100
_OWN = re.compile(r"data-(?:figure|copy|pad|tabs|cite|places|brackets)\b", re.IGNORECASE)


def check(html: str, page: RenderContext, contents: list[dict[str, Any]]) -> None:
    """Note every element and attribute that is not allowed in the HTML of a page, and what lacks its words.

    Args:
        html: What the page's Markdown has come to.
        page: The page.
        contents: Its table of contents, as Python-Markdown keeps it.
    """
    found = [*_faults(html, page.drawn), *_labels(contents)]
    source = page.source
    written = "\n".join([source.prose, *(fence.info for fence in source.tree.fences)])
    for name in sorted(set(_OWN.findall(written))):  # What it is on may look like what the build made.
        advice = "show a figure with ![…](figure:name)" if name == "data-figure" else "leave it to the build"
        found.append((name, f"{name} is not allowed on a page; {advice}"))
    lines = [unescape(line) for line in source.prose.splitlines()] if found else []
    for pattern, message in found:
        holding = [number for number, line in enumerate(lines, start=1) if re.search(pattern, line, re.IGNORECASE)]
        for line_number in holding or [1]:
            page.problem_at(line_number, message)


def _faults(html: str, drawn: set[str]) -> Iterator[tuple[str, str]]:
    """Yield a pattern of the source, and what is wrong there."""
    body = etree.fromstring(f"<body>{html}</body>", etree.HTMLParser(huge_tree=True))
    depth = 0
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        depth += 1 if event == "start" else -1
        if event == "end" or element.tag in {"html", "body"}:
            continue
        if depth > _DEEPEST:
            yield rf"<{re.escape(element.tag)}", f"elements are nested more than {_DEEPEST} deep; write fewer of them"
            return
        if element.tag == "svg" and element.get("data-figure") in drawn:
            walk.skip_subtree()
        elif element.tag == "data" and "data-ref" not in element.attrib:
            yield r"<data", "<data> is not allowed on a page; quote a value, and the build writes it"
        elif (allowed := _allowed(element.tag)) is None:
            yield rf"<{re.escape(element.tag)}", f"<{element.tag}> is not allowed on a page; write Markdown instead"
        else:
            yield from _attributes(element, allowed)
            yield from _without_words(element)


@cache
def _allowed(tag: str) -> dict[str, re.Pattern[str]] | None:
    """Return the attributes that an element may have, and what each may be; None where it is itself not allowed."""
    in_formula = tag in _MATHML.split()
    if not in_formula and tag not in _HTML.split():
        return None
    names = f"{_ANYWHERE} {_OF_MATHML if in_formula else _OF.get(tag, '')}".split()
    shapes = {**_SHAPES, "style": _LENGTHS if in_formula else _ALIGNMENT}
    return {name: shapes.get(name, _ANY) for name in names}


def _attributes(element: etree._Element, allowed: dict[str, re.Pattern[str]]) -> Iterator[tuple[str, str]]:
    for name, value in ((str(name), str(value)) for name, value in element.items()):
        shape = allowed.get(name)
        if shape is None:
            message = f"the attribute {name} of <{element.tag}> is not allowed on a page; leave it out"
            yield rf"\b{re.escape(name)}\b", message
        elif not shape.fullmatch(value):
            yield re.escape(value), f"{name}={value!r} of <{element.tag}> is not allowed on a page; leave it out"


def _without_words(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield a link to nothing, a link that shows nothing, and an image that says nothing to who does not see it."""
    address = element.get("href")
    if element.tag == "a" and address is not None:
        if not address.strip():
            yield r"\]\(\s*\)|<a\b", "a link leads nowhere; write where it leads"
        elif not text_of(element).strip() and element.find(".//img") is None:
            yield rf"\[\s*\]\({re.escape(address)}|<a\b", f"the link to {address} has no words; write some"
    elif element.tag == "img" and not (element.get("alt") or "").strip():
        source = element.get("src", "").rpartition("/")[2]  # MkDocs has changed the way to it.
        yield (
            re.escape(source),
            f"the image {source} has no words for readers who do not see it; write some as alt",
        )


def _labels(tokens: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the labels of headings for the table of contents that have a number typed in them."""
    for token in tokens:
        label = str(token.get("data-toc-label", ""))
        for numeral, _ in numerals_in(label):
            yield re.escape(label), f"{numeral} is typed by hand in data-toc-label; leave the number out"
        yield from _labels(token["children"])
