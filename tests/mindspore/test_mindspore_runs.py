"""What MindSpore puts out, against the mathematics in float64 and the exact reference."""

from __future__ import annotations

import subprocess
import sys
from itertools import permutations
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from numpy.testing import assert_allclose

from snippets.conventions import smooth_labels_miscounted, smooth_labels_short
from snippets.gradients import cross_entropy_gradient
from snippets.losses import cross_entropy
from snippets.mindspore_precision import mindspore_quantities, mindspore_softmax, mindspore_ways, worst_sum
from snippets.mindspore_runs import refusal_by_ours, run_builtin, run_builtin_dense, run_fused_dense, run_ours, run_zoo
from snippets.precision import relative_error, unit_roundoff
from snippets.reference import exact_log_softmax, exact_quantities, exact_softmax
from snippets.softmax import softmax
from snippets.targets import epsilon_a_to_b, smooth_labels_a, smooth_labels_b
from snippets.weighted import weighted_cross_entropy, weighted_gradient

ROOT = Path(__file__).resolve().parents[2]
EPS = float(np.finfo(np.float32).eps)
TOLERANCE = {"rtol": 2e-6, "atol": EPS}  # Near 0 a loss in float32 is as exact as 1 is.
SLOPES = {"rtol": 2e-6, "atol": 8 * EPS}  # p − y loses the digits that p and y share.

LABEL, LOGITS, EPSILON = 2, (-1.5, 0.5, 5.0, -0.5), 0.1
IMPOSSIBLE = (float("-inf"), 0.5, 5.0, -0.5)
A, B = smooth_labels_a(LABEL, 4, EPSILON), smooth_labels_b(LABEL, 4, EPSILON)

RUNS = {
    "zoo": (lambda: run_zoo(LABEL, LOGITS, EPSILON, 4), A),
    "ours": (lambda: run_ours(LABEL, LOGITS, EPSILON), A),
    "built in": (lambda: run_builtin(LABEL, LOGITS, EPSILON), B),
    "built in, converted": (lambda: run_builtin(LABEL, LOGITS, epsilon_a_to_b(EPSILON, 4)), A),
    "built in, dense": (lambda: run_builtin_dense(A, LOGITS), A),
    "fused, dense": (lambda: run_fused_dense(B, LOGITS), B),
}


@pytest.mark.parametrize("name", RUNS)
def test_a_run_gives_the_loss_and_the_gradient_of_its_targets(name: str) -> None:
    run, targets = RUNS[name]
    assert_allclose(run().loss, cross_entropy(targets, LOGITS), **TOLERANCE)
    assert_allclose(run().gradient, cross_entropy_gradient(targets, LOGITS), **SLOPES)


def test_the_zoo_left_to_its_default_takes_a_thousand_classes() -> None:
    run, targets = run_zoo(LABEL, LOGITS, EPSILON), smooth_labels_miscounted(LABEL, 4, EPSILON)
    assert_allclose(run.loss, weighted_cross_entropy(targets, LOGITS), rtol=2e-6, atol=EPS)
    assert_allclose(run.gradient, softmax(LOGITS) - targets, **SLOPES)  # not the derivative of that loss


def test_targets_that_do_not_add_up_to_one_have_two_gradients() -> None:
    short = smooth_labels_short(LABEL, 4, EPSILON)
    fused, composed = run_fused_dense(short, LOGITS), run_builtin_dense(short, LOGITS)
    for run in (fused, composed):
        assert_allclose(run.loss, weighted_cross_entropy(short, LOGITS), **TOLERANCE)
    assert_allclose(fused.gradient, softmax(LOGITS) - short, **SLOPES)
    assert_allclose(composed.gradient, weighted_gradient(short, LOGITS), **SLOPES)


def test_a_label_that_is_no_class_is_answered_by_the_zoo_and_refused_by_ours() -> None:
    every_class_is_another = np.full(4, EPSILON / 3)
    expected = weighted_cross_entropy(every_class_is_another, LOGITS)
    assert_allclose(run_zoo(7, LOGITS, EPSILON, 4).loss, expected, **TOLERANCE)
    assert refusal_by_ours(7, LOGITS, EPSILON) == "ValueError: labels must be classes from 0 to 3, got [7]"


def test_a_label_that_is_a_class_is_not_refused() -> None:
    with pytest.raises(AssertionError, match="the label 2 of 4 classes was not refused"):
        refusal_by_ours(LABEL, LOGITS, EPSILON)


GRAPH_AFTER_REFUSAL = """
import mindspore as ms
from snippets.mindspore_losses import CrossEntropyWithLabelSmooth
from snippets.mindspore_runs import refusal_by_ours

refusal_by_ours(7, [-1.5, 0.5, 5.0, -0.5], 0.1)
ms.set_context(mode=ms.GRAPH_MODE)
logits = ms.Tensor([[-1.5, 0.5, 5.0, -0.5]] * 8, ms.float32)
slopes = ms.grad(CrossEntropyWithLabelSmooth(0.0), 0)(logits, ms.Tensor([2] * 8, ms.int32))
print("slope:", slopes.asnumpy()[:, 2].sum())
"""


def test_a_refusal_leaves_later_graphs_alone(tmp_path: Path) -> None:
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{GRAPH_AFTER_REFUSAL}"
    result = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "slope: -0.01642" in result.stdout, result.stderr


@pytest.mark.parametrize(
    "run",
    [
        lambda: run_builtin_dense(A, IMPOSSIBLE),
        lambda: run_builtin(LABEL, IMPOSSIBLE, EPSILON),
        lambda: run_ours(LABEL, IMPOSSIBLE, EPSILON),
    ],
    ids=["dense", "label", "ours"],
)
def test_a_smoothed_loss_of_what_the_model_holds_impossible_is_infinite_with_a_finite_gradient(run) -> None:
    assert run().loss == np.inf
    assert np.isfinite(run().gradient).all()
    assert run().gradient[0] < 0


def test_a_one_hot_target_makes_nan_of_it_and_the_gradient_stays_finite() -> None:
    one_hot = [0.0, 0.0, 1.0, 0.0]
    for run in (run_builtin_dense(one_hot, IMPOSSIBLE), run_builtin(LABEL, IMPOSSIBLE)):
        assert np.isnan(run.loss)
        assert_allclose(run.gradient, cross_entropy_gradient(one_hot, IMPOSSIBLE), **SLOPES)


def test_quantities_have_five_digits_where_nothing_cancels_and_four_elsewhere() -> None:
    exact, computed = exact_quantities(LABEL, LOGITS, EPSILON), mindspore_quantities(LABEL, LOGITS, EPSILON)
    assert computed.keys() == exact.keys()
    near_zero = {"log_p_true", "loss_standard", "excess"}
    for name, number in exact.items():
        if number:
            assert relative_error(computed[name], number) < (2e-4 if name in near_zero else 1e-5), name
        else:
            assert abs(computed[name]) < 8 * EPS


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_ways_to_probabilities_and_their_logarithms(dtype: type) -> None:
    ways, u = mindspore_ways(LOGITS, dtype), unit_roundoff(dtype)
    p, log_p = np.array(exact_softmax(LOGITS), float), np.array(exact_log_softmax(LOGITS), float)
    approximate = 1e-5 if dtype is np.float32 else 16 * u
    assert_allclose(ways["exp"], np.exp(np.array(LOGITS) - 5), rtol=approximate)
    assert_allclose(ways["softmax"], p, rtol=approximate)
    assert_allclose(ways["log_softmax"], log_p, rtol=0, atol=5e-6)  # in either type
    assert_allclose(ways["minus_logsumexp"], log_p, rtol=0, atol=16 * u * 5)
    assert_allclose(ways["shifted"], log_p, rtol=4 * u, atol=4 * u)


def test_softmax_in_mindspore_subtracts_the_maximum_by_itself() -> None:
    for shift in (100, 1000):
        shifted = mindspore_softmax(np.array(LOGITS) + shift)
        assert_allclose(shifted, softmax(LOGITS), rtol=1e-5)


def test_quantities_are_the_same_in_each_run_whatever_ran_before() -> None:
    first = mindspore_quantities(LABEL, LOGITS, EPSILON)
    for length in (1, 3, 5, 7, 33):  # They leave memory of other lengths behind.
        mindspore_softmax(np.arange(length))
        for _ in range(4):
            mindspore_quantities.cache_clear()
            assert mindspore_quantities(LABEL, LOGITS, EPSILON) == first


def test_the_floor_is_the_same_in_each_order_of_the_classes() -> None:
    floor = mindspore_quantities(LABEL, LOGITS, EPSILON)["floor"]
    for order in permutations(range(len(LOGITS))):
        logits = tuple(LOGITS[k] for k in order)
        assert mindspore_quantities(order.index(LABEL), logits, EPSILON)["floor"] == floor


def test_a_worst_sum_lies_no_nearer_to_the_exact_one_than_that_of_any_order() -> None:
    terms = np.array([1e8, 1.0, -1e8, 3.0], np.float32)
    worst = abs(worst_sum(ms.Tensor(terms)) - 4)
    assert worst == 4  # Beside 1e8, 1 and 3 are lost.
    assert all(abs(float(sum(order, np.float32(0))) - 4) <= worst for order in permutations(terms))
