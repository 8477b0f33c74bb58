"""What must agree between a translation and its source is reported with line and remedy; what may differ is not."""

from __future__ import annotations

import pytest

from recompute.diagnostics import Diagnostics
from recompute.translation.document import Pair
from recompute.translation.parity import check_front_matter, check_outline_and_quotes, check_structure
from tests.machinery.translation.conftest import Read


def compare(source: list[str], translation: list[str], read: Read, outdated: frozenset[str] = frozenset()) -> list[str]:
    """Return what is found in a section of these lines, below a heading on the first."""
    diagnostics = Diagnostics()
    pair = Pair(read("\n".join(["# A { #a }", *source])), read("\n".join(["# A { #a }", *translation]), "la"))
    check_structure(pair, outdated, diagnostics)
    check_outline_and_quotes(pair, outdated, diagnostics)
    return str(diagnostics).splitlines()


SAME = {
    "names, where the source is written in Han": (
        ["一句话。", "", "PyTorch and TensorFlow", "", "[GitHub](https://github.com/example/project)"],
        ["Words.", "", "PyTorch and TensorFlow", "", "[GitHub](https://github.com/example/project)"],
    ),
    "words": (["ONE, TWO.", "", "THREE."], ["one", "two", "", "three"]),
    "formulas in another order": (["$a+b$ $c=d$"], ["$c=d$ $a + b$"]),
    "words in formulas": ([r"$x_{\text{BIG}}$"], [r"$x_{\text{big}}$"]),
    "a formula shown apart": (["$a+b$"], ["$$", "a+b", "$$"]),
    "a symbol said again": (["$a$ OR $a$"], ["$a$ or it"]),
    "a symbol of a formula said for a word": (["$p_c < 1$"], ["$p_c < 1$ and $p$"]),
    "values in another order": (["{{ x }} {{ y:.2f }}"], ["{{ y:.2f }} {{ page.x }}"]),
    "headings of the same level and id": (["## ONE { #b }"], ["## one { #b }"]),
    "claims tied to other words": (["*A*{ claim=c } **B**{ claim=sky.d }"], ["**b**{ claim=sky.d } *a*{ claim=c }"]),
    "citations in another order": (["[@a] [@b:f]"], ["[@b:f] [@a]"]),
    "tabs": (['=== "ONE"', "    TWO"], ['=== "one"', "    two"]),
    "code": (["```python", ">>> 1", "1", "```"], ["```python", ">>> 1", "1", "```"]),
    "titles of code": (['```py title="ONE"', "x", "```"], ['```py title="one"', "x", "```"]),
    "inline code said again": (["`x` `x`"], ["`x`"]),
    "callouts of one kind": (["> [!note] ONE", "> TWO"], ["> [!note]", "> two"]),
    "lists": (["- ONE", "    1. TWO"], ["* one", "", "    1) two"]),
    "tables": (["| A | B |", "|---|--:|", "| C | D |"], ["| a | b |", "| --- | ---: |", "| c | d |"]),
    "links into the own language": (["[A](sky.md) <https://x.org/ua/a>"], ["[[sky|a]] <https://x.org/la-LA/a>"]),
    "links declared to be of a language": (["[A](https://a.b){ hreflang=la }"], ["[a](https://c.d){ hreflang=la }"]),
    "images with other words": (["![ONE](figure:f)"], ["![one](figure:f)"]),
    "footnotes": (["ONE[^1]", "", "[^1]: TWO"], ["one[^1]", "", "[^1]: two"]),
    "declared numbers": (['<span data-literal="YEAR">2016</span>'], ['<span data-literal="year">2016</span>']),
    "included text of each language": (['--8<-- "ua/a.md"'], ['--8<-- "la/a.md"']),
    "names": (["MÜLLER AND HE [@a]"], ["MÜLLER AND HE [@a]"]),
    "comments": (["<!-- `x` -->"], ["<!-- $y$ -->"]),
    "comments beside words": (["IT. <!-- A -->", "", "<!-- A --> SO."], ["it.", "", "so. <!-- a", "b -->"]),
}  # fmt: skip

HERE, THERE = "docs/la/page.md", "docs/ua/page.md"
DIFFERENT = {
    "a lost formula": (
        ["$a+b$"], ["words"],
        f"{HERE}:1: section #a lacks the formula $a+b$ of {THERE}:2; add it",
    ),
    "a lost symbol": (
        ["$K$"], ["words"],
        f"{HERE}:1: section #a lacks the formula $K$ of {THERE}:2; add it",
    ),
    "another formula": (
        ["", "$a+b$"], ["$a-b$"],
        f"{HERE}:2: the formula $a-b$ is $a+b$ in {THERE}:3; give both the same",
    ),
    "a formula too many": (
        ["$a+b$"], ["$a+b$", "$c=d$"],
        f"{HERE}:3: the formula $c=d$ is not in section #a of {THERE}; remove it, or add it there",
    ),
    "a symbol out of nowhere": (
        ["$p_c < 1$"], ["$p_c < 1$", "$q$"],
        f"{HERE}:3: the formula $q$ is not in section #a of {THERE}; remove it, or add it there",
    ),
    "a lost value": (
        ["{{ x }}"], ["words"],
        f"{HERE}:1: section #a quotes page.x not at all, its source once; "
        f"write {{{{ x }}}} where {THERE}:2 has “{{{{ x }}}}”",
    ),
    "a value quoted twice": (
        ["{{ x }}"], ["{{ x }} {{ x }}"],
        f"{HERE}:1: section #a quotes page.x twice, its source once; make the two equal",
    ),
    "another format": (
        ["{{ x:.2f }} {{ x }}"], ["{{ x }} {{ x:.3f }}"],
        f"{HERE}:2: page.x is quoted as .3f, in {THERE}:2 as .2f; give both the same format",
    ),
    "no format": (
        ["{{ x:.2f }}"], ["{{ x }}"],
        f"{HERE}:2: page.x is quoted in its own format, in {THERE}:2 as .2f; give both the same format",
    ),
    "other code": (
        ["```python", ">>> 1", ">>> 2", "```"], ["```python", ">>> 1", ">>> 3", "```"],
        f"{HERE}:4: the code has `>>> 3` where {THERE}:4 has `>>> 2`; give both the same",
    ),
    "code that goes on": (
        ["```", "x", "```"], ["```", "x", "y", "```"],
        f"{HERE}:4: the code has `y` where {THERE}:4 has no more; give both the same",
    ),
    "other included code": (
        ["```", '--8<-- "a.py:x"', "```"], ["```", '--8<-- "a.py:y"', "```"],
        f'{HERE}:3: the code has `--8<-- "a.py:y"` where {THERE}:3 has `--8<-- "a.py:x"`; give both the same',
    ),
    "lost code": (
        ["```", "x", "```", "```", "y", "```"], ["```", "y", "```"],
        f"{HERE}:1: section #a lacks the code x of {THERE}:2; add it",
    ),
    "other inline code": (
        ["`x`"], ["`y`"],
        f"{HERE}:2: the inline code `y` is `x` in {THERE}:2; give both the same",
    ),
    "another kind of callout": (
        ["> [!warning]"], ["> [!note]"],
        f"{HERE}:2: the [!note] does not match the [!warning] in {THERE}:2; give both the same shape",
    ),
    "a lost callout": (
        ["> [!warning]"], ["words"],
        f"{HERE}:1: section #a has 0 callouts, its source 1 callout ({THERE}:2); make the two equal",
    ),
    "a shorter list": (
        ["- ONE", "- TWO"], ["- one"],
        f"{HERE}:2: the list of 1 item does not match the list of 2 items in {THERE}:2; give both the same shape",
    ),
    "a list without its numbers": (
        ["1. ONE"], ["- one"],
        f"{HERE}:2: the list of 1 item does not match the numbered list of 1 item in {THERE}:2; give both",
    ),
    "a list without its levels": (
        ["- ONE", "    - TWO"], ["- one", "- two"],
        f"{HERE}:2: the list of 2 items is arranged otherwise in {THERE}:2; give both the same shape",
    ),
    "a shorter table": (
        ["|A|", "|-|", "|B|", "|C|"], ["|a|", "|-|", "|b|"],
        f"{HERE}:2: the table of 1 column and 1 row does not match the table of 1 column and 2 rows in {THERE}:2",
    ),
    "another alignment": (
        ["|A|", "|-:|"], ["|a|", "|-|"],
        f"{HERE}:2: the table of 1 column and 0 rows is arranged otherwise in {THERE}:2; give both the same shape",
    ),
    "two lists for one": (
        ["- ONE"], ["- one", "", "words", "", "- two"],
        f"{HERE}:2: section #a has 2 lists, its source 1 list ({THERE}:2); make the two equal",
    ),
    "another link": (
        ["[A](sky.md#rain)"], ["[a](sky.md)"],
        f"{HERE}:2: the link sky.md is sky.md#rain in {THERE}:2; give both the same",
    ),
    "another wikilink": (
        ["[[sky#rain]]"], ["[[sky]]"],
        f"{HERE}:2: the link sky.md is sky.md#rain in {THERE}:2; give both the same",
    ),
    "a lost address": (
        ["<https://a.org>"], ["words"],
        f"{HERE}:1: section #a lacks the link https://a.org of {THERE}:2; add it",
    ),
    "a lost claim": (
        ["*ONE*{ claim=c }"], ["*one*"],
        f"{HERE}:1: section #a quotes claim:page.c not at all, its source once; "
        f"write *…*{{ claim=c }} where {THERE}:2 has “*ONE*{{ claim=c }}”",
    ),
    "another claim": (
        ["*ONE*{ claim=c }"], ["*one*{ claim=d }"],
        f"{HERE}:1: section #a quotes claim:page.d once, its source not at all; make the two equal",
    ),
    "a lost citation": (
        ["ONE [@a]"], ["one"],
        f"{HERE}:1: section #a quotes [@a] not at all, its source once; write [@a] where {THERE}:2 has “ONE [@a]”",
    ),
    "another figure of a source": (
        ["[@a:f]"], ["[@a:g]"],
        f"{HERE}:1: section #a quotes [@a:g] once, its source not at all; make the two equal",
    ),
    "a lost tab": (
        ['=== "ONE"', "    x", '=== "TWO"', "    y"], ['=== "one"', "    x"],
        f"{HERE}:2: section #a has 1 tab, its source 2 tabs ({THERE}:2); make the two equal",
    ),
    "another image": (
        ["![A](b.png)"], ["![a](c.png)"],
        f"{HERE}:2: the image c.png is b.png in {THERE}:2; give both the same",
    ),
    "another figure": (
        ["![A](figure:f)"], ["![a](figure:g)"],
        f"{HERE}:1: section #a quotes figure:f not at all, its source once; make the two equal",
    ),
    "a lost footnote": (
        ["A[^1] B[^2]"], ["a[^1] b"],
        f"{HERE}:1: section #a lacks the footnote [^2] of {THERE}:2; add it",
    ),
    "another declared number": (
        ['<i data-literal="x">2016</i>'], ['<i data-literal="x">2017</i>'],
        f"{HERE}:2: the declared number 2017 is 2016 in {THERE}:2; give both the same",
    ),
    "another heading": (
        ["## B { #b }"], ["## B { #c }"],
        f"{HERE}:2: the heading #c is not in {THERE}; give both the same id, or add it there",
    ),
    "a lost paragraph": (
        ["ONE.", "", "TWO.", "", "THREE."], ["one.", "", "two."],
        f"{HERE}:1: section #a has 2 paragraphs, its source 3 paragraphs ({THERE}:2, 4, 6); give both as many",
    ),
    "a paragraph that was not translated": (
        ["ONE.", "", "MANY WORDS AND {{ x }}."], ["one.", "", "MANY WORDS AND {{ x }}."],
        f"{HERE}:4: the words are left in the language of the source ({THERE}:4); translate them",
    ),
    "an item that was not translated": (
        ["- ONE", "- MANY MORE WORDS"], ["- one", "- MANY MORE WORDS"],
        f"{HERE}:3: the words are left in the language of the source ({THERE}:3); translate them",
    ),
    "another level": (
        ["## B { #b }"], ["### B { #b }"],
        f"{HERE}:2: the heading #b has level 3, in {THERE}:2 level 2; begin it with ##",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_what_may_differ_is_not_reported(name: str, read: Read) -> None:
    assert compare(*SAME[name], read) == []


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_must_agree_is_reported(name: str, read: Read) -> None:
    source, translation, expected = DIFFERENT[name]
    assert [line for line in compare(source, translation, read) if line.startswith(expected)]


@pytest.mark.parametrize("name", DIFFERENT)
def test_sections_whose_source_has_changed_need_not_agree(name: str, read: Read) -> None:
    source, translation, _ = DIFFERENT[name]
    assert compare(source, translation, read, frozenset({"a", "b", "c"})) == []


def test_titles_and_descriptions_quote_the_same_values(read: Read) -> None:
    source = read("---\ntitle: A {{ x }}\ndescription: '{{ y }}'\n---\n# A { #a }\n")
    same = read("---\ntitle: a {{ page.x }}\ndescription: b {{ y }}\n---\n# A { #a }\n", "la")
    other = read("---\ntitle: a\ndescription: b {{ y }}\n---\n# A { #a }\n", "la")
    for translation, expected in ((same, ""), (other, f"{HERE}:1: the front matter quotes page.x not at all")):
        diagnostics = Diagnostics()
        check_front_matter(Pair(source, translation), (), diagnostics)
        assert str(diagnostics).startswith(expected)
        assert bool(diagnostics) is bool(expected)
