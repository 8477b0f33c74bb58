"""Number words that state a quantity are numerals; words that count or compare are words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from recompute.values.numerals import NUMERAL

QUANTITIES = {
    "decimals": [
        "损失约为零点五六。", "约三点一四", "约一点五倍", "四十二点三", "zero point five six",
        "about three point one", "zero-point-five-seven", "ninety–eight point five",
        "损失约为点五七。", "零點五六", "is point five seven", "nought point five", "oh point five",
    ],
    "percentages": [
        "百分之九十八点四", "千分之三", "万分之五", "百分之百", "ninety percent", "ninety-eight point four per cent",
        "Ninety Per Cent", "five percentage points", "ten basis points", "half a percent", "half a percentage point",
        "五十％", "五七 %", "百分百", "提高了五个百分点", "半个百分点", "百分之负五",
        "五个基点", "打七折", "打七五折", "fifty per-cent", "fifty pct", "fifty %",
    ],
    "fractions": [
        "三分之一的样本", "二十分之一", "百万分之二", "Two thirds of them", "two-thirds", "three quarters",
        "one third of", "a third of the samples", "a tenth of it", "to a hundredth", "two millionths", "three halves",
        "one and a half times", "two and a half", "fell by a third.", "down to a quarter, and",
    ],
    "tenths": ["提高了三成", "九成五", "两成左右", "三成半", "叁成", "五六成", "三五成"],
    "multiples": [
        "十倍以上", "三倍", "一百倍", "tenfold", "ten-fold", "a hundredfold", "Tenfold", "ten times larger",
        "a hundred times as far", "两倍半", "翻了三番", "一百多倍",
    ],
    "shares": [
        "nine out of ten", "nine of ten", "one in ten", "nine out of every ten", "one in five", "one-in-five",
        "fifty-fifty", "三比一",
        "二比一的比例", "十个里有九个", "十次中有三次",
    ],
    "negative numbers and powers": [
        "is minus three", "of negative three", "ten to the minus five", "ten to the power of minus three", "零下五度",
        "约为负五", "是負三", "十的负三次方", "十的五次幂",
    ],
    "whole numbers": [
        "五十七", "一百二十三", "一九九八年", "二〇一六年", "壹佰贰拾", "fifty-seven", "three hundred",
        "twenty sixteen",
        "三百轮", "六万个样本", "六万五千张", "两千个样本", "七百多个", "廿七", "二〇〇〇年", "two dozen", "a dozen",
    ],
    "Roman numerals": ["III", "VII", "MMXVI", "part XIV", "第VIII章"],
}  # fmt: skip

WORDS = {
    "counting in Chinese": [
        "两种", "三个类", "两遍", "第一", "第十二节", "一一对应", "两者之一", "十次里", "四位小数", "几十倍", "两倍",
        "十次里有几次", "一倍", "几分之几", "零点几", "百分点", "十分", "百分之几", "五十位有效数字", "二十个类别",
        "一千个类",
        "加上一百",
        "几百个", "上百个", "十几个", "一比一", "第三百步", "第一比第二", "负二项分布", "是负二次方", "十位",
    ],
    "idioms": [
        "千万不要", "一定", "万一", "千千万万", "成千上万", "一成不变", "十有八九", "三番五次", "七上八下",
        "四舍五入", "三五成群",
        "百里挑一", "五花八门",
        "一点一滴", "一点一点地",
    ],
    "points in Chinese": ["这一点一定要注意", "两点之间", "这两点一致", "有一点二者都一样", "一点一般"],
    "parts in Chinese": ["分成三类", "合成一类", "三成员", "第一成为"],
    "counting in English": [
        "one of them", "two losses", "three classes", "first", "twice", "half of it", "ten", "one-hot", "one-to-one",
        "one by one", "every one", "fifty digits", "a thousand classes", "add a hundred", "a million times",
        "K minus one",
        "is minus one", "three of four samples", "orders of magnitude", "a few percent",
    ],
    "points in English": ["the point one makes", "at one point two of them", "this point", "floating point"],
    "parts in English": [
        "a third loss", "the third of May", "a second of", "a quarter", "twofold", "manifold", "by a third party",
        "one third-party tool", "one half-width comma",
    ],
    "acronyms and names": ["CLI", "MCC", "MIX", "API", "XLA", "MLP", "I and II", "CIFAR", "MMD", "MDL", "Mix", "iii",
                           "LCM"],
    "symbols": ["K", "K − ε", "ResNet"],
}  # fmt: skip


# Each is read as one, however it is written.
PARTED = {
    "emphasis": ["Two **thirds** of them", "zero *point* five", "零点**五六**", "提高了**三**成。"],
    "a link": ["zero [point five](climate.md)", "[[climate#climate|five **point** five]]"],
    "an element": [
        "ten<span>fold</span>", "nine<!-- a -->ty percent", "三分<b title='a'>之一</b>", "ninety<br>percent",
    ],
    "the end of a line": ["zero point\nfive six", "ninety\npercent", "百分之\n九十八", "ninety-\nfive percent"],
    "another space": ["Two&nbsp;thirds", "two\u2009thirds", "two  thirds", "百 分 之 九 十", "零\u3000点\u3000五"],
    "another hyphen": ["two‑thirds", "fifty\u2010seven", "two–thirds"],
    "what shows nothing": ["T\u200bwo thirds", "nin\u00adety percent", "零\u200b点五六", "two\ufe0f thirds"],
    "letters of another form": ["ｎｉｎｅｔｙ　ｐｅｒｃｅｎｔ", "𝐧𝐢𝐧𝐞𝐭𝐲 percent", "五⼗七"],
    "an attribute": ["![two\nthirds](a.png)", '<p title="ninety&#8203; percent">a</p>', '`a`{ title="two thirds" }'],
    "a label": ['=== "two **thirds**"\n\n    a', "| two **thirds** |\n|---|\n| a |", "> [!note] two *thirds*\n> a"],
    "code": ["`two\u200b thirds`"],
    "a formula": [
        r"$\text{two thirds}$", r"$\text{two}\ \text{thirds}$", r"$\mathrm{ninety~percent}$", r"$\text{三}\text{成}$",
        "$五十七$",
    ],
}  # fmt: skip
SEPARATE = ["Two\n\nthirds", "- two\n- thirds", "| two | thirds |\n|---|---|\n| a | b |", "two `x` thirds", "$x^I I I$"]


def _cases(table: dict[str, list[str]]) -> list[Any]:
    return [pytest.param(text, id=f"{kind}: {text}") for kind, texts in table.items() for text in texts]


@pytest.mark.parametrize("text", _cases(QUANTITIES))
def test_a_word_that_states_a_quantity_is_a_numeral(text: str) -> None:
    assert NUMERAL.search(text)


@pytest.mark.parametrize("text", _cases(WORDS))
def test_a_word_that_counts_is_a_word(text: str) -> None:
    assert NUMERAL.findall(text) == []


@pytest.mark.parametrize("text", _cases(PARTED))
def test_a_number_word_is_read_as_readers_read_it(text: str, look: Callable[..., Any]) -> None:
    _, trace = look(text, "en" if text.isascii() else "zh")
    assert len(trace.uncomputed) == 1


@pytest.mark.parametrize("text", SEPARATE)
def test_what_is_read_apart_makes_no_number_word(text: str, look: Callable[..., Any]) -> None:
    assert look(text)[1].uncomputed == []


@pytest.mark.parametrize("character", "༪፭㊄㍙㏠㋀🄁⑽⒓➓𝟓ⅷ〇〥⅗೨߅𐄫㆕⚄💯🔟㉟")
def test_a_character_with_a_numeric_value_is_a_numeral(character: str) -> None:
    assert NUMERAL.search(f"The loss is {character} here.")


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "损失约为零点五六。"), ("en", "Two thirds of them are wrong."), ("zh", "到㍙为止。")]
)
def test_the_build_refuses_a_typed_quantity_and_advises_no_words(
    language: str, text: str, look: Callable[..., Any]
) -> None:
    page, trace = look(text, language)
    (problem,) = page.diagnostics.found
    assert len(trace.uncomputed) == 1
    assert "is typed by hand" in problem.message
    assert "word" not in problem.message
