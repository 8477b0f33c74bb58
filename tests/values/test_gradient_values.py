"""The gradient page's values, each against mpmath at 50 digits or the closed form."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import numpy as np
import pytest

from snippets.pages import gradient as page
from snippets.scenario import Scenario
from tests.values.oracle import assert_same, declared

mpmath.mp.dps = 50

NAMES = {"zh": ("猫", "狗", "鸟", "鱼"), "en": ("cat", "dog", "bird", "fish")}
NOTE = Scenario(class_names=NAMES, label=2, epsilon=0.1, logits=(-1.5, 0.5, 5.0, -0.5))
Z = [mpmath.mpf(z) for z in ("-1.5", "0.5", "5", "-0.5")]
ONE_HOT = [mpmath.mpf(t) for t in (0, 0, 1, 0)]
A = [mpmath.mpf(1) / 30, mpmath.mpf(1) / 30, mpmath.mpf("0.9"), mpmath.mpf(1) / 30]
STEPS = (0, 1, 2, 5, 10, 20, 50, 100)
NUDGE = mpmath.mpf("0.01")


def softmax(z):
    powers = list(map(mpmath.exp, z))
    return [power / mpmath.fsum(powers) for power in powers]


def loss(targets, z):
    return -mpmath.fsum(t * mpmath.log(p) for t, p in zip(targets, softmax(z), strict=True))


def moved(k, step):
    return [z + step if i == k else z for i, z in enumerate(Z)]


def gradient(targets):
    return [p - t for p, t in zip(softmax(Z), targets, strict=True)]


def central(targets, k, step):
    step = mpmath.mpf(str(step))
    return (loss(targets, moved(k, step)) - loss(targets, moved(k, -step))) / (2 * step)


def walk(targets):
    path = [Z]
    for _ in range(STEPS[-1]):
        path.append([z - p + t for z, p, t in zip(path[-1], softmax(path[-1]), targets, strict=True)])
    return path


def gaps(z):
    return [z[2] - z[k] for k in (0, 1, 3)]


SHARP, SMOOTH = walk(ONE_HOT), walk(A)
LOSS_CHANGE = loss(A, moved(2, NUDGE)) - loss(A, Z)

EXPECTED = {
    "nudge": NUDGE,
    "loss_nudged": loss(A, moved(2, NUDGE)),
    "loss_change": LOSS_CHANGE,
    "slope": LOSS_CHANGE / NUDGE,
    "gradient_standard": gradient(ONE_HOT),
    "gradient_smoothed": gradient(A),
    "gradient_standard_true": gradient(ONE_HOT)[2],
    "gradient_smoothed_true": gradient(A)[2],
    "gradients_by_class": [
        ({"zh": zh, "en": en}, *numbers)
        for zh, en, *numbers in zip(
            *NAMES.values(), softmax(Z), ONE_HOT, gradient(ONE_HOT), A, gradient(A), strict=True
        )
    ],
    "checks_by_nudge": [
        (step, central(A, 2, step), gradient(A)[2], abs(central(A, 2, step) - gradient(A)[2]))
        for step in (0.1, 0.01, 0.001)
    ],
    "smallest_nudge": mpmath.mpf("0.001"),
    "largest_error": max(abs(central(t, k, 0.001) - gradient(t)[k]) for t in (ONE_HOT, A) for k in range(4)),
    "learning_rate": 1,
    "step_count": 100,
    "descent": [
        (n, softmax(SHARP[n])[2], loss(ONE_HOT, SHARP[n]), softmax(SMOOTH[n])[2], loss(A, SMOOTH[n])) for n in STEPS
    ],
    "p_true_after_standard": softmax(SHARP[-1])[2],
    "p_true_after_smoothed": softmax(SMOOTH[-1])[2],
    "gaps": gaps(Z),
    "gaps_after_smoothed": gaps(SMOOTH[-1]),
    "best_gap": mpmath.log(27),
}
# Differences of nearly equal losses keep fewer digits.
TOLERANCES = {"loss_change": 1e-14, "slope": 1e-12, "checks_by_nudge": 1e-12, "largest_error": 1e-12}


def test_every_value_has_an_oracle():
    assert declared(page).keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_value_of_the_note(name):
    assert_same(declared(page)[name](NOTE), EXPECTED[name], TOLERANCES.get(name, 1e-14))


def test_published_figures():
    expected = ["0.0014787453", "0.0109265321", "-0.0164249240", "0.0040196465"]
    assert [f"{d:.10f}" for d in page.gradient_standard(NOTE)] == expected
    expected = ["-0.0318545880", "-0.0224068012", "0.0835750760", "-0.0293136868"]
    assert [f"{d:.10f}" for d in page.gradient_smoothed(NOTE)] == expected
    assert f"{page.best_gap(NOTE):.10f}" == "3.2958368660"


def test_each_gradient_adds_up_to_nothing():
    assert page.gradient_standard(NOTE).sum() == pytest.approx(0, abs=1e-15)
    assert page.gradient_smoothed(NOTE).sum() == pytest.approx(0, abs=1e-15)


def test_a_tenth_of_the_step_leaves_a_hundredth_of_the_error():
    errors = [row[3] for row in page.checks_by_nudge(NOTE)]
    assert errors[0] / errors[1] == pytest.approx(100, rel=0.01)
    assert errors[1] / errors[2] == pytest.approx(100, rel=0.01)


def test_one_target_lets_p_climb_the_other_brings_it_down():
    rows = page.descent(NOTE)
    without, smoothed = [row[1] for row in rows], [row[3] for row in rows]
    assert without == sorted(without)
    assert smoothed == sorted(smoothed, reverse=True)
    assert smoothed[-1] == pytest.approx(0.9, abs=1e-3)


def test_best_gap_makes_the_gradient_vanish():
    settled = replace(NOTE, logits=(0.0, 0.0, page.best_gap(NOTE), 0.0))
    assert page.gradient_smoothed(settled) == pytest.approx(np.zeros(4), abs=1e-15)


def test_without_smoothing_no_gap_is_enough():
    assert page.best_gap(replace(NOTE, epsilon=0.0)) == np.inf
