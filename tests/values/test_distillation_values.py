"""Distillation: teachers and students learn as steps taken one by one, and the values are what their logits say."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from scipy.special import softmax

from snippets.datasets import draw, load_digits
from snippets.experiment_distillation import distillation_judgements, lesson, lessons
from snippets.pages import in_practice as page
from tests.values import training_oracle as oracle
from tests.values.oracle import assert_same
from tests.values.training_oracle import GIVEN, TRAINING, UNDECIDED, word

TEMPERATURES = (1.0, 2.0, 4.0, 8.0)
COUNT = 13  # One for the teachers, and three for each temperature.


def learn(drawn, targets, temperature):
    """Take one step a batch on L = T² · CE(targets, softmax(z / T)), and return the logits of all inputs."""
    weights = [np.array(layer) for layer in drawn.layers]
    biases = [np.zeros(layer.shape[1]) for layer in drawn.layers]
    speeds = [0.0] * 4
    for positions in drawn.batches:
        x = drawn.inputs[positions]
        hidden = np.maximum(x @ weights[0] + biases[0], 0)
        p = softmax((hidden @ weights[1] + biases[1]) / temperature, axis=1)
        error = temperature**2 * (p - targets[positions]) / temperature / len(positions)
        below = (error @ weights[1].T) * (hidden > 0)
        slopes = [x.T @ below, hidden.T @ error, below.sum(0), error.sum(0)]
        speeds = [0.9 * speed + slope for speed, slope in zip(speeds, slopes, strict=True)]
        first, second, *rest = (w - 0.1 * s for w, s in zip([*weights, *biases], speeds, strict=True))
        weights, biases = [first, second], rest
    return np.maximum(drawn.inputs @ weights[0] + biases[0], 0) @ weights[1] + biases[1]


def test_teachers_and_students_learn_as_steps_taken_one_by_one():
    data, found = load_digits(), lesson(TRAINING, 3)
    one_hot = np.eye(10)[data.labels]
    of_teacher, of_student = (draw(data, each, 3) for each in (TRAINING.teacher, TRAINING.student))
    for place, epsilon in enumerate((0.0, 0.1)):
        teacher = learn(of_teacher, one_hot * (1 - epsilon - epsilon / 9) + epsilon / 9, 1.0)
        assert found.teachers[place] == pytest.approx(teacher, abs=1e-8)
        for temperature in (1.0, 8.0):
            student = learn(of_student, softmax(teacher / temperature, axis=1), temperature)
            got = found.students[TEMPERATURES.index(temperature), place]
            assert got == pytest.approx(student, abs=1e-6)
    assert found.from_labels == pytest.approx(learn(of_student, one_hot, 1.0), abs=1e-8)


def test_students_see_some_of_what_their_teachers_saw_and_nobody_the_test_set():
    for seed, each in enumerate(lessons(TRAINING)):
        seen = draw(load_digits(), TRAINING.teacher, seed).train
        assert set(each.learned) < set(seen)
        assert not set(seen) & set(each.test)


def share_right(logits, each):
    return statistics.fmean(logits[each.test].argmax(axis=1) == each.labels[each.test])


def accuracies():
    """The accuracy of each network on the test set, seed by seed."""
    found = {}
    for place, kind in enumerate(("plain", "smoothed")):
        found["teacher", kind] = [share_right(each.teachers[place], each) for each in lessons(TRAINING)]
        for row, temperature in enumerate(TEMPERATURES):
            scores = [share_right(each.students[row, place], each) for each in lessons(TRAINING)]
            found[kind, temperature] = scores
    found["labels"] = [share_right(each.from_labels, each) for each in lessons(TRAINING)]
    return found


def judged(scores, baseline):
    differences = np.subtract(scores, baseline)
    mean, half = statistics.fmean(differences), oracle.quantile(COUNT) * statistics.stdev(differences) / 4
    return mean, half, "undecided" if abs(mean) <= half else "higher" if mean > 0 else "lower"


def expected_judgements():
    found = accuracies()
    pairs = {("teachers",): (found["teacher", "smoothed"], found["teacher", "plain"])}
    for temperature in TEMPERATURES:
        pairs["students", temperature] = (found["smoothed", temperature], found["plain", temperature])
        for kind in ("plain", "smoothed"):
            pairs[kind, temperature] = (found[kind, temperature], found["labels"])
    return {key: judged(*pair) for key, pair in pairs.items()}


def test_every_judgement():
    found, expected = distillation_judgements(TRAINING), expected_judgements()
    assert found.keys() == expected.keys()
    assert len(found) == page.distillation_count(GIVEN) == COUNT
    for key, (mean, half, verdict) in expected.items():
        assert (found[key].mean, found[key].half_width) == pytest.approx((mean, half), abs=1e-12), key
        assert found[key].verdict == verdict, key


def test_what_the_page_quotes():
    found, judgements = accuracies(), expected_judgements()
    means = {key: statistics.fmean(scores) for key, scores in found.items()}
    rows = []
    for temperature in TEMPERATURES:
        mean, half, verdict = judgements["students", temperature]
        plain, smoothed = means["plain", temperature], means["smoothed", temperature]
        rows.append((temperature, plain, smoothed, mean, half, word(verdict, "accuracy")))
    assert_same(page.students(GIVEN), rows, 1e-12)
    assert UNDECIDED not in [row[-1] for row in rows]
    assert_same(page.teacher_accuracies(GIVEN), [means["teacher", "plain"], means["teacher", "smoothed"]], 1e-12)
    assert_same(page.teacher_gain(GIVEN), judgements["teachers",][:2], 1e-12)
    assert_same(page.accuracy_from_labels(GIVEN), means["labels"], 1e-12)
    assert page.distillation_sizes(GIVEN) == [797, 64, 50, 100, 32, 200, 900]
    assert page.teacher_epsilons(GIVEN) == [0, 0.1]
    sure = [softmax(each.teachers[:, each.learned], axis=-1).max(axis=-1).mean(axis=1) for each in lessons(TRAINING)]
    assert_same(page.teacher_confidences(GIVEN), np.mean(sure, axis=0).tolist(), 1e-12)
