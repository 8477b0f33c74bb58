"""Two small data sets shipped with scikit-learn, labels flipped on purpose, and what one seed draws from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn import datasets

from snippets.checks import Integers, check_labels, is_number
from snippets.scenario import Training

Floats = NDArray[np.floating[Any]]

BRIGHTEST = 16  # The pixels are integers from 0 to this.


@dataclass(frozen=True)
class Dataset:
    """Inputs of shape (N, inputs), in float64, and labels from 0 to K − 1, of shape (N,)."""

    inputs: Floats
    labels: Integers

    @property
    def num_classes(self) -> int:
        """The number of classes K."""
        return int(self.labels.max()) + 1


# --8<-- [start:load_digits]
def load_digits() -> Dataset:
    """Return images of handwritten digits, with their labels.

    Formula: x = pixel / 16

    Returns:
        1797 images of 64 pixels from 0 to 1, and as many labels from 0 to 9.

    Source:
        Alpaydin & Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository (1998), its test
        set.

    >>> digits = load_digits()
    >>> digits.inputs.shape, digits.num_classes, digits.labels[:4]
    ((1797, 64), 10, array([0, 1, 2, 3]))
    """
    pixels, labels = datasets.load_digits(return_X_y=True)
    return Dataset(pixels / BRIGHTEST, labels.astype(np.int64))


# --8<-- [end:load_digits]


# --8<-- [start:load_breast_cancer]
def load_breast_cancer() -> Dataset:
    """Return measurements of breast tumours, with the diagnosis.

    Formula: x = measurement, as it is

    Returns:
        569 rows of 30 measurements, and as many labels: 0 malignant, 1 benign.

    Source:
        Wolberg et al., Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository (1995).

    >>> tumours = load_breast_cancer()
    >>> tumours.inputs.shape, tumours.num_classes
    ((569, 30), 2)
    """
    measurements, labels = datasets.load_breast_cancer(return_X_y=True)
    return Dataset(measurements, labels.astype(np.int64))


# --8<-- [end:load_breast_cancer]

LOADERS: dict[str, Callable[[], Dataset]] = {"digits": load_digits, "breast_cancer": load_breast_cancer}


# --8<-- [start:flip_labels]
def flip_labels(labels: ArrayLike, num_classes: int, share: float, random: np.random.Generator) -> Integers:
    """Give a share of the labels, drawn at random, a wrong class, each wrong one with equal chance.

    Formula: n = round(share · N) labels y become (y + r) mod K, with r drawn evenly from 1 to K − 1

    Args:
        labels: integers from 0 to K − 1, of shape (N,).
        num_classes: K, at least 2.
        share: the share of labels to flip, from 0 to 1.
        random: what is drawn from.

    Returns:
        Labels of shape (N,), of which exactly n differ from those given.

    Raises:
        ValueError: a label is no class, K is less than 2, or `share` lies outside [0, 1].

    Source:
        Angluin & Laird, Learning from Noisy Examples (1988), for two classes; here for K.

    >>> flip_labels([0, 1, 1, 0], 2, 1.0, np.random.default_rng(0))
    array([1, 0, 0, 1])
    """
    labels = check_labels(labels, num_classes)
    if not is_number(share) or not 0 <= share <= 1:
        raise ValueError(f"share must be a number from 0 to 1, got {share!r}")
    flipped = random.permutation(len(labels))[: round(share * len(labels))]
    moves = np.zeros_like(labels)
    moves[flipped] = random.integers(1, num_classes, len(flipped))
    return (labels + moves) % num_classes


# --8<-- [end:flip_labels]


@dataclass(frozen=True)
class Draw:
    """All that one seed decides; networks of the same seed share it, whatever their labels and their settings."""

    inputs: Floats  # Of shape (N, inputs), as the networks see them.
    labels: Integers  # Of shape (2, N): clean, then with some flipped outside the test set.
    train: Integers  # Positions among all inputs, as are validation and test.
    validation: Integers
    test: Integers
    layers: tuple[Floats, ...]  # The weights to begin with.
    batches: Integers  # Positions among all inputs, of shape (steps, batch size).


# --8<-- [start:draw]
def draw(data: Dataset, training: Training, seed: int) -> Draw:
    """Draw a split of the data, labels to flip, weights to begin with, and an order to learn in.

    Formula: weights ~ N(0, 2/inputs) of a layer; each epoch goes through the whole training set in an order of its own

    Args:
        data: inputs and clean labels.
        training: how many inputs, hidden units and epochs, and whether inputs are to be standardised.
        seed: what makes the draw the same each time.

    Returns:
        The draw. Labels of the test set are never flipped.

    Source:
        He et al., Delving Deep into Rectifiers (2015), equation 10, for the weights.

    >>> drawn = draw(load_digits(), Training(), seed=0)
    >>> len(drawn.train), len(drawn.validation), len(drawn.test)
    (100, 100, 900)
    """
    random = np.random.default_rng(seed)
    ends = np.cumsum([training.train_count, training.validation_count, training.test_count])
    train, validation, test, _ = np.split(random.permutation(len(data.labels)), ends)
    flipped = data.labels.copy()
    for part in (train, validation):
        flipped[part] = flip_labels(data.labels[part], data.num_classes, training.flipped_share, random)
    inputs = standardise(data.inputs, data.inputs[train]) if training.standardised else data.inputs
    sizes = (inputs.shape[1], training.hidden_units, data.num_classes)
    layers = tuple(random.normal(0, np.sqrt(2 / size[0]), size) for size in pairwise(sizes))
    used = len(train) - len(train) % training.batch_size
    epochs = [random.permutation(train)[:used] for _ in range(training.epochs)]
    batches = np.concatenate(epochs).reshape(-1, training.batch_size)
    return Draw(inputs, np.stack([data.labels, flipped]), train, validation, test, layers, batches)


# --8<-- [end:draw]


def standardise(inputs: Floats, sample: Floats) -> Floats:
    """Shift and scale each column by the mean and the standard deviation of a sample.

    Formula: x ← (x − mean) / deviation, where a deviation of 0 counts as 1

    Returns:
        Inputs of the same shape, of which the sample’s have mean 0 and deviation 1.

    Source:
        LeCun et al., Efficient BackProp (1998), section 4.3.

    >>> standardise(np.array([[1.0], [5.0]]), np.array([[1.0], [3.0]]))
    array([[-1.],
           [ 3.]])
    """
    deviation = sample.std(axis=0)
    return np.asarray((inputs - sample.mean(axis=0)) / np.where(deviation > 0, deviation, 1.0))
