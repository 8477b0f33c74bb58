"""The relatives of label smoothing: their losses against mpmath, their gradients against numerical derivatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest

from snippets.gradients import cross_entropy_gradient
from snippets.penalties import confidence_penalty, confidence_penalty_gradient, focal_gradient, focal_loss
from snippets.targets import one_hot

mpmath.mp.dps = 50

CASES = [[-1.5, 0.5, 5.0, -0.5], [0.0, 0.0, 0.0, 0.0], [2.0, -1.0, 0.5, 30.0], [3.0, 1.0, 1.0, 1.0]]
LABEL, WEIGHT, FOCUSING = 2, 0.3, 2.0


def probabilities(z: list[Any]) -> list[Any]:
    exponentials = [mpmath.exp(mpmath.mpf(each)) for each in z]
    return [each / mpmath.fsum(exponentials) for each in exponentials]


def exact_penalty(z: list[Any]) -> Any:
    p = probabilities(z)
    return -mpmath.log(p[LABEL]) + mpmath.mpf(WEIGHT) * mpmath.fsum(each * mpmath.log(each) for each in p)


def exact_focal(z: list[Any]) -> Any:
    p = probabilities(z)[LABEL]
    return -((1 - p) ** 2) * mpmath.log(p)


def slopes(exact: Callable[[list[Any]], Any], z: list[float]) -> list[float]:
    def along(k: int) -> Callable[[Any], Any]:
        return lambda x: exact([*z[:k], x, *z[k + 1 :]])

    return [float(mpmath.diff(along(k), z[k])) for k in range(len(z))]


LOSSES = {
    "penalty": (exact_penalty, confidence_penalty, confidence_penalty_gradient, WEIGHT),
    "focal": (exact_focal, focal_loss, focal_gradient, FOCUSING),
}


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("z", CASES)
def test_loss_and_gradient_agree_with_fifty_digits(name: str, z: list[float]) -> None:
    exact, loss, gradient, given = LOSSES[name]
    assert float(loss(LABEL, z, given)) == pytest.approx(float(exact(z)), rel=1e-12, abs=1e-15)
    assert gradient(LABEL, z, given) == pytest.approx(slopes(exact, z), rel=1e-10, abs=1e-14)
    assert gradient(LABEL, z, given).sum() == pytest.approx(0, abs=1e-14)


@pytest.mark.parametrize("gradient", [confidence_penalty_gradient, focal_gradient])
def test_without_a_weight_both_are_cross_entropy(gradient: Callable[..., Any]) -> None:
    z = np.array(CASES)
    assert gradient(LABEL, z, 0.0) == pytest.approx(cross_entropy_gradient(one_hot(LABEL, 4), z))


@pytest.mark.parametrize("loss", [confidence_penalty, confidence_penalty_gradient, focal_loss, focal_gradient])
@pytest.mark.parametrize("given", [-0.1, float("inf"), float("nan"), "1"])
def test_a_weight_that_is_none_is_refused(loss: Callable[..., Any], given: Any) -> None:
    with pytest.raises(ValueError, match=r"^(weight|focusing) must be a number of at least 0, got"):
        loss(LABEL, CASES[0], given)


def test_a_focusing_whose_gradient_is_infinite_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^focusing must be 0 or at least 1, got 0\.5"):
        focal_gradient(LABEL, CASES[0], 0.5)
