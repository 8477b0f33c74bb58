"""Where lines break: between two Han characters without a space, and not within what is read as a whole."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator

from recompute.values.plain_text import HAN

FULL_WIDTH = rf"{HAN}\u3000-\u303f\uff00-\uffef"  # With the punctuation of Chinese.
_SHARED = "“”‘’—…"  # Marks that Chinese shares with other scripts count beside a Han character.
_WRITTEN = rf"{FULL_WIDTH}\u3040-\u30ff"  # Japanese parts no words by spaces either.
_BREAK = re.compile(rf"(?:(?<=[{_WRITTEN}])\n[ ]*(?=[{_WRITTEN}{_SHARED}]))|(?:(?<=[{_SHARED}])\n[ ]*(?=[{_WRITTEN}]))")

_MATH = '<span class="arithmatex">'
_OPENED = re.compile(rf"([(\[（【“‘]){_MATH}")
# Firefox knows no break between a pause and a formula, and breaks the line before the word that the pause follows.
_BEFORE_MATH = re.compile(rf"([，、；：。？！）】])(?={_MATH}|<code>)")
# WebKit knows none after a pause where words are to be kept, as in cells.
_CELL = re.compile(r"<t[dh]\b.*?</t[dh]>", re.DOTALL)
_WORDS = re.compile(r"(?P<token><m\w+[^<>]*)?>[^<]+")  # Those of a token of MathML are left alone.
_PAUSE = re.compile(rf"([，、；：])(?=[{FULL_WIDTH}])")
_SHORT_CODE = re.compile(r"(?<!<pre>)<code>(?=[^<]*[-/])(?=(?:[^<&]|&[#\w]+;){1,30}</code>)")


def break_lines(html: str) -> str:
    """Say where a line of finished HTML may break before formulas and code, and where it may not.

    An opening bracket stays with its formula, and short code is whole; a line may break after a full-width pause.
    """
    html = _OPENED.sub(rf"{_MATH}\1", html)
    html = _CELL.sub(_broken_at_pauses, html) if _PAUSE.search(html) else html
    return _SHORT_CODE.sub('<code class="whole">', _BEFORE_MATH.sub(r"\1<wbr>", html))


def _broken_at_pauses(cell: re.Match[str]) -> str:
    """Return a cell whose lines may break after each pause."""
    return _WORDS.sub(lambda words: words[0] if words["token"] else _PAUSE.sub(r"\1<wbr>", words[0]), cell[0])


def join_han_lines(root: etree.Element) -> None:
    """Join lines that break between two Han characters, whatever elements these are in.

    Breaks are looked for in the whole text, then taken out of the pieces that hold them.
    """
    pieces = list(_pieces(root))
    text = "".join(piece for _, _, piece in pieces)
    breaks = [match.span() for match in _BREAK.finditer(text)] if "\n" in text else []
    end = len(text)
    for element, attribute, piece in reversed(pieces) if breaks else ():
        start = end - len(piece)
        inside = [(a - start, b - start) for a, b in breaks if start <= a < end]
        if inside:
            setattr(element, attribute, _without(getattr(element, attribute), inside))
        end = start


def _pieces(element: etree.Element) -> Iterator[tuple[etree.Element, str, str]]:
    """Yield each text outside code in reading order, with the element and the attribute that hold it."""
    if element.tag not in {"code", "pre"}:
        if element.text:
            yield element, "text", element.text
        for child in element:
            yield from _pieces(child)
    if element.tail:
        yield element, "tail", element.tail


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = type(text)(text[:start] + text[end:])
    return text
