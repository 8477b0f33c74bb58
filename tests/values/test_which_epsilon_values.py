"""The values of the page on choosing ε, each against mpmath at 50 digits."""

from __future__ import annotations

import mpmath
import pytest

from snippets.pages import which_epsilon as page
from snippets.scenario import Scenario
from tests.values.oracle import assert_same, declared

mpmath.mp.dps = 50

NAMES = {"zh": ("猫", "狗", "鸟", "鱼"), "en": ("cat", "dog", "bird", "fish")}
NOTE = Scenario(class_names=NAMES, label=2, epsilon=0.1, logits=(-1.5, 0.5, 5.0, -0.5))
SHARE = mpmath.mpf("0.7")


def row(text):
    epsilon = mpmath.mpf(text)
    on, off = 1 - epsilon, epsilon / 3
    floor = -on * mpmath.log(on) - 3 * off * mpmath.log(off)
    return epsilon, on, SHARE * on + (1 - SHARE) * off, mpmath.log(on / off), floor, -mpmath.log(on)


EXPECTED = {
    "ambiguous": SHARE,
    "by_epsilon": [row(text) for text in ("0.01", "0.05", "0.1", "0.2", "0.3")],
    "epsilon_for_gap": (mpmath.mpf("0.05"), mpmath.mpf(1) / 12),  # 0.7 − 0.05 = 0.7·(1 − ε) + 0.3·ε/3 at ε = 1/12
    "epsilon_for_price": (mpmath.mpf("0.15"), 1 - mpmath.exp(mpmath.mpf("-0.15"))),
}


def test_every_value_has_an_expected_one() -> None:
    assert declared(page).keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_it_is_what_fifty_digits_give(name: str) -> None:
    assert_same(declared(page)[name](NOTE), EXPECTED[name], 1e-14)
