"""The training page: its values are what the logits say, the networks learn, and the draws are as the page tells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recompute.values.plain_data import plain
from snippets import experiment
from snippets.pages import training as page
from snippets.scenario import Scenario, Training
from tests.values.oracle import assert_same, declared
from tests.values.training_oracle import (
    EPSILONS,
    EXPECTED,
    GIVEN,
    LABELS,
    columns,
    logits_and_labels,
    tempered_columns,
    text,
)

ELSEWHERE = {"bins", "error_by_chance"}
SMALL = Training(
    epsilons=(0.0, 0.3), epsilon_shown=0.3, flipped_share=0.5, num_seeds=2, epochs=2, hidden_units=16, num_bins=5
)


def test_every_value_has_an_oracle():
    assert declared(page).keys() == EXPECTED.keys() | ELSEWHERE


@pytest.mark.parametrize("name", EXPECTED)
def test_value_of_the_page(name):
    # A temperature found by searching the loss for its minimum is exact to half the digits.
    tolerance = 1e-6 if name in {"tempered", "calibration_errors"} else 1e-12
    assert_same(declared(page)[name](GIVEN), EXPECTED[name](), tolerance)


def pooled(flipped, position):
    """Return the confidences of all seeds' test images, and whether they are right."""
    sure, right = [], []
    for seed in range(10):
        logits, labels = logits_and_labels("test", flipped, position, seed)
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        sure += list((p / p.sum(axis=1, keepdims=True)).max(axis=1))
        right += list(logits.argmax(axis=1) == labels)
    return np.array(sure), np.array(right)


def test_bins_in_use():
    rows = iter(page.bins(GIVEN))
    for flipped in (False, True):
        for position in (0, 2):
            sure, right = pooled(flipped, position)
            inside = [(sure > m / 15) & (sure <= (m + 1) / 15) for m in range(15)]
            used = [chosen for chosen in inside if chosen.any()]
            above = sum(right[chosen].mean() > sure[chosen].mean() for chosen in used)
            last = float((sure > 14 / 15).mean())
            assert_same(next(rows), (text(LABELS[flipped]), EPSILONS[position], len(used), above, last), 1e-12)


def test_the_error_that_chance_leaves():
    # Other draws of right and wrong answers, the error by its definition, seed by seed.
    random, errors = np.random.default_rng(99), []
    for sure in np.split(pooled(False, 0)[0], 10):
        for _ in range(40):
            surplus = sure - (random.random(len(sure)) < sure)
            bins = np.ceil(15 * sure).astype(int)
            errors.append(sum(abs(surplus[bins == m].sum()) for m in range(1, 16)) / len(sure))
    assert page.error_by_chance(GIVEN) == pytest.approx(np.mean(errors), rel=0.05)


def test_the_networks_learn():
    for position in range(len(EPSILONS)):
        assert min(columns(False, position)[0]) > 0.9
        assert min(columns(True, position)[0]) > 0.6
    clean, flipped = page.fitted(GIVEN)
    assert clean > 0.99
    assert flipped > 0.9


def test_confidence_follows_the_smoothed_target_and_falls_further_on_unseen_images():
    for _, target, seen, unseen, _ in page.confidence_by_epsilon(GIVEN):
        assert seen == pytest.approx(target, abs=0.05)
        assert unseen < seen


def test_there_is_little_to_push_down_and_smoothing_pushes_further():
    excess, drop = page.pushed(GIVEN)
    assert 0 < excess < 0.03
    assert drop > 2 * excess


def test_a_temperature_fitted_to_flipped_labels_leaves_the_model_unsure_of_clean_ones():
    for position in range(len(EPSILONS)):
        accuracy, _, _, confidence = tempered_columns(True, True, position)
        assert max(confidence) < min(accuracy)


def test_what_the_draws_of_a_seed_hold():
    images = experiment.load_digits()[0]
    for drawn in experiment.run(GIVEN.training).draws:
        assert sorted([*drawn.train, *drawn.validation, *drawn.test]) == list(range(len(images)))
        clean, flipped = drawn.labels
        assert (clean[drawn.test] == flipped[drawn.test]).all()
        for part in (drawn.train, drawn.validation):
            assert (clean[part] != flipped[part]).sum() == round(0.2 * len(part))
        for epoch in drawn.batches.reshape(60, -1):
            assert sorted(epoch) == sorted(drawn.train)


def test_seeds_differ():
    draws = experiment.run(GIVEN.training).draws
    assert len({tuple(drawn.train) for drawn in draws}) == len(draws)
    assert len({drawn.layers[0].tobytes() for drawn in draws}) == len(draws)


def test_networks_of_a_seed_differ_in_their_labels_and_their_smoothing_alone():
    # Untrained, they are all the same.
    outcome = experiment.run(replace(SMALL, learning_rate=1e-30))
    assert (outcome.logits == outcome.logits[:, :1, :1]).all()
    assert not (outcome.logits[0] == outcome.logits[1]).any()


def test_the_same_training_is_run_once():
    assert experiment.run(Training()) is experiment.run(Training())


def test_what_figures_draw():
    found = experiment.reliability_of(GIVEN.training, False, 0.1, 15)
    assert found.counts.sum() == 9000
    sure, right = pooled(False, 2)
    assert np.nansum(found.counts * found.accuracy) == pytest.approx(right.sum())
    assert np.nansum(found.counts * found.confidence) == pytest.approx(sure.sum())
    histogram = experiment.reliability_of(GIVEN.training, False, 0.1, 50)
    assert histogram.counts.tolist() == np.histogram(-sure, -np.arange(50, -1, -1) / 50)[0][::-1].tolist()


@pytest.mark.parametrize("name", declared(page))
def test_values_of_another_training(name):
    found = declared(page)[name](Scenario(training=SMALL))
    assert plain(found) is not None  # It can be quoted.
    by_epsilon = {"gaps": 4, "confidence_by_epsilon": 2, "tempered": 6, "differences_clean": 4, "bins": 4}
    if name in by_epsilon:
        assert len(found) == by_epsilon[name]


def test_the_page_is_about_other_images_than_the_scenario():
    other = replace(GIVEN, label=0, epsilon=0.7, logits=(1.0, 2.0, 3.0))
    assert all(str(function(GIVEN)) == str(function(other)) for function in declared(page).values())
