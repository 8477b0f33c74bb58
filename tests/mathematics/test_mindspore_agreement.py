"""MindSpore computes the same losses and gradients in float32."""

from __future__ import annotations

from collections.abc import Callable

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops
from numpy.testing import assert_allclose

from snippets.gradients import cross_entropy_gradient
from snippets.losses import cross_entropy
from snippets.softmax import logsumexp
from snippets.targets import epsilon_a_to_b, one_hot, smooth_labels_a, smooth_labels_b

RTOL = 2e-6
# p − y loses the digits that p and y share, and MindSpore's p in float32 is off by a few units in its last place.
ATOL = 8 * np.finfo(np.float32).eps

EPSILONS = pytest.mark.parametrize("epsilon", [0.05, 0.1, 0.5])
EXAMPLE = np.array([[-1.5, 0.5, 5.0, -0.5]], np.float32), np.array([2], np.int32)


def random_batch(num_classes: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(num_classes)
    logits = random.normal(scale=3, size=(8, num_classes)).astype(np.float32)
    return logits, random.integers(num_classes, size=8).astype(np.int32)


BATCHES = pytest.mark.parametrize(
    ("logits", "labels"),
    [EXAMPLE, *(random_batch(num_classes) for num_classes in (2, 4, 10, 1000))],
    ids=["example", "2 classes", "4 classes", "10 classes", "1000 classes"],
)
TARGETS = pytest.mark.parametrize(
    "make_targets",
    [one_hot, lambda labels, k: smooth_labels_a(labels, k, 0.1), lambda labels, k: smooth_labels_b(labels, k, 0.1)],
    ids=["one-hot", "A", "B"],
)


def gradient(loss: Callable[[ms.Tensor], ms.Tensor], logits: np.ndarray) -> np.ndarray:
    return ms.grad(lambda z: loss(z).sum())(ms.Tensor(logits)).asnumpy()


@BATCHES
def test_logsumexp(logits: np.ndarray, labels: np.ndarray) -> None:
    assert_allclose(logsumexp(logits), ops.logsumexp(ms.Tensor(logits), -1).asnumpy(), rtol=RTOL)


@BATCHES
@TARGETS
def test_dense_targets(logits: np.ndarray, labels: np.ndarray, make_targets: Callable) -> None:
    targets = make_targets(labels, logits.shape[-1])
    dense = ms.Tensor(targets.astype(np.float32))
    loss = nn.SoftmaxCrossEntropyWithLogits(sparse=False)
    assert_allclose(cross_entropy(targets, logits), loss(ms.Tensor(logits), dense).asnumpy(), rtol=RTOL)
    ours = cross_entropy_gradient(targets, logits)
    assert_allclose(ours, gradient(lambda z: loss(z, dense), logits), rtol=RTOL, atol=ATOL)


@BATCHES
@EPSILONS
def test_label_smoothing_is_convention_b(logits: np.ndarray, labels: np.ndarray, epsilon: float) -> None:
    targets = smooth_labels_b(labels, logits.shape[-1], epsilon)
    loss = nn.CrossEntropyLoss(label_smoothing=epsilon, reduction="none")
    classes = ms.Tensor(labels)
    assert_allclose(cross_entropy(targets, logits), loss(ms.Tensor(logits), classes).asnumpy(), rtol=RTOL)
    ours = cross_entropy_gradient(targets, logits)
    assert_allclose(ours, gradient(lambda z: loss(z, classes), logits), rtol=RTOL, atol=ATOL)


@BATCHES
@EPSILONS
def test_label_smoothing_with_the_larger_epsilon_is_convention_a(
    logits: np.ndarray, labels: np.ndarray, epsilon: float
) -> None:
    num_classes = logits.shape[-1]
    targets = smooth_labels_a(labels, num_classes, epsilon)
    loss = nn.CrossEntropyLoss(label_smoothing=epsilon_a_to_b(epsilon, num_classes), reduction="none")
    classes = ms.Tensor(labels)
    assert_allclose(cross_entropy(targets, logits), loss(ms.Tensor(logits), classes).asnumpy(), rtol=RTOL)
    ours = cross_entropy_gradient(targets, logits)
    assert_allclose(ours, gradient(lambda z: loss(z, classes), logits), rtol=RTOL, atol=ATOL)


@BATCHES
def test_without_further_word_mindspore_takes_the_mean_over_the_batch(logits: np.ndarray, labels: np.ndarray) -> None:
    targets = smooth_labels_b(labels, logits.shape[-1], 0.1)
    mean = nn.CrossEntropyLoss(label_smoothing=0.1)(ms.Tensor(logits), ms.Tensor(labels))
    assert_allclose(cross_entropy(targets, logits).mean(), mean.asnumpy(), rtol=RTOL)


def test_the_two_conventions_differ_on_the_example() -> None:
    logits, labels = EXAMPLE
    as_if_the_same = nn.CrossEntropyLoss(label_smoothing=0.1)(ms.Tensor(logits), ms.Tensor(labels))
    assert cross_entropy(smooth_labels_a(labels, 4, 0.1), logits)[0] - float(as_if_the_same.asnumpy()) > 0.13
