"""What the audit quotes: the note's figures beside the same quantities recomputed from the note's own inputs.

The scenario of the site plays no part here: the figures were worked out for the inputs that the note gives.
"""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recompute import value
from snippets.losses import cross_entropy
from snippets.note import FIGURES, INPUTS, Figure
from snippets.rounding import LAST_DIGIT, MORE, RIGHT, cut_like, interval, round_like, verdict
from snippets.scenario import Scenario
from snippets.softmax import log_softmax, softmax
from snippets.targets import one_hot, smooth_labels_a

Vector = NDArray[np.float64]
Text = dict[str, str]
Rows = list[tuple[object, ...]]

COLUMNS = ("", "", ".6g", "", "", "")
WAY = ("", ".6f", "")
VERDICTS = {
    RIGHT: {"zh": "正确", "en": "right"},
    LAST_DIGIT: {"zh": "末位有误", "en": "off in the last digit"},
    MORE: {"zh": "不止末位有误", "en": "off by more than the last digit"},
}
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
NBSP = "\N{NO-BREAK SPACE}"  # A formula in a narrow cell stays on one line.

NAMES: dict[str, Text | str] = {
    "on_value": f"1{NBSP}−{NBSP}ε",
    "off_value": f"ε/(K{NBSP}−{NBSP}1)",
    "sum": {"zh": "各项之和", "en": "sum of the terms"},
    "loss_standard": {"zh": f"标准损失{NBSP}L", "en": f"standard loss{NBSP}L"},
    "loss_smoothed": {"zh": f"平滑损失{NBSP}L′", "en": f"smoothed loss{NBSP}L′"},
}


def _log_p() -> Vector:
    return np.asarray(log_softmax(INPUTS.logits))


def _targets() -> Vector:
    return np.asarray(smooth_labels_a(INPUTS.label, INPUTS.num_classes, INPUTS.epsilon))


def _exact() -> dict[str, Vector]:
    """Return every quantity that the note gives figures of, in full precision."""
    terms = _targets() * _log_p()
    numbers = {
        "p": softmax(INPUTS.logits),
        "on_value": 1.0 - INPUTS.epsilon,
        "off_value": INPUTS.epsilon / (INPUTS.num_classes - 1),
        "log_p": _log_p(),
        "term": terms,
        "sum": terms.sum(),
        "loss_standard": cross_entropy(one_hot(INPUTS.label, INPUTS.num_classes), INPUTS.logits),
        "loss_smoothed": cross_entropy(_targets(), INPUTS.logits),
    }
    return {name: np.atleast_1d(number) for name, number in numbers.items()}


def _exact_of(figure: Figure) -> float:
    return float(_exact()[figure.quantity][figure.index])


def _name(figure: Figure) -> Text | str:
    k = str(figure.index).translate(SUBSCRIPTS)
    animal = {language: names[figure.index] for language, names in INPUTS.class_names.items()}
    by_class: dict[str, Text | str] = {
        "p": {"zh": f"{animal['zh']}{NBSP}p{k}", "en": f"p{k}{NBSP}({animal['en']})"},
        "log_p": f"log{NBSP}p{k}",
        "term": f"y′{k}{NBSP}log{NBSP}p{k}",
    }
    return {**by_class, **NAMES}[figure.quantity]


def _places(figure: Figure) -> Text:
    commas = {"zh": "、\N{WORD JOINER}", "en": ", "}  # Chinese could break after each, and stack them.
    return {language: comma.join(place[language] for place in figure.places) for language, comma in commas.items()}


def _verdict(figure: Figure) -> str:
    return verdict(figure.text, _exact_of(figure))


def _rounded(figure: Figure) -> str:
    return round_like(figure.text, _exact_of(figure))


def _rows(*quantities: str) -> Rows:
    return [
        (_name(f), f.text, _exact_of(f), VERDICTS[_verdict(f)], _rounded(f), _places(f))
        for f in FIGURES
        if f.quantity in quantities
    ]


@value(
    COLUMNS,
    zh="概率：量、笔记的写法、重算值、判定、应有的写法、位置。",
    en="The note’s probabilities, recomputed and judged.",
)
def probabilities(scenario: Scenario) -> Rows:
    return _rows("p")


@value(
    COLUMNS,
    zh="目标值：量、笔记的写法、重算值、判定、应有的写法、位置。",
    en="The note’s targets, recomputed and judged.",
)
def targets(scenario: Scenario) -> Rows:
    return _rows("on_value", "off_value")


@value(
    COLUMNS,
    zh="对数：量、笔记的写法、重算值、判定、应有的写法、位置。",
    en="The note’s logarithms, recomputed and judged.",
)
def logarithms(scenario: Scenario) -> Rows:
    return _rows("log_p")


@value(
    COLUMNS,
    zh="各项与损失：量、笔记的写法、重算值、判定、应有的写法、位置。",
    en="The note’s terms and losses, judged.",
)
def losses(scenario: Scenario) -> Rows:
    return _rows("term", "sum", "loss_standard", "loss_smoothed")


def _off() -> list[Figure]:
    return [figure for figure in FIGURES if _verdict(figure) != RIGHT]


@value("d", zh="核对的数有多少个。", en="How many figures are checked.")
def figure_count(scenario: Scenario) -> int:
    return len(FIGURES)


@value("d", zh="这些数在笔记里一共用在多少处。", en="In how many places the note uses them altogether.")
def place_count(scenario: Scenario) -> int:
    return sum(len(figure.places) for figure in FIGURES)


@value("d", zh="有误的数有多少个。", en="How many figures are off.")
def off_count(scenario: Scenario) -> int:
    return len(_off())


@value("d", zh="正确的数有多少个。", en="How many figures are right.")
def right_count(scenario: Scenario) -> int:
    return len(FIGURES) - len(_off())


@value(
    "", zh="有误的数：量、笔记的写法、应有的写法、位置。", en="The figures that are off, with the right ones and where."
)
def off_figures(scenario: Scenario) -> Rows:
    return [(_name(figure), figure.text, _rounded(figure), _places(figure)) for figure in _off()]


def _figures(quantity: str) -> list[Figure]:
    return [figure for figure in FIGURES if figure.quantity == quantity]


def _number(text: str) -> float:
    return float(text.replace("−", "-"))


@value("", zh="笔记写下的标准损失。", en="The standard loss as the note printed it.")
def note_loss_standard(scenario: Scenario) -> str:
    return _figures("loss_standard")[0].text


@value(
    ".5f", zh="笔记写下的标准损失所能代表的数的两端。", en="The ends of what the note’s standard loss can stand for."
)
def loss_standard_interval(scenario: Scenario) -> tuple[float, float]:
    return interval(note_loss_standard(scenario))


@value(".6f", zh="按笔记的输入重算的标准损失。", en="The standard loss recomputed from the note’s inputs.")
def loss_standard(scenario: Scenario) -> float:
    return _exact_of(_figures("loss_standard")[0])


@value("", zh="笔记写下的真实类别的概率。", en="The true class’s probability as the note printed it.")
def note_p_true(scenario: Scenario) -> str:
    return next(figure.text for figure in _figures("p") if figure.index == INPUTS.label)


@value(
    WAY, zh="标准损失的几种算法：做法、结果、照笔记的位数。", en="Ways to the standard loss: way, result, as printed."
)
def loss_ways(scenario: Scenario) -> Rows:
    quoted, exact = note_loss_standard(scenario), loss_standard(scenario)
    early = -float(np.log(_number(note_p_true(scenario))))
    return [
        ({"zh": "全精度算到底，再舍入", "en": "Full precision, then rounded"}, exact, round_like(quoted, exact)),
        ({"zh": "概率先舍入，再取对数", "en": "Probability rounded first"}, early, round_like(quoted, early)),
        ({"zh": "全精度算到底，再截断", "en": "Full precision, then truncated"}, exact, cut_like(quoted, exact)),
    ]


@value("", zh="笔记写下的第一项的两个因数。", en="The two factors of the first term as the note printed them.")
def note_factors(scenario: Scenario) -> tuple[str, str]:
    return _figures("off_value")[0].text, _figures("log_p")[0].text


@value("", zh="笔记写下的各项。", en="The terms as the note printed them.")
def note_terms(scenario: Scenario) -> list[str]:
    return [figure.text for figure in _figures("term")]


@value(WAY, zh="第一项的几种算法：做法、乘积、照笔记的位数。", en="Ways to the first term: way, product, as printed.")
def term_ways(scenario: Scenario) -> Rows:
    target, log = float(_exact()["off_value"][0]), float(_exact()["log_p"][0])
    short_target, short_log = map(_number, note_factors(scenario))
    products = [
        ({"zh": "两个因数都不舍入", "en": "Neither factor rounded"}, target * log),
        ({"zh": "只舍入目标值", "en": "Only the target rounded"}, short_target * log),
        ({"zh": "只舍入对数", "en": "Only the logarithm rounded"}, target * short_log),
        ({"zh": "两个因数都舍入", "en": "Both factors rounded"}, short_target * short_log),
    ]
    return [(way, product, round_like(note_terms(scenario)[0], product)) for way, product in products]


@value("", zh="笔记写下的各项之和。", en="The sum of the terms as the note printed it.")
def note_sum(scenario: Scenario) -> str:
    return _figures("sum")[0].text


@value(WAY, zh="各项之和的几种算法：做法、和、照笔记的位数。", en="Ways to the sum of the terms: way, sum, as printed.")
def sum_ways(scenario: Scenario) -> Rows:
    sums = [
        ({"zh": "各项不舍入", "en": "Terms not rounded"}, float(_exact()["sum"][0])),
        ({"zh": "各项正确舍入", "en": "Terms rounded rightly"}, sum(map(_number, map(_rounded, _figures("term"))))),
        ({"zh": "各项照笔记的写法", "en": "Terms as in the note"}, sum(map(_number, note_terms(scenario)))),
    ]
    return [(way, total, round_like(note_sum(scenario), total)) for way, total in sums]
