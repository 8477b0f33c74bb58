"""Padding, class weights, mixed labels and bfloat16, against loops, an optimiser and the bits of the format."""

from __future__ import annotations

import struct
from math import log

import mpmath
import numpy as np
import pytest

from snippets.practice import loss_of_sequence, mixed_labels, to_bfloat16, weighted_floor, weighted_target

LOGITS = [[1.0, -2.0, 0.5], [0.0, 3.0, -1.0], [9.0, 0.0, 0.0], [-4.0, 2.0, 2.5]]
LABELS = [2, 1, -100, 0]


def by_loops(epsilon: float, counting: bool) -> float:
    """Return what PyTorch gives, position by position: today’s, or that of issue #73205."""
    true, uniform = [], []
    for label, z in zip(LABELS, LOGITS, strict=True):
        lse = float(mpmath.log(mpmath.fsum(map(mpmath.exp, z))))
        if label >= 0:
            true.append(lse - z[label])
        if label >= 0 or counting:
            uniform.append(lse - sum(z) / 3)
    return (1 - epsilon) * sum(true) / len(true) + epsilon * sum(uniform) / len(uniform)


@pytest.mark.parametrize("epsilon", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("counting", [False, True])
def test_the_loss_of_a_sequence_is_what_loops_give(epsilon: float, counting: bool) -> None:
    assert loss_of_sequence(LABELS, LOGITS, epsilon, -100, counting) == pytest.approx(by_loops(epsilon, counting))


def test_what_stands_at_padding_does_not_change_the_loss() -> None:
    changed = [row if label >= 0 else [50.0, -50.0, 0.0] for label, row in zip(LABELS, LOGITS, strict=True)]
    assert loss_of_sequence(LABELS, changed, 0.1, -100) == loss_of_sequence(LABELS, LOGITS, 0.1, -100)
    assert loss_of_sequence(LABELS, changed, 0.1, -100, counting=True) != loss_of_sequence(
        LABELS, LOGITS, 0.1, -100, counting=True
    )


def test_a_sequence_of_nothing_but_padding_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^labels must hold a class beside the padding -100, got \[-100\]"):
        loss_of_sequence([-100], [[0.0, 0.0]], 0.1, -100)
    with pytest.raises(ValueError, match=r"^labels must be classes from 0 to 1, got 7"):
        loss_of_sequence([7], [[0.0, 0.0]], 0.1, -100)


def test_no_prediction_goes_below_the_weighted_floor() -> None:
    targets, weights, label = np.array([0.1, 0.7, 0.2]), np.array([2.0, 1.0, 5.0]), 1

    def loss(p: np.ndarray) -> float:
        return float(-(weights * targets * np.log(p)).sum() / weights[label])

    best = weighted_target(targets, weights)
    floor = weighted_floor(label, targets, weights)
    assert loss(best) == pytest.approx(floor, rel=1e-14)
    others = np.random.default_rng(0).dirichlet(np.ones(3), 300)
    assert min(loss(p) for p in [*others, *(0.99 * best + 0.01 * others)]) > floor


def test_equal_weights_change_nothing() -> None:
    assert weighted_target([0.1, 0.9], [3.0, 3.0]) == pytest.approx([0.1, 0.9])
    assert weighted_floor(1, [0.1, 0.9], [3.0, 3.0]) == pytest.approx(-0.1 * log(0.1) - 0.9 * log(0.9))


@pytest.mark.parametrize("weights", [[1.0, 0.0], [1.0, -1.0], [1.0, float("inf")], [float("nan"), 1.0]])
def test_a_weight_that_is_none_is_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match=r"^weights must be positive and finite, got"):
        weighted_target([0.5, 0.5], weights)


def test_mixed_labels_hold_both_classes_in_proportion() -> None:
    assert mixed_labels(3, 1, 0.75, 4).tolist() == [0.0, 0.25, 0.0, 0.75]
    assert mixed_labels(2, 2, 0.3, 3).tolist() == [0.0, 0.0, 1.0]
    with pytest.raises(ValueError, match=r"^share must be a number from 0 to 1, got 1.5"):
        mixed_labels(0, 1, 1.5, 2)


def test_bfloat16_rounds_to_the_nearest_of_its_numbers_and_ties_to_even() -> None:
    rng = np.random.default_rng(0)
    numbers = np.concatenate([rng.normal(size=500), 10.0 ** rng.uniform(-30, 30, 500)]).astype(np.float32)
    for number, rounded in zip(numbers, to_bfloat16(numbers), strict=True):
        upper = struct.unpack(">I", struct.pack(">f", number))[0] >> 16
        around = [struct.unpack(">f", struct.pack(">I", each << 16))[0] for each in (upper, upper + 1)]
        nearest = min(around, key=lambda each: abs(float(number) - each))
        assert float(rounded) == nearest
    tie = 1 + 2.0**-8  # half way between 1 and the next number, 1 + 2^-7
    assert to_bfloat16([tie, 1 + 3 * 2.0**-8]).tolist() == [1.0, 1 + 2.0**-6]


def test_numbers_that_are_not_finite_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^values must be finite, got"):
        to_bfloat16([1.0, float("inf")])
