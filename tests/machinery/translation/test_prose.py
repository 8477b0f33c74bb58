"""What the text of a page must not contain is reported with its line, and looked for in the words alone."""

from __future__ import annotations

import pytest

from recompute.diagnostics import Diagnostics
from recompute.library.glossary import Glossary, Term, Wording
from recompute.locale.language import Language
from recompute.source.page_source import Source, parse
from recompute.translation.prose import (
    avoided_words,
    half_width_punctuation,
    missing_spaces,
    stray_han,
)
from recompute.translation.seen_text import visible

LATIN = Language("la", "la", "Latina", "S", "S", allowed_foreign_words=["解析"])
HAN = Language("hz", "qhz-Hani", "汉", "S", "S", comma="、")


def words(text: str) -> str:
    return visible(parse(text, "page.md", Diagnostics()))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a `b` c", "a c"),
        ("---\ntitle: a\ntags: [b]\ndescription: >\n  c\n---\nd", "a > c d"),
        ("```\na\n```\nb", "b"),
        ("<!-- a -->b", "b"),
        ("$a$ $b_{\\text{c}}$ {{ d }}", "c"),
        ("[a](b.md) ![c](d.png) [[e|f]] [[g]]", "a c f"),
        ('<span lang="x">a</span> <b class="c">d</b> &nbsp;', "d"),
        ('<span data-literal="a">2016</span>', ""),
        ('---\n"title": a\ntags: [b, 熵]\ncontrols: [{quantity: c, label: d熵}]\n---\n', "a 熵 熵"),
        ("[a](b \"c，\") ![d](e 'f熵'){ .g title=熵 }", "a ， d 熵 熵"),
        ('<span data-literal="熵">2016 年</span>', "年"),
        ("# a { #b }", "# a"),
        ("a #b [@c] [@d:e]", "a"),
        ("--8<-- 'a'\n[b]: https://c", ""),
        (r"\* a", "a"),
    ],
)
def test_words_are_what_readers_see_as_text(text: str, left: str) -> None:
    masked = words(text)
    assert len(masked) == len(text)
    assert " ".join(masked.replace("\ufffc", " ").split()) == left


FOREIGN = [
    '[a](b "汉"){ hreflang=hz lang=hz }',
    '<abbr lang="hz" title="汉">a</abbr>',
    '<a href="?title=汉" id="汉">a</a>',
    "[a](b?title=汉)",
    '```py data-no-run="汉"\n汉\n```',
    "---\ncontrols: &a\n  - {label: b, controls: *a}\n---\n",
    "---\ntitle: a\naliases: [汉]\n# 汉\nhide: [toc]\n---\n",
    '---\ntitle: a # 汉\ntags: ["b"]\n---\n',
    '<span data-literal="汉">2016</span>',
]


@pytest.mark.parametrize(
    "text", ["words, “words”", "`汉` $x$", '<i lang="hz">汉字，</i>', "a 解析 b", "[a](汉.md)", "— … ’", *FOREIGN]
)
def test_a_page_in_another_script_may_hold(text: str) -> None:
    assert not list(stray_han(words(text), LATIN))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb 汉字 c", (2, "“汉字” is Han script on a page in Latina; translate it, or mark it up")),
        ("a 解析汉 b", (1, "“汉” is Han script")),
        ("a，b", (1, "“，” is full-width punctuation on a page in Latina; write “,”")),
        ("a。", (1, "“。” is full-width punctuation on a page in Latina; write “.”")),
        ("---\ntitle: 汉\n---\n", (2, "“汉” is Han script")),
        ("$x_{\\text{汉}}$", (1, "“汉” is Han script")),
        ("![汉](a.png)", (1, "“汉” is Han script")),
        ("𠀀", (1, "“𠀀” is Han script")),
        ('---\n"title": a\n"description": 汉\n---\n', (3, "“汉” is Han script")),
        ("---\ntitle: a\ntags:\n  - b\n  - 汉\n---\n", (5, "“汉” is Han script")),
        ("---\ncontrols:\n  - quantity: a\n    label: 汉\n---\n", (4, "“汉” is Han script")),
        ('a\n[b](c.md#d "汉")', (2, "“汉” is Han script")),
        ("![b](c.png '汉'){ .d }", (1, "“汉” is Han script")),
        ('*a*{ title="汉" }', (1, "“汉” is Han script")),
        ('[a](b.md){ title="汉" }', (1, "“汉” is Han script")),
        ('# a { #b data-toc-label="汉" }', (1, "“汉” is Han script")),
        ('<abbr title="汉">a</abbr>', (1, "“汉” is Han script")),
        ('<span aria-label="汉">a</span>', (1, "“汉” is Han script")),
        ('<img src="a.png" alt="汉">', (1, "“汉” is Han script")),
        ('a\n\n> ```py title="汉"\n> x\n> ```', (3, "“汉” is Han script")),
        ('<span data-literal="a">2016 汉</span>', (1, "“汉” is Han script")),
        ("a #汉", (1, "“汉” is Han script")),
    ],
)
def test_han_in_another_script_is_reported(text: str, expected: tuple[int, str]) -> None:
    ((line, message),) = stray_han(words(text), LATIN)
    assert (line, message[: len(expected[1])]) == expected


def test_a_language_that_writes_han_may_hold_it() -> None:
    assert not list(stray_han("汉字，", HAN))


@pytest.mark.parametrize("text", ["汉，字", "汉 $x$, 字", "a, b", "汉 a.b 字", "`汉,字`", "汉字: a", "约 {{ x }}. 汉"])
def test_punctuation_of_its_own_width_may_stand(text: str) -> None:
    assert not list(half_width_punctuation(words(text), HAN))


@pytest.mark.parametrize(
    ("text", "line", "sign", "wide"),
    [
        ("汉,字", 1, ",", "，"),
        ("汉\n字. 汉", 2, ".", "。"),
        ("**汉**;字", 1, ";", "；"),
        ("汉:**字**", 1, ":", "："),
        ("[汉](a.md)!字", 1, "!", "！"),
        ("汉? [字](a.md)", 1, "?", "？"),
        ("汉(字", 1, "(", "（"),
        ("字)汉", 1, ")", "）"),
    ],
)
def test_half_width_punctuation_between_han_is_reported(text: str, line: int, sign: str, wide: str) -> None:
    ((found, message),) = half_width_punctuation(words(text), HAN)
    assert found == line
    assert message.startswith(f"“{sign}” is half-width punctuation in “")
    assert message.endswith(f"write “{wide}”")


@pytest.mark.parametrize(
    ("text", "sign", "wide"),
    [
        ("です.次", ".", "。"),
        ("カナ,かな", ",", "，"),
        ("これは字です.", ".", "。"),
        ("**汉字**!\n", "!", "！"),
        ("汉字;\n\n汉", ";", "；"),
    ],
)
def test_half_width_punctuation_of_kana_and_of_a_last_word_is_reported(text: str, sign: str, wide: str) -> None:
    ((_, message),) = half_width_punctuation(words(text), HAN)
    assert message.startswith(f"“{sign}” is half-width punctuation in “")
    assert message.endswith(f"write “{wide}”")


def test_another_script_may_have_its_punctuation() -> None:
    assert not list(half_width_punctuation("汉,字", LATIN))


def test_a_word_that_is_listed_with_another_is_reported_wherever_it_is() -> None:
    text = words("It rained\ncats\nand dogs, `cats and dogs`; concats and dogs.")
    expected = [(2, "“cats and dogs” is a word that the glossary avoids; write “heavily”")]
    glossary = Glossary("glossary.yml", {}, avoided={"la": {"cats and dogs": "heavily"}})
    assert list(avoided_words(text, glossary.avoiding("la"))) == expected


WORDINGS = (
    Wording("loss floor", "D", ("floors",), ("lower bound", "floor")),
    Wording("熵", "D", ("交叉熵",), ("熵值",)),
    Wording("softmax", "D", (), ("Softmax",)),
)
TERMS = Glossary("glossary.yml", {}, [Term("key", 1, "", {"la": wording}) for wording in WORDINGS]).avoiding("la")


@pytest.mark.parametrize(
    "text",
    ["the loss floor", "floors", "flooring", "`floor`", "[a](floor.md)", "交叉熵", "#floor", "Loss floor", "a softmax"],
)
def test_words_of_the_glossary_may_stand(text: str) -> None:
    assert not list(avoided_words(words(text), TERMS))


@pytest.mark.parametrize(
    ("text", "avoided", "better"),
    [
        ("a Floor", "Floor", "loss floor"),
        ("a lower\nbound", "lower bound", "loss floor"),
        ("a Lower Bound", "Lower Bound", "loss floor"),
        ("FLOOR", "FLOOR", "loss floor"),
        ("floor-based", "floor", "loss floor"),
        ("的熵值", "熵值", "熵"),
        ("a Softmax", "Softmax", "softmax"),
    ],
)
def test_a_word_that_the_glossary_avoids_is_reported(text: str, avoided: str, better: str) -> None:
    message = f"“{avoided}” is a word that the glossary avoids; write “{better}”"
    assert list(avoided_words(words(text), TERMS)) == [(1, message)]


@pytest.mark.parametrize(
    "text",
    ["用 softmax 函数", "约 {{ x }} 倍", "`a` 是 $b$ 的", "汉字，a", "```\n汉a\n```", "<!-- 汉a -->", "[a](汉b)"],
)
def test_spaces_between_scripts_are_as_advised(text: str) -> None:
    assert not list(missing_spaces(Source("page.md", text)))


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("汉\n用softmax函数", (2, "write a space in “用soft”: “用 soft”")),
        ("约{{ x }} 倍", (1, "write a space in “约{{ x”: “约 {{ x”")),
        ("用`a` 汉", (1, "write a space in “用`a` ”: “用 `a` ”")),
        ("是$b$ 的", (1, "write a space in “是$b$ ”: “是 $b$ ”")),
        ("| 甲a | 乙 |\n| --- | --- |", (1, "write a space in “| 甲a | ”: “| 甲 a | ”")),
    ],
)
def test_a_missing_space_is_advised(text: str, advice: tuple[int, str]) -> None:
    assert list(missing_spaces(Source("page.md", text))) == [advice]
