"""The names of the experiment's scores, and verdicts on them in words, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from snippets.comparison import HIGHER, LEANS_HIGHER, LEANS_LOWER, SAME

Text = dict[str, str]
Words = tuple[Text, Text]  # What to call a score that is higher, and one that is lower.

NAMES: dict[str, Text] = {
    "accuracy": {"zh": "准确率", "en": "Accuracy"},
    "cross_entropy": {"zh": "标准交叉熵", "en": "Standard cross-entropy"},
    "calibration_error": {"zh": "校准误差 ECE", "en": "Calibration error (ECE)"},
    "confidence": {"zh": "平均置信度", "en": "Mean confidence"},
}
LABELS: dict[bool, Text] = {False: {"zh": "干净", "en": "clean"}, True: {"zh": "有翻转", "en": "flipped"}}

_BETTER: Text = {"zh": "更好", "en": "better"}
_WORSE: Text = {"zh": "更差", "en": "worse"}
HIGHER_OR_LOWER: Words = ({"zh": "更高", "en": "higher"}, {"zh": "更低", "en": "lower"})
CONFIDENT: Words = ({"zh": "过度自信", "en": "over-confident"}, {"zh": "不够自信", "en": "under-confident"})
WORDS: dict[str, Words] = {
    "accuracy": (_BETTER, _WORSE),
    "cross_entropy": (_WORSE, _BETTER),
    "calibration_error": (_WORSE, _BETTER),
    "confidence": HIGHER_OR_LOWER,
}

_WITHIN: Text = {"zh": "差不到一个标准误", "en": "within its standard error"}
_NBSP = "\N{NO-BREAK SPACE}"  # A cell of a table is narrow.
_EQUALS = f"ε{_NBSP}={_NBSP}"
_PERHAPS: Text = {"zh": "可能", "en": "perhaps "}


def in_words(verdict: str, words: Words) -> Text:
    """Say a verdict, given what to call a score that is higher, and one that is lower.

    >>> in_words(LEANS_HIGHER, WORDS["cross_entropy"])
    {'zh': '可能更差', 'en': 'perhaps worse'}
    """
    if verdict == SAME:
        return _WITHIN
    word = words[0] if verdict in (HIGHER, LEANS_HIGHER) else words[1]
    if verdict in (LEANS_HIGHER, LEANS_LOWER):
        return {language: _PERHAPS[language] + word[language] for language in word}
    return word


def in_short(verdicts: Mapping[float, str], words: Words) -> Text:
    """Say the verdicts on several smoothing factors in one line, equal ones together.

    >>> from snippets.comparison import LOWER
    >>> in_short({0.05: HIGHER, 0.1: HIGHER}, WORDS["accuracy"])["en"].replace(_NBSP, " ")
    'better at every ε'
    >>> mixed = in_short({0.05: SAME, 0.1: LOWER, 0.2: LOWER}, WORDS["accuracy"])
    >>> mixed["zh"].replace(_NBSP, " ")
    'ε = 0.05：差不到一个标准误；ε = 0.1、0.2：更差'
    >>> mixed["en"].replace(_NBSP, " ")
    'within its standard error at ε = 0.05; worse at ε = 0.1 and 0.2'
    """
    factors: dict[str, list[str]] = {}
    for epsilon, verdict in verdicts.items():
        factors.setdefault(verdict, []).append(f"{epsilon:g}")
    texts = {verdict: in_words(verdict, words) for verdict in factors}
    if len(texts) == 1:
        [text] = texts.values()
        return {"zh": f"各个{_NBSP}ε{_NBSP}都{text['zh']}", "en": f"{text['en']} at every{_NBSP}ε"}
    zh = (f"{_EQUALS}{'、'.join(factors[verdict])}：{text['zh']}" for verdict, text in texts.items())
    en = (f"{text['en']} at {_EQUALS}{_and(factors[verdict])}" for verdict, text in texts.items())
    return {"zh": "；".join(zh), "en": "; ".join(en)}


def _and(items: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]]))
