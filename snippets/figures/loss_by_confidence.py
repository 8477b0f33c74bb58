"""Both losses against the probability of the true class: one falls for ever, the other turns at 1 − ε."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recompute import figure
from snippets.figures._style import EPSILON, INK, MUTED, PREDICTION, annotate, canvas, label_axes, to_svg
from snippets.floors import loss_floor
from snippets.losses import cross_entropy
from snippets.scenario import Scenario
from snippets.softmax import softmax
from snippets.targets import one_hot, smooth_labels_a

Vector = NDArray[np.float64]

WORDS = {
    "zh": {
        "x": "真实类别的概率 p",
        "y": "损失（nats）",
        "plain": "标准损失",
        "smoothed": "平滑损失",
        "floor": "下限",
        "turn": "1 − ε",
        "model": "例子里的 p",
    },
    "en": {
        "x": "probability p of the true class",
        "y": "loss (nats)",
        "plain": "plain loss",
        "smoothed": "smoothed loss",
        "floor": "floor",
        "turn": "1 − ε",
        "model": "p of the example",
    },
}
_POINTS = 400
_LOWEST, _HIGHEST = 0.3, 0.9995
_TOP = 1.4


@figure(zh="两种损失随自信程度的变化", en="Both losses against confidence")
def draw(scenario: Scenario, language: str) -> str:
    """Draw both curves, the floor, the turning point 1 − ε, and where the model of the example stands."""
    words = WORDS[language]
    confidence = np.linspace(_LOWEST, _HIGHEST, _POINTS)
    plain, smoothed = _losses(scenario, confidence)
    floor = loss_floor(scenario.num_classes, scenario.epsilon)
    model = float(softmax(np.array(scenario.logits))[scenario.label])
    with canvas() as drawing:
        axes = drawing.subplots()
        axes.axhline(floor, color=EPSILON, linestyle=":", linewidth=1.6)
        axes.vlines(1 - scenario.epsilon, 0.0, floor, color=EPSILON, linestyle=":", linewidth=1.6)
        axes.axvline(model, color=PREDICTION, linewidth=1.2)
        axes.plot(confidence, plain, color=MUTED, linestyle="--", gid="plain")
        axes.plot(confidence, smoothed, color=INK, gid="smoothed")
        axes.set(xlim=(_LOWEST, 1.0), ylim=(0.0, _TOP))
        label_axes(axes, words["x"], words["y"])
        third, sixth = _POINTS // 3, _POINTS // 6
        annotate(axes, words["smoothed"], (confidence[third], smoothed[third] + 0.1), INK)
        annotate(axes, words["plain"], (confidence[sixth], plain[sixth] - 0.16), MUTED, "right")
        annotate(axes, words["floor"], (_LOWEST + 0.01, floor - 0.06), EPSILON)
        annotate(axes, words["turn"], (1 - scenario.epsilon - 0.01, 0.06), EPSILON, "right")
        annotate(axes, words["model"], (model - 0.01, _TOP - 0.06), PREDICTION, "right")
        drawing.subplots_adjust(left=0.08, right=0.97, top=0.88, bottom=0.17)
        return to_svg(drawing)


def _losses(scenario: Scenario, confidence: Vector) -> tuple[Vector, Vector]:
    """Return both losses where the other classes share what the true class leaves, equally."""
    given = scenario.label, scenario.num_classes
    log_p = np.log([smooth_labels_a(*given, 1 - p) for p in confidence])
    smoothed = smooth_labels_a(*given, scenario.epsilon)
    return np.asarray(cross_entropy(one_hot(*given), log_p)), np.asarray(cross_entropy(smoothed, log_p))
