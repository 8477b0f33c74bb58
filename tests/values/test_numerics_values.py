"""The values of the page on digits: references against mpmath, errors within what roundings can do, broken formulas."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from importlib.metadata import version
from math import inf, isnan, log10

import mpmath
import numpy as np
import pytest

from snippets.pages import _comparison as comparison
from snippets.pages import label_smoothing
from snippets.pages import numerics as page
from snippets.scenario import Scenario
from tests.values.oracle import assert_same, declared

mpmath.mp.dps = 50

NAMES = {"zh": ("猫", "狗", "鸟", "鱼"), "en": ("cat", "dog", "bird", "fish")}
NOTE = Scenario(class_names=NAMES, label=2, epsilon=0.1, logits=(-1.5, 0.5, 5.0, -0.5))
TWO = Scenario(class_names={"zh": ("甲", "乙"), "en": ("a", "b")}, label=1, epsilon=0.25, logits=(2.0, -1.0))
U = {"float16": 2.0**-11, "float32": 2.0**-24, "float64": 2.0**-53}
ROUNDINGS = 16  # What a formula for four classes may take: exponentials and logarithms count three each.

E = mpmath.mpf("0.1")
Z = [mpmath.mpf(z) for z in ("-1.5", "0.5", "5", "-0.5")]
LSE = mpmath.log(mpmath.fsum(map(mpmath.exp, Z)))
LOG_P = [z - LSE for z in Z]
P = [mpmath.exp(log_p) for log_p in LOG_P]
ONE_HOT, A, B = [0, 0, 1, 0], [E / 3, E / 3, 1 - E, E / 3], [E / 4, E / 4, 1 - E + E / 4, E / 4]


def loss(targets, log_p=LOG_P):
    return -mpmath.fdot(targets, log_p)


FLOOR = -mpmath.fsum(y * mpmath.log(y) for y in A)
REFERENCES = [
    *(1 - E, E / 3, LSE, P[2], P[0], LOG_P[2], LOG_P[0], loss(ONE_HOT), loss(A), loss(B), FLOOR, loss(A) - FLOOR),
    *(P[2] - 1, P[2] - (1 - E), P[0] - E / 3),
]


def test_the_references_are_those_of_mpmath():
    assert_same([row[1] for row in page.errors(NOTE)], REFERENCES, tolerance=0)
    assert page.reference_loss(NOTE) == mpmath.nstr(loss(A), 30)


def test_the_rows_are_named_after_their_classes():
    names = [row[0]["en"] if isinstance(row[0], dict) else row[0] for row in page.errors(NOTE)]
    assert names[3:7] == ["p₂", "p₀", "log\xa0p₂", "log\xa0p₀"]
    assert names[-3:] == ["∂L/∂z₂", "∂L′/∂z₂", "∂L′/∂z₀"]
    assert page.other_name(NOTE) == {"zh": "猫", "en": "cat"}


def test_the_printed_losses_have_the_errors_that_stand_beside_them():
    for kind, text, error, digits in page.loss_by_type(NOTE):
        exact = mpmath.mpf(text)  # but for what is cut off after twenty decimals
        assert error == pytest.approx(float(abs(exact - loss(A)) / loss(A)), abs=2e-20)
        assert digits == pytest.approx(-log10(error))
        assert error <= ROUNDINGS * U.get(kind, 2.0**-23)


def test_the_types_are_those_of_the_ieee_standard():
    assert page.types(NOTE) == [
        ("float16", 11, U["float16"], 3, 65504.0),
        ("float32", 24, U["float32"], 6, (2 - 2.0**-23) * 2.0**127),
        ("float64", 53, U["float64"], 15, (2 - 2.0**-52) * 2.0**1023),
    ]


@pytest.mark.parametrize("position", range(3))
def test_the_guaranteed_digits_survive_storage(position):
    name, _, _, digits, _ = page.types(NOTE)[position]
    for number in np.random.default_rng(position).uniform(0.001, 10, 200):
        written = f"{number:.{digits - 1}e}"
        assert f"{Decimal(float(np.dtype(name).type(written))):.{digits - 1}e}" == f"{Decimal(written):.{digits - 1}e}"


def test_every_type_keeps_the_digits_that_it_guarantees_where_nothing_cancels():
    rows = page.digits(NOTE)[:11]  # all but the divergence and the gradients, which are differences
    for column, (_, _, _, guaranteed, _) in enumerate(page.types(NOTE), start=1):
        assert min(row[column] for row in rows) > guaranteed - log10(ROUNDINGS)


def test_digits_are_logarithms_of_errors():
    for (name, _, *errors), (same_name, *digits) in zip(page.errors(NOTE), page.digits(NOTE), strict=True):
        assert name == same_name
        assert digits == pytest.approx([-log10(error) if error else inf for error in errors])


def test_the_weakest_quantity_has_the_fewest_digits():
    for column, (_, fewest, name) in enumerate(page.weakest(NOTE), start=1):
        column_digits = {str(row[0]): row[column] for row in page.digits(NOTE)}
        assert fewest == min(column_digits.values()) == column_digits[str(name)]


def test_what_should_be_zero_is_zero_but_for_roundings():
    for _, half, single, double, mindspore in page.errors_of_zeros(NOTE):
        for error, u in zip((half, single, double, mindspore), (*U.values(), U["float32"]), strict=True):
            assert error <= ROUNDINGS * u


def test_without_smoothing_more_is_exactly_zero():
    sharp = replace(NOTE, epsilon=0.0)
    assert len(page.errors_of_zeros(sharp)) == 4
    assert len(page.errors(sharp)) == len(REFERENCES) - 2


def test_the_bound_and_the_magnification_in_closed_form():
    assert page.softmax_bound(NOTE) == 6 * 2.0**-24
    assert page.magnification(NOTE) == pytest.approx(float(P[2] / (1 - P[2])), rel=1e-12)
    assert page.float16_limit(NOTE) == pytest.approx(float(mpmath.log(65504)), rel=1e-12)


def test_ways_to_log_p_rank_as_the_page_says():
    exp, softmax, log_softmax, minus_logsumexp, shifted = page.errors_by_way(NOTE)
    single, double, numpy = 0, 1, 2
    # lse(z) is rounded to units of 5·u, which is 300 times as much in proportion to log p = −0.0166.
    for column in (single, numpy):
        assert minus_logsumexp[column] > 5 * shifted[column]
        assert minus_logsumexp[column] <= 5 * 302 * U["float32"]
    assert minus_logsumexp[double] < 1e-12
    assert max(exp[numpy], softmax[numpy], shifted[numpy], log_softmax[numpy]) < ROUNDINGS * U["float32"]
    assert max(exp[single], softmax[single]) < 1e-5
    assert max(page.log_softmax_offsets(NOTE)) < 5e-6


@pytest.mark.parametrize(("error", "says"), [(1e-6, "exceed"), (1e-7, "stay within")])
def test_the_verdict_on_exponentials_follows_the_measurement(monkeypatch, error, says):
    monkeypatch.setattr(comparison, "worst_errors", lambda scenario: [[error, 0.0, 0.0]])
    assert says in page.exp_verdict(NOTE)["en"]


@pytest.mark.parametrize(("offsets", "says"), [((1e-6, 1e-6), "does not help"), ((1e-6, 1e-15), "cures it")])
def test_the_verdict_on_log_softmax_follows_the_measurement(monkeypatch, offsets, says):
    monkeypatch.setattr(comparison, "offsets", lambda scenario: offsets)
    assert says in page.log_softmax_verdict(NOTE)["en"]


def test_versions_are_those_installed():
    assert page.versions(NOTE) == (version("numpy"), version("mindspore"))


def test_each_shift_takes_one_more_type_with_it():
    rows = page.naive_by_shift(NOTE)
    assert [row[0] for row in rows] == [0, 10, 100, 1000]
    for broken, (_, *naive, stable, mindspore) in enumerate(rows):
        assert [isnan(p) for p in naive] == [position < broken for position in range(3)]
        assert (stable, mindspore) == pytest.approx((float(P[2]),) * 2, rel=1e-5)


def test_losses_by_way_of_probabilities_end_at_zero_infinity_and_nan():
    for c, by_p, mindspore, ours, smooth_by_p, smooth in page.losses_by_scale(NOTE):
        with mpmath.workdps(80):
            log_p = [c * z - mpmath.log(mpmath.fsum(mpmath.exp(c * other) for other in Z)) for z in Z]
        # The smallest number of float32 is 1.4e−45: next to it 8e−40 has four digits.
        assert ours == pytest.approx(float(loss(ONE_HOT, log_p)), rel=2e-4 if c > 5 else 1e-6, abs=0)
        assert smooth == pytest.approx(float(loss(A, log_p)), rel=1e-6)
        assert mindspore == pytest.approx(float(loss(ONE_HOT, log_p)), abs=6e-7)
        if c < 5:
            assert (by_p, smooth_by_p) == pytest.approx((ours, smooth), rel=5e-3)
        else:
            assert by_p == 0 if c == 5 else (isnan(by_p) and smooth_by_p == inf)


def test_losses_with_an_impossible_class():
    sharp, smooth = page.losses_at_infinity(NOTE)
    others = [*Z[1:]]
    assert sharp[2] == pytest.approx(float(mpmath.log(mpmath.fsum(map(mpmath.exp, others))) - Z[2]), rel=1e-12)
    assert [isnan(number) for number in sharp[1:]] == [True, False, True, True]
    assert smooth[1:] == (inf, inf, inf, inf)


def test_gradients_with_an_impossible_class_are_finite_everywhere():
    p = [0, *(mpmath.exp(z) / mpmath.fsum(map(mpmath.exp, Z[1:])) for z in Z[1:])]
    expected = [[p_k - y_k for p_k, y_k in zip(p, y, strict=True)] for y in (ONE_HOT, A)]
    assert page.gradient_at_infinity(NOTE) == pytest.approx([float(slope) for slope in expected[1]], rel=1e-12)
    for got, slopes in zip(page.gradients_at_infinity_run(NOTE), expected, strict=True):
        assert got == pytest.approx([float(slope) for slope in slopes], abs=1e-6)


def test_rounding_p_first():
    short = [mpmath.mpf(p) for p in ("0.0015", "0.0109", "0.9836", "0.0040")]
    expected = [
        (abs(s - p) / p, y * (log_p - mpmath.log(s))) for s, p, log_p, y in zip(short, P, LOG_P, A, strict=True)
    ]
    assert_same([row[3:] for row in page.rounded_by_class(NOTE)], expected, tolerance=1e-15)
    change = label_smoothing.loss_smoothed_rounded_early(NOTE) - label_smoothing.loss_smoothed(NOTE)
    assert page.rounded_change(NOTE) == pytest.approx(change, abs=1e-15)


def test_the_digits_shown_are_safe():
    agreeing, checked = page.agreement(NOTE)
    assert agreeing == checked == len(REFERENCES)
    error, room = page.margins(NOTE)
    assert 0 < 10 * error < room <= 0.5


def test_other_scenarios_have_all_values_too():
    for scenario in (TWO, replace(NOTE, epsilon=0.0), replace(NOTE, label=0, epsilon=0.4)):
        assert all(value(scenario) is not None for value in declared(page).values())
