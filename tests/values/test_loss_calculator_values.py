"""The loss calculator against mpmath at 50 digits, for many settings of its controls."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import pytest

from snippets.pages import loss_calculator as page
from snippets.scenario import SCENARIO
from tests.values.oracle import declared

mpmath.mp.dps = 50

SETTINGS = [(2, 0.1, 0, 0.5), (10, 0.1, 0, 0.6), (10, 0.1, 1, 0.6), (1000, 0.3, 1, 2.5), (50000, 0.05, 0, 1.0)]


def expected(classes: int, epsilon: float, minus: int, loss: float) -> dict[str, float]:
    """Return every value by the definition: an entropy of one target and K − 1 others."""
    share = mpmath.mpf(str(epsilon)) / (classes - minus)
    on = 1 - (classes - 1) * share
    floor = -on * mpmath.log(on) - (classes - 1) * share * mpmath.log(share)
    return {
        "classes": classes,
        "factor": epsilon,
        "divisor": classes - minus,
        "loss": loss,
        "floor": floor,
        "excess": mpmath.mpf(str(loss)) - floor,
        "guess": mpmath.log(classes),
        "best_confidence": on,
        "standard_at_floor": -mpmath.log(on),
        "all_right": 1,
    }


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_every_value_is_what_fifty_digits_give(setting: tuple[int, float, int, float]) -> None:
    classes, epsilon, minus, loss = setting
    at = replace(SCENARIO, log_classes=classes, epsilon=epsilon, log_divisor=minus, log_loss=loss)
    found = {name: function(at) for name, function in declared(page).items()}
    assert found == {name: pytest.approx(float(v), rel=1e-12, abs=1e-13) for name, v in expected(*setting).items()}


def test_without_smoothing_there_is_no_floor() -> None:
    at = replace(SCENARIO, epsilon=0.0)
    assert page.floor(at) == page.standard_at_floor(at) == 0
    assert page.excess(at) == at.log_loss
