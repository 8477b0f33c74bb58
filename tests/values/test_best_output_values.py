"""The best-output page's values, each against mpmath at 50 digits or the closed form."""

from __future__ import annotations

import mpmath
import pytest

from snippets.pages import best_output as page
from snippets.scenario import Scenario
from tests.values.oracle import assert_same, declared

mpmath.mp.dps = 50

NAMES = {"zh": ("猫", "狗", "鸟", "鱼"), "en": ("cat", "dog", "bird", "fish")}
NOTE = Scenario(class_names=NAMES, label=2, epsilon=0.1, logits=(-1.5, 0.5, 5.0, -0.5))
E = mpmath.mpf("0.1")
Z = [mpmath.mpf(z) for z in ("-1.5", "0.5", "5", "-0.5")]
TOTAL = mpmath.fsum(map(mpmath.exp, Z))
P = [mpmath.exp(z) / TOTAL for z in Z]


def best(q):
    """Return the mean target of a class: 1 − ε where it is the true one, ε/3 where it is not."""
    return q * (1 - E) + (1 - q) * E / 3


def shares(text, temperature):
    q = mpmath.mpf(text)
    return (q, best(q), best(q) - q, temperature if temperature is not None else odds(best(q)) / odds(q))


def odds(p):
    return mpmath.log(p / ((1 - p) / 3))


def entropy(p):
    return -mpmath.fsum(each * mpmath.log(each) for each in p)


def at(p):
    return [mpmath.log(p), *[mpmath.log((1 - p) / 3)] * 3]


def derivative(loss, p):
    z = at(p)
    return mpmath.diff(lambda x: loss([x, *z[1:]]), z[0])


def distribution(z):
    total = mpmath.fsum(map(mpmath.exp, z))
    return [mpmath.exp(each) / total for each in z]


def standard(z):
    return -mpmath.log(distribution(z)[0])


def smoothed(z):
    return -mpmath.fdot([1 - E, E / 3, E / 3, E / 3], [mpmath.log(p) for p in distribution(z)])


def penalty(z):
    return standard(z) - E * entropy(distribution(z))


def focal(z):
    return (1 - distribution(z)[0]) ** 2 * standard(z)


def gradients(text):
    p = mpmath.mpf(text)
    return (p, *(derivative(loss, p) for loss in (standard, smoothed, penalty, focal)))


EXPECTED = {
    "best_by_class": [
        ({"zh": zh, "en": en}, q, best(q), best(q) - q) for zh, en, q in zip(*NAMES.values(), P, strict=True)
    ],
    "uniform": mpmath.mpf("0.25"),
    "slope": mpmath.mpf(26) / 30,
    "best_by_share": [shares(q, None) for q in ("0.5", "0.7", "0.9", "0.99")] + [shares("1", mpmath.mpf(0))],
    "unsmoothed": [(p - E / 3) / (mpmath.mpf(26) / 30) for p in P],
    "unsmoothed_true": (P[2] - E / 3) * 30 / 26,
    "loss_uniform": mpmath.log(TOTAL) - mpmath.fsum(Z) / 4,
    "weight_standard": mpmath.mpf("0.9"),
    "penalty_weight": E,
    "focusing": mpmath.mpf(2),
    "entropy_p": entropy(P),
    "loss_penalty": -mpmath.log(P[2]) - E * entropy(P),
    "loss_focal": -((1 - P[2]) ** 2) * mpmath.log(P[2]),
    "gradients_by_probability": [gradients(p) for p in ("0.25", "0.5", "0.9", "0.95", "0.99", "0.999")],
    "turn_penalty": mpmath.findroot(lambda p: p * odds(p) - 1 / E, (0.999, 0.99999), solver="anderson"),
}


def test_every_value_has_an_expected_one() -> None:
    assert declared(page).keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_it_is_what_fifty_digits_give(name: str) -> None:
    assert_same(declared(page)[name](NOTE), EXPECTED[name], 1e-14)
