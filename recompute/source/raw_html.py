"""Raw HTML in a page's source: tags that are never closed, and literals, numbers declared to be no result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from recompute.source.page_source import Source
from recompute.values.numerals import NUMERAL

_FORMULA = re.compile(r"\$\$.*?\$\$|(?<![\\$])\$(?!\s)[^$\n]*\$", re.DOTALL)
_AUTOLINK = re.compile(r"<[a-z][a-z0-9+.-]*:[^<>\s]*>|<[^<>\s@]+@[^<>\s@]+>", re.IGNORECASE)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_DECLARATION = "data-literal"
_LITERAL = re.compile(
    rf"<(?P<tag>span|b|i|em|strong|a|cite|td|th)\b[^<>]*?\b{_DECLARATION}=(?P<quote>[\"'])(?P<reason>[^<>]*?)(?P=quote)"
    r"[^<>]*>(?P<content>[^<>\n]{1,40})</(?P=tag)>"
)
_WORD = re.compile(r"[^\W\d_]{2}")  # A reason has a word: two letters or Han characters.


@dataclass(frozen=True)
class Literal:
    """A number that a page declares to be no result, and why."""

    line: int
    content: str
    reason: str

    def fault(self) -> str | None:
        """Return what is wrong with the declaration."""
        if not _WORD.search(self.reason):
            return f"data-literal of {self.content!r} gives no reason; say in words why it is no result"
        if (count := len(NUMERAL.findall(self.content))) != 1:
            return f"data-literal of {self.content!r} declares {count} numbers; put one number in each element"
        return None


def literals(source: Source) -> Iterator[Literal]:
    """Yield the literals of a page that are one element in one line."""
    for match in _LITERAL.finditer(source.prose):
        yield Literal(source.line_at(match.start()), match["content"], match["reason"])


def faults(source: Source) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the raw HTML of a page, by line."""
    for literal in literals(source):
        if message := literal.fault():
            yield literal.line, message
    for match in re.finditer(_DECLARATION, _LITERAL.sub(_blank, source.prose), re.IGNORECASE):
        example = f'<span {_DECLARATION}="why">2016</span>'
        yield source.line_at(match.start()), f"{_DECLARATION} is not of the form {example}: one element, one number"
    for line, tag in _Tags(source).unclosed:
        yield line, f"<{tag}> is never closed; write </{tag}> where it ends"


class _Tags(HTMLParser):
    """Reads the tags of a page outside code, formulas and addresses."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._open: list[tuple[int, str]] = []
        self.unclosed: list[tuple[int, str]] = []
        start = source.start
        text = _blank_text(source.text[:start]) + _AUTOLINK.sub(_blank, _FORMULA.sub(_blank, source.prose[start:]))
        self.feed(text)
        self.close()
        self.unclosed += self._open

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Remember a tag until it is closed."""
        if tag not in _VOID:
            self._open.append((self.getpos()[0], tag))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Leave out a tag that closes itself."""

    def handle_endtag(self, tag: str) -> None:
        """Close the last tag of this name; what was opened in it is never closed."""
        names = [name for _, name in self._open]
        if tag in names:
            place = len(names) - 1 - names[::-1].index(tag)
            self.unclosed += self._open[place + 1 :]
            del self._open[place:]


def _blank(match: re.Match[str]) -> str:
    return _blank_text(match[0])


def _blank_text(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
