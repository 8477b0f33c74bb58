"""The gradient on the true logit against its probability: standard, smoothed, confidence penalty, focal loss."""

from __future__ import annotations

import numpy as np

from recompute import Mark, figure
from snippets.figures._plot import Plot
from snippets.figures._style import EPSILON, INK, MUTED, PREDICTION, TARGET, canvas, label_axes, to_svg
from snippets.pages.best_output import gradients_at
from snippets.scenario import Scenario

WORDS = {
    "zh": {
        "x": "真实类别的概率 p",
        "y": "真实类别 logit 上的梯度",
        "standard": "标准",
        "smoothed": "平滑",
        "penalty": "置信度惩罚",
        "focal": "focal",
        "turn": "1 − ε",
    },
    "en": {
        "x": "probability p of the true class",
        "y": "gradient on the true logit",
        "standard": "standard",
        "smoothed": "smoothed",
        "penalty": "confidence penalty",
        "focal": "focal",
        "turn": "1 − ε",
    },
}
_LOOKS = {"standard": (MUTED, "--"), "smoothed": (INK, ""), "penalty": (TARGET, ":"), "focal": (PREDICTION, "--")}
_PROBABILITIES = np.union1d(np.linspace(0.5, 0.95, 19), 1 - np.geomspace(0.05, 1e-6, 25))
_TICKS = [0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
_PLOT = Plot((0.13, 0.97), (0.15, 0.9), (0.5, 1.0), (-0.5, 0.5), height=320)


@figure(zh="四种损失的梯度", en="The gradients of four losses")
def draw(scenario: Scenario, language: str) -> str:
    """Draw the frame and the line of no gradient, with the curves as marks."""
    words = WORDS[language]
    with canvas(320) as drawing:
        axes = _PLOT.axes(drawing)
        axes.axhline(0.0, color=MUTED, linewidth=0.8)
        axes.set_xticks(_TICKS, labels=[f"{tick:g}" for tick in _TICKS])
        label_axes(axes, words["x"], words["y"])
        return to_svg(drawing, marks(scenario, language))


def marks(scenario: Scenario, language: str) -> list[Mark]:
    """Return the curves, a list of their names, and the point at which smoothing turns."""
    words, plot = WORDS[language], _PLOT
    gradients = gradients_at(scenario, _PROBABILITIES)
    found = []
    for place, (name, (ink, style)) in enumerate(_LOOKS.items()):
        found.append(plot.line(name, zip(_PROBABILITIES, gradients[name], strict=True), ink, style))
        height = 0.44 - 0.08 * place
        found.append(plot.line(f"{name}-look", [(0.52, height), (0.565, height)], ink, style))
        found.append(plot.text(f"{name}-name", words[name], (0.575, height), INK))
    turn = 1 - scenario.epsilon
    return [
        *found,
        plot.dot("turn", (turn, 0.0), EPSILON),
        plot.text("turn-name", words["turn"], (turn, 0.0), EPSILON, "end", (-4, -8)),
        *plot.numbers(),
    ]
