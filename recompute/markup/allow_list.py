"""The elements and attributes that a page's Markdown may come to; any other raw HTML is refused, with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

from lxml import etree
from markdown.postprocessors import Postprocessor

from recompute.markup.html import text_of
from recompute.markup.processors import PageProcessor
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
_MATH_ELEMENTS, _ELEMENTS = set(_MATHML.split()), {*_HTML.split(), *_MATHML.split()}
_OF = {
    "a": {"href", "hreflang", "rel"},
    "data": {"value"},
    "details": {"open"},
    "img": {"alt", "height", "loading", "src", "width"},
    "input": {"checked", "disabled", "name", "type"},
    "label": {"for"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
}
_ALIGNMENT = re.compile(r"text-align: (?:left|right|center);?")
_LENGTHS = re.compile(r"(?:(?:text-align|justify-items|(?:margin|padding)(?:-left|-right)?): ?[-\w.% ]+;? ?)*")
_BOXES = re.compile(r"radio|checkbox")
_ID = re.compile(r"[^\s:]+|\S+\.md:\d+-\d+/slug")  # The second is the place of a list of tags, for Material's plugin.
_ADDRESS = re.compile(r"(?:https?:|mailto:|figure:|[^:]*(?:[/?#]|$))", re.IGNORECASE)
_ADDRESSES = {"href", "src"}
_DEEPEST = 100
_OWN = re.compile(r"data-(?:figure|copy|pad|tabs|cite|places|brackets)\b", re.IGNORECASE)


class AllowListProcessor(PageProcessor, Postprocessor):
    """Reads the finished HTML of a page's Markdown, and changes nothing."""

    def run(self, text: str) -> str:
        """Note every element and attribute that is not allowed, and labels of the table of contents with numbers."""
        found = [*_faults(text, self.page.drawn), *_labels(getattr(self.md, "toc_tokens", []))]
        source = self.page.source
        written = "\n".join([source.prose, *(fence.info for fence in source.tree.fences)])
        for name in sorted(set(_OWN.findall(written))):  # What it is on may look like what the build made.
            advice = "show a figure with ![…](figure:name)" if name == "data-figure" else "leave it to the build"
            found.append((name, f"{name} is not allowed on a page; {advice}"))
        for pattern, message in found:
            for line in self._lines(pattern):
                self.page.problem_at(line, message)
        return text

    def _lines(self, pattern: str) -> list[int]:
        lines = enumerate(map(unescape, self.page.source.prose.splitlines()), start=1)
        return [number for number, line in lines if re.search(pattern, line, re.IGNORECASE)] or [1]


def _faults(html: str, drawn: set[str]) -> Iterator[tuple[str, str]]:
    """Yield a pattern of the source, and what is wrong there."""
    body = etree.fromstring(f"<body>{html}</body>", etree.HTMLParser(huge_tree=True))
    depth = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "end" or not isinstance(element.tag, str) or element.tag in {"html", "body"}:
            continue
        if depth > _DEEPEST:
            yield rf"<{re.escape(element.tag)}", f"elements are nested more than {_DEEPEST} deep; write fewer of them"
            return
        if drawn and any(each.tag == "svg" and each.get("data-figure") in drawn for each in _around(element)):
            continue
        if element.tag == "data" and "data-ref" not in element.attrib:
            yield r"<data", "<data> is not allowed on a page; quote a value, and the build writes it"
        elif element.tag not in _ELEMENTS:
            yield rf"<{re.escape(element.tag)}", f"<{element.tag}> is not allowed on a page; write Markdown instead"
        else:
            yield from _attributes(element)
            yield from _without_words(element)


def _around(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _is_address(value: str) -> bool:
    return _ADDRESS.match(re.sub(r"[\0-\x20]", "", value)) is not None


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    tag = str(element.tag)
    allowed = _allowed(tag)
    for name, value in ((str(name), str(value)) for name, value in element.items()):
        shape = _shape(tag, name)
        if name not in allowed:
            yield rf"\b{re.escape(name)}\b", f"the attribute {name} of <{tag}> is not allowed on a page; leave it out"
        elif (shape and not shape.fullmatch(value)) or (name in _ADDRESSES and not _is_address(value)):
            message = f"{name}={value!r} of <{tag}> is not allowed on a page; leave it out"
            yield re.escape(value), message


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


@cache
def _allowed(tag: str) -> frozenset[str]:
    """Return the attributes that an element may have."""
    return frozenset([*_ANYWHERE.split(), *(_OF_MATHML.split() if tag in _MATH_ELEMENTS else _OF.get(tag, ()))])


def _shape(tag: str, name: str) -> re.Pattern[str] | None:
    """Return what the value of an attribute must look like."""
    if name == "style":
        return _LENGTHS if tag in _MATH_ELEMENTS else _ALIGNMENT
    return {"type": _BOXES, "id": _ID}.get(name)


def _labels(tokens: list[dict[str, object]]) -> Iterator[tuple[str, str]]:
    """Yield the labels of headings for the table of contents that have a number typed in them."""
    for token in tokens:
        label = str(token.get("data-toc-label", ""))
        for numeral, _ in numerals_in(label):
            yield re.escape(label), f"{numeral} is typed by hand in data-toc-label; leave the number out"
        yield from _labels(token["children"])  # type: ignore[arg-type]
