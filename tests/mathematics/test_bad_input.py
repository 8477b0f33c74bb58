"""What is no class, no distribution or no logit is refused, and the error names the argument and shows what came."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import inf, nan

import numpy as np
import pytest

from snippets.gradients import cross_entropy_gradient, gradient_descent
from snippets.losses import cross_entropy, entropy, kl_divergence
from snippets.softmax import log_softmax, logsumexp, softmax
from snippets.targets import epsilon_a_to_b, one_hot, smooth_labels_a, smooth_labels_b

pytestmark = pytest.mark.filterwarnings("error")


def walk(targets: object, logits: object) -> object:
    return gradient_descent(targets, logits, 0.5, 1)


def refused(call: Callable[[], object], argument: str, shown: str) -> None:
    with pytest.raises(ValueError, match=rf"^{argument} must .*got .*{re.escape(shown)}"):
        call()


OF_LOGITS = {
    "softmax": softmax,
    "logsumexp": logsumexp,
    "log_softmax": log_softmax,
    "cross_entropy": lambda logits: cross_entropy([0, 1], logits),
    "kl_divergence": lambda logits: kl_divergence([0, 1], logits),
    "cross_entropy_gradient": lambda logits: cross_entropy_gradient([0, 1], logits),
    "gradient_descent": lambda logits: walk([0, 1], logits),
}
OF_TARGETS = {
    "cross_entropy": lambda targets: cross_entropy(targets, [0.0, 0.0]),
    "kl_divergence": lambda targets: kl_divergence(targets, [0.0, 0.0]),
    "cross_entropy_gradient": lambda targets: cross_entropy_gradient(targets, [0.0, 0.0]),
    "gradient_descent": lambda targets: walk(targets, [0.0, 0.0]),
    "entropy": entropy,
}
OF_BOTH = {
    "cross_entropy": cross_entropy,
    "kl_divergence": kl_divergence,
    "cross_entropy_gradient": cross_entropy_gradient,
    "gradient_descent": walk,
}
OF_LABELS = {
    "one_hot": one_hot,
    "smooth_labels_a": lambda labels, num_classes: smooth_labels_a(labels, num_classes, 0.1),
    "smooth_labels_b": lambda labels, num_classes: smooth_labels_b(labels, num_classes, 0.1),
}
OF_EPSILON = {
    "smooth_labels_a": lambda epsilon: smooth_labels_a(2, 4, epsilon),
    "smooth_labels_b": lambda epsilon: smooth_labels_b(2, 4, epsilon),
    "epsilon_a_to_b": lambda epsilon: epsilon_a_to_b(epsilon, 4),
}

NO_VECTORS = [
    pytest.param(3.0, "shape ()", id="a scalar"),
    pytest.param([1.0], "shape (1,)", id="one class"),
    pytest.param(np.ones((3, 1)), "shape (3, 1)", id="a batch of one class"),
    pytest.param([], "shape (0,)", id="no class"),
    pytest.param([[0.0, 1.0], [1.0]], "sequences of different lengths", id="ragged"),
    pytest.param(["a", "b"], "['a', 'b']", id="strings"),
    pytest.param([1j, 1], "[1j, (1+0j)]", id="complex"),
    pytest.param([True, False], "[True, False]", id="truth values"),
    pytest.param([0.5, None], "[0.5, None]", id="None"),
]


@pytest.mark.parametrize("function", OF_LOGITS)
@pytest.mark.parametrize(
    ("logits", "shown"),
    [
        *NO_VECTORS,
        pytest.param([1.0, nan], "[1.0, nan]", id="NaN"),
        pytest.param([[0.0, 1.0], [nan, 0.0]], "[[0.0, 1.0], [nan, 0.0]]", id="NaN in a batch"),
        pytest.param([inf, inf], "[inf, inf]", id="several +inf"),
        pytest.param([[0.0, inf], [inf, inf]], "[[0.0, inf], [inf, inf]]", id="several +inf in one vector"),
        pytest.param([-inf, -inf], "[-inf, -inf]", id="nothing but -inf"),
        pytest.param([[0.0, 1.0], [-inf, -inf]], "[[0.0, 1.0], [-inf, -inf]]", id="nothing but -inf in one vector"),
    ],
)
def test_logits_without_a_softmax(function: str, logits: object, shown: str) -> None:
    refused(lambda: OF_LOGITS[function](logits), "logits", shown)


@pytest.mark.parametrize("function", OF_TARGETS)
@pytest.mark.parametrize(
    ("targets", "shown"),
    [
        *NO_VECTORS,
        pytest.param([0.5, 0.6], "the sum 1.1", id="more than one"),
        pytest.param([0, 0], "the sum 0", id="nothing"),
        pytest.param([0.5, 0.50001], "the sum 1.00001", id="a little more than one"),
        pytest.param([0.5, 0.49999], "the sum 0.99999", id="a little less than one"),
        pytest.param([[0.5, 0.5], [0.5, 0.25]], "the sum 0.75", id="less than one in one vector"),
        pytest.param([-0.5, 1.5], "[-0.5, 1.5]", id="negative"),
        pytest.param([nan, 1.0], "[nan, 1.0]", id="NaN"),
        pytest.param([inf, 0.0], "[inf, 0.0]", id="infinite"),
    ],
)
def test_targets_that_are_no_distribution(function: str, targets: object, shown: str) -> None:
    argument = "probabilities" if function == "entropy" else "targets"
    refused(lambda: OF_TARGETS[function](targets), argument, shown)


@pytest.mark.parametrize("function", OF_BOTH)
@pytest.mark.parametrize(
    ("targets_shape", "logits_shape"),
    [((3,), (4,)), ((4,), (5, 3)), ((5, 3), (3, 4)), ((2, 4), (3, 4)), ((3, 4), (3, 2, 4))],
    ids=lambda shape: "x".join(map(str, shape)),
)
def test_targets_and_logits_of_shapes_that_do_not_match(
    function: str, targets_shape: tuple, logits_shape: tuple
) -> None:
    targets = np.full(targets_shape, 1 / targets_shape[-1])
    call = OF_BOTH[function]
    refused(lambda: call(targets, np.zeros(logits_shape)), "targets", str(targets_shape))
    with pytest.raises(ValueError, match=re.escape(f"shape of logits {logits_shape}")):
        call(targets, np.zeros(logits_shape))


def test_a_vector_of_one_class_is_not_broadcast() -> None:
    refused(lambda: cross_entropy([1.0], [0.0, 0.0]), "targets", "(1,)")


@pytest.mark.parametrize("function", OF_LABELS)
@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        (-1, "-1"),
        (4, "4"),
        (7, "7"),
        ([0, 4, 1], "4"),
        (np.array([[0, 1], [2, -3]]), "-3"),
        (2.0, "2.0"),
        ([0.0, 1.0], "[0.0, 1.0]"),
        (True, "True"),
        (["2"], "['2']"),
        (None, "None"),
    ],
    ids=repr,
)
def test_labels_that_are_no_class(function: str, labels: object, shown: str) -> None:
    refused(lambda: OF_LABELS[function](labels, 4), "labels", shown)


@pytest.mark.parametrize("function", OF_LABELS)
@pytest.mark.parametrize("num_classes", [1, 0, -4, 4.0, "4", None, True])
def test_a_number_of_classes_that_is_none(function: str, num_classes: object) -> None:
    refused(lambda: OF_LABELS[function](0, num_classes), "num_classes", repr(num_classes))
    refused(lambda: epsilon_a_to_b(0.1, num_classes), "num_classes", repr(num_classes))


@pytest.mark.parametrize("function", OF_EPSILON)
@pytest.mark.parametrize("epsilon", [-0.1, 1.1, 1.0000001, nan, inf, "0.1", None, 0.1j])
def test_a_smoothing_factor_that_is_no_share(function: str, epsilon: object) -> None:
    refused(lambda: OF_EPSILON[function](epsilon), "epsilon", repr(epsilon))


@pytest.mark.parametrize("learning_rate", [0, -1, nan, inf])
def test_a_learning_rate_that_leads_nowhere(learning_rate: float) -> None:
    refused(lambda: gradient_descent([0, 1], [0, 0], learning_rate, 1), "learning_rate", repr(learning_rate))


@pytest.mark.parametrize("steps", [-1, 1.5, 2.0, "3", None])
def test_steps_that_cannot_be_counted(steps: object) -> None:
    refused(lambda: gradient_descent([0, 1], [0, 0], 0.5, steps), "steps", repr(steps))


def test_of_a_long_array_the_message_tells_what_is_wrong_and_where() -> None:
    logits = np.zeros((2, 1000))
    logits[1, 700] = nan
    with pytest.raises(ValueError, match=r"^logits must not hold NaN, got nan at \[1, 700\] of shape \(2, 1000\)$"):
        softmax(logits)


def test_of_a_long_array_that_is_wrong_as_a_whole_the_message_shows_the_beginning() -> None:
    with pytest.raises(ValueError, match=r"^logits must hold more than -inf in each vector, got \[-inf, .*\.\.\.$"):
        softmax(np.full(1000, -np.inf))


@pytest.mark.parametrize("dtype", [int, bool, str])
def test_targets_of_a_type_that_holds_no_fractions(dtype: type) -> None:
    for make in (lambda: one_hot(0, 4, dtype), lambda: smooth_labels_a(0, 4, 0.1, dtype)):
        with pytest.raises(ValueError, match="dtype must be a floating-point type, got"):
            make()


def test_a_sum_that_is_hardly_wrong_is_shown_with_its_digits() -> None:
    with pytest.raises(ValueError, match=r"got the sum 1\.000002$"):
        cross_entropy([0.5, 0.500002], [0.0, 0.0])


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_targets_that_miss_one_by_rounding_are_taken(dtype: type) -> None:
    targets = smooth_labels_a(2, 1000, 0.1, dtype=dtype)
    assert float(targets.sum(dtype=np.float64)) != 1
    assert np.isfinite(cross_entropy(targets, np.zeros(1000, dtype)))
