"""Networks side by side learn as if alone, by a gradient worked out in NumPy, and the same way in every process."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from numpy.testing import assert_allclose

from snippets.losses import cross_entropy
from snippets.mindspore_losses import smoothed_cross_entropy
from snippets.mindspore_training import Networks, logits_of, train
from snippets.softmax import softmax
from snippets.targets import smooth_labels_a

ROOT = Path(__file__).resolve().parents[2]
INPUTS, HIDDEN, CLASSES = 5, 7, 4
EPSILONS = np.array([0.0, 0.1, 0.6])
LEARNING_RATE, MOMENTUM = 0.3, 0.9


def some_weights(*networks: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(3)
    return random.normal(size=(*networks, INPUTS, HIDDEN)), random.normal(size=(*networks, HIDDEN, CLASSES))


def some_batches(count: int) -> list[tuple[np.ndarray, np.ndarray]]:
    random = np.random.default_rng(4)
    images = random.random((count, 6, INPUTS)).astype(np.float32)
    return list(zip(images, random.integers(CLASSES, size=(count, 6)).astype(np.int32), strict=True))


def by_hand(first: np.ndarray, second: np.ndarray, batches: list, epsilon: float) -> list[np.ndarray]:
    """Train one network in NumPy, in float64, with the gradient of each layer written out."""
    weights = [first.copy(), np.zeros(HIDDEN), second.copy(), np.zeros(CLASSES)]
    speeds = [np.zeros_like(weight) for weight in weights]
    for images, labels in batches:
        before = images @ weights[0] + weights[1]
        hidden = np.maximum(before, 0)
        logits = hidden @ weights[2] + weights[3]
        error = (softmax(logits) - smooth_labels_a(labels, CLASSES, epsilon)) / len(labels)
        error_below = (error @ weights[2].T) * (before > 0)
        gradients = [images.T @ error_below, error_below.sum(0), hidden.T @ error, error.sum(0)]
        for weight, speed, gradient in zip(weights, speeds, gradients, strict=True):
            speed *= MOMENTUM
            speed += gradient
            weight -= LEARNING_RATE * speed
    return weights


def weights_of(networks: Networks) -> list[np.ndarray]:
    parameters = (networks.first, networks.first_bias, networks.second, networks.second_bias)
    return [parameter.asnumpy() for parameter in parameters]


def test_each_loss_has_a_smoothing_factor_of_its_own() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(scale=3, size=(2, len(EPSILONS), 6, CLASSES)).astype(np.float32)
    labels = random.integers(CLASSES, size=(2, 1, 6)).astype(np.int32)
    losses = smoothed_cross_entropy(
        ms.Tensor(logits), ms.Tensor(labels), ms.Tensor(EPSILONS[:, None], ms.float32)
    ).asnumpy()
    for position, epsilon in enumerate(EPSILONS):
        expected = cross_entropy(smooth_labels_a(labels[:, 0], CLASSES, epsilon), logits[:, position].astype(float))
        assert_allclose(losses[:, position], expected, rtol=2e-6, atol=1e-6)


def test_the_logits_are_those_of_two_layers() -> None:
    first, second = some_weights(2)
    images = some_batches(1)[0][0]
    expected = np.maximum(images @ first, 0) @ second
    assert_allclose(logits_of(Networks(first, second), images), expected, rtol=1e-5, atol=1e-5)


def test_many_images_are_taken_in_parts() -> None:
    first, second = some_weights(2)
    images = np.random.default_rng(5).random((700, INPUTS)).astype(np.float32)
    logits = logits_of(Networks(first, second), images)
    assert logits.shape == (2, 700, CLASSES)
    assert_allclose(logits, np.maximum(images @ first, 0) @ second, rtol=1e-5, atol=1e-5)


def test_a_few_steps_are_those_worked_out_by_hand() -> None:
    first, second = some_weights(len(EPSILONS))
    batches = some_batches(4)
    networks = Networks(first, second)
    train(networks, batches, EPSILONS, LEARNING_RATE, MOMENTUM)
    for position, epsilon in enumerate(EPSILONS):
        expected = by_hand(first[position], second[position], batches, epsilon)
        for got, wanted in zip(weights_of(networks), expected, strict=True):
            assert_allclose(got[position].squeeze(), wanted, rtol=1e-4, atol=1e-5)


def test_labels_may_differ_where_images_do_not() -> None:
    first, second = some_weights(2, len(EPSILONS))
    batches = some_batches(3)
    two_labels = [np.stack([labels, (labels + 1) % CLASSES])[:, None] for _, labels in batches]
    networks = Networks(first, second)
    pairs = [(images, labels) for (images, _), labels in zip(batches, two_labels, strict=True)]
    train(networks, pairs, EPSILONS, LEARNING_RATE, MOMENTUM)
    moved = [(images, labels[1, 0]) for images, labels in pairs]
    expected = by_hand(first[1, 2], second[1, 2], moved, EPSILONS[2])
    for got, wanted in zip(weights_of(networks), expected, strict=True):
        assert_allclose(got[1, 2].squeeze(), wanted, rtol=1e-4, atol=1e-5)


DIGEST = """
import hashlib
from snippets.experiment import run
from snippets.scenario import Training
print(hashlib.sha256(run(Training()).logits.tobytes()).hexdigest())
"""


def python(script: str) -> subprocess.Popen:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, text=True, stdout=pipe, stderr=pipe)


def test_two_fresh_processes_train_the_same_networks_to_the_last_bit() -> None:
    processes = [python(DIGEST) for _ in range(2)]
    outputs = [process.communicate() for process in processes]
    one, other = (output for output, _ in outputs)
    assert len(one.strip()) == len(hashlib.sha256().hexdigest()), outputs
    assert one == other


def test_what_the_build_prints_is_not_cluttered() -> None:
    process = python(
        "from snippets.experiment import run\nfrom snippets.scenario import Training\nrun(Training(epochs=1))"
    )
    assert process.communicate() == ("", "")


WITHOUT_MINDSPORE = """
import sys
sys.modules["mindspore"] = None  # As if it were not installed.
from snippets.pages import training as page
from snippets.scenario import SCENARIO
try:
    page.fitted(SCENARIO)
except ModuleNotFoundError as error:
    print(error.name)
"""


def test_without_mindspore_the_module_is_there_and_its_values_say_what_is_missing() -> None:
    output, errors = python(WITHOUT_MINDSPORE).communicate()
    assert output.strip() == "mindspore", errors


@pytest.mark.parametrize("script", ["import snippets.pages.training", "import snippets.experiment"])
def test_nothing_waits_for_mindspore_before_it_is_needed(script: str) -> None:
    output, errors = python(f"{script}\nimport sys\nprint('mindspore' in sys.modules)").communicate()
    assert output.strip() == "False", errors
