"""Every function against mpmath with 50 digits, on random input of several sizes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from mpmath import exp, fsum, log, log1p, mpf, workdps
from numpy.testing import assert_allclose

from snippets.gradients import cross_entropy_gradient
from snippets.losses import cross_entropy, entropy, kl_divergence
from snippets.softmax import log_softmax, logsumexp, softmax
from snippets.targets import one_hot, smooth_labels_a, smooth_labels_b

pytestmark = pytest.mark.filterwarnings("error")

RTOL = 1e-12
EPS = np.finfo(np.float64).eps
TINY = np.finfo(np.float64).tiny  # Below this, float64 has fewer digits the smaller a number is.

SIZES = pytest.mark.parametrize("size", [1, 10, 1e4])
CLASSES = pytest.mark.parametrize("num_classes", [2, 4, 10, 1000])
SEEDS = pytest.mark.parametrize("seed", [0, 1, 2])


@pytest.fixture(autouse=True)
def fifty_digits() -> Iterator[None]:
    with workdps(50):
        yield


def random_logits(num_classes: int, size: float, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-size, size, num_classes)


def random_targets(num_classes: int, seed: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(1000 + seed)
    label = int(random.integers(num_classes))
    return {
        "one-hot": one_hot(label, num_classes),
        "A": smooth_labels_a(label, num_classes, 0.1),
        "B": smooth_labels_b(label, num_classes, 0.1),
        "any": random.dirichlet(np.ones(num_classes)),
    }


def exact_softmax(logits: np.ndarray) -> list[mpf]:
    powers = [exp(mpf(z)) for z in logits]  # mpmath's exponents have no limit: nothing needs to be shifted.
    total = fsum(powers)
    return [power / total for power in powers]


def exact_log_softmax(logits: np.ndarray) -> list[mpf]:
    p = exact_softmax(logits)
    top = int(np.argmax(logits))
    rest = fsum(p[:top] + p[top + 1 :])  # Next to 1 even 50 digits may run out: log p is taken from 1 − p instead.
    return [log1p(-rest) if k == top else log(p_k) for k, p_k in enumerate(p)]


def exact_cross_entropy(targets: np.ndarray, logits: np.ndarray) -> mpf:
    return -fsum(mpf(y) * log_p for y, log_p in zip(targets, exact_log_softmax(logits), strict=True))


def exact_entropy(targets: np.ndarray) -> mpf:
    return -fsum(mpf(y) * log(mpf(y)) for y in targets if y > 0)


@SIZES
@CLASSES
@SEEDS
def test_softmax(num_classes: int, size: float, seed: int) -> None:
    logits = random_logits(num_classes, size, seed)
    expected = np.array(exact_softmax(logits), float)
    assert_allclose(softmax(logits), expected, rtol=RTOL, atol=TINY)


@SIZES
@CLASSES
@SEEDS
def test_logsumexp(num_classes: int, size: float, seed: int) -> None:
    logits = random_logits(num_classes, size, seed)
    expected = log(fsum(exp(mpf(z)) for z in logits))
    assert_allclose(logsumexp(logits), float(expected), rtol=RTOL, atol=0)


@SIZES
@CLASSES
@SEEDS
def test_log_softmax(num_classes: int, size: float, seed: int) -> None:
    logits = random_logits(num_classes, size, seed)
    expected = np.array(exact_log_softmax(logits), float)
    assert_allclose(log_softmax(logits), expected, rtol=RTOL, atol=TINY)


@SIZES
@CLASSES
@SEEDS
def test_cross_entropy(num_classes: int, size: float, seed: int) -> None:
    logits = random_logits(num_classes, size, seed)
    for name, targets in random_targets(num_classes, seed).items():
        expected = float(exact_cross_entropy(targets, logits))
        assert_allclose(cross_entropy(targets, logits), expected, rtol=RTOL, atol=TINY, err_msg=name)


@CLASSES
@SEEDS
def test_cross_entropy_of_the_most_probable_class(num_classes: int, seed: int) -> None:
    logits = random_logits(num_classes, 10, seed)
    logits[0] = 40  # The loss is near 1e−13 and less: all of its digits lie beyond those of p.
    targets = one_hot(0, num_classes)
    expected = float(exact_cross_entropy(targets, logits))
    assert_allclose(cross_entropy(targets, logits), expected, rtol=RTOL, atol=0)


@CLASSES
@SEEDS
def test_entropy(num_classes: int, seed: int) -> None:
    for name, targets in random_targets(num_classes, seed).items():
        assert_allclose(entropy(targets), float(exact_entropy(targets)), rtol=RTOL, atol=0, err_msg=name)


@SIZES
@CLASSES
@SEEDS
def test_kl_divergence(num_classes: int, size: float, seed: int) -> None:
    logits = random_logits(num_classes, size, seed)
    for name, targets in random_targets(num_classes, seed).items():
        expected = float(exact_cross_entropy(targets, logits) - exact_entropy(targets))
        # log y and log p may be nearly equal: what is left is as uncertain as they are, a few epsilons of size 1.
        assert_allclose(kl_divergence(targets, logits), expected, rtol=RTOL, atol=4 * EPS, err_msg=name)


@SIZES
@CLASSES
@SEEDS
def test_cross_entropy_gradient(num_classes: int, size: float, seed: int) -> None:
    logits = random_logits(num_classes, size, seed)
    p = exact_softmax(logits)
    for name, targets in random_targets(num_classes, seed).items():
        expected = np.array([p_k - mpf(y) for p_k, y in zip(p, targets, strict=True)], float)
        # p and y may be nearly equal: what is left is as uncertain as they are, a few epsilons of size 1.
        assert_allclose(cross_entropy_gradient(targets, logits), expected, rtol=RTOL, atol=4 * EPS, err_msg=name)
