"""Code that a page shows: where no test runs it and it shows numbers, it says why, and the build lists it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recompute.diagnostics import Faults
from recompute.source.fences import Fence
from recompute.source.inlines import INCLUDES, included
from recompute.source.page_source import Source
from recompute.values.numerals import DIGITS, NUMBER_WORDS, NUMERAL, typed_in
from recompute.values.plain_text import plain

_TESTED = re.compile(r"\.py(?::[^\s:]+)*$")  # What is included of a module is tested as the module is.
_NAME = re.compile(r"[A-Za-z_]\w*(?:-\w+)*", re.ASCII)
_WORD = re.compile(r"[^\W\d_]{2}")
_COMMENT = re.compile(r"(?:^|[ \t])#+[ \t]+(?P<words>[^\n]*)", re.MULTILINE)
# Compiled when a page first has a code span: that takes longer than reading many pages.
_NUMBER = rf"(?:{DIGITS})(?:[eE][+-]?\d+)?"
_ONLY_NUMBERS = rf"(?!.*\.\d+\.)[\W_]*{_NUMBER}(?:[^\w.]+{_NUMBER})*[\W_]*"  # but no version, 1.26.4
_STATED = rf"(?s:[\W_]*{_NUMBER}\s+[^\W\d_].*|.*(?:\d\s?[%％‰](?!\s*[\w(])|[≈≃≅]).*)"  # 0.57 nats, accuracy 98.4%
INDENTED = "indented code shows numbers; make it a fence, ```, that a test runs or that says why none does"
_REMEDY = 'say why, as in ```{ .text data-no-run="why" }, or let a test run it'


def untested(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the line and the reason of each block that shows numbers and that no test runs."""
    for fence in _untested(source):
        if reason := fence.no_run:
            yield source.line_at(fence.start) - 1, reason


def faults(source: Source) -> Faults:
    """Yield, by line, such blocks that give no reason, comments with numbers, and `<pre>`."""
    for fence in _untested(source):
        if not _WORD.search(fence.no_run or ""):
            yield source.line_at(fence.start) - 1, f"no test runs this code, and it shows numbers; {_REMEDY}"
    for fence in source.tree.fences:
        yield from _comments(fence, source) if fence.runs else ()
    for match in re.finditer(r"<(?:pre|listing|xmp)\b", source.prose, re.IGNORECASE):
        yield source.line_at(match.start()), f"{match[0]}> is not allowed on a page; write a fence, ```"


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


def _untested(source: Source) -> Iterator[Fence]:
    for fence in source.tree.fences:
        foreign = [name for name in included(fence.code) if not _TESTED.search(name)]
        if not fence.runs and (foreign or _shows_numbers(INCLUDES.sub("", fence.code))):
            yield fence


def _comments(fence: Fence, source: Source) -> Faults:
    """Yield, by line, the numbers in comments of code that a test runs, for no test compares them."""
    for match in _COMMENT.finditer(fence.body):
        for numeral in typed_in(match["words"]):
            message = f"{numeral} is typed by hand in a comment; print it, so that a test compares it"
            yield source.line_at(fence.start + match.start("words")), message


def _shows_numbers(code: str) -> bool:
    return NUMERAL.search(_NAME.sub("", code)) is not None
