"""The data are those of scikit-learn; flipped labels are wrong, as many as asked for, with equal chances."""

from __future__ import annotations

import numpy as np
import pytest

from snippets.datasets import draw, flip_labels, load_breast_cancer, load_digits, standardise
from snippets.scenario import Training

NUM_CLASSES = 10


def test_the_images_are_known():
    digits = load_digits()
    assert digits.inputs.shape == (1797, 64)
    assert (digits.inputs.min(), digits.inputs.max()) == (0, 1)
    # The class sizes that the UCI repository gives for its test set.
    assert np.bincount(digits.labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert digits.inputs[0, :8].tolist() == [0, 0, 5 / 16, 13 / 16, 9 / 16, 1 / 16, 0, 0]
    assert digits.num_classes == 10


def test_the_tumours_are_known():
    tumours = load_breast_cancer()
    # As the UCI repository describes them: 212 malignant, 357 benign; the first patient’s radius and texture.
    assert np.bincount(tumours.labels).tolist() == [212, 357]
    assert tumours.inputs[0, :2].tolist() == [17.99, 10.38]
    assert tumours.num_classes == 2


def test_inputs_are_standardised_by_the_sample_alone():
    inputs = np.array([[1.0, 7.0], [5.0, 7.0], [100.0, 8.0]])
    found = standardise(inputs, inputs[:2])
    assert found.tolist() == [[-1, 0], [1, 0], [48.5, 1]]


@pytest.mark.parametrize("training", [Training(), Training().second], ids=["digits", "tumours"])
def test_what_the_draw_of_a_seed_holds(training):
    data = load_digits() if training.dataset == "digits" else load_breast_cancer()
    drawn = draw(data, training, seed=3)
    parts = [*drawn.train, *drawn.validation, *drawn.test]
    assert len(set(parts)) == len(parts)
    clean, flipped = drawn.labels
    assert (clean == data.labels).all()
    assert (clean[drawn.test] == flipped[drawn.test]).all()
    for part in (drawn.train, drawn.validation):
        assert (clean[part] != flipped[part]).sum() == 20
    for epoch in drawn.batches.reshape(200, -1):
        assert sorted(epoch) == sorted(drawn.train)
    seen = drawn.inputs[drawn.train]
    assert np.allclose(seen.mean(axis=0), 0) == (training.dataset != "digits")


def test_seeds_differ_and_the_same_seed_does_not():
    one, other, again = (draw(load_digits(), Training(), seed) for seed in (1, 2, 1))
    assert set(one.train.tolist()) != set(other.train.tolist())
    assert not (one.layers[0] == other.layers[0]).any()
    assert (one.batches == again.batches).all()


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
