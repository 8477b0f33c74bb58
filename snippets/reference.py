"""The quantities of the example to fifty digits, by their plain definitions: what floating point is held against."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mpmath import mp

from snippets.quantities import unlikeliest_other

DIGITS = 50
_MP = mp.clone()  # A context of our own: nobody else's precision changes, and nobody changes ours.
_MP.dps = 2 * DIGITS  # Twice as many on the way: 1 − p loses as many digits as p has nines.


# --8<-- [start:exact_softmax]
def exact_softmax(logits: Sequence[float]) -> list[Decimal]:
    """Return the probabilities to fifty digits.

    Formula: p_k = exp(z_k) / Σ_j exp(z_j)

    Args:
        logits: finite, K of them, each taken as the decimal number that Python prints for it.

    Returns:
        K probabilities, without unit.

    Source:
        Goodfellow, Bengio & Courville, Deep Learning (2016), equation 4.1, in mpmath, whose exponents have no limit.

    >>> exact_softmax([2.0, 2.0])
    [Decimal('0.5'), Decimal('0.5')]
    """
    return [_decimal(p) for p in _softmax(logits)]


# --8<-- [end:exact_softmax]


# --8<-- [start:exact_log_softmax]
def exact_log_softmax(logits: Sequence[float]) -> list[Decimal]:
    """Return the logarithms of the probabilities to fifty digits.

    Formula: log p_k, with p = softmax(z)

    Args:
        logits: as for `exact_softmax`.

    Returns:
        K logarithms, in nats.

    Source:
        The definition, in mpmath.

    >>> [round(log_p, 4) for log_p in exact_log_softmax([2.0, 2.0])]
    [Decimal('-0.6931'), Decimal('-0.6931')]
    """
    return [_decimal(_MP.log(p)) for p in _softmax(logits)]


# --8<-- [end:exact_log_softmax]


# --8<-- [start:exact_quantities]
def exact_quantities(label: int, logits: Sequence[float], epsilon: float) -> dict[str, Decimal]:
    """Return every quantity of `snippets.quantities.quantities` to fifty digits.

    Formula: L = −Σ_k y_k · log p_k, H = −Σ_k y_k · log y_k, KL = L − H, ∂L/∂z_k = p_k − y_k

    Args:
        label: the true class c.
        logits: as for `exact_softmax`.
        epsilon: the smoothing factor ε, from 0 to 1, taken as the decimal number that Python prints for it.

    Returns:
        The quantities by name; a decimal 0 is exact.

    Source:
        The definitions, in mpmath.

    >>> exact_quantities(1, [3.0, 3.0], 0.1)["gradient_smoothed_true"]
    Decimal('-0.4')
    """
    p, share, num_classes = _softmax(logits), _number(epsilon), len(logits)
    log_p = [_MP.log(p_k) for p_k in p]
    is_true, other = [k == label for k in range(num_classes)], unlikeliest_other(label, logits)
    sharp = [_MP.mpf(one) for one in is_true]
    smooth = [1 - share if one else share / (num_classes - 1) for one in is_true]
    smooth_b = [(1 - share) * y + share / num_classes for y in sharp]
    loss, floor = -_MP.fdot(smooth, log_p), -_MP.fsum(y * _MP.log(y) for y in smooth if y)
    numbers = {
        "on_value": smooth[label],
        "off_value": smooth[other],
        "logsumexp": _MP.log(_MP.fsum(_MP.exp(_number(z)) for z in logits)),
        "p_true": p[label],
        "p_other": p[other],
        "log_p_true": log_p[label],
        "log_p_other": log_p[other],
        "loss_standard": -log_p[label],
        "loss_smoothed": loss,
        "loss_smoothed_b": -_MP.fdot(smooth_b, log_p),
        "floor": floor,
        "excess": loss - floor,
        "gradient_standard_true": p[label] - 1,
        "gradient_smoothed_true": p[label] - smooth[label],
        "gradient_smoothed_other": p[other] - smooth[other],
        "sum_p": _MP.mpf(0),  # Probabilities add up to 1 and gradients to 0, whatever the logits are.
        "sum_gradient": _MP.mpf(0),
    }
    return {name: _decimal(number) for name, number in numbers.items()}


# --8<-- [end:exact_quantities]


def _softmax(logits: Sequence[float]) -> list[mp.mpf]:
    powers = [_MP.exp(_number(z)) for z in logits]
    total = _MP.fsum(powers)
    return [power / total for power in powers]


def _number(given: float) -> mp.mpf:
    """Return the decimal number that Python prints: 0.1 is meant to be a tenth, which no binary number is."""
    return _MP.mpf(repr(float(given)))


def _decimal(number: mp.mpf) -> Decimal:
    return Decimal(_MP.nstr(number, DIGITS))
