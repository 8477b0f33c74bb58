"""The audit's values: verdicts known beforehand, recomputed values against mpmath at 50 digits and decimal rounding."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import mpmath
import pytest

from snippets.note import FIGURES, INPUTS
from snippets.pages import audit as page
from snippets.scenario import Scenario
from tests.values.oracle import declared

mpmath.mp.dps = 50

NAMES = {"zh": ("猫", "狗", "鸟", "鱼"), "en": ("cat", "dog", "bird", "fish")}
OTHER = Scenario(class_names=NAMES, label=0, epsilon=0.3, logits=(1.0, 2.0, 3.0, 4.0))

Z = [mpmath.mpf(z) for z in ("-1.5", "0.5", "5", "-0.5")]
P = [mpmath.exp(z) / mpmath.fsum(map(mpmath.exp, Z)) for z in Z]
LOG_P = list(map(mpmath.log, P))
OFF, ON = mpmath.mpf("0.1") / 3, mpmath.mpf("0.9")
TERMS = [target * log for target, log in zip([OFF, OFF, ON, OFF], LOG_P, strict=True)]
LOSS = -mpmath.fsum(TERMS)
EARLY = -mpmath.log(mpmath.mpf("0.9836"))

RIGHT, WRONG = {"zh": "正确", "en": "right"}, {"zh": "末位有误", "en": "off in the last digit"}


def same(text):
    return {"zh": text, "en": text}


def in_parts(zh, en=None):
    return {"zh": zh, "en": zh.replace("、", ", ") if en is None else en}


FOUR = in_parts("A1、A3、B1、B3")
B3 = in_parts("B3")
BIRD = {"zh": "鸟 p₂", "en": "p₂ (bird)"}
SUM, L = {"zh": "各项之和", "en": "sum of the terms"}, {"zh": "标准损失 L", "en": "standard loss L"}
SMOOTHED = {"zh": "平滑损失 L′", "en": "smoothed loss L′"}
IN_A3, IN_B3 = in_parts("A3、对比表", "A3, table"), in_parts("B3、对比表", "B3, table")

# Quantity, as in the note, exact, as it should be, where: read off the note, line by line.
PROBABILITIES = [
    ({"zh": "猫 p₀", "en": "p₀ (cat)"}, "0.0015", P[0], "0.0015", FOUR),
    ({"zh": "狗 p₁", "en": "p₁ (dog)"}, "0.0109", P[1], "0.0109", FOUR),
    (BIRD, "0.9836", P[2], "0.9836", FOUR),
    ({"zh": "鱼 p₃", "en": "p₃ (fish)"}, "0.0040", P[3], "0.0040", FOUR),
    (BIRD, "98.4%", P[2], "98.4%", in_parts("A1、原因、效果", "A1, reasons, effect")),
    (BIRD, "0.98", P[2], "0.98", in_parts("对比表", "table")),
    (BIRD, "1", P[2], "1", in_parts("原因", "reasons")),
]
TARGETS = [
    (same("1 − ε"), "0.9", ON, "0.9", in_parts("B2、B3、对比表", "B2, B3, table")),
    (same("1 − ε"), "90%", ON, "90%", in_parts("B2、原因", "B2, reasons")),
    (same("ε/(K − 1)"), "0.0333", OFF, "0.0333", in_parts("B2、B3")),
    (same("ε/(K − 1)"), "3.3%", OFF, "3.3%", in_parts("B2")),
    (same("ε/(K − 1)"), "3.33%", OFF, "3.33%", in_parts("原因", "reasons")),
    (same("ε/(K − 1)"), "0.03", OFF, "0.03", in_parts("对比表", "table")),
]
LOGARITHMS = [
    (same("log p₀"), "−6.5", LOG_P[0], "−6.5", B3),
    (same("log p₁"), "−4.52", LOG_P[1], "−4.52", B3),
    (same("log p₂"), "−0.0165", LOG_P[2], "−0.0166", in_parts("A3、B3")),
    (same("log p₃"), "−5.52", LOG_P[3], "−5.52", B3),
]
LOSSES = [
    (same("y′₀ log p₀"), "−0.216", TERMS[0], "−0.217", B3),
    (same("y′₁ log p₁"), "−0.151", TERMS[1], "−0.151", B3),
    (same("y′₂ log p₂"), "−0.015", TERMS[2], "−0.015", B3),
    (same("y′₃ log p₃"), "−0.184", TERMS[3], "−0.184", B3),
    (SUM, "−0.566", -LOSS, "−0.567", B3),
    (L, "0.0165", -LOG_P[2], "0.0166", IN_A3),
    (SMOOTHED, "0.566", LOSS, "0.567", IN_B3),
]
TABLES = {"probabilities": PROBABILITIES, "targets": TARGETS, "logarithms": LOGARITHMS, "losses": LOSSES}
ROWS = [row for table in TABLES.values() for row in table]

WAYS = {
    "loss_ways": [
        ("Full precision, then rounded", -LOG_P[2], "0.0166"),
        ("Probability rounded first", EARLY, "0.0165"),
        ("Full precision, then truncated", -LOG_P[2], "0.0165"),
    ],
    "term_ways": [
        ("Neither factor rounded", TERMS[0], "−0.217"),
        ("Only the target rounded", mpmath.mpf("0.0333") * LOG_P[0], "−0.217"),
        ("Only the logarithm rounded", OFF * mpmath.mpf("-6.5"), "−0.217"),
        ("Both factors rounded", Decimal("0.0333") * Decimal("-6.5"), "−0.216"),
    ],
    "sum_ways": [
        ("Terms not rounded", -LOSS, "−0.567"),
        ("Terms rounded rightly", Decimal("-0.217") - Decimal("0.151") - Decimal("0.015") - Decimal("0.184"), "−0.567"),
        ("Terms as in the note", Decimal("-0.216") - Decimal("0.151") - Decimal("0.015") - Decimal("0.184"), "−0.566"),
    ],
}
SINGLE = {
    "figure_count": 24,
    "place_count": 45,
    "right_count": 19,
    "off_count": 5,
    "note_loss_standard": "0.0165",
    "loss_standard_interval": (0.01645, 0.01655),
    "note_p_true": "0.9836",
    "note_factors": ("0.0333", "−6.5"),
    "note_terms": ["−0.216", "−0.151", "−0.015", "−0.184"],
    "note_sum": "−0.566",
}
CHECKED_BELOW = {"loss_standard", "off_figures"}


def close(expected):
    return pytest.approx(float(expected), rel=1e-12)


def plain(texts):
    """Return what readers of each language see."""
    by_language = same(texts) if isinstance(texts, str) else texts
    invisible = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{WORD JOINER}"): ""}
    return {language: text.translate(invisible) for language, text in by_language.items()}


def by_decimal(text, exact, rounding=ROUND_HALF_UP):
    """Round to as many decimals as a figure has, by the decimal module, from 30 digits of mpmath."""
    scale = 100 if text.endswith("%") else 1
    pattern = Decimal(text.removesuffix("%").replace("−", "-"))
    number = (Decimal(mpmath.nstr(exact, 30)) * scale).quantize(pattern, rounding=rounding)
    return format(number, "f").replace("-", "−") + ("%" if scale == 100 else "")


def test_every_value_has_an_oracle():
    assert declared(page).keys() == {*TABLES, *WAYS, *SINGLE, *CHECKED_BELOW}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_figures(name):
    rows = declared(page)[name](OTHER)
    assert len(rows) == len(TABLES[name])
    for row, (quantity, text, exact, right, where) in zip(rows, TABLES[name], strict=True):
        assert (plain(row[0]), plain(row[-1])) == (quantity, where)
        assert row[1:-1] == (text, close(exact), RIGHT if text == right else WRONG, right)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_the_expected_figures_are_those_of_the_decimal_module(row):
    _, text, exact, right, _ = row
    assert by_decimal(text, exact) == right


def test_exactly_these_figures_are_off():
    off = [(row[1], row[2]) for row in page.off_figures(OTHER)]
    assert sorted(off) == sorted(
        [("−0.0165", "−0.0166"), ("−0.216", "−0.217"), ("−0.566", "−0.567"), ("0.0165", "0.0166"), ("0.566", "0.567")]
    )
    assert [(plain(row[0]), *row[1:-1], plain(row[-1])) for row in page.off_figures(OTHER)] == [
        (quantity, text, right, where) for quantity, text, _, right, where in ROWS if text != right
    ]


@pytest.mark.parametrize("name", SINGLE)
def test_a_single_value(name):
    assert declared(page)[name](OTHER) == SINGLE[name]


def test_counts_agree_with_the_tables():
    assert len(ROWS) == SINGLE["figure_count"]
    assert sum(row[4]["zh"].count("、") + 1 for row in ROWS) == SINGLE["place_count"]


@pytest.mark.parametrize("name", WAYS)
def test_ways_to_a_result(name):
    rows = declared(page)[name](OTHER)
    assert [(way["en"], right) for way, _, right in rows] == [(way, right) for way, _, right in WAYS[name]]
    assert [number for _, number, _ in rows] == [close(number) for _, number, _ in WAYS[name]]


def test_the_published_loss_lies_outside_what_the_note_s_figure_stands_for():
    assert f"{page.loss_standard(OTHER):.13f}" == "0.0165613084911"
    assert page.loss_standard(OTHER) == close(-LOG_P[2])
    assert page.loss_standard(OTHER) > Decimal("0.01655")


def test_cutting_off_explains_the_losses_but_not_the_first_term():
    assert by_decimal("0.0165", -LOG_P[2], ROUND_DOWN) == "0.0165"
    assert by_decimal("0.566", LOSS, ROUND_DOWN) == "0.566"
    assert by_decimal("−0.216", TERMS[0], ROUND_DOWN) == "−0.217"


def test_the_audit_is_of_the_note_s_inputs_whatever_the_scenario():
    assert Scenario(class_names=NAMES, label=2, epsilon=0.1, logits=(-1.5, 0.5, 5.0, -0.5)) == INPUTS
    for function in declared(page).values():
        assert function(OTHER) == function(replace(OTHER, epsilon=0.0)) == function(INPUTS)


def test_a_figure_is_listed_once_for_a_quantity_and_never_twice_in_a_place():
    assert Counter((figure.text, figure.quantity, figure.index) for figure in FIGURES).most_common(1)[0][1] == 1
    for figure in FIGURES:
        assert len({place["en"] for place in figure.places}) == len(figure.places)


def test_figures_are_printed_with_true_minus_signs():
    assert not [figure.text for figure in FIGURES if "-" in figure.text]
