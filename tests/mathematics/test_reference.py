"""The reference against the decimal module of the standard library, with exponentials and logarithms of its own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal, localcontext

import mpmath
import pytest

from snippets.quantities import quantities
from snippets.reference import exact_log_softmax, exact_quantities, exact_softmax

FIFTY_DIGITS = Decimal(10) ** -49
EXAMPLE = (2, (-1.5, 0.5, 5.0, -0.5), 0.1)
CASES = [EXAMPLE, (0, (0.3, -0.7), 0.25), (1, (4.0, 2.5, -3.25, 0.1, 1.0), 0.4)]


@pytest.fixture(autouse=True)
def many_digits() -> Iterator[None]:
    with localcontext(Context(prec=120)):
        yield


def log_probabilities(logits: tuple[float, ...]) -> list[Decimal]:
    total = sum((Decimal(repr(z)).exp() for z in logits), Decimal(0)).ln()
    return [Decimal(repr(z)) - total for z in logits]


def smoothed(label: int, num_classes: int, epsilon: Decimal) -> list[Decimal]:
    return [1 - epsilon if k == label else epsilon / (num_classes - 1) for k in range(num_classes)]


def same(got: Decimal, expected: Decimal) -> bool:
    return abs(got - expected) <= FIFTY_DIGITS * abs(expected)


@pytest.mark.parametrize(("label", "logits", "epsilon"), CASES)
def test_probabilities_and_their_logarithms_have_fifty_digits(
    label: int, logits: tuple[float, ...], epsilon: float
) -> None:
    expected = log_probabilities(logits)
    assert all(map(same, exact_log_softmax(logits), expected))
    assert all(map(same, exact_softmax(logits), [log_p.exp() for log_p in expected]))


@pytest.mark.parametrize(("label", "logits", "epsilon"), CASES)
def test_losses_have_fifty_digits(label: int, logits: tuple[float, ...], epsilon: float) -> None:
    exact, log_p, share = exact_quantities(label, logits, epsilon), log_probabilities(logits), Decimal(repr(epsilon))
    targets = smoothed(label, len(logits), share)
    loss = -sum(y * log for y, log in zip(targets, log_p, strict=True))
    floor = -sum(y * y.ln() for y in targets)
    assert same(exact["loss_standard"], -log_p[label])
    assert same(exact["loss_smoothed"], loss)
    assert same(exact["loss_smoothed_b"], -(1 - share) * log_p[label] - share * sum(log_p) / len(logits))
    assert same(exact["floor"], floor)
    assert same(exact["excess"], loss - floor)


@pytest.mark.parametrize(("label", "logits", "epsilon"), CASES)
def test_gradients_have_fifty_digits(label: int, logits: tuple[float, ...], epsilon: float) -> None:
    exact, share = exact_quantities(label, logits, epsilon), Decimal(repr(epsilon))
    p = [log_p.exp() for log_p in log_probabilities(logits)]
    others = [k for k in range(len(logits)) if k != label]
    other = others[[logits[k] for k in others].index(min(logits[k] for k in others))]
    assert same(exact["p_other"], p[other])
    assert same(exact["gradient_standard_true"], p[label] - 1)
    assert same(exact["gradient_smoothed_true"], p[label] - (1 - share))
    assert same(exact["gradient_smoothed_other"], p[other] - share / (len(logits) - 1))


def test_digits_are_not_lost_next_to_one() -> None:
    # p is 1 − 3·10⁻⁴⁰ here: of fifty digits in p, ten would be left in log p.
    [_, log_p] = exact_log_softmax((-45.0, 45.0))
    assert same(log_p, -(1 + Decimal(-90).exp()).ln())


def test_epsilon_is_the_decimal_number_that_was_written() -> None:
    exact = exact_quantities(*EXAMPLE)
    assert exact["on_value"] == Decimal("0.9")
    assert same(exact["off_value"], Decimal(1) / 30)


def test_figures_found_elsewhere() -> None:
    exact = exact_quantities(*EXAMPLE)
    shown = {name: str(round(exact[name], 13)) for name in ("loss_standard", "loss_smoothed", "loss_smoothed_b")}
    assert shown == {
        "loss_standard": "0.0165613084911",
        "loss_smoothed": "0.5665613084911",
        "loss_smoothed_b": "0.4290613084911",
    }


def test_without_smoothing_zeros_are_exact() -> None:
    exact = exact_quantities(2, EXAMPLE[1], 0.0)
    assert exact["off_value"] == exact["floor"] == exact["sum_p"] == exact["sum_gradient"] == 0
    assert exact["excess"] == exact["loss_smoothed"] == exact["loss_standard"]


def test_every_quantity_has_a_reference() -> None:
    assert exact_quantities(*EXAMPLE).keys() == quantities(*EXAMPLE, "float64").keys()


def test_the_reference_leaves_the_precision_of_others_alone() -> None:
    before = mpmath.mp.dps
    with mpmath.workdps(5):
        assert same(exact_softmax((0.0, 0.0, 0.0))[0], Decimal(1) / 3)
    assert mpmath.mp.dps == before
