"""The images are those of scikit-learn, and flipped labels are wrong, as many as asked for, with equal chances."""

from __future__ import annotations

import numpy as np
import pytest

from snippets.digits import NUM_CLASSES, flip_labels, load_digits


def test_the_images_are_known():
    images, labels = load_digits()
    assert images.shape == (1797, 64)
    assert (images.min(), images.max()) == (0, 1)
    # The class sizes that the UCI repository gives for its test set.
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert images[0, :8].tolist() == [0, 0, 5 / 16, 13 / 16, 9 / 16, 1 / 16, 0, 0]


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 1.0])
@pytest.mark.parametrize("count", [0, 1, 7, 600])
def test_exactly_the_share_is_flipped_and_each_to_another_class(share, count):
    labels = np.arange(count) % NUM_CLASSES
    flipped = flip_labels(labels, NUM_CLASSES, share, np.random.default_rng(0))
    assert (flipped != labels).sum() == round(share * count)
    assert set(flipped.tolist()) <= set(range(NUM_CLASSES))


def test_every_wrong_class_has_the_same_chance():
    flipped = flip_labels(np.full(90000, 3), NUM_CLASSES, 1.0, np.random.default_rng(1))
    counts = np.bincount(flipped, minlength=NUM_CLASSES)
    assert counts[3] == 0
    assert np.delete(counts, 3) == pytest.approx(np.full(9, 10000), abs=500)  # Five standard deviations.


def test_every_label_has_the_same_chance():
    labels = np.zeros(10, int)
    draws = [flip_labels(labels, 4, 0.3, np.random.default_rng(seed)) != 0 for seed in range(2000)]
    assert np.mean(draws, axis=0) == pytest.approx(np.full(10, 0.3), abs=0.05)


def test_the_labels_given_stay_as_they_are():
    labels = np.zeros(5, int)
    flip_labels(labels, 2, 1.0, np.random.default_rng(0))
    assert labels.tolist() == [0] * 5


def test_the_same_generator_flips_the_same_labels():
    one, other, different = (flip_labels(np.zeros(50, int), 10, 0.4, np.random.default_rng(seed)) for seed in (7, 7, 8))
    assert one.tolist() == other.tolist()
    assert one.tolist() != different.tolist()


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan"), "0.2", None])
def test_what_is_no_share_is_refused(share):
    with pytest.raises(ValueError, match=r"^share must be a number from 0 to 1, got"):
        flip_labels([0, 1], 2, share, np.random.default_rng(0))


def test_what_is_no_class_is_refused():
    with pytest.raises(ValueError, match=r"^labels must be classes from 0 to 1, got 2$"):
        flip_labels([0, 2], 2, 0.5, np.random.default_rng(0))
