"""Numbers that others published for label smoothing, met to the last digit they printed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pytest
from numpy.testing import assert_allclose

from snippets.gradients import cross_entropy_gradient
from snippets.losses import cross_entropy, entropy, kl_divergence
from snippets.softmax import log_softmax, logsumexp, softmax
from snippets.targets import epsilon_a_to_b, one_hot, smooth_labels_a, smooth_labels_b

LOGITS = np.array([-1.5, 0.5, 5.0, -0.5])
TARGETS = {"one-hot": one_hot(2, 4), "A": smooth_labels_a(2, 4, 0.1), "B": smooth_labels_b(2, 4, 0.1)}


def assert_rounds_to(actual: object, published: str) -> None:
    """Compare with figures written in a row, each to half a unit of its last digit."""
    figures = [Decimal(figure) for figure in published.split()]
    values = [Decimal(float(value)) for value in np.ravel(actual)]
    assert len(values) == len(figures)
    for value, figure in zip(values, figures, strict=True):
        half_unit = Decimal((0, (5,), figure.as_tuple().exponent - 1))
        assert abs(value - figure) <= half_unit, f"{value} does not round to {figure}"


# The example: four classes, the third is true, ε = 0.1; to the digits of a computation with 50


def test_probabilities() -> None:
    assert_rounds_to(softmax(LOGITS), "0.0014787453186 0.0109265321148 0.9835750760383 0.0040196465283")


def test_logarithms() -> None:
    assert_rounds_to(logsumexp(LOGITS), "5.0165613084911")
    assert_rounds_to(log_softmax(LOGITS), "-6.5165613085 -4.5165613085 -0.0165613085 -5.5165613085")


@pytest.mark.parametrize(
    ("target", "loss", "floor", "divergence"),
    [
        ("one-hot", "0.0165613084911", "0", "0.0165613085"),
        ("A", "0.5665613084911", "0.4349442023", "0.1316171062"),
        ("B", "0.4290613084911", "0.3487803849", "0.0802809236"),
    ],
)
def test_loss_and_its_two_parts(target: str, loss: str, floor: str, divergence: str) -> None:
    assert_rounds_to(cross_entropy(TARGETS[target], LOGITS), loss)
    assert_rounds_to(entropy(TARGETS[target]), floor)
    assert_rounds_to(kl_divergence(TARGETS[target], LOGITS), divergence)


@pytest.mark.parametrize(
    ("target", "gradient"),
    [
        ("one-hot", "0.0014787453 0.0109265321 -0.0164249240 0.0040196465"),
        ("A", "-0.0318545880 -0.0224068012 0.0835750760 -0.0293136868"),
        ("B", "-0.0235212547 -0.0140734679 0.0585750760 -0.0209803535"),
    ],
)
def test_gradients(target: str, gradient: str) -> None:
    assert_rounds_to(cross_entropy_gradient(TARGETS[target], LOGITS), gradient)


def test_smoothing_adds_the_mean_gap_times_epsilon() -> None:
    plain = cross_entropy(TARGETS["one-hot"], LOGITS)
    assert_allclose(cross_entropy(TARGETS["A"], LOGITS) - plain, 0.55, rtol=1e-14)  # ε/3 · 16.5
    assert_allclose(cross_entropy(TARGETS["B"], LOGITS) - plain, 0.4125, rtol=1e-14)  # ε/4 · 16.5


def test_loss_of_each_label_under_a() -> None:
    losses = cross_entropy(smooth_labels_a(range(4), 4, 0.1), LOGITS)
    assert_rounds_to(losses, "6.1998946418 4.4665613085 0.5665613085 5.3332279752")


@pytest.mark.parametrize(
    ("num_classes", "floor"), [(2, ".3250830"), (4, ".4349442"), (10, ".5448054"), (1000, "1.0157585")]
)
def test_floors_under_a(num_classes: int, floor: str) -> None:
    assert_rounds_to(entropy(smooth_labels_a(0, num_classes, 0.1)), floor)


@pytest.mark.parametrize(
    ("smooth", "num_classes", "gap", "half_unit"),
    [
        (smooth_labels_a, 4, 3.2958368660, 5e-11),
        (smooth_labels_b, 4, 3.6109179126, 5e-11),
        (smooth_labels_a, 1000, 9.10398, 5e-6),
    ],
)
def test_best_gap_is_where_the_gradient_turns(smooth: Callable, num_classes: int, gap: float, half_unit: float) -> None:
    targets = smooth(0, num_classes, 0.1)
    narrower, wider = np.zeros((2, num_classes))
    narrower[0], wider[0] = gap - half_unit, gap + half_unit
    assert cross_entropy_gradient(targets, narrower)[0] < 0 < cross_entropy_gradient(targets, wider)[0]


def test_a_is_least_when_the_logits_are_scaled_down() -> None:
    def slope(scale: float) -> float:
        return float(cross_entropy_gradient(TARGETS["A"], scale * LOGITS) @ LOGITS)

    assert slope(0.60625) < 0 < slope(0.60635)
    assert slope(1 / 1.6495) < 0 < slope(1 / 1.6485)
    assert_rounds_to(cross_entropy(TARGETS["A"], 0.6063 * LOGITS), "0.447136")


def test_twice_the_logits_raise_a_and_lower_plain_cross_entropy() -> None:
    assert_rounds_to(cross_entropy(TARGETS["A"], 2 * LOGITS), "1.100142")
    assert_rounds_to(cross_entropy(TARGETS["one-hot"], 2 * LOGITS), "1.42e-4")


# Frameworks on the example, in float32


@pytest.mark.parametrize(
    ("framework", "target", "value"),
    [
        ("PyTorch", "one-hot", 0.0165612958),
        ("PyTorch", "A", 0.5665613413),
        ("PyTorch", "B", 0.4290613234),
        ("optax", "one-hot", 0.0165615082),
        ("optax", "A", 0.5665613413),
        ("optax", "B", 0.4290612936),
        ("TensorFlow", "one-hot", 0.0165612958),
        ("TensorFlow", "A", 0.5665613413),
        ("TensorFlow", "B", 0.4290612936),
        ("MindSpore", "A", 0.5665613413),
        ("MindSpore", "B", 0.4290610254),
    ],
)
def test_frameworks_agree_to_the_float32_of_the_logits(framework: str, target: str, value: float) -> None:
    # They subtract logits near 5 from each other, where numbers of float32 stand 4.8e−7 apart.
    assert_allclose(cross_entropy(TARGETS[target], LOGITS), value, rtol=0, atol=np.spacing(np.float32(5)))


# Test suites and documentation of frameworks


def classy(label: int, num_classes: int, epsilon: float) -> np.ndarray:
    """ClassyVision divides onehot + ε/K by its sum 1 + ε, which is B at ε / (1 + ε)."""
    return smooth_labels_b(label, num_classes, epsilon / (1 + epsilon))


def test_mmpretrain_test_suite() -> None:
    assert_rounds_to(cross_entropy(smooth_labels_b(0, 2, 0.1), [1, -1]), ".2269")
    assert_rounds_to(cross_entropy(classy(0, 2, 0.1), [1, -1]), ".2178")


def test_keras_test_suite() -> None:
    assert_rounds_to(cross_entropy(smooth_labels_b(0, 3, 0.1), [100, -100, -100]), "13.3333")


def test_paddle_documentation() -> None:
    assert_rounds_to(smooth_labels_b(1, 3, 0.1), ".0333 .9333 .0333")


def test_classy_vision_test_suite() -> None:
    assert_allclose(classy(4, 5, 0.1), [0.2 / 11, 0.2 / 11, 0.2 / 11, 0.2 / 11, 10.2 / 11], rtol=1e-14)


def test_a_at_one_tenth_of_four_classes_is_b_at_two_fifteenths() -> None:
    assert_allclose(smooth_labels_b(2, 4, 2 / 15), TARGETS["A"], rtol=1e-14)
    assert epsilon_a_to_b(0.1, 4) == pytest.approx(2 / 15, rel=1e-15)
