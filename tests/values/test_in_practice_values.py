"""The values of the page on training code, each against mpmath at 50 digits or the closed form."""

from __future__ import annotations

import mpmath
import pytest

from snippets.pages import in_practice as page
from snippets.scenario import Scenario
from tests.values.oracle import assert_same, declared

mpmath.mp.dps = 50

NAMES = {"zh": ("猫", "狗", "鸟", "鱼"), "en": ("cat", "dog", "bird", "fish")}
NOTE = Scenario(class_names=NAMES, label=2, epsilon=0.1, logits=(-1.5, 0.5, 5.0, -0.5))
E = mpmath.mpf("0.1")
Z = [mpmath.mpf(z) for z in ("-1.5", "0.5", "5", "-0.5")]
ON_B, OFF_B = mpmath.mpf("0.925"), mpmath.mpf("0.025")
WORDS = mpmath.mpf(50_000)


def entropy(*targets):
    return -mpmath.fsum(t * mpmath.log(t) for t in targets if t)


def losses(scale):
    """Return the loss of the true class and the uniform one, with the logits times a scale."""
    z = [scale * each for each in Z]
    lse = mpmath.log(mpmath.fsum(map(mpmath.exp, z)))
    return lse - z[2], lse - mpmath.fsum(z) / 4


def sequence(*counted_in_uniform):
    true = (losses(1)[0] + losses(mpmath.mpf("0.5"))[0]) / 2
    return (1 - E) * true + E * mpmath.fsum(losses(s)[1] for s in counted_in_uniform) / len(counted_in_uniform)


def weighted(true, another):
    """Return best confidence, the rest and the floor: weights of the true class, and of one of the three others."""
    parts = [true * ON_B, another * OFF_B, OFF_B, OFF_B]
    total = mpmath.fsum(parts)
    return parts[0] / total, 1 - parts[0] / total, total / true * entropy(*(part / total for part in parts))


def mixed(text):
    share = mpmath.mpf(text)
    smooth = [(1 - E) * each + E / 4 for each in (share, 1 - share, 0, 0)]
    return share, entropy(share, 1 - share), entropy(*smooth)


def two_classes(zh, en, off):
    return ({"zh": zh, "en": en}, 1 - off, off, entropy(off, 1 - off), mpmath.log((1 - off) / off))


FLOOR = -(1 - E) * mpmath.log(1 - E) - E * mpmath.log(E / (WORDS - 1))
ON_BFLOAT16 = mpmath.mpf(230) / 256  # 0.9 lies between 230/256 and 231/256, nearer to the first
OFF_BFLOAT16 = mpmath.mpf(134) / 2**26  # 2.00004e-6 · 2^26 = 134.22
HALF = mpmath.mpf("0.5")

EXPECTED = {
    "padding": mpmath.mpf(-100),
    "num_tokens": mpmath.mpf(2),
    "num_positions": mpmath.mpf(4),
    "loss_without_padding": sequence(1, HALF),
    "loss_counting_padding": sequence(1, HALF, 2, 2),
    "rare_weight": mpmath.mpf(3),
    "by_weights": [
        ({"zh": "没有权重", "en": "No weights"}, *weighted(1, 1)),
        ({"zh": "真实类别稀有", "en": "The true class is rare"}, *weighted(3, 1)),
        ({"zh": "另一个类别稀有", "en": "Another class is rare"}, *weighted(1, 3)),
    ],
    "when_heavier": (10, *weighted(10, 1)[::2]),
    "floors_by_share": [mixed(share) for share in ("1", "0.9", "0.7", "0.5")],
    "binary": [two_classes("Keras、PyTorch：K", "Keras, PyTorch: K", E / 2), two_classes("K−1", "K−1", E)],
    "vocabulary": WORDS,
    "floor_vocabulary": FLOOR,
    "with_bytes": (256, entropy(1 - E, *[E / 255] * 255)),
    "perplexity_of_floor": mpmath.exp(FLOOR),
    "loss_standard_at_floor": -mpmath.log(1 - E),
    "perplexity_at_floor": 1 / (1 - E),
    "off_vocabulary": E / (WORDS - 1),
    "gap_vocabulary": mpmath.log((1 - E) * (WORDS - 1) / E),
    "spacing_bfloat16": mpmath.mpf(1) / 16,  # from 8 to 16 there are 128 numbers
    "on_bfloat16": ON_BFLOAT16,
    "missing_bfloat16": 1 - ON_BFLOAT16 - (WORDS - 1) * OFF_BFLOAT16,
}


DISTILLED = {  # in test_distillation_values.py
    "distillation_sizes",
    "distillation_count",
    "teacher_epsilons",
    "teacher_accuracies",
    "teacher_gain",
    "teacher_confidences",
    "accuracy_from_labels",
    "students",
}


def test_every_value_has_an_expected_one() -> None:
    assert declared(page).keys() == EXPECTED.keys() | DISTILLED


@pytest.mark.parametrize("name", EXPECTED)
def test_it_is_what_fifty_digits_give(name: str) -> None:
    assert_same(declared(page)[name](NOTE), EXPECTED[name], 1e-14)
