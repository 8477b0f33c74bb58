"""What the page on digits compares: each quantity by its name for readers, in four kinds of arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import permutations
from typing import Any

import numpy as np

from snippets.checks import Floats
from snippets.precision import correct_digits, relative_error, rounded, unit_roundoff
from snippets.quantities import quantities, unlikeliest_other
from snippets.reference import exact_log_softmax, exact_quantities, exact_softmax
from snippets.scenario import Scenario
from snippets.softmax import log_softmax, logsumexp, softmax

Text = dict[str, str]
Rows = list[tuple[Any, ...]]

TYPES: dict[str, type[np.floating[Any]]] = {"float16": np.float16, "float32": np.float32, "float64": np.float64}
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
NBSP = "\N{NO-BREAK SPACE}"  # A formula in a narrow cell stays on one line.
FEW = 5  # Of so many classes all orders are tried.


def computed(scenario: Scenario) -> dict[str, dict[str, float]]:
    """Return the quantities by kind of arithmetic: NumPy's types, and float32 in MindSpore.

    NumPy adds in the order of the classes, another machine perhaps in another one. Each of its quantities is that of
    the order in which it is least exact: only what holds there holds in each.
    """
    from snippets.mindspore_precision import mindspore_quantities

    given = scenario.label, scenario.logits, scenario.epsilon
    by_type = {name: _least_exact(*given, name) for name in TYPES}
    return {**by_type, f"MindSpore{NBSP}float32": mindspore_quantities(*given)}


def orders(count: int) -> list[tuple[int, ...]]:
    """Return the orders of so many classes: all of them, or, of many, those that begin elsewhere."""
    if count <= FEW:
        return list(permutations(range(count)))
    return [tuple((start + k) % count for k in range(count)) for start in range(count)]


@cache  # Many values look at the same quantities.
def _least_exact(label: int, logits: tuple[float, ...], epsilon: float, type_name: str) -> dict[str, float]:
    found = [
        quantities(order.index(label), [logits[k] for k in order], epsilon, TYPES[type_name])
        for order in orders(len(logits))
    ]
    errors = {
        name: [relative_error(each[name], number) if number else abs(each[name]) for each in found]
        for name, number in exact_quantities(label, logits, epsilon).items()
    }
    return {name: found[int(np.nanargmax(of_orders))][name] for name, of_orders in errors.items()}


def exact(scenario: Scenario) -> dict[str, Decimal]:
    """Return the reference of every quantity."""
    return exact_quantities(scenario.label, scenario.logits, scenario.epsilon)


def names(scenario: Scenario) -> dict[str, Text | str]:
    """Return how readers see each quantity called; an index is that of a class."""
    true, other = (str(k).translate(SUBSCRIPTS) for k in (scenario.label, other_class(scenario)))
    return {
        "on_value": f"1{NBSP}−{NBSP}ε",
        "off_value": f"ε/(K{NBSP}−{NBSP}1)",
        "logsumexp": "lse(z)",
        "p_true": f"p{true}",
        "p_other": f"p{other}",
        "log_p_true": f"log{NBSP}p{true}",
        "log_p_other": f"log{NBSP}p{other}",
        "loss_standard": {"zh": f"标准损失{NBSP}L", "en": f"standard loss{NBSP}L"},
        "loss_smoothed": {"zh": f"L′，除以{NBSP}K−1", "en": f"L′,{NBSP}by{NBSP}K−1"},
        "loss_smoothed_b": {"zh": f"L′，除以{NBSP}K", "en": f"L′,{NBSP}by{NBSP}K"},
        "floor": {"zh": f"下限{NBSP}H(y′)", "en": f"floor{NBSP}H(y′)"},
        "excess": {"zh": f"超出{NBSP}KL(y′‖p)", "en": f"excess{NBSP}KL(y′‖p)"},
        "gradient_standard_true": f"∂L/∂z{true}",
        "gradient_smoothed_true": f"∂L′/∂z{true}",
        "gradient_smoothed_other": f"∂L′/∂z{other}",
        "sum_p": f"∑p{NBSP}−{NBSP}1",
        "sum_gradient": f"∑(p{NBSP}−{NBSP}y′)",
    }


def other_class(scenario: Scenario) -> int:
    """Return the class that stands for the others: the one with the smallest logit."""
    return unlikeliest_other(scenario.label, scenario.logits)


def describe_types() -> Rows:
    """Return, for each type, its bits, its unit roundoff, the decimal digits that it guarantees, its largest number."""
    infos = [(name, dtype, np.finfo(dtype)) for name, dtype in TYPES.items()]
    return [(n, info.nmant + 1, unit_roundoff(dtype), info.precision, float(info.max)) for n, dtype, info in infos]


def in_every_kind(name: str, scenario: Scenario) -> Rows:
    """Return a quantity to twenty decimals in each kind of arithmetic, with its relative error and its digits."""
    numbers = {kind: quantities_[name] for kind, quantities_ in computed(scenario).items()}
    errors = {kind: relative_error(number, exact(scenario)[name]) for kind, number in numbers.items()}
    return [(kind, f"{Decimal(numbers[kind]):.20f}", error, correct_digits(error)) for kind, error in errors.items()]


def relative_errors(scenario: Scenario) -> Rows:
    """Return each quantity that is not 0: name, reference, and relative error in each kind of arithmetic."""
    kinds, shown = computed(scenario).values(), names(scenario)
    return [
        (shown[name], float(number), *(relative_error(kind[name], number) for kind in kinds))
        for name, number in exact(scenario).items()
        if number
    ]


def absolute_errors_of_zeros(scenario: Scenario) -> Rows:
    """Return each quantity that is 0: its name, and how far from it each kind of arithmetic ends."""
    zeros = [name for name, number in exact(scenario).items() if not number]
    return [(names(scenario)[name], *(abs(kind[name]) for kind in computed(scenario).values())) for name in zeros]


def pairs(scenario: Scenario) -> list[tuple[float, Decimal]]:
    """Return each quantity in float64 with its reference, where that is not 0."""
    doubles = quantities(scenario.label, scenario.logits, scenario.epsilon, np.float64)
    return [(doubles[name], number) for name, number in exact(scenario).items() if number]


def same_digits(number: float, reference: Decimal, digits: int) -> bool:
    """Tell whether a number and its reference are shown alike with so many significant digits."""
    return rounded(number, digits) == rounded(reference, digits)


def worst_errors(scenario: Scenario) -> list[list[float]]:
    """Return the largest relative error over the classes and their orders.

    A row is for a way to p or log p, a column for a kind of arithmetic.
    """
    return _worst_errors(scenario.logits)


@cache  # Several claims look at them too.
def _worst_errors(logits: tuple[float, ...]) -> list[list[float]]:
    errors = [_errors_of_ways([logits[k] for k in order]) for order in orders(len(logits))]
    return np.max(errors, axis=0).tolist()


def _errors_of_ways(logits: Sequence[float]) -> list[list[float]]:
    from snippets.mindspore_precision import mindspore_ways

    columns = [mindspore_ways(logits, dtype) for dtype in (np.float32, np.float64)]
    columns.append(_numpy_ways(logits))
    p, log_p = exact_softmax(logits), exact_log_softmax(logits)
    references = {"exp": [p_k / max(p) for p_k in p], "softmax": p}
    return [
        [max(map(relative_error, column[way], references.get(way, log_p))) for column in columns] for way in columns[0]
    ]


def offsets(scenario: Scenario) -> tuple[float, ...]:
    """Return the largest absolute errors of MindSpore's log_softmax, in float32 and in float64."""
    from snippets.mindspore_precision import mindspore_ways

    log_p = np.array(exact_log_softmax(scenario.logits), float)
    logs = (mindspore_ways(scenario.logits, dtype)["log_softmax"] for dtype in (np.float32, np.float64))
    return tuple(float(abs(log - log_p).max()) for log in logs)


def _numpy_ways(logits: Sequence[float]) -> dict[str, Floats]:
    """Return in NumPy, in float32, what `mindspore_ways` returns in MindSpore."""
    z = np.array(logits, np.float32)
    return {
        "exp": np.exp(z - z.max()),
        "softmax": softmax(z),
        "log_softmax": log_softmax(z),
        "minus_logsumexp": z - logsumexp(z),
        "shifted": z - z.max() - logsumexp(z - z.max()),
    }
