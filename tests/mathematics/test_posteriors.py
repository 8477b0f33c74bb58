"""The best output is where the mean loss over unlike labels is smallest; undoing it gives the shares of the labels."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.losses import cross_entropy
from snippets.posteriors import sharing_equally, smoothed_posterior, unsmooth
from snippets.targets import smooth_labels_a

QUARTERS = np.array([0.25, 0.0, 0.5, 0.25])


def mean_loss(shares: np.ndarray, p: np.ndarray, epsilon: float) -> float:
    """Return the mean loss of one output over inputs whose labels occur with these shares."""
    losses = [cross_entropy(smooth_labels_a(k, len(p), epsilon), np.log(p)) for k in range(len(p))]
    return float(shares @ np.array(losses))


@pytest.mark.parametrize("epsilon", [0.1, 0.3, 0.6])
def test_no_other_output_has_a_smaller_mean_loss(epsilon: float) -> None:
    best = smoothed_posterior(QUARTERS, epsilon)
    others = np.random.default_rng(0).dirichlet(np.ones(4), 200)
    near = best + 1e-3 * (others - best)
    least = mean_loss(QUARTERS, best, epsilon)
    assert all(mean_loss(QUARTERS, p, epsilon) > least for p in [*others, *near])


def test_a_certain_posterior_gives_the_smoothed_target() -> None:
    assert smoothed_posterior([0, 0, 1, 0], 0.1) == pytest.approx(smooth_labels_a(2, 4, 0.1), rel=1e-15)


def test_the_best_output_agrees_with_fractions() -> None:
    mpmath.mp.dps = 50
    epsilon, share = mpmath.mpf("0.1"), mpmath.mpf("0.7")
    exact = share * (1 - epsilon) + (1 - share) * epsilon / 3  # right with the share, wrong with the rest of it
    assert smoothed_posterior(sharing_equally(0.7, 4), 0.1)[0] == pytest.approx(float(exact), rel=1e-14)


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=20), st.floats(0, 0.95))
def test_undoing_gives_the_posterior(weights: list[float], share: float) -> None:
    q = np.array(weights) / sum(weights)
    epsilon = share * (len(q) - 1) / len(q)
    assert unsmooth(smoothed_posterior(q, epsilon), epsilon) == pytest.approx(q, abs=1e-12)


def test_an_output_surer_than_the_target_is_undone_to_more_than_one() -> None:
    assert unsmooth([0.95, 0.05], 0.1)[0] == pytest.approx(0.85 / 0.8)


@pytest.mark.parametrize("epsilon", [0.75, 0.9, 1.0])
def test_what_smoothing_wiped_out_cannot_be_undone(epsilon: float) -> None:
    with pytest.raises(ValueError, match=rf"^epsilon must be less than \(K − 1\) / K = 0.75, got {epsilon}"):
        unsmooth(QUARTERS, epsilon)


def test_what_is_no_distribution_is_refused_by_name() -> None:
    for call, name in ((smoothed_posterior, "posterior"), (unsmooth, "output")):
        with pytest.raises(ValueError, match=f"^{name} must add up to 1"):
            call([0.5, 0.6], 0.1)
        with pytest.raises(ValueError, match=r"^epsilon must be a number from 0 to 1"):
            call([0.5, 0.5], 1.5)
    with pytest.raises(ValueError, match=r"^top must be from 0 to 1"):
        sharing_equally([0.5, 1.5], 3)
