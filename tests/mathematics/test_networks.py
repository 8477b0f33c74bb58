"""Networks side by side learn as if alone, by the gradients that difference quotients give."""

from __future__ import annotations

import numpy as np
import pytest

from snippets.losses import cross_entropy
from snippets.networks import gradients, logits_of, train
from snippets.targets import smooth_labels_a

INPUTS, HIDDEN, CLASSES, BATCH = 5, 7, 4, 6
EPSILONS = (0.0, 0.1, 0.6)
RATES, DECAYS, MOMENTUM = (0.3, 0.05, 0.3), (0.0, 0.0, 0.1), 0.9


def some_weights(*networks):
    random = np.random.default_rng(3)
    shapes = [(INPUTS, HIDDEN), (1, HIDDEN), (HIDDEN, CLASSES), (1, CLASSES)]
    return [random.normal(size=(*networks, *shape)) for shape in shapes]


def some_batches(count):
    random = np.random.default_rng(4)
    inputs, labels = random.normal(size=(count, BATCH, INPUTS)), random.integers(CLASSES, size=(count, BATCH))
    return [
        (x, np.stack([smooth_labels_a(y, CLASSES, epsilon) for epsilon in EPSILONS]))
        for x, y in zip(inputs, labels, strict=True)
    ]


def test_the_logits_are_those_of_two_layers():
    first, first_bias, second, second_bias = some_weights()
    (inputs, _), *_ = some_batches(1)
    for row, logits in zip(inputs, logits_of([first, first_bias, second, second_bias], inputs), strict=True):
        hidden = [max(sum(row * first[:, unit]) + first_bias[0, unit], 0) for unit in range(HIDDEN)]
        expected = [sum(np.array(hidden) * second[:, k]) + second_bias[0, k] for k in range(CLASSES)]
        assert logits == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("temperature", [1.0, 3.0])
@pytest.mark.parametrize("part", range(4))
def test_gradients_are_difference_quotients_of_the_loss(part, temperature):
    weights = some_weights()
    ((inputs, targets), *_) = some_batches(1)
    target, nudge = targets[1], 1e-6
    found = gradients(weights, inputs, target, temperature)[part]
    for place in np.ndindex(found.shape):
        losses = []
        for sign in (1, -1):
            moved = [weight.copy() for weight in weights]
            moved[part][place] += sign * nudge
            softened = logits_of(moved, inputs) / temperature
            losses.append(temperature**2 * cross_entropy(target, softened).mean())
        assert found[place] == pytest.approx((losses[0] - losses[1]) / (2 * nudge), abs=1e-8)


def test_side_by_side_they_learn_as_if_alone():
    batches = some_batches(5)
    together = some_weights(len(EPSILONS))
    alone = [[weight[place].copy() for weight in together] for place in range(len(EPSILONS))]
    rates, decays = (np.array(each)[:, None, None] for each in (RATES, DECAYS))
    for _ in train(together, batches, rates, decays, MOMENTUM):
        pass
    for place, weights in enumerate(alone):
        of_one = [(inputs, targets[place]) for inputs, targets in batches]
        for _ in train(weights, of_one, np.array(RATES[place]), np.array(DECAYS[place]), MOMENTUM):
            pass
        for one, all_of_them in zip(weights, together, strict=True):
            assert all_of_them[place] == pytest.approx(one, rel=1e-12)


def test_steps_are_those_of_momentum_and_weight_decay():
    batches = [(inputs, targets[1]) for inputs, targets in some_batches(3)]
    weights = some_weights()
    expected = [weight.copy() for weight in weights]
    velocities = [0.0] * 4
    steps = train(weights, batches, np.array(0.2), np.array(0.05), MOMENTUM)
    for inputs, targets in batches:
        slopes = gradients(expected, inputs, targets)
        velocities = [MOMENTUM * v + slope + 0.05 * w for v, slope, w in zip(velocities, slopes, expected, strict=True)]
        expected = [w - 0.2 * v for w, v in zip(expected, velocities, strict=True)]
        for got, wanted in zip(next(steps), expected, strict=True):
            assert got == pytest.approx(wanted, rel=1e-12)
