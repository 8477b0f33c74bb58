"""The label-smoothing page's values, each against mpmath at 50 digits or the closed form."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import numpy as np
import pytest

from recompute.values.number_format import show
from snippets.pages import label_smoothing as page
from snippets.scenario import Scenario
from tests.values.oracle import assert_same, declared

mpmath.mp.dps = 50

NAMES = {"zh": ("猫", "狗", "鸟", "鱼"), "en": ("cat", "dog", "bird", "fish")}
NOTE = Scenario(class_names=NAMES, label=2, epsilon=0.1, logits=(-1.5, 0.5, 5.0, -0.5))
Z = [mpmath.mpf(z) for z in ("-1.5", "0.5", "5", "-0.5")]
EPSILON = mpmath.mpf("0.1")
P = [mpmath.exp(z) / mpmath.fsum(map(mpmath.exp, Z)) for z in Z]
LOG_P = list(map(mpmath.log, P))
ONE_HOT = [0, 0, 1, 0]
A = [EPSILON / 3, EPSILON / 3, 1 - EPSILON, EPSILON / 3]
B = [EPSILON / 4, EPSILON / 4, 1 - EPSILON + EPSILON / 4, EPSILON / 4]


def loss(targets, log_p=LOG_P):
    return -mpmath.fsum(t * log for t, log in zip(targets, log_p, strict=True) if t)


H = loss(A, list(map(mpmath.log, A)))
ROUNDED = [mpmath.log(mpmath.mpf(p)) for p in ("0.0015", "0.0109", "0.9836", "0.0040")]
BILL = [-target * log for target, log in zip(A, LOG_P, strict=True)]

EXPECTED = {
    "num_classes": 4,
    "class_names": NAMES,
    "label": 2,
    "label_name": {"zh": "鸟", "en": "bird"},
    "other_names": {"zh": ("猫", "狗", "鱼"), "en": ("cat", "dog", "fish")},
    "epsilon": 0.1,
    "logits": Z,
    "p": P,
    "p_true": P[2],
    "p_others": P[0] + P[1] + P[3],
    "log_p": LOG_P,
    "log_p_true": LOG_P[2],
    "y": ONE_HOT,
    "on_value": mpmath.mpf("0.9"),
    "off_value": mpmath.mpf(1) / 30,
    "y_smoothed": A,
    "terms_smoothed": [-share for share in BILL],
    "loss_standard": loss(ONE_HOT),
    "loss_smoothed": loss(A),
    "ratio": loss(A) / loss(ONE_HOT),
    "difference": mpmath.mpf("0.55"),
    "lead_sum": mpmath.mpf("16.5"),
    "loss_from_true": BILL[2],
    "loss_from_others": BILL[0] + BILL[1] + BILL[3],
    "loss_by_class": [
        ({"zh": zh, "en": en}, target, p, share, share / loss(A))
        for zh, en, target, p, share in zip(NAMES["zh"], NAMES["en"], A, P, BILL, strict=True)
    ],
    "loss_standard_rounded_early": loss(ONE_HOT, ROUNDED),
    "loss_smoothed_rounded_early": loss(A, ROUNDED),
    "floor": H,
    "excess": loss(A) - H,
    "floor_share": H / loss(A),
    "y_smoothed_b": B,
    "loss_smoothed_b": loss(B),
    "epsilon_for_b": EPSILON * 4 / 3,
}


def test_every_value_has_an_oracle():
    assert declared(page).keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_value_of_the_note(name):
    assert_same(declared(page)[name](NOTE), EXPECTED[name], tolerance=1e-15)


@pytest.mark.parametrize(
    ("name", "digits"),
    [
        ("loss_standard", "0.0165613084911"),
        ("loss_smoothed", "0.5665613084911"),
        ("loss_smoothed_b", "0.4290613084911"),
        ("floor", "0.4349442023"),
        ("excess", "0.1316171062"),
    ],
)
def test_published_figures(name, digits):
    assert f"{declared(page)[name](NOTE):.{len(digits) - 2}f}" == digits


def test_figures_that_the_note_rounded_wrongly_are_shown_right():
    def shown(value, display):
        return show(float(value), display)

    assert shown(page.loss_standard(NOTE), page.loss_standard.declaration.display) == "0.0166"
    assert shown(page.log_p_true(NOTE), page.log_p_true.declaration.display) == "−0.0166"
    assert shown(page.terms_smoothed(NOTE)[0], ".3f") == "−0.217"
    assert shown(page.loss_smoothed(NOTE), ".3f") == "0.567"


def test_rounding_early_gives_the_note_s_figures():
    assert f"{page.loss_standard_rounded_early(NOTE):.4f}" == "0.0165"
    assert f"{page.loss_smoothed_rounded_early(NOTE):.3f}" == "0.566"


def test_the_bill_adds_up():
    for column, total in ((1, 1), (2, 1), (3, page.loss_smoothed(NOTE)), (4, 1)):
        assert sum(row[column] for row in page.loss_by_class(NOTE)) == pytest.approx(total, rel=1e-12)


def test_other_scenarios():
    wide = {"zh": tuple("甲乙丙丁戊"), "en": tuple("abcde")}
    given = Scenario(class_names=wide, label=0, epsilon=0.2, logits=(2.0, -1.0, 0.0, 1.0, 0.5))
    assert page.label_name(given) == {"zh": "甲", "en": "a"}
    assert page.other_names(given) == {"zh": tuple("乙丙丁戊"), "en": tuple("bcde")}
    assert page.y_smoothed(given) == pytest.approx([0.8, 0.05, 0.05, 0.05, 0.05])
    assert page.y_smoothed_b(given) == pytest.approx([0.84, 0.04, 0.04, 0.04, 0.04])
    assert [row[0]["en"] for row in page.loss_by_class(given)] == list("abcde")
    assert page.difference(given) == pytest.approx(0.2 / 4 * page.lead_sum(given))


def test_without_smoothing_both_losses_agree():
    plain = replace(NOTE, epsilon=0.0)
    assert page.loss_smoothed(plain) == page.loss_standard(plain)
    assert page.floor(plain) == 0
    assert np.array_equal(page.y_smoothed(plain), page.y(plain))


def test_rounding_early_can_lose_everything():
    surer = replace(NOTE, logits=(-15.0, 0.5, 15.0, -0.5))
    assert page.loss_smoothed_rounded_early(surer) == np.inf
    assert str(page.loss_standard_rounded_early(surer)) == "0.0"
