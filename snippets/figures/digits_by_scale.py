"""How many digits of the standard loss are right in float32, as the logits grow: via p, and via log-softmax."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from recompute import figure
from snippets.figures._style import INK, MUTED, TARGET, canvas, label_axes, to_svg
from snippets.losses import cross_entropy
from snippets.naive import naive_cross_entropy
from snippets.precision import relative_error
from snippets.scenario import Scenario
from snippets.targets import one_hot

WORDS = {
    "zh": {"x": "logits 的倍数", "y": "有效数字位数（float32）", "naive": "先取 p，再取对数", "ours": "直接算 log p"},
    "en": {
        "x": "factor on the logits",
        "y": "digits that are right (float32)",
        "naive": "p first, then log",
        "ours": "log p directly",
    },
}
_SCALES = np.linspace(0.5, 4.0, 29)
_MOST = 9.0  # digits; luck gives more than float32 holds


@figure(zh="两种算法的有效数字位数", en="Digits that are right, computed in two ways")
def draw(scenario: Scenario, language: str) -> str:
    """Draw a line for each way of computing the loss."""
    words = WORDS[language]
    looks = {"naive": (naive_cross_entropy, TARGET, "--"), "ours": (cross_entropy, INK, "-")}
    with canvas(240) as drawing:
        axes = drawing.add_axes((0.1, 0.2, 0.86, 0.64))
        for name, (loss, ink, style) in looks.items():
            digits = [_digits(scenario, loss, scale) for scale in _SCALES]
            axes.plot(_SCALES, digits, color=ink, linestyle=style, label=words[name], gid=name)
        axes.set(xlim=(_SCALES[0], _SCALES[-1]), ylim=(0.0, _MOST), yticks=[0, 2, 4, 6, 8])
        axes.xaxis.set_major_formatter("{x:g}")
        label_axes(axes, words["x"], words["y"])
        axes.legend(loc="lower left", frameon=False, labelcolor=INK, edgecolor=MUTED)
        return to_svg(drawing)


def _digits(scenario: Scenario, loss: object, scale: float) -> float:
    """Return how many digits are right of the loss of logits times a scale, against float64."""
    z = (np.array(scenario.logits) * scale).astype(np.float32)
    target = one_hot(scenario.label, scenario.num_classes, np.float32)
    gaps = np.delete(z.astype(np.float64), scenario.label) - float(z[scenario.label])
    exact = Decimal(float(np.log1p(np.exp(gaps).sum())))
    error = relative_error(float(loss(target, z)), exact)  # type: ignore[operator]
    return float(np.clip(-np.log10(error) if error else _MOST, 0.0, _MOST))
