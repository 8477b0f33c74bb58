"""Every quantity in every type, within what the unit roundoff and the cancellation in each formula allow."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from snippets.precision import relative_error, unit_roundoff
from snippets.quantities import quantities, unlikeliest_other
from snippets.reference import exact_quantities

EXAMPLE = (2, (-1.5, 0.5, 5.0, -0.5), 0.1)
TYPES = pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
ROUNDINGS = 16  # What one formula for ten classes at most may take: exponentials and logarithms count three each.


def random_case(num_classes: int) -> tuple[int, tuple[float, ...], float]:
    random = np.random.default_rng(num_classes)
    logits = random.permutation(np.arange(-num_classes, num_classes))[:num_classes] / 2  # exact in every type
    return int(random.integers(num_classes)), tuple(logits.tolist()), float(random.choice([0.05, 0.1, 0.3]))


CASES = pytest.mark.parametrize(
    "case", [EXAMPLE, *map(random_case, (2, 4, 10))], ids=["example", "2 classes", "4 classes", "10 classes"]
)


def magnifications(exact: dict[str, Decimal], logits: tuple[float, ...]) -> dict[str, Decimal]:
    """Return how much larger than its result the parts of a formula are, which is how much it magnifies roundings."""
    loss, floor = exact["loss_smoothed"], exact["floor"]
    largest = Decimal(max(map(abs, logits))) + len(logits)
    return {
        "logsumexp": largest / abs(exact["logsumexp"]),
        "floor": (floor + 1) / floor,  # d(−y log y) = −(1 + log y) dy
        "excess": (loss + floor + 1) / exact["excess"],
        "gradient_standard_true": (exact["p_true"] + 1) / abs(exact["gradient_standard_true"]),
        "gradient_smoothed_true": (exact["p_true"] + exact["on_value"]) / abs(exact["gradient_smoothed_true"]),
        "gradient_smoothed_other": (exact["p_other"] + exact["off_value"]) / abs(exact["gradient_smoothed_other"]),
    }


@TYPES
@CASES
def test_errors_stay_within_what_roundings_can_do(case: tuple[int, tuple[float, ...], float], dtype: type) -> None:
    exact, computed = exact_quantities(*case), quantities(*case, dtype)
    magnified = magnifications(exact, case[1])
    for name in exact.keys() - {"sum_p", "sum_gradient"}:
        bound = ROUNDINGS * unit_roundoff(dtype) * float(magnified.get(name, 1))
        assert relative_error(computed[name], exact[name]) <= bound, name
    for name in ("sum_p", "sum_gradient"):
        assert abs(computed[name]) <= ROUNDINGS * unit_roundoff(dtype), name


@CASES
def test_more_bits_make_the_worst_error_smaller(case: tuple[int, tuple[float, ...], float]) -> None:
    exact = exact_quantities(*case)
    worst = [
        max(relative_error(quantities(*case, dtype)[name], exact[name]) for name in exact if exact[name])
        for dtype in (np.float16, np.float32, np.float64)
    ]
    assert worst[0] > 100 * worst[1] > 10000 * worst[2]


@TYPES
def test_everything_is_a_number_of_the_type(dtype: type) -> None:
    computed = quantities(*EXAMPLE, dtype)
    assert computed == {name: float(dtype(number)) for name, number in computed.items()}


def test_the_unlikeliest_other_class_is_never_the_true_one() -> None:
    assert unlikeliest_other(0, [-9.0, 1.0, 0.0]) == 2
    assert unlikeliest_other(1, [-9.0, 1.0, 0.0]) == 0
    assert unlikeliest_other(2, [5.0, 5.0, 5.0]) == 0


def test_what_is_no_class_or_no_type_is_refused() -> None:
    with pytest.raises(ValueError, match="labels must be classes from 0 to 3, got 4"):
        unlikeliest_other(4, EXAMPLE[1])
    with pytest.raises(ValueError, match="dtype must be a floating-point type, got int64"):
        quantities(*EXAMPLE, np.int64)
