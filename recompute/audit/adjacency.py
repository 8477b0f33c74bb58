"""What touches a computed number and changes what it says: a digit, a sign, %, 万, an exponent, a unit prefix."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from recompute.audit.article_text import FIXED, NUMBER, OTHER, PART, RAISED, ArticleText, Element, Text, marked
from recompute.markup.render_context import RenderContext
from recompute.values.numerals import CARDINAL, HAN_DIGITS, LARGE, NO_TENTH
from recompute.values.numerals import PART as PART_OF_ONE
from recompute.values.plain_text import visible

_AROUND = 40  # characters that are looked at before and after a number
_SPACE = r"\s*"
_JOINT = r"(?:\s*|-)"
_MINUS = "\\-\u2010\u2011\u2012\u2013\u2015\u2212\u207b\u208b\u02d7\ufe58\ufe63\uff0d\u2796\u00af\u00ac"
_PLUS = "+\uff0b\ufe62\u2795\u00b1\u2213\u207a"
_SAYS = r"(?:^\s*|[=≈(（:]\s*|\b(?:is|are|was|were|be|to|of|about|at|by|equals?|approximately|around|than|from)\s+)"
_MARKS = NUMBER + FIXED
_BEFORE = re.compile(
    rf"(?P<sign>[{_MINUS}{_PLUS}]{_SPACE}|(?<![\u2014\w])\u2014)[(（\[“‘]?$"
    rf"|{_SAYS}minus\s+$|\bnegative\s+$|(?:[负負]的?|零下){_SPACE}$"
    rf"|[{_MARKS}{OTHER}{HAN_DIGITS}点][.,·٫．'’]?$|(?<![.…])[.．٫]$|[√∛∜^]{_SPACE}$"
    rf"|\b{CARDINAL}(?:-| point )?$|\b(?:{LARGE})(?: and)? $",
    re.IGNORECASE,
)
# A sign between two terms, or a hyphen in a name such as top-5, belongs to no number alone.
_TERM = re.compile(rf"[{_MARKS}{OTHER}{PART})\]）】%]{_SPACE}$|(?<=[A-Za-z\u00c0-\u024f\u0370-\u03ff])$")
_UNIT = r"(?:[kKMGTPmnμµu]|da|[KMGT]i)(?:B|bit|bits|s|m|g|Hz|W|V|A|J|L|eV|FLOPS?)"
_SCALE = (  # What multiplies or divides a number by a power of ten.
    rf"{_JOINT}(?:[%‰‱％﹪٪]|per[ -]?cent\b|per ?mille?\b|pct\b|basis points?\b|bps?\b|pp[mb]\b|parts per\b)"
    rf"|{_SPACE}[多余来几]?(?:[万亿兆萬億千仟佰拾]|百(?!分点)|十(?!分)|分之|点[{HAN_DIGITS}]|又[{HAN_DIGITS}]+分之|成{NO_TENTH})"
    rf"|{_JOINT}(?:(?:{LARGE}|dozen)s?|halves|{PART_OF_ONE}s)(?![A-Za-z])"
)
_AFTER = re.compile(
    rf"{_SCALE}|{_SPACE}[个倍]半"
    rf"|{_SPACE}(?:bn|mn|mln|[kMGµμ]|point {CARDINAL}|and a (?:half|third|quarter))(?![A-Za-z-])"
    rf"|(?:[kKMGTPEBbmnμµup]|{_UNIT})(?![A-Za-z])|[eE][{_MINUS}{_PLUS}]?[{_MARKS}]|[.,·٫．'’]?[{_MARKS}{OTHER}]"
    rf"|[\u2212\uff0d](?!{_SPACE}[\w(（{_MARKS}{OTHER}])|{_SPACE}(?:\^|\*\*)|{RAISED}"
)
_PIECES = re.compile(rf"{FIXED}(?:[.,·٫．]?{FIXED}|{_SCALE})")


def touching(text: str) -> Iterator[tuple[int, str]]:
    """Yield what touches a number of a text: which of the numbers it is, counted from 0, and what is there.

    Computed numbers are marked in the text by `NUMBER`; invisible characters are ignored.

    >>> list(touching(f"a {NUMBER} b, −{NUMBER}, {NUMBER} % and K-{NUMBER}"))
    [(1, '−'), (2, '%')]
    """
    text = visible(text)
    for nth, match in enumerate(re.finditer(NUMBER, text)):
        before, after = text[max(0, match.start() - _AROUND) : match.start()], text[match.end() :][:_AROUND]
        if found := _before(before) or _after(after):
            yield nth, found


def pieced(text: str) -> bool:
    """Return whether a text puts a number together from declared numbers or symbols, such as $1$ % or $0$.$1$."""
    return _PIECES.search(visible(text)) is not None


def _before(text: str) -> str:
    match = _BEFORE.search(text)
    if match is None or (match["sign"] and _TERM.search(text[: match.start()])):
        return ""
    return _named(match[0])


def _after(text: str) -> str:
    if text and unicodedata.category(text[0]).startswith("M"):
        return _named(text[0])
    match = _AFTER.match(text)
    return _named(match[0]) if match else ""


def _named(found: str) -> str:
    """Return what was found as a message can name it."""
    names = {NUMBER: "another number", FIXED: "a typed number", OTHER: "code", RAISED: "an exponent"}
    if mark := next((mark for mark in names if mark in found), ""):
        return names[mark]
    found = found.strip()
    return found if found.isprintable() and not unicodedata.combining(found[0]) else f"U+{ord(found[0]):04X}"


_ADVICE = "quote a value that says all of it, in a format with %, a sign or a power of ten, or put a word between"


def check(article: Element, page: RenderContext) -> None:
    """Note each computed number of an article that something touches, and numbers pieced together from symbols."""
    read = ArticleText(article)
    for text in read.texts:
        _note(text, "", page)
    for tex, text in read.formulas:
        _note(text, tex, page)


def check_text(key: str, text: str, page: RenderContext) -> None:
    """Note the same in a text of the front matter, in which numbers are still marked."""
    found = marked(text)
    for nth, what in touching(found.text):
        page.problem_at(page.source.line_of(key), _message(*found.numbers[nth], what))


def _note(text: Text, tex: str, page: RenderContext) -> None:
    context = tex or " ".join(text.readable().split())
    found = [(_name(text.numbers[nth][0]), _message(*text.numbers[nth], what)) for nth, what in touching(text.text)]
    if pieced(text.text):
        found.append(
            ("", f"a number is put together from symbols or literals in “{context[:60]}”; quote it as one value")
        )
    for name, message in found:
        page.problem_at(page.source.line_like(name, context), message)


def _name(ref: str) -> str:
    return ref.partition("[")[0].rpartition(".")[2]


def _message(ref: str, shown: str, what: str) -> str:
    return f"{what} touches {ref}, shown as {shown}, and changes what it says; {_ADVICE}"
