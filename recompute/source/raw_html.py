"""Raw HTML in a page's source: tags that are never closed, and literals, numbers declared to be no result."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from recompute.diagnostics import Faults
from recompute.source.page_source import Source
from recompute.source.tree import blanked
from recompute.values.numerals import numerals_in

_AUTOLINK = re.compile(r"<[a-z][a-z0-9+.-]*:[^<>\s]*>|<[^<>\s@]+@[^<>\s@]+>", re.IGNORECASE)
_TAG = re.compile(r"<(?P<closes>/?)(?P<tag>[A-Za-z][\w-]*)(?P<attributes>[^<>]*)>")
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
        if (count := len(list(numerals_in(self.content)))) != 1:
            return f"data-literal of {self.content!r} declares {count} numbers; put one number in each element"
        return None


def literals(source: Source) -> Iterator[Literal]:
    """Yield the literals of a page that are one element in one line."""
    for match in _LITERAL.finditer(source.prose):
        yield Literal(source.line_at(match.start()), match["content"], match["reason"])


def faults(source: Source) -> Faults:
    """Yield what is wrong with the raw HTML of a page, by line."""
    for literal in literals(source):
        if message := literal.fault():
            yield literal.line, message
    left = blanked(source.prose, (match.span() for match in _LITERAL.finditer(source.prose)))
    for match in re.finditer(_DECLARATION, left, re.IGNORECASE):
        example = f'<span {_DECLARATION}="why">2016</span>'
        yield source.line_at(match.start()), f"{_DECLARATION} is not of the form {example}: one element, one number"
    formulas = [each.span for each in source.tree.inlines if each.tex]
    prose = blanked(source.prose, [*formulas, *(match.span() for match in _AUTOLINK.finditer(source.prose))])
    for match in re.finditer(r"<math\b", prose, re.IGNORECASE):
        yield source.line_at(match.start()), "<math> is not allowed on a page; write the formula as TeX, $…$"
    for line, tag in _unclosed(source, prose):
        yield line, f"<{tag}> is never closed; write </{tag}> where it ends"


def _unclosed(source: Source, prose: str) -> Faults:
    """Yield the tags outside code, formulas and addresses that are never closed, by line."""
    opened: list[tuple[int, str]] = []
    waiting: Counter[str] = Counter()
    for match in _TAG.finditer(prose, source.start):
        tag = match["tag"].lower()
        if not match["closes"] and tag not in _VOID and not match["attributes"].endswith("/"):
            opened.append((match.start(), tag))
            waiting[tag] += 1
        while match["closes"] and waiting[tag]:
            start, last = opened.pop()
            waiting[last] -= 1
            if last == tag:
                break
            yield source.line_at(start), last
    yield from ((source.line_at(start), tag) for start, tag in opened)
