"""The loss-floor page's values, each against mpmath at 50 digits or the closed form."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import numpy as np
import pytest

from snippets.pages import loss_floor as page
from snippets.scenario import Scenario
from tests.values.oracle import assert_same, declared

mpmath.mp.dps = 50

NAMES = {"zh": ("猫", "狗", "鸟", "鱼"), "en": ("cat", "dog", "bird", "fish")}
NOTE = Scenario(class_names=NAMES, label=2, epsilon=0.1, logits=(-1.5, 0.5, 5.0, -0.5))
ONE, EPSILON = mpmath.mpf(1), mpmath.mpf("0.1")
Z = [mpmath.mpf(z) for z in ("-1.5", "0.5", "5", "-0.5")]
ONE_HOT = [mpmath.mpf(t) for t in (0, 0, 1, 0)]
A = [ONE / 30, ONE / 30, mpmath.mpf("0.9"), ONE / 30]
B = [ONE / 40, ONE / 40, mpmath.mpf("0.925"), ONE / 40]
COUNTS = (2, 3, 4, 10, 100, 1000)
FACTORS = [EPSILON / 2, EPSILON, EPSILON * 2]
CONFIDENCES = [mpmath.mpf(p) for p in ("0.5", "0.6", "0.7", "0.8", "0.9", "0.95", "0.99", "0.999")]


def loss(targets, z):
    return mpmath.log(mpmath.fsum(map(mpmath.exp, z))) - mpmath.fdot(targets, z)


def entropy(targets):
    return -mpmath.fsum(t * mpmath.log(t) for t in targets if t)


def floor(num_classes, epsilon):
    return -(1 - epsilon) * mpmath.log(1 - epsilon) - epsilon * mpmath.log(epsilon / (num_classes - 1))


def gap(num_classes, epsilon):
    return mpmath.log((1 - epsilon) * (num_classes - 1) / epsilon)


def smoothed(p):
    return -(1 - EPSILON) * mpmath.log(p) - EPSILON * mpmath.log((1 - p) / 3)


def split(zh, en, targets):
    total = loss(targets, Z)
    return ({"zh": zh, "en": en}, total, entropy(targets), total - entropy(targets), entropy(targets) / total)


def scaled(c):
    return [c * z for z in Z]


def at_scale(c):
    z = scaled(c)
    return (c, mpmath.exp(-loss(ONE_HOT, z)), loss(ONE_HOT, z), loss(A, z))


SCALE = mpmath.findroot(lambda c: mpmath.diff(lambda scale: loss(A, scaled(scale)), c), 0.6)

EXPECTED = {
    "split_by_target": [
        split("独热", "One-hot", ONE_HOT),
        split("约定 K−1", "Convention K−1", A),
        split("约定 K", "Convention K", B),
    ],
    "epsilons": FACTORS,
    "floors_by_classes": [(k, mpmath.log(k), *(floor(k, epsilon) for epsilon in FACTORS)) for k in COUNTS],
    "highest_floor": floor(1000, EPSILON),
    "rise_per_tenfold": EPSILON * mpmath.log(10),
    "gaps_by_classes": [(k, *(gap(k, epsilon) for epsilon in FACTORS)) for k in COUNTS],
    "largest_best_gap": gap(1000, EPSILON),
    "best_gap_b": mpmath.log(37),
    "losses_by_confidence": [(p, -mpmath.log(p), smoothed(p), smoothed(p) - entropy(A)) for p in CONFIDENCES],
    "low_confidence": mpmath.mpf("0.5"),
    "high_confidence": mpmath.mpf("0.999"),
    "loss_at_low_confidence": smoothed(mpmath.mpf("0.5")),
    "loss_at_high_confidence": smoothed(mpmath.mpf("0.999")),
    "loss_shared_equally": smoothed(mpmath.exp(-loss(ONE_HOT, Z))),
    "search_step": mpmath.mpf("0.001"),
    "lowest_confidence": 1 - EPSILON,
    "loss_standard_at_floor": -mpmath.log(mpmath.mpf("0.9")),
    "scale": SCALE,
    "temperature": 1 / SCALE,
    "loss_scaled": loss(A, scaled(SCALE)),
    "excess_scaled": loss(A, scaled(SCALE)) - entropy(A),
    "losses_by_scale": [at_scale(c) for c in sorted([*map(mpmath.mpf, ("0.25", "0.5", "1", "1.5", "2")), SCALE])],
    "large_scale": 2,
    "loss_standard_enlarged": loss(ONE_HOT, scaled(2)),
    "loss_smoothed_enlarged": loss(A, scaled(2)),
}


def test_every_value_has_an_oracle():
    assert declared(page).keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_value_of_the_note(name):
    assert_same(declared(page)[name](NOTE), EXPECTED[name], tolerance=1e-15)


def test_published_figures():
    ours = {row[0]: f"{row[3]:.7f}" for row in page.floors_by_classes(NOTE)}
    assert (ours[2], ours[4], ours[10], ours[1000]) == ("0.3250830", "0.4349442", "0.5448054", "1.0157585")
    gaps = {row[0]: row[2] for row in page.gaps_by_classes(NOTE)}
    assert (f"{gaps[4]:.10f}", f"{gaps[1000]:.5f}") == ("3.2958368660", "9.10398")
    assert f"{page.best_gap_b(NOTE):.10f}" == "3.6109179126"
    assert (f"{page.scale(NOTE):.4f}", f"{page.temperature(NOTE):.3f}") == ("0.6063", "1.649")
    assert f"{page.loss_scaled(NOTE):.6f}" == "0.447136"
    assert f"{page.loss_smoothed_enlarged(NOTE):.6f}" == "1.100142"
    assert f"{page.loss_standard_enlarged(NOTE):.2e}" == "1.42e-04"


def test_published_split():
    shown = [[f"{number:.10f}" for number in row[1:4]] for row in page.split_by_target(NOTE)]
    assert shown == [
        ["0.0165613085", "0.0000000000", "0.0165613085"],
        ["0.5665613085", "0.4349442023", "0.1316171062"],
        ["0.4290613085", "0.3487803849", "0.0802809236"],
    ]
    assert [f"{row[4]:.1%}" for row in page.split_by_target(NOTE)] == ["0.0%", "76.8%", "81.3%"]


@pytest.mark.parametrize("epsilon", [0.05, 0.1, 0.25, 0.4])
def test_one_loss_falls_for_ever_and_the_other_turns_at_one_minus_epsilon(epsilon):
    rows = page.losses_by_confidence(replace(NOTE, epsilon=epsilon))
    confidences, plain, smooth, excess = zip(*rows, strict=True)
    turn = confidences.index(1 - epsilon)
    assert list(confidences) == sorted(set(confidences))
    assert list(plain) == sorted(plain, reverse=True)
    assert list(smooth[: turn + 1]) == sorted(smooth[: turn + 1], reverse=True)
    assert list(smooth[turn:]) == sorted(smooth[turn:])
    assert excess[turn] == pytest.approx(0, abs=1e-15)
    assert min(excess) >= 0


def test_the_tables_take_in_the_number_of_classes_and_the_smoothing_of_the_scenario():
    five = replace(NOTE, epsilon=0.25, logits=(*NOTE.logits, 0.0))
    assert [row[0] for row in page.floors_by_classes(five)] == [2, 3, 4, 5, 10, 100, 1000]
    assert list(page.epsilons(five)) == [0.125, 0.25, 0.5]
    assert 0.75 in [row[0] for row in page.losses_by_confidence(five)]


def test_without_smoothing_there_is_no_floor_and_no_scale_is_large_enough():
    sharp = replace(NOTE, epsilon=0.0)
    assert {cell for row in page.floors_by_classes(sharp) for cell in row[2:]} == {0.0}
    assert {cell for row in page.gaps_by_classes(sharp) for cell in row[1:]} == {np.inf}
    assert (page.scale(sharp), page.temperature(sharp), page.loss_scaled(sharp)) == (np.inf, 0, 0)
    assert page.losses_by_scale(sharp)[-1] == (np.inf, 1, 0, 0)
    assert page.losses_by_confidence(sharp)[-1] == (1, 0, 0, 0)
    assert page.loss_standard_at_floor(sharp) == 0


def test_full_smoothing_asks_for_a_prediction_against_the_true_class():
    reversed_ = replace(NOTE, epsilon=1.0)
    assert {cell for row in page.gaps_by_classes(reversed_) for cell in row[2:]} == {-np.inf}
    assert page.scale(reversed_) == 0
    assert page.loss_scaled(reversed_) == pytest.approx(float(mpmath.log(4)), rel=1e-14)
    assert page.losses_by_confidence(reversed_)[0][:2] == (0, np.inf)
    assert page.loss_standard_at_floor(reversed_) == np.inf
