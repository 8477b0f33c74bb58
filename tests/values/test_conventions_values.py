"""The values of the page on the conventions, each against mpmath at 50 digits or a published figure."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import numpy as np
import pytest

from snippets.pages import conventions as page
from snippets.scenario import Scenario
from tests.values.oracle import assert_same, declared

mpmath.mp.dps = 50

NAMES = {"zh": ("猫", "狗", "鸟", "鱼"), "en": ("cat", "dog", "bird", "fish")}
NOTE = Scenario(class_names=NAMES, label=2, epsilon=0.1, logits=(-1.5, 0.5, 5.0, -0.5))
E = mpmath.mpf("0.1")
Z = [mpmath.mpf(z) for z in ("-1.5", "0.5", "5", "-0.5")]
P = [mpmath.exp(z) / mpmath.fsum(map(mpmath.exp, Z)) for z in Z]


def targets(on, off):
    return [off, off, on, off]


def loss(weights):
    return -mpmath.fsum(weight * mpmath.log(p) for weight, p in zip(weights, P, strict=True))


def entropy(weights):
    return -mpmath.fsum(weight * mpmath.log(weight) for weight in weights if weight)


def sigmoid_loss(weights):
    yes = [1 / (1 + mpmath.exp(-z)) for z in Z]
    terms = [w * mpmath.log(s) + (1 - w) * mpmath.log(1 - s) for w, s in zip(weights, yes, strict=True)]
    return -mpmath.fsum(terms) / 4


A, B = targets(1 - E, E / 3), targets(1 - E + E / 4, E / 4)
MISCOUNTED, SHORT = targets(1 - E, E / 999), targets(1 - E, E / 4)
PADDED = [mpmath.mpf(0), E / 2, 1 - E, E / 2]
SUM = mpmath.fsum(MISCOUNTED)

EXPECTED = {
    "on_b": mpmath.mpf("0.925"),
    "off_b": mpmath.mpf("0.025"),
    "loss_gap": mpmath.mpf("0.1375"),
    "loss_b_converted": loss(A),
    "loss_b_mixed": loss(B),
    "loss_a_mixed": loss(A),
    "by_class_count": [(k, E / (k - 1), E / k, E * k / (k - 1)) for k in (2, 4, 10, 100, 1000)],
    "padding_name": {"zh": "猫", "en": "cat"},
    "loss_beside_padding": loss(PADDED) - entropy(PADDED),
    "loss_classy_vision": loss(targets((1 + E / 4) / (1 + E), E / 4 / (1 + E))),
    "sum_multi_label": mpmath.mpf("1.2"),
    "loss_multi_label": sigmoid_loss(targets(1 - E, E)),
    "loss_multi_label_logged": 4 * sigmoid_loss(targets(1 - E, E)),
    "zoo_num_classes": 1000,
    "off_miscounted": E / 999,
    "sum_miscounted": SUM,
    "loss_miscounted": loss(MISCOUNTED),
    "slope_miscounted": SUM * P[2] - (1 - E),
    "kernel_sum_miscounted": 1 - SUM,
    "sum_short": mpmath.mpf("0.975"),
    "loss_short": loss(SHORT),
    "short_from_b": loss(B) - loss(SHORT),
    "slope_short": mpmath.mpf("0.975") * P[2] - (1 - E),
    "outside_label": 7,
    "loss_outside": loss(targets(E / 3, E / 3)),
    "refusal": "ValueError: labels must be classes from 0 to 3, got [7]",
}

# What MindSpore puts out in float32. The slope in the true logit is p − y′ for a kernel that takes targets to add up to
# one, whether they do or not, and S·p − y′ where the loss is really differentiated.
RUNS = {
    "zoo_runs": [(loss(A), P[2] - (1 - E)), (loss(MISCOUNTED), P[2] - (1 - E))],
    "builtin_runs": [(loss(B), P[2] - (1 - E + E / 4)), (loss(A), P[2] - (1 - E))],
    "short_runs": [(loss(SHORT), P[2] - (1 - E)), (loss(SHORT), mpmath.mpf("0.975") * P[2] - (1 - E))],
    "zoo_outside_run": loss(targets(E / 3, E / 3)),
}
EPS = 2.0**-23  # Near 0 float32 is as exact as near 1, where the p stands that a loss or a slope comes from.


def test_every_value_has_an_oracle():
    assert declared(page).keys() == EXPECTED.keys() | RUNS.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_value_of_the_example(name):
    assert_same(declared(page)[name](NOTE), EXPECTED[name], tolerance=1e-14)


@pytest.mark.parametrize("name", RUNS)
def test_what_mindspore_puts_out_is_what_the_formula_says(name):
    run = np.array(declared(page)[name](NOTE))
    np.testing.assert_allclose(run, np.array(RUNS[name], float), rtol=2e-6, atol=EPS)


def test_every_formula_of_the_tables_agrees_with_the_run_beside_it():
    beside = {
        "loss_miscounted": page.zoo_runs(NOTE)[1][0],
        "loss_b_converted": page.builtin_runs(NOTE)[1][0],
        "loss_short": page.short_runs(NOTE)[1][0],
        "slope_short": page.short_runs(NOTE)[1][1],
        "loss_outside": page.zoo_outside_run(NOTE),
    }
    for name, run in beside.items():
        assert run == pytest.approx(declared(page)[name](NOTE), rel=2e-6, abs=EPS)


def test_the_slopes_that_disagree_with_their_loss_have_the_other_sign_or_another_size():
    assert page.slope_miscounted(NOTE) < 0 < page.zoo_runs(NOTE)[1][1]
    assert page.short_runs(NOTE)[0][1] > 1.2 * page.slope_short(NOTE)


@pytest.mark.parametrize(
    ("name", "digits"),
    [
        ("loss_b_converted", "0.5665613084911"),
        ("loss_b_mixed", "0.4290613084911"),
        ("loss_miscounted", "0.0165618"),
        ("loss_short", "0.4286472758"),
        ("slope_miscounted", "-0.0144871"),  # what MindSpore's nn.CrossEntropyLoss gave, rounded
        ("loss_outside", "0.552208"),  # what the zoo's class gave, rounded
    ],
)
def test_figures_found_elsewhere(name, digits):
    decimals = len(digits.partition(".")[2])
    assert f"{declared(page)[name](NOTE):.{decimals}f}" == digits


@pytest.mark.parametrize(("name", "figure"), [("loss_b_mixed", "0.2269"), ("loss_classy_vision", "0.2178")])
def test_the_test_suite_of_mmpretrain(name, figure):
    two = Scenario(class_names={"zh": ("甲", "乙"), "en": ("a", "b")}, label=0, epsilon=0.1, logits=(1.0, -1.0))
    assert f"{declared(page)[name](two):.4f}" == figure


def test_two_classes_leave_nothing_beside_the_padding():
    two = Scenario(class_names={"zh": ("甲", "乙"), "en": ("a", "b")}, label=0, epsilon=0.1, logits=(1.0, -1.0))
    assert np.isnan(page.loss_beside_padding(two))
    assert page.padding_name(two) == {"zh": "乙", "en": "b"}


def test_the_gap_is_in_proportion_to_the_leads():
    given = Scenario(class_names={"zh": tuple("甲乙丙"), "en": tuple("abc")}, epsilon=0.3, logits=(2.0, -1.0, 4.0))
    assert page.loss_gap(given) == pytest.approx(0.3 / (3 * 2) * (2 + 5))


def test_without_smoothing_all_agree_but_those_for_yes_and_no():
    plain = replace(NOTE, epsilon=0.0)
    others = {"loss_gap", "loss_multi_label", "loss_multi_label_logged", "loss_outside"}
    same = [name for name in EXPECTED if name.startswith("loss_") and name not in others]
    for name in same:
        assert declared(page)[name](plain) == pytest.approx(0.0165613084911, abs=1e-12)
