"""Small images of handwritten digits, shipped with scikit-learn, and labels spoilt on purpose."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn import datasets

from snippets.checks import Integers, check_labels, is_number

NUM_CLASSES = 10
BRIGHTEST = 16  # The pixels are integers from 0 to this.


# --8<-- [start:load_digits]
def load_digits() -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Return the images of handwritten digits, with their labels.

    Formula: x = pixel / 16

    Returns:
        1797 images of 64 pixels from 0 to 1, and as many labels from 0 to 9.

    Source:
        Alpaydin & Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository (1998), its test
        set.

    >>> images, labels = load_digits()
    >>> images.shape, labels[:4]
    ((1797, 64), array([0, 1, 2, 3], dtype=int32))
    """
    pixels, labels = datasets.load_digits(return_X_y=True)
    return (pixels / BRIGHTEST).astype(np.float32), labels.astype(np.int32)


# --8<-- [end:load_digits]


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
