"""The experiment of the training page: networks that differ in their smoothing alone, with clean or flipped labels."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snippets.calibration import Reliability, expected_calibration_error, judge, reliability
from snippets.digits import NUM_CLASSES, flip_labels, load_digits
from snippets.floors import best_scale
from snippets.losses import cross_entropy
from snippets.scenario import Training
from snippets.targets import one_hot

Floats = NDArray[np.floating[Any]]
Integers = NDArray[np.integer[Any]]

Scores = dict[str, Floats]  # By metric, one a seed.
ByEpsilon = dict[float, Scores]

FLIPPED_OR_NOT = (False, True)


@dataclass(frozen=True)
class Draw:
    """All that one seed decides; networks of the same seed share it, whatever their labels and their smoothing."""

    train: Integers  # Positions among all images, as are validation, test and batches.
    validation: Integers
    test: Integers
    labels: Integers  # Of shape (2, images): clean, then with some flipped outside the test set.
    layers: tuple[Floats, ...]  # The weights to begin with.
    batches: Integers  # Of shape (steps, batch size).


@dataclass(frozen=True)
class Outcome:
    """What came of it: every network's logits of every image, of shape (seeds, 2, smoothing factors, images, K)."""

    draws: tuple[Draw, ...]
    logits: Floats


# --8<-- [start:draw]
def draw(images: Floats, labels: Integers, training: Training, seed: int) -> Draw:
    """Draw a split of the images, labels to flip, weights to begin with, and an order to learn in.

    Formula: weights ~ N(0, 2/inputs) of a layer; each epoch goes through all training images in an order of its own

    Args:
        images: of shape (images, pixels).
        labels: clean ones, of shape (images,).
        training: how many images, hidden units and epochs.
        seed: what makes the draw the same each time.

    Returns:
        The draw. Labels of the test set are never flipped.

    Source:
        He et al., Delving Deep into Rectifiers (2015), equation 10, for the weights.

    >>> images, labels = load_digits()
    >>> drawn = draw(images, labels, Training(), seed=0)
    >>> len(drawn.train), len(drawn.validation), len(drawn.test)
    (600, 297, 900)
    """
    random = np.random.default_rng(seed)
    ends = np.cumsum([training.train_count, training.validation_count])
    train, validation, test = np.split(random.permutation(len(labels)), ends)
    flipped = labels.copy()
    for part in (train, validation):
        flipped[part] = flip_labels(labels[part], NUM_CLASSES, training.flipped_share, random)
    sizes = (images.shape[1], training.hidden_units, NUM_CLASSES)
    layers = tuple(random.normal(0, np.sqrt(2 / size[0]), size) for size in pairwise(sizes))
    used = len(train) - len(train) % training.batch_size
    epochs = [random.permutation(train)[:used] for _ in range(training.epochs)]
    batches = np.concatenate(epochs).reshape(-1, training.batch_size)
    return Draw(train, validation, test, np.stack([labels, flipped]), layers, batches)


# --8<-- [end:draw]


# --8<-- [start:run]
@lru_cache(maxsize=4)
def run(training: Training) -> Outcome:
    """Train every network, all at once; whoever asks for the same training in this process gets the same outcome."""
    images, labels = load_digits()
    draws = tuple(draw(images, labels, training, seed) for seed in range(training.num_seeds))
    shared = np.ones((2, len(training.epsilons), 1, 1))
    first, second = (np.stack([shared * drawn.layers[depth] for drawn in draws]) for depth in (0, 1))
    with _one_core():
        from snippets.mindspore_training import Networks, logits_of, train

        networks = Networks(first, second)
        train(networks, _batches(images, draws), np.array(training.epsilons), training.learning_rate, training.momentum)
        logits = logits_of(networks, images).astype(np.float64)
    logits.setflags(write=False)
    return Outcome(draws, logits)


# --8<-- [end:run]


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep MindSpore's threads on one core, where the system can: they hand over so often that a busy one halts all."""
    os.environ.setdefault("GLOG_v", "3")  # MindSpore warns otherwise that it has no other device to talk to.
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(cores)[os.getpid() % len(cores)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _batches(images: Floats, draws: tuple[Draw, ...]) -> Iterator[tuple[Floats, Integers]]:
    """Yield images of shape (seeds, 1, 1, batch size, pixels) with labels of shape (seeds, 2, 1, batch size)."""
    for positions in np.stack([drawn.batches for drawn in draws], axis=1):
        labels = np.stack([drawn.labels[:, chosen] for drawn, chosen in zip(draws, positions, strict=True)])
        yield images[positions][:, None, None], labels[:, :, None]


def logits_in(training: Training, part: str, flipped: bool, epsilon: float) -> Floats:
    """Return the logits of a part of the images, "train", "validation" or "test", of shape (seeds, N, K)."""
    outcome = run(training)
    logits = outcome.logits[:, int(flipped), training.epsilons.index(epsilon)]
    return np.stack([of_seed[getattr(drawn, part)] for of_seed, drawn in zip(logits, outcome.draws, strict=True)])


def labels_in(training: Training, part: str, flipped: bool) -> Integers:
    """Return the labels of a part of the images, of shape (seeds, N)."""
    return np.stack([drawn.labels[int(flipped), getattr(drawn, part)] for drawn in run(training).draws])


def scores(logits: Floats, labels: Integers, num_bins: int) -> Scores:
    """Return the scores of logits of shape (seeds, N, K)."""
    confidence, right = judge(logits, labels)
    losses = cross_entropy(one_hot(labels, logits.shape[-1]), logits)
    errors = [expected_calibration_error(*of_seed, num_bins) for of_seed in zip(confidence, right, strict=True)]
    return {
        "accuracy": right.mean(axis=1),
        "cross_entropy": losses.mean(axis=1),
        "calibration_error": np.array(errors),
        "confidence": confidence.mean(axis=1),
    }


def by_epsilon(training: Training, flipped: bool, part: str = "test") -> ByEpsilon:
    """Return the scores on a part of the images, by smoothing factor; the labels of the test set are always clean."""
    labels = labels_in(training, part, flipped)
    parts = {epsilon: logits_in(training, part, flipped, epsilon) for epsilon in training.epsilons}
    return {epsilon: scores(logits, labels, training.num_bins) for epsilon, logits in parts.items()}


@lru_cache(maxsize=64)
def scales(training: Training, flipped: bool, epsilon: float, validation_flipped: bool) -> Floats:
    """Return, for each seed, the inverse of the temperature that suits the validation set best."""
    logits = logits_in(training, "validation", flipped, epsilon)
    targets = one_hot(labels_in(training, "validation", validation_flipped), NUM_CLASSES)
    return np.array([best_scale(*of_seed) for of_seed in zip(targets, logits, strict=True)])


def by_epsilon_tempered(training: Training, flipped: bool, validation_flipped: bool) -> ByEpsilon:
    """Return the scores on the test set, by smoothing factor, each network's logits divided by its temperature."""
    found = {}
    for epsilon in training.epsilons:
        factors = scales(training, flipped, epsilon, validation_flipped)[:, None, None]
        logits = factors * logits_in(training, "test", flipped, epsilon)
        found[epsilon] = scores(logits, labels_in(training, "test", flipped), training.num_bins)
    return found


def reliability_of(training: Training, flipped: bool, epsilon: float, num_bins: int) -> Reliability:
    """Return the test sets of all seeds together, in bins of confidence; the counts are a histogram of it."""
    logits = logits_in(training, "test", flipped, epsilon)
    return reliability(*judge(logits, labels_in(training, "test", flipped)), num_bins)
