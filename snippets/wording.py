"""The names of the experiment's scores, and verdicts on them in words, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from snippets.comparison import HIGHER, UNDECIDED

Text = dict[str, str]
Words = tuple[Text, Text]  # What to call a score that is higher, and one that is lower.

NAMES: dict[str, Text] = {
    "accuracy": {"zh": "准确率", "en": "Accuracy"},
    "cross_entropy": {"zh": "标准交叉熵", "en": "Standard cross-entropy"},
    "brier": {"zh": "Brier 分数", "en": "Brier score"},
    "calibration_error": {"zh": "校准误差 ECE", "en": "Calibration error (ECE)"},
}
LABELS: dict[bool, Text] = {False: {"zh": "干净", "en": "clean"}, True: {"zh": "有噪声", "en": "flipped"}}
BASELINES: dict[str, Text] = {
    "smaller_rate": {"zh": "不平滑，学习率更小", "en": "no smoothing, smaller rate"},
    "weight_decay": {"zh": "不平滑，权重衰减", "en": "no smoothing, weight decay"},
    "early_stopping": {"zh": "不平滑，早停", "en": "no smoothing, early stopping"},
    "tuned": {"zh": "不平滑，三者由验证集选", "en": "no smoothing, tuned"},
    "tuned_smoothing": {"zh": "平滑，ε 与轮数由验证集选", "en": "smoothing, ε and epochs tuned"},
}

_BETTER: Text = {"zh": "更好", "en": "better"}
_WORSE: Text = {"zh": "更差", "en": "worse"}
WORDS: dict[str, Words] = {
    "accuracy": (_BETTER, _WORSE),
    "cross_entropy": (_WORSE, _BETTER),
    "brier": (_WORSE, _BETTER),
    "calibration_error": (_WORSE, _BETTER),
}

_UNDECIDED: Text = {"zh": "无法判断", "en": "cannot tell"}
_NBSP = "\N{NO-BREAK SPACE}"  # A cell of a table is narrow.


def in_words(verdict: str, words: Words) -> Text:
    """Say a verdict, given what to call a score that is higher, and one that is lower.

    >>> in_words(HIGHER, WORDS["cross_entropy"]), in_words(UNDECIDED, WORDS["accuracy"])["en"]
    ({'zh': '更差', 'en': 'worse'}, 'cannot tell')
    """
    if verdict == UNDECIDED:
        return _UNDECIDED
    return words[0] if verdict == HIGHER else words[1]


def in_short(verdicts: Mapping[float, str], words: Words) -> Text:
    """Say the verdicts on several smoothing factors, in ascending order, in one line: neighbours that agree together.

    >>> from snippets.comparison import LOWER
    >>> in_short({0.05: HIGHER, 0.1: HIGHER}, WORDS["accuracy"])["en"].replace(_NBSP, " ")
    'better at every ε'
    >>> mixed = in_short({0.05: UNDECIDED, 0.1: LOWER, 0.2: LOWER}, WORDS["accuracy"])
    >>> mixed["zh"].replace(_NBSP, " ")
    'ε = 0.05：无法判断；ε 从 0.1 到 0.2：更差'
    >>> mixed["en"].replace(_NBSP, " ")
    'cannot tell at ε = 0.05; worse from ε = 0.1 to 0.2'
    """
    runs = [(verdict, list(each)) for verdict, each in groupby(verdicts, lambda epsilon: verdicts[epsilon])]
    texts = [in_words(verdict, words) for verdict, _ in runs]
    if len(runs) == 1:
        return {"zh": f"各个{_NBSP}ε{_NBSP}都{texts[0]['zh']}", "en": f"{texts[0]['en']} at every{_NBSP}ε"}
    ranges = [_range(factors) for _, factors in runs]
    return {
        "zh": "；".join(f"{where['zh']}：{text['zh']}" for where, text in zip(ranges, texts, strict=True)),
        "en": "; ".join(f"{text['en']} {where['en']}" for where, text in zip(ranges, texts, strict=True)),
    }


def _range(factors: list[float]) -> Text:
    first, last = f"{factors[0]:g}", f"{factors[-1]:g}"
    if first == last:
        return {"zh": f"ε{_NBSP}={_NBSP}{first}", "en": f"at ε{_NBSP}={_NBSP}{first}"}
    return {
        "zh": f"ε{_NBSP}从{_NBSP}{first}{_NBSP}到{_NBSP}{last}",
        "en": f"from ε{_NBSP}={_NBSP}{first} to{_NBSP}{last}",
    }
