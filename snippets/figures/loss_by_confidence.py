"""Both losses against the probability of the true class: one falls for ever, the other turns at 1 − ε."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recompute import Mark, figure
from snippets.figures._plot import Plot, round_end
from snippets.figures._style import EPSILON, INK, MUTED, PREDICTION, canvas, label_axes, to_svg
from snippets.floors import loss_floor
from snippets.pages.loss_floor import losses_when
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
        "plain": "standard loss",
        "smoothed": "smoothed loss",
        "floor": "floor",
        "turn": "1 − ε",
        "model": "p of the example",
    },
}
_LOWEST = 0.3
_CONFIDENCES = np.union1d(np.linspace(_LOWEST, 0.9, 25), 1 - np.geomspace(0.1, 0.0005, 40))
_LABELLED = 10, 9  # the points at which the names of the losses stand


@figure(zh="两种损失随置信度的变化", en="Both losses against confidence")
def draw(scenario: Scenario, language: str) -> str:
    """Draw both curves, the floor, the turning point 1 − ε, and where the model of the example stands."""
    words = WORDS[language]
    with canvas() as drawing:
        label_axes(_plot(scenario).axes(drawing), words["x"], words["y"])
        return to_svg(drawing, marks(scenario, language))


def marks(scenario: Scenario, language: str) -> list[Mark]:
    """Return all that depends on the scenario, which is all but the frame."""
    words, plot = WORDS[language], _plot(scenario)
    plain, smoothed = _losses(scenario)
    floor, turn = loss_floor(scenario.num_classes, scenario.epsilon), 1 - scenario.epsilon
    model, top = float(softmax(np.array(scenario.logits))[scenario.label]), plot.y[1]
    high, low = (_CONFIDENCES[place] for place in _LABELLED)
    return [
        plot.line("floor", [(_LOWEST, floor), (1.0, floor)], EPSILON, ":", 1.6),
        plot.line("turn", [(turn, 0.0), (turn, floor)], EPSILON, ":", 1.6),
        plot.line("model", [(max(model, _LOWEST), 0.0), (max(model, _LOWEST), top)], PREDICTION, width=1.2),
        plot.line("plain", zip(_CONFIDENCES, plain, strict=True), MUTED, "--"),
        plot.line("smoothed", zip(_CONFIDENCES, smoothed, strict=True), INK),
        plot.text("smoothed-name", words["smoothed"], (high, smoothed[_LABELLED[0]]), INK, shift=(6, -8)),
        plot.text("plain-name", words["plain"], (low, plain[_LABELLED[1]]), MUTED, "end", (-8, 10)),
        plot.text("floor-name", words["floor"], (_LOWEST, floor), EPSILON, shift=(5, 15)),
        plot.text("turn-name", words["turn"], (turn, 0.6 * floor), EPSILON, "end", (-5, 0)),
        plot.text("model-name", words["model"], (max(model, _LOWEST), top), PREDICTION, "end", (-5, 10)),
        *plot.numbers(),
    ]


def _plot(scenario: Scenario) -> Plot:
    top = round_end(1.05 * np.array([losses[0] for losses in _losses(scenario)]))
    return Plot((0.1, 0.97), (0.17, 0.88), (_LOWEST, 1.0), (0.0, top))


def _losses(scenario: Scenario) -> tuple[Vector, Vector]:
    """Return both losses where the other classes share what the true class leaves, equally."""
    given = scenario.label, scenario.num_classes
    targets = np.asarray(one_hot(*given)), np.asarray(smooth_labels_a(*given, scenario.epsilon))
    return losses_when(scenario, targets[0], _CONFIDENCES), losses_when(scenario, targets[1], _CONFIDENCES)
