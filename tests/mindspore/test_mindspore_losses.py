"""The loss in MindSpore against the mathematics, in PyNative and in Graph mode, and the zoo's behaviour beside it."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn
from numpy.testing import assert_allclose

from snippets.conventions import ZOO_NUM_CLASSES, smooth_labels_miscounted
from snippets.gradients import cross_entropy_gradient
from snippets.losses import cross_entropy
from snippets.mindspore_losses import CrossEntropyWithLabelSmooth
from snippets.mindspore_zoo import ZooCrossEntropyWithLabelSmooth
from snippets.targets import epsilon_a_to_b, smooth_labels_a
from snippets.weighted import weighted_cross_entropy

ROOT = Path(__file__).resolve().parents[2]
RTOL = 2e-6
# p − y loses the digits that p and y share, and MindSpore's p in float32 is off by a few units in its last place.
ATOL = 8 * np.finfo(np.float32).eps

EXAMPLE = np.array([[-1.5, 0.5, 5.0, -0.5]], np.float32), np.array([2], np.int32)


def random_batch(num_classes: int, size: int = 8) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(num_classes)
    logits = random.normal(scale=3, size=(size, num_classes)).astype(np.float32)
    return logits, random.integers(num_classes, size=size).astype(np.int32)


BATCHES = {"example": EXAMPLE, **{f"{count} classes": random_batch(count) for count in (2, 4, 10, 1000)}}
CELLS = {
    "ours": lambda epsilon, num_classes: CrossEntropyWithLabelSmooth(epsilon),
    "zoo": ZooCrossEntropyWithLabelSmooth,
    "built in": lambda epsilon, num_classes: nn.CrossEntropyLoss(label_smoothing=epsilon_a_to_b(epsilon, num_classes)),
}
every_batch = pytest.mark.parametrize("batch", BATCHES)
EPSILONS = pytest.mark.parametrize("epsilon", [0.0, 0.1])


@pytest.fixture(params=[ms.PYNATIVE_MODE, ms.GRAPH_MODE], ids=["PyNative", "Graph"])
def mode(request: pytest.FixtureRequest) -> Iterator[int]:
    before = ms.get_context("mode")
    ms.set_context(mode=request.param)
    yield request.param
    ms.set_context(mode=before)


def loss_of(cell: nn.Cell, logits: np.ndarray, labels: np.ndarray) -> float:
    return float(cell(ms.Tensor(logits), ms.Tensor(labels)).asnumpy())


@cache  # Each graph is compiled once for all tests of what it gives.
def run(mode: int, name: str, batch: str, epsilon: float = 0.1) -> tuple[float, np.ndarray]:
    """Return the loss and its gradient."""
    logits, labels = BATCHES[batch]
    loss_and_gradient = ms.value_and_grad(CELLS[name](epsilon, logits.shape[-1]), 0)
    loss, gradient = loss_and_gradient(ms.Tensor(logits), ms.Tensor(labels))
    return float(loss.asnumpy()), gradient.asnumpy()


# Ours


@every_batch
@EPSILONS
def test_the_loss_is_that_of_the_mathematics(mode: int, batch: str, epsilon: float) -> None:
    logits, labels = BATCHES[batch]
    expected = cross_entropy(smooth_labels_a(labels, logits.shape[-1], epsilon), logits.astype(np.float64)).mean()
    # Near 0, log p is as exact as the sum of exponentials near 1 that it is taken of.
    assert_allclose(run(mode, "ours", batch, epsilon)[0], expected, rtol=RTOL, atol=np.finfo(np.float32).eps)


@every_batch
@EPSILONS
def test_the_gradient_is_prediction_minus_target(mode: int, batch: str, epsilon: float) -> None:
    logits, labels = BATCHES[batch]
    targets = smooth_labels_a(labels, logits.shape[-1], epsilon)
    expected = cross_entropy_gradient(targets, logits.astype(np.float64)) / len(labels)
    assert_allclose(run(mode, "ours", batch, epsilon)[1], expected, rtol=RTOL, atol=ATOL / len(labels))


def test_the_example_in_closed_form(mode: int) -> None:
    # Standard loss plus ε/(K−1) times the leads of the true logit, 16.5 together.
    for epsilon in (0.0, 0.1, 0.2):
        expected = 0.0165613084911 + epsilon / 3 * 16.5
        assert_allclose(loss_of(CrossEntropyWithLabelSmooth(epsilon), *EXAMPLE), expected, rtol=RTOL, atol=1.2e-7)


def test_equal_logits_cost_log_k_whatever_the_label(mode: int) -> None:
    logits = np.zeros((3, 5), np.float32)
    assert_allclose(
        loss_of(CrossEntropyWithLabelSmooth(0.3), logits, np.array([0, 2, 4], np.int32)), np.log(5), rtol=RTOL
    )


def test_leading_axes_are_batches(mode: int) -> None:
    logits, labels = random_batch(4)
    cell = CrossEntropyWithLabelSmooth(0.1)
    assert loss_of(cell, logits.reshape(2, 4, 4), labels.reshape(2, 4)) == pytest.approx(loss_of(cell, logits, labels))


@pytest.mark.parametrize("dtype", [np.float16, np.float64])
def test_other_types_are_worked_on_in_float32(mode: int, dtype: type) -> None:
    logits, labels = random_batch(4)
    logits = logits.astype(np.float16)
    loss = CrossEntropyWithLabelSmooth(0.1)(ms.Tensor(logits.astype(dtype)), ms.Tensor(labels))
    assert loss.dtype == ms.float32
    assert float(loss.asnumpy()) == loss_of(CrossEntropyWithLabelSmooth(0.1), logits.astype(np.float32), labels)


def test_it_trains_within_a_network(mode: int) -> None:
    network = nn.Dense(4, 3)
    step = nn.TrainOneStepCell(
        nn.WithLossCell(network, CrossEntropyWithLabelSmooth(0.1)), nn.SGD(network.trainable_params(), 0.1)
    ).set_train()
    logits, labels = ms.Tensor(random_batch(4)[0]), ms.Tensor(np.arange(8) % 3, ms.int32)
    losses = [float(step(logits, labels).asnumpy()) for _ in range(20)]
    assert losses[-1] < losses[0]


# What is refused


@pytest.mark.parametrize("label", [-1, 4, 7])
def test_labels_that_are_no_classes_are_refused(label: int) -> None:
    logits, _ = EXAMPLE
    with pytest.raises(ValueError, match=rf"labels must be classes from 0 to 3, got \[{label}\]"):
        loss_of(CrossEntropyWithLabelSmooth(0.1), logits, np.array([label], np.int32))


REFUSAL = """
import os

import mindspore as ms
from snippets.mindspore_losses import CrossEntropyWithLabelSmooth

ms.set_context(mode=ms.GRAPH_MODE)
loss = CrossEntropyWithLabelSmooth(0.1)
logits = ms.Tensor([[-1.5, 0.5, 5.0, -0.5]], ms.float32)
call = {call}
try:
    call(logits, ms.Tensor([{label}], ms.int32))
except ValueError as error:
    print("refused:", error, flush=True)
    os._exit(0)  # After the error MindSpore takes seconds to end.
"""


@pytest.mark.parametrize(("call", "label"), [("loss", -1), ("ms.grad(loss, 0)", 7)])
def test_a_graph_refuses_them_too(call: str, label: int, tmp_path: Path) -> None:
    # In a process of its own: after such an error MindSpore runs no more graphs.
    script = REFUSAL.format(call=call, label=label)
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{script}"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert f"refused: labels must be classes from 0 to 3, got [{label}]" in result.stdout, result.stderr


def test_shapes_that_do_not_belong_together_are_refused() -> None:
    cell = CrossEntropyWithLabelSmooth(0.1)
    for shape in ((2, 4), (4,), (1, 1)):
        with pytest.raises(ValueError, match="do not belong to logits of shape"):
            loss_of(cell, np.zeros(shape, np.float32), np.array([0], np.int32))


@pytest.mark.parametrize("epsilon", [-0.1, 1.1, "0.1", None])
def test_a_bad_epsilon_is_refused(epsilon: object) -> None:
    with pytest.raises(ValueError, match=r"^epsilon must be a number from 0 to 1, got "):
        CrossEntropyWithLabelSmooth(epsilon)  # type: ignore[arg-type]


# The zoo's, and the way from it


@every_batch
def test_the_zoo_given_the_right_count_is_convention_a(mode: int, batch: str) -> None:
    assert_allclose(run(mode, "zoo", batch)[0], run(mode, "ours", batch)[0], rtol=RTOL)


@every_batch
def test_the_faithful_migration(mode: int, batch: str) -> None:
    (loss, gradient), (loss_of_zoo, gradient_of_zoo) = (run(mode, name, batch) for name in ("built in", "zoo"))
    assert_allclose(loss, loss_of_zoo, rtol=RTOL)
    assert_allclose(gradient, gradient_of_zoo, rtol=RTOL, atol=ATOL)


def test_the_zoo_takes_a_thousand_classes_unless_given_another_count(mode: int) -> None:
    assert inspect.signature(ZooCrossEntropyWithLabelSmooth).parameters["num_classes"].default == ZOO_NUM_CLASSES
    logits, labels = EXAMPLE
    loss = loss_of(ZooCrossEntropyWithLabelSmooth(0.1), logits, labels)
    assert loss == pytest.approx(0.0165618, abs=1e-7)
    expected = weighted_cross_entropy(smooth_labels_miscounted(labels, 4, 0.1), logits.astype(np.float64))
    assert loss == pytest.approx(float(expected.mean()), abs=1e-7)


@pytest.mark.parametrize("label", [-1, 7])
def test_the_zoo_answers_for_labels_that_are_no_classes(mode: int, label: int) -> None:
    zoo = ZooCrossEntropyWithLabelSmooth(0.1, 4)
    assert loss_of(zoo, EXAMPLE[0], np.array([label], np.int32)) == pytest.approx(0.5522082, abs=1e-6)
