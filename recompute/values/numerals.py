"""Numerals, and words that state a quantity, in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from recompute.values.plain_text import plain, visible

HAN_DIGITS = "零〇一二三四五六七八九十百千万亿两"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億弍弐"
_ANY = HAN_DIGITS + _FORMAL
NO_TENTH = "(?![为功分立熟员了本绩果长效型语见套组就交因形品不像份对群])"  # What follows 成 in words such as 成为.
# 这一点一定 and 一点一滴 hold no decimal: a determiner before it, or a word that begins with 一 after it, tells.
_CHINESE = (
    rf"[{_ANY}]+分之(?![几多若])(?:[负負]?[{_ANY}]+(?:[点點][{_ANY}]+)?)?",  # 三分之一, 百分之九十八点四
    rf"(?<![{HAN_DIGITS}这那第有每差早快哪几同此])(?:零[点點][{_ANY}]+|[{HAN_DIGITS}]+[点點](?:[零〇二三四五六七八九][{HAN_DIGITS}]*|一"
    rf"(?=[{HAN_DIGITS}])[{HAN_DIGITS}]+|一(?![点滴线定般直样致旦些切起共向味律面下再次种个来会])))",  # 零点五六
    r"(?<=[约为是至到于在])[点點][零〇一二三四五六七八九]{2,}",  # 约为点五七
    rf"(?<![{_ANY}第合归])[一二两三四五六七八九十{_FORMAL}][一二三四五六七八九]?成"
    rf"(?:[半多]|[一二三四五六七八九](?![个种类]))?{NO_TENTH}",  # 三成, 九成五, 五六成
    rf"(?<![几数好{_ANY}])(?![一两二]倍(?!半))[{_ANY}]+[多余]?倍",
    r"打[一二两三四五六七八九]{1,2}折",
    rf"翻了?[三四五六七八九十][{HAN_DIGITS}]*番",
    rf"[{_ANY}]+\s?[%％‰‱]|百分百|[{HAN_DIGITS}半]+个(?:百分|基)点",  # 五十％, 五个百分点
    r"十的[负負]?[一二三四五六七八九十]+次[方幂]",  # 十的负三次方
    r"(?<=[是为约至到])[负負](?!二项)[二三四五六七八九](?![次阶])|零下[一二三四五六七八九十]+",
    rf"(?<![第之各{HAN_DIGITS}])(?!一比一)[一二三四五六七八九十]+比[一二三四五六七八九十]+(?![个种类样])",  # 三比一
    rf"(?<![第{HAN_DIGITS}])[{HAN_DIGITS}]+[个次][里中]有[{HAN_DIGITS}]+[个次]",  # 十个里有九个
    rf"(?<![第{HAN_DIGITS}])[二三四五六七八九]十[一二三四五六七八九](?![{HAN_DIGITS}])",  # 五十七
    rf"(?<![第几数好{HAN_DIGITS}])(?:[二两三四五六七八九][百千]|[二两三四五六七八九十]+[万亿])[{HAN_DIGITS}]*",  # 三百
    r"[一二三四五六七八九]百零?[一二三四五六七八九]十?[一二三四五六七八九]?",
    r"[零〇一二三四五六七八九]{4,}",  # 一九九八
    rf"[{_FORMAL}](?=[{_FORMAL}])[{_FORMAL}]+|[廿卅卌][{HAN_DIGITS}]",
)
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
LARGE = "hundred|thousand|million|billion|trillion"
CARDINAL = f"(?:zero|{_TEENS}|{_TENS}|{_UNITS}|{LARGE})"
_CARDINALS = rf"{CARDINAL}(?:(?: | and ){CARDINAL})*"
_JOINT = "(?: |[-\N{EN DASH}] ?)"  # What may stand for each space in the patterns that follow.
_NOUGHT = "(?:oh|nought|naught|nil)"
PART = (
    r"(?:half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|twentieth|thirtieth|"
    r"hundredth|thousandth|millionth|billionth)"
)
_SHARES = "per ?cent|pct|percentage points?|per ?mille?|basis points?"
_ENGLISH = (
    rf"(?<!at\s)(?<!from\s)(?:{_CARDINALS}|{_NOUGHT}) point (?:oh|{CARDINAL})(?: (?:oh|{CARDINAL}))*",
    rf"(?<=\b(?:is|at)\s)point (?:oh|{CARDINAL})(?: (?:oh|{CARDINAL}))*",
    rf"{_CARDINALS} (?:{_SHARES})",
    rf"half an? (?:{_SHARES})",
    rf"one {PART}(?!-[a-z])",
    rf"(?:{_CARDINALS}) (?:halves|{PART}s)",
    rf"(?:{_CARDINALS}) and an? {PART}",
    rf"an? {PART} of",
    rf"(?<=\b(?:by|to)\s)an? {PART}(?=[^\w\s-]|\s*$|\s(?:when|if|as|and|or|with|in|at|for|from)\b)",
    r"an? (?:tenth|hundredth|thousandth|millionth)",
    rf"(?!two){_CARDINALS} ?fold",
    rf"{_CARDINALS} times (?:as|more|less|fewer|larger|smaller|higher|lower|bigger|greater|faster|slower|better|worse)",
    rf"{_CARDINALS} out of (?:every )?{_CARDINALS}",
    rf"{_CARDINALS} of (?:every )?(?:ten|twenty|{LARGE})",
    rf"{_CARDINALS} in (?:a |every )?(?:three|four|five|six|seven|eight|nine|ten|twenty|{LARGE})",
    rf"(?:{_UNITS}|{_TEENS}|an?) dozen",
    rf"ten to the (?:power (?:of )?)?(?:minus |negative )?{CARDINAL}",
    rf"(?<=\b(?:is|of|to|at|by)\s)(?:minus|negative) (?!one\b|zero\b){_CARDINALS}",
    rf"(?:{_TENS}) (?:{_UNITS}|{_TEENS}|{_TENS})",
    rf"(?:{_UNITS}|{_TEENS}|{_TENS}) (?:{LARGE})",
)
# Valid Roman numerals; the lookaheads leave out acronyms that happen to be one, such as MMD and CLI.
_ROMAN = (
    r"(?=[MDCLXVI]{3})(?=[MDCL]*[XVI])(?!(?:CLI|MIX)\b)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
)
_ENGLISH_WORDS = rf"(?:{'|'.join(_ENGLISH)})\b|{_CARDINALS} ?[%‰]".replace(" ", _JOINT)
# Each language begins with a lookahead for the first letters of its words, which fails at most positions of a text.
NUMBER_WORDS = (
    rf"(?=[{_ANY}负負点點半翻打廿卅卌])(?:{'|'.join(_CHINESE)})"
    rf"|\b(?=(?i:an?{_JOINT}|half|minus|negative|point|{_NOUGHT}|{CARDINAL}))(?i:{_ENGLISH_WORDS})"
    rf"|(?<![A-Za-z]){_ROMAN}(?![A-Za-z])"
)


# Letterlike symbols to compatibility characters of Chinese, and their supplements: ㍙ and 🄁 hold a digit.
_COMPOSED = [*range(0x2100, 0x3400), *range(0x1F100, 0x1F300)]
_BASIC_PLANE = "\uffff"


def _with_a_value() -> str:
    """Return the characters that have a numeric value, Han characters aside, and those composed of such a character."""
    numeric = filter(str.isnumeric, map(chr, range(0x20000)))
    numbers = (character for character in numeric if unicodedata.category(character) in {"Nd", "Nl", "No"})
    composed = (
        character
        for character in map(chr, _COMPOSED)
        if unicodedata.decomposition(character) and re.search(r"\d", unicodedata.normalize("NFKC", character))
    )
    return "".join(sorted({*numbers, *composed, *"⚀⚁⚂⚃⚄⚅💯🔟"}))


def _class(characters: str) -> str:
    """Return what matches one of these characters; a class of all planes at once would be slow in every text."""
    basic = "".join(character for character in characters if character <= _BASIC_PLANE)
    return rf"(?:[{_ranges(basic)}]|(?=[^\0-{_BASIC_PLANE}])[{_ranges(characters[len(basic) :])}])"


def _ranges(characters: str) -> str:
    """Return characters, given in order, as ranges, which are compiled sooner than each by itself.

    >>> _ranges("01234579")
    '0-57-79-9'
    """
    runs = groupby(enumerate(characters), key=lambda each: ord(each[1]) - each[0])
    ends = [[character for _, character in run] for _, run in runs]
    return "".join(f"{run[0]}-{run[-1]}" for run in ends)


_DIGIT = _class(_with_a_value())
DIGITS = rf"[+\u2212-]?{_DIGIT}(?:[.,]*{_DIGIT})*(?:\s?[%％‰‱])?"  # Not compiled: that takes long, and few need it.
NUMERAL = re.compile(f"{DIGITS}|{NUMBER_WORDS}")


def numerals_in(text: str, numerals: re.Pattern[str] = NUMERAL) -> Iterator[tuple[str, int]]:
    """Yield the numerals of a text, as it is read, and where each begins.

    >>> list(numerals_in("In 2016 two\N{NO-BREAK SPACE}thirds"))
    [('2016', 3), ('two thirds', 8)]
    """
    readable, places = plain(text)
    for match in numerals.finditer(readable):
        start, end = places[match.start()], places[match.end() - 1] + 1
        yield " ".join(visible(text[start:end]).split()), start


_IN_A_NAME = re.compile(r"[^\W\d_]\d+")  # The digits of a name, such as float32, are no number.


def is_symbol(token: str) -> bool:
    """Return whether a token of a formula is one of the integers that are symbols.

    >>> is_symbol("1"), is_symbol("𝟎"), is_symbol("3"), is_symbol("0.1")
    (True, True, False, False)
    """
    return unicodedata.normalize("NFKC", token.strip()) in {"0", "1", "2"}


def typed_in(text: str, numerals: re.Pattern[str] = NUMERAL) -> list[str]:
    """Return the numerals in a declared text that are no symbols and no part of a name.

    >>> typed_in("1−ε in float32"), typed_in("The loss, 0.567.")
    ([], ['0.567'])
    """
    found = numerals_in(_IN_A_NAME.sub("", text), numerals)
    return [token for token, _ in found if not is_symbol(token.lstrip("+-\u2212"))]


def parse(numeral: str) -> float:
    """Return what a numeral means; raises ValueError where it is no number.

    >>> parse("−0.5"), parse("９８.４ %"), parse("½"), parse("1,000")
    (-0.5, 0.984, 0.5, 1000.0)
    """
    text = unicodedata.normalize("NFKC", numeral).replace("\u2212", "-").replace("\u2044", "/")
    digits = re.sub(r"[,\s%‰]", "", text)
    scale = 100 if "%" in text else 1000 if "‰" in text else 1
    numerator, _, denominator = digits.partition("/")
    return float(numerator) / float(denominator or 1) / scale
