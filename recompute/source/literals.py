"""Numbers that a page declares to be no result, in raw HTML or in code that no test runs: each says why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from recompute.diagnostics import Faults
from recompute.source.inlines import INCLUDES, included
from recompute.source.page_source import Source
from recompute.source.tree import blanked
from recompute.values.numerals import DIGITS, NUMBER_WORDS, NUMERAL, numerals_in, typed_in
from recompute.values.plain_text import plain

_AUTOLINK = re.compile(r"<[a-z][a-z0-9+.-]*:[^<>\s]*>|<[^<>\s@]+@[^<>\s@]+>", re.IGNORECASE)
_TAG = re.compile(r"<(?P<closes>/?)(?P<tag>[A-Za-z][\w-]*)(?P<attributes>[^<>]*)>")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_DECLARATION = "data-literal"
_LITERAL = re.compile(
    rf"<(?P<tag>span|b|i|em|strong|a|cite|td|th)\b[^<>]*?\b{_DECLARATION}=(?P<quote>[\"'])(?P<reason>[^<>]*?)(?P=quote)"
    r"[^<>]*>(?P<content>[^<>\n]{1,40})</(?P=tag)>"
)
_REASON = re.compile(r"[^\W\d_]{2}")  # A reason has a word: two letters or Han characters.
_TESTED = re.compile(r"\.py(?::[^\s:]+)*$")  # What is included of a module is tested as the module is.
_NAME = re.compile(r"[A-Za-z_]\w*(?:-\w+)*", re.ASCII)
_COMMENT = re.compile(r"(?:^|[ \t])#+[ \t]+(?P<words>[^\n]*)", re.MULTILINE)
# Compiled when a page first has a code span: that takes longer than reading many pages.
_NUMBER = rf"(?:{DIGITS})(?:[eE][+-]?\d+)?"
_ONLY_NUMBERS = rf"(?!.*\.\d+\.)[\W_]*{_NUMBER}(?:[^\w.]+{_NUMBER})*[\W_]*"  # but no version, 1.26.4
_STATED = rf"(?s:[\W_]*{_NUMBER}\s+[^\W\d_].*|.*(?:\d\s?[%％‰](?!\s*[\w(])|[≈≃≅]).*)"  # 0.57 nats, accuracy 98.4%
INDENTED = "indented code shows numbers; make it a fence, ```, that a test runs or that says why none does"
_REMEDY = 'say why, as in ```{ .text data-no-run="why" }, or let a test run it'


def literals(source: Source) -> Iterator[tuple[int, str, str]]:
    """Yield the literals of a page that are one element in one line: the line, the content and the reason of each."""
    for match in _LITERAL.finditer(source.prose):
        yield (source.line_at(match.start()), match["content"], match["reason"])


def untested(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the line of each block of code that shows numbers and that no test runs, and the reason that it gives."""
    for fence in source.tree.fences:
        foreign = [name for name in included(fence.code) if not _TESTED.search(name)]
        if not fence.runs and (foreign or _shows_numbers(INCLUDES.sub("", fence.code))):
            yield source.line_at(fence.start) - 1, fence.no_run or ""


def faults(source: Source) -> Faults:
    """Yield, by line, declarations without a reason, numbers in code that none is declared for, and wrong HTML."""
    yield from _faults_of_literals(source)
    yield from _faults_of_code(source)
    formulas = [each.span for each in source.tree.inlines if each.tex]
    prose = blanked(source.prose, [*formulas, *(match.span() for match in _AUTOLINK.finditer(source.prose))])
    for match in re.finditer(r"<math\b", prose, re.IGNORECASE):
        yield source.line_at(match.start()), "<math> is not allowed on a page; write the formula as TeX, $…$"
    for line, tag in _unclosed(source, prose):
        yield line, f"<{tag}> is never closed; write </{tag}> where it ends"


def states_numbers(span: str) -> bool:
    """Return whether a code span is a number and no code: alone, with a unit or words after it, or in per cent.

    >>> [states_numbers(span) for span in ("0.57", "0.57 nats", "accuracy 98.4%", "label_smoothing=0.1", "1.26.4")]
    [True, True, True, False, False]
    """
    return any(re.fullmatch(pattern, plain(span)[0].strip()) for pattern in (_ONLY_NUMBERS, _STATED, NUMBER_WORDS))


def indented(code: str, source: Source) -> int | None:
    """Return the line of a block of code that shows numbers and is written as indented lines, not as a fence."""
    for line in code.splitlines():
        if _shows_numbers(line) and line.strip() in source.prose:
            return source.lines_with(line.strip())[0]
    return None


def _faults_of_literals(source: Source) -> Faults:
    for line, content, reason in literals(source):
        if not _REASON.search(reason):
            yield line, f"data-literal of {content!r} gives no reason; say in words why it is no result"
        elif (count := len(list(numerals_in(content)))) != 1:
            yield line, f"data-literal of {content!r} declares {count} numbers; put one number in each element"
    left = blanked(source.prose, (match.span() for match in _LITERAL.finditer(source.prose)))
    for match in re.finditer(_DECLARATION, left, re.IGNORECASE):
        example = f'<span {_DECLARATION}="why">2016</span>'
        yield source.line_at(match.start()), f"{_DECLARATION} is not of the form {example}: one element, one number"


def _faults_of_code(source: Source) -> Faults:
    """Yield, by line, untested blocks without a reason, numbers in comments, which no test compares, and `<pre>`."""
    for line, reason in untested(source):
        if not _REASON.search(reason):
            yield line, f"no test runs this code, and it shows numbers; {_REMEDY}"
    for fence in source.tree.fences:
        for match in _COMMENT.finditer(fence.body) if fence.runs else ():
            for numeral in typed_in(match["words"]):
                message = f"{numeral} is typed by hand in a comment; print it, so that a test compares it"
                yield source.line_at(fence.start + match.start("words")), message
    for match in re.finditer(r"<(?:pre|listing|xmp)\b", source.prose, re.IGNORECASE):
        yield source.line_at(match.start()), f"{match[0]}> is not allowed on a page; write a fence, ```"


def _shows_numbers(code: str) -> bool:
    return NUMERAL.search(_NAME.sub("", code)) is not None


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
