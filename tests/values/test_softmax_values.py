"""The softmax page's values, each against mpmath at 50 digits."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import numpy as np
import pytest

from snippets.pages import softmax as page
from snippets.scenario import Scenario
from tests.values.oracle import assert_same, declared

mpmath.mp.dps = 50

NAMES = {"zh": ("猫", "狗", "鸟", "鱼"), "en": ("cat", "dog", "bird", "fish")}
NOTE = Scenario(class_names=NAMES, label=2, epsilon=0.1, logits=(-1.5, 0.5, 5.0, -0.5))
Z = [mpmath.mpf(z) for z in ("-1.5", "0.5", "5", "-0.5")]
EXP = list(map(mpmath.exp, Z))
SUM = mpmath.fsum(EXP)
P = [e / SUM for e in EXP]
SHIFT = 3


def at_temperature(temperature):
    powers = [mpmath.exp(z / mpmath.mpf(temperature)) for z in Z]
    p = [power / mpmath.fsum(powers) for power in powers]
    return temperature, p[2], p[0] + p[1] + p[3], -mpmath.fsum(q * mpmath.log(q) for q in p)


EXPECTED = {
    "logits": Z,
    "exponentials": EXP,
    "sum_exponentials": SUM,
    "p": P,
    "p_max": P[2],
    "top_name": {"zh": "鸟", "en": "bird"},
    "shift": SHIFT,
    "shift_factor": mpmath.exp(SHIFT),
    "sum_exponentials_after_shift": SUM * mpmath.exp(SHIFT),
    "shift_by_class": [
        ({"zh": zh, "en": en}, z, mpmath.exp(z), z + SHIFT, mpmath.exp(z + SHIFT), p, p)
        for zh, en, z, p in zip(NAMES["zh"], NAMES["en"], Z, P, strict=True)
    ],
    "max_logit": 5,
    "centred_logits": [mpmath.mpf(z) for z in ("-6.5", "-4.5", "0", "-5.5")],
    "centred_exponentials": [mpmath.exp(z - 5) for z in Z],
    "float32_limit": mpmath.log((2 - mpmath.mpf(2) ** -23) * mpmath.mpf(2) ** 127),
    "float64_limit": mpmath.log((2 - mpmath.mpf(2) ** -52) * mpmath.mpf(2) ** 1023),
    "log_sum_exp": mpmath.log(SUM),
    "log_sum_exp_excess": mpmath.log(SUM) - 5,
    "log_num_classes": mpmath.log(4),
    "by_temperature": [at_temperature(temperature) for temperature in (0.5, 1, 2, 5, 20)],
    "uniform": mpmath.mpf(1) / 4,
}


def test_every_value_has_an_oracle():
    assert declared(page).keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_value_of_the_note(name):
    assert_same(declared(page)[name](NOTE), EXPECTED[name], tolerance=1e-14)


def test_shifting_leaves_the_probabilities_as_displayed():
    rows = page.shift_by_class(NOTE)
    assert [f"{row[5]:.4f}" for row in rows] == [f"{row[6]:.4f}" for row in rows]


def test_the_limits_are_where_overflow_begins():
    for kind, limit in ((np.float32, page.float32_limit(NOTE)), (np.float64, page.float64_limit(NOTE))):
        with np.errstate(over="ignore"):
            assert np.isfinite(np.exp(kind(limit - 0.01)))
            assert np.isinf(np.exp(kind(limit + 0.01)))


def test_hotter_is_flatter():
    rows = page.by_temperature(NOTE)
    assert [row[1] for row in rows] == sorted((row[1] for row in rows), reverse=True)
    assert [row[3] for row in rows] == sorted(row[3] for row in rows)


def test_the_top_class_follows_the_logits():
    assert page.top_name(replace(NOTE, logits=(9.0, 0.5, 5.0, -0.5))) == {"zh": "猫", "en": "cat"}
