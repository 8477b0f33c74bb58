"""The experiment of the training page: it is scored where it stops, and no other order of sums shows on the page."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from snippets import experiment
from snippets.experiment_distillation import lessons
from snippets.pages import training as page
from snippets.scenario import Training
from tests.values import training_oracle as oracle
from tests.values.training_displays import displays
from tests.values.training_oracle import GIVEN, KEYS, TRAINING

ROOT = Path(__file__).resolve().parents[2]


def test_the_first_losses_are_those_of_steps_taken_one_by_one():
    drawn = experiment.run(TRAINING).draws[0]
    weights = [drawn.layers[0].copy(), np.zeros(16), drawn.layers[1].copy(), np.zeros(10)]
    speeds, losses = [0.0] * 4, []
    for positions in drawn.batches[:4]:
        x, y = drawn.inputs[positions], np.full((50, 10), 0.1 / 9)
        y[np.arange(50), drawn.labels[0, positions]] = 0.9
        hidden = np.maximum(x @ weights[0] + weights[1], 0)
        p = np.exp(hidden @ weights[2] + weights[3])
        p /= p.sum(axis=1, keepdims=True)
        losses.append(-(y * np.log(p)).sum(axis=1).mean())
        error = (p - y) / 50
        below = (error @ weights[2].T) * (hidden > 0)
        slopes = [x.T @ below, below.sum(0), hidden.T @ error, error.sum(0)]
        speeds = [0.9 * speed + slope for speed, slope in zip(speeds, slopes, strict=True)]
        weights = [weight - 0.1 * speed for weight, speed in zip(weights, speeds, strict=True)]
    assert page.first_batch_losses(GIVEN) == pytest.approx(losses, rel=1e-12)


def test_the_error_that_chance_leaves():
    # Other draws of right and wrong answers, the error by its definition, seed by seed.
    random, errors = np.random.default_rng(99), []
    for seed in oracle.SEEDS:
        logits, _ = oracle.logits_and_labels(TRAINING, "test", False, 0, seed)
        sure = np.exp(logits.max(axis=1)) / np.exp(logits).sum(axis=1)
        bins = np.ceil(15 * sure)
        for _ in range(30):
            surplus = sure - (random.random(len(sure)) < sure)
            errors.append(sum(abs(surplus[bins == m].sum()) for m in range(1, 16)) / len(sure))
    assert page.error_by_chance(GIVEN) == pytest.approx(np.mean(errors), rel=0.05)


def test_no_other_order_of_sums_changes_a_digit_or_a_verdict():
    command = [sys.executable, "-m", "tests.values.training_displays"]
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    in_another_order, sums = json.loads(output)
    assert in_another_order == json.loads(json.dumps(displays()))
    assert sums[0] != experiment.run(TRAINING).logits[0].sum()  # Sums did come out otherwise.
    assert sums[1] != lessons(TRAINING)[0].students.sum()


def test_a_stop_is_where_a_shorter_training_ends():
    shorter = experiment.run(replace(TRAINING, num_seeds=2, stops=(10, 20)))
    for key in KEYS:
        assert (shorter.test[key] == experiment.run(TRAINING).test[key][:2, :2]).all()
    last = [
        oracle.measured(shorter.logits[seed, 1, 6, draw.test], draw.labels[0, draw.test])
        for seed, draw in enumerate(shorter.draws)
    ]
    found = np.array([shorter.test[key][:, -1, 1, 6] for key in KEYS]).T
    assert found == pytest.approx(np.array(last), abs=1e-12)


@pytest.mark.parametrize("flipped", [False, True])
def test_the_validation_loss_is_that_of_the_labels_learned(flipped):
    for seed in (0, 5):
        logits, labels = oracle.logits_and_labels(TRAINING, "validation", flipped, 3, seed)
        expected = oracle.measured(logits, labels)[oracle.LOSS]
        found = experiment.run(TRAINING).validation_loss[seed, -1, int(flipped), 3]
        assert found == pytest.approx(expected, abs=1e-12)


def test_networks_of_a_seed_differ_in_their_labels_and_their_settings_alone():
    # Untrained, they are all the same.
    outcome = experiment.run(replace(TRAINING, num_seeds=2, stops=(1,), learning_rate=1e-30, smaller_rate=1e-30))
    assert (outcome.logits == outcome.logits[:, :1, :1]).all()
    assert not (outcome.logits[0] == outcome.logits[1]).all()


def test_the_same_training_is_run_once():
    assert experiment.run(Training()) is experiment.run(Training())


def test_what_figures_draw():
    found = experiment.reliability_of(TRAINING, False, 6, 15)
    logits = [oracle.logits_and_labels(TRAINING, "test", False, 6, seed) for seed in oracle.SEEDS]
    right = sum((z.argmax(axis=1) == labels).sum() for z, labels in logits)
    sure = sum((np.exp(z.max(axis=1)) / np.exp(z).sum(axis=1)).sum() for z, _ in logits)
    assert found.counts.sum() == 16 * 900
    assert np.nansum(found.counts * found.accuracy) == pytest.approx(right)
    assert np.nansum(found.counts * found.confidence) == pytest.approx(sure)
