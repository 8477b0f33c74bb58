"""A translation has sections, code, formulas and images in the order of its source, with words in their places."""

from __future__ import annotations

import pytest

from recompute.diagnostics import Diagnostics
from recompute.translation.document import Pair
from recompute.translation.parity import check_outline_and_quotes, check_structure
from recompute.translation.record import Record
from tests.machinery.translation.conftest import Read
from tests.machinery.translation.test_structure import compare

LONG = "THE LOSS NEVER FALLS TO ZERO"
SHORT = "it stays above zero, whatever happens"
SAME = {
    "images of one sentence": (["A ![A](a.png) B ![B](b.png)"], ["b ![b](b.png) a ![a](a.png)"]),
    "formulas of one sentence": (["A $$a+b$$ B $$c=d$$"], ["b $$c=d$$ a $$a+b$$"]),
    "one formula shown apart": (["$$", "a+b", "$$", "", "A $c=d$"], ["$c=d$ a", "", "$$", "a+b", "$$"]),
    "links of a list": (["- [A](sky.md)", "- [B](sky.md#rain)"], ["- [b](sky.md#rain)", "- [a](sky.md)"]),
    "code said again": (["```", "x", "```", "```", "x", "```"], ["```", "x", "```", "```", "x", "```"]),
    "cells without words": (["|A|B|", "|-|-|", "|—||", "|{{ x }}|"], ["|a|b|", "|-|-|", "|||", "|{{ x }}|"]),
    "a cell with a sign": (["|A|", "|-|", "|NONE|"], ["|a|", "|-|", "|—|"]),
    "an image without words": (["![](a.png)"], ["![](a.png)"]),
    "a few words again": (["- BEFORE", "- EARLIER"], ["- before", "- before"]),
    "words again in both": ([f"- {LONG}", f"- {LONG}"], [f"- {SHORT}"] * 2),
    "formulas in the same words": (
        [f"- {LONG} $a+b$", f"- {LONG}, NEVER, $c=d$"], [f"- {SHORT} $a+b$", f"- {SHORT} $c=d$"],
    ),
}  # fmt: skip

HERE, THERE = "docs/la/page.md", "docs/ua/page.md"
ORDER = "put both in the same order"
DIFFERENT = {
    "code": (
        ["```", "x", "```", "```", "y", "```"], ["```", "y", "```", "", "```", "x", "```"],
        f"{HERE}:3: the code has `y` where {THERE}:3 has `x`; {ORDER}",
    ),
    "formulas": (
        ["$$", "a", "$$", "", "$$", "b", "$$"], ["$$", "b", "$$", "", "$$", "a", "$$"],
        f"{HERE}:2: the formula $b$ is $a$ in {THERE}:2; {ORDER}",
    ),
    "images": (
        ["![A](a.png)", "", "![B](b.png)", "", "![C](c.png)"], ["![a](a.png)", "", "![c](c.png)", "", "![b](b.png)"],
        f"{HERE}:4: the image c.png is b.png in {THERE}:4; {ORDER}",
    ),
    "images in rows": (
        ["|A|B|", "|-|-|", "|C|![C](c.png)|", "|D|![D](d.png)|"],
        ["|a|b|", "|-|-|", "|c|![c](d.png)|", "|d|![d](c.png)|"],
        f"{HERE}:4: the image d.png is c.png in {THERE}:4; {ORDER}",
    ),
    "figures": (
        ["![A](figure:f)", "", "![B](figure:g)"], ["![b](figure:g)", "", "![a](figure:f)"],
        f"{HERE}:2: the figure figure:g is figure:f in {THERE}:2; {ORDER}",
    ),
    "an emptied cell": (
        ["|A|B|", "|-|-|", "|C|D|"], ["|a|b|", "|-|-|", "|c||"],
        f"{HERE}:4: a cell of the table has no words, in {THERE}:4 it has some; write them",
    ),
    "an emptied cell with a number": (
        ["|A|", "|-|", "|C {{ x }}|"], ["|a|", "|-|", "||"],
        f"{HERE}:1: section #a quotes page.x not at all, its source once; "
        f"write {{{{ x }}}} where {THERE}:4 has “C {{{{ x }}}}”",
    ),
    "an image that has lost its words": (
        ["![A](a.png)", "", "![B](b.png)"], ["![](b.png)", "", "![](c.png)", "", "![a](a.png)"],
        f"{HERE}:4: the image c.png is not in section #a of {THERE}; remove it, or add it there",
    ),
    "an image without its words": (
        ["![A](a.png)", "", "![B](b.png)"], ["![a](a.png)", "", "![](b.png)"],
        f"{HERE}:4: the image b.png has no words, in {THERE}:4 it has some; write them",
    ),
    "an item in place of another": (
        [f"- {LONG}", "- SOMETHING ELSE"], [f"- {SHORT}", f"- {SHORT}"],
        f"{HERE}:3: the words are those of line 2, but {THERE}:3 has others; translate these",
    ),
    "a paragraph in place of another": (
        [LONG, "", "SOMETHING ELSE"], [SHORT, "", *SHORT.replace(", ", ",\n").split("\n")],
        f"{HERE}:4: the words are those of line 2, but {THERE}:4 has others; translate these",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_what_may_differ_is_not_reported(name: str, read: Read) -> None:
    assert not compare(*SAME[name], read=read)


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_has_moved_or_lost_its_words_is_reported_in_one_line(name: str, read: Read) -> None:
    source, translation, expected = DIFFERENT[name]
    assert compare(source, translation, read) == [expected]


def whole(source: str, translation: str, read: Read, record: Record | None = None) -> list[str]:
    """Return what is found in whole pages."""
    diagnostics = Diagnostics()
    pair = Pair(read(source), read(translation, "la"), record)
    check_structure(pair, pair.changes.outdated, diagnostics)
    check_outline_and_quotes(pair, pair.changes.outdated, diagnostics)
    return str(diagnostics).splitlines()


A, B, C = (f"## {name} {{ #{name.lower()} }}\n\n{name} WORDS\n\n" for name in "ABC")


def test_sections_stand_in_the_order_of_the_source(read: Read) -> None:
    message = f"the heading #c stands where {THERE}:5 has #b; put the sections in the same order"
    assert whole(A + B + C, (A + C + B).lower(), read) == [f"{HERE}:5: {message}"]


def test_sections_that_the_source_has_moved_since_may_stand_where_they_stood(read: Read) -> None:
    record = Record(read(A + B + C).hashes)
    assert not whole(C + A + B, (A + B + C).lower(), read, record)
    assert not whole(C + A + B, (C + A + B).lower(), read, record)
    assert whole(C + A + B, (B + A + C).lower(), read, record)


def test_a_section_without_a_counterpart_that_has_changed_is_left_out(read: Read) -> None:
    record = Record(read(A + C).hashes)
    assert not whole(B + A + C, (A + C).lower(), read, record)


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        (A, "words\n\n" + A.lower(), f"{HERE}:1: the beginning has 1 paragraph, its source 0 paragraphs ({THERE}:1)"),
        ("WORDS\n\n" + A, A.lower(), f"{HERE}:1: the beginning has 0 paragraphs, its source 1 paragraph ({THERE}:1)"),
        ("$a+b$\n\n" + A, A.lower(), f"{HERE}:1: the beginning lacks the formula $a+b$ of {THERE}:1; add it"),
    ],
)
def test_a_beginning_that_one_page_lacks_is_reported(source: str, translation: str, expected: str, read: Read) -> None:
    (line,) = whole(source, translation, read)
    assert line.startswith(expected)


def test_a_beginning_without_words_is_none(read: Read) -> None:
    assert not whole("<!-- WHY -->\n\n" + A, A.lower(), read)
    assert not whole(A, "<!-- why -->\n\n" + A.lower(), read)


def test_a_beginning_that_the_source_has_added_since_may_be_missing(read: Read) -> None:
    assert not whole("WORDS\n\n" + A, A.lower(), read, Record(read(A).hashes))
