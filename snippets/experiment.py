"""The experiment of the training page: networks that differ in their smoothing alone, with clean or flipped labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snippets.calibration import Reliability, brier_score, expected_calibration_error, judge, reliability
from snippets.datasets import LOADERS, Draw, draw
from snippets.floors import best_scale
from snippets.losses import cross_entropy
from snippets.networks import Weights, logits_of, train
from snippets.scenario import Training
from snippets.softmax import log_softmax
from snippets.targets import one_hot, smooth_labels_a

Floats = NDArray[np.floating[Any]]
Integers = NDArray[np.integer[Any]]
Scores = dict[str, Floats]  # By metric, each of the shape of the networks.

FLIPPED_OR_NOT = (False, True)


@dataclass(frozen=True)
class Setting:
    """What networks of the same seed and labels differ in."""

    epsilon: float
    learning_rate: float
    weight_decay: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """What the networks came to: for each seed and stop, with clean and with flipped labels, in each setting."""

    draws: tuple[Draw, ...]
    logits: Floats  # Of all inputs at the end: (seeds, 2, settings, N, K).
    test: Scores  # By metric: (seeds, stops, 2, settings).
    validation_loss: Floats  # (seeds, stops, 2, settings).


def settings(training: Training) -> list[Setting]:
    """Return the settings: each smoothing factor, then two ways to train more gently without smoothing."""
    baseline = training.epsilons[0]
    gentle = [
        Setting(baseline, training.smaller_rate),
        Setting(baseline, training.learning_rate, training.weight_decay),
    ]
    return [*(Setting(epsilon, training.learning_rate) for epsilon in training.epsilons), *gentle]


# --8<-- [start:run]
@lru_cache(maxsize=8)
def run(training: Training) -> Outcome:
    """Train every network; whoever asks for the same training in this process gets the same outcome."""
    data = LOADERS[training.dataset]()
    return outcome_of(training, tuple(draw(data, training, seed) for seed in range(training.num_seeds)))


def outcome_of(training: Training, draws: tuple[Draw, ...]) -> Outcome:
    """Train the networks of each draw, and score them at each stop."""
    logits, test, losses = zip(*(_train_and_score(training, drawn) for drawn in draws), strict=True)
    return Outcome(
        draws,
        np.stack(logits),
        {metric: np.array([[at_stop[metric] for at_stop in each] for each in test]) for metric in METRICS},
        np.array(losses),
    )


def _train_and_score(training: Training, drawn: Draw) -> tuple[Floats, list[Scores], list[Floats]]:
    test, losses = [], []
    for logits in logits_at_stops(training, drawn):
        test.append(scores(logits[..., drawn.test, :], drawn.labels[0, drawn.test], training.num_bins))
        losses.append(validation_loss(drawn, logits))
    return logits, test, losses


def logits_at_stops(training: Training, drawn: Draw) -> Iterator[Floats]:
    """Train the networks of one draw side by side, and yield the logits of all inputs at each stop."""
    tried = settings(training)
    weights = initial_weights(drawn.layers, (2, len(tried)))
    rates, decays = (
        np.array([getattr(each, of) for each in tried])[:, None, None] for of in ("learning_rate", "weight_decay")
    )
    steps_an_epoch = len(drawn.batches) // training.epochs
    batches = batches_of(drawn, [each.epsilon for each in tried])
    for step, trained in enumerate(train(weights, batches, rates, decays, training.momentum), 1):
        if step % steps_an_epoch == 0 and step // steps_an_epoch in training.stops:
            yield logits_of(trained, drawn.inputs)


# --8<-- [end:run]


def initial_weights(layers: tuple[Floats, ...], networks: tuple[int, ...]) -> Weights:
    """Return copies of the layers of a draw, one a network, with biases of 0."""
    copies = [np.tile(layer, (*networks, 1, 1)) for layer in layers]
    return [part for copy in copies for part in (copy, np.zeros_like(copy[..., :1, :]))]


def batches_of(drawn: Draw, epsilons: list[float]) -> Iterator[tuple[Floats, Floats]]:
    """Yield inputs of shape (batch, inputs), and smoothed targets of shape (2, smoothing factors, batch, K)."""
    num_classes = drawn.layers[-1].shape[1]
    targets = np.stack([smooth_labels_a(drawn.labels, num_classes, epsilon) for epsilon in epsilons], axis=1)
    for positions in drawn.batches:
        yield drawn.inputs[positions], targets[:, :, positions]


METRICS = ("accuracy", "cross_entropy", "brier", "calibration_error", "confidence")


def scores(logits: Floats, labels: Integers, num_bins: int) -> Scores:
    """Return the scores of networks from logits of shape (..., N, K); their labels have shape (N,)."""
    networks = logits.shape[:-2]
    log_p = log_softmax(logits)
    confidence, right = np.exp(log_p.max(axis=-1)), log_p.argmax(axis=-1) == labels
    pairs = zip(confidence.reshape(-1, len(labels)), right.reshape(-1, len(labels)), strict=True)
    errors = [expected_calibration_error(*pair, num_bins) for pair in pairs]
    targets = one_hot(labels, logits.shape[-1])
    return {
        "accuracy": right.mean(axis=-1),
        "cross_entropy": -log_p[..., np.arange(len(labels)), labels].mean(axis=-1),
        "brier": brier_score(targets, np.exp(log_p)).mean(axis=-1),
        "calibration_error": np.array(errors).reshape(networks),
        "confidence": confidence.mean(axis=-1),
    }


def validation_loss(drawn: Draw, logits: Floats) -> Floats:
    """Return the standard cross-entropy on the validation set, whose labels are flipped where the training labels are.

    The networks’ logits have shape (2, ..., N, K).
    """
    labels = drawn.labels[:, drawn.validation]
    return np.stack(
        [
            cross_entropy(one_hot(each, logits.shape[-1]), of_regime[..., drawn.validation, :]).mean(axis=-1)
            for each, of_regime in zip(labels, logits, strict=True)
        ]
    )


def logits_in(training: Training, part: str, flipped: bool, setting: int) -> Floats:
    """Return the final logits of a part of the inputs, "train", "validation" or "test", of shape (seeds, n, K)."""
    outcome = run(training)
    logits = outcome.logits[:, int(flipped), setting]
    return np.stack([of_seed[getattr(drawn, part)] for of_seed, drawn in zip(logits, outcome.draws, strict=True)])


def labels_in(training: Training, part: str, flipped: bool) -> Integers:
    """Return the labels of a part of the inputs, of shape (seeds, n)."""
    return np.stack([drawn.labels[int(flipped), getattr(drawn, part)] for drawn in run(training).draws])


def part_scores(training: Training, part: str, flipped: bool, setting: int) -> Scores:
    """Return the final scores on a part of the inputs, one a seed, against the labels that the networks learn."""
    logits = logits_in(training, part, flipped, setting)
    return _scores_by_seed(training, logits, labels_in(training, part, flipped))


@lru_cache(maxsize=128)
def scales(training: Training, flipped: bool, validation_flipped: bool, setting: int) -> Floats:
    """Return, for each seed, the inverse of the temperature that suits the validation set best."""
    logits = logits_in(training, "validation", flipped, setting)
    targets = one_hot(labels_in(training, "validation", validation_flipped), logits.shape[-1])
    return np.array([best_scale(*of_seed) for of_seed in zip(targets, logits, strict=True)])


@lru_cache(maxsize=128)
def scaled_scores(training: Training, flipped: bool, validation_flipped: bool, setting: int) -> Scores:
    """Return the final scores on the test set, one a seed, each network’s logits divided by its temperature."""
    factors = scales(training, flipped, validation_flipped, setting)[:, None, None]
    logits = factors * logits_in(training, "test", flipped, setting)
    return _scores_by_seed(training, logits, labels_in(training, "test", flipped))


def _scores_by_seed(training: Training, logits: Floats, labels: Integers) -> Scores:
    found = [scores(*pair, training.num_bins) for pair in zip(logits, labels, strict=True)]
    return {metric: np.array([each[metric] for each in found]) for metric in METRICS}


def reliability_of(training: Training, flipped: bool, setting: int, num_bins: int) -> Reliability:
    """Return the test sets of all seeds together, in bins of confidence; the counts are a histogram of it."""
    logits = logits_in(training, "test", flipped, setting)
    return reliability(*judge(logits, labels_in(training, "test", flipped)), num_bins)


def first_losses(training: Training, steps: int) -> Floats:
    """Return the smoothed loss of the first batches, each before its step: first seed, clean labels, ε shown."""
    drawn = draw(LOADERS[training.dataset](), training, seed=0)
    weights = initial_weights(drawn.layers, (1, 1))
    rate, decay = np.array(training.learning_rate), np.array(0.0)
    batches = [(inputs, targets[:1]) for inputs, targets in batches_of(drawn, [training.epsilon_shown])][:steps]
    losses = []
    stepping = train(weights, batches, rate, decay, training.momentum)
    for inputs, targets in batches:
        losses.append(cross_entropy(targets, logits_of(weights, inputs)).mean())
        next(stepping)
    return np.array(losses)
