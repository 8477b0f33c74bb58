"""Where gradient steps lead the probability of the true class: up without smoothing, to 1 − ε with it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recompute import Mark, figure
from snippets.figures._plot import Plot
from snippets.figures._style import EPSILON, INK, PREDICTION, canvas, label_axes, to_svg
from snippets.pages.gradient import step_count, walk
from snippets.scenario import Scenario
from snippets.softmax import softmax
from snippets.targets import one_hot, smooth_labels_a

Vector = NDArray[np.float64]

WORDS = {
    "zh": {"x": "步数", "y": "真实类别的概率 p", "plain": "标准训练", "smoothed": "平滑训练", "best": "1 − ε"},
    "en": {
        "x": "step",
        "y": "probability p of the true class",
        "plain": "without smoothing",
        "smoothed": "with smoothing",
        "best": "1 − ε",
    },
}
_LOWEST = np.array([0.0, 0.2, 0.4, 0.6, 0.8, 0.92, 0.96])  # where the vertical axis may begin
_ROOM = 0.01


@figure(zh="沿梯度走几步", en="A few gradient steps")
def draw(scenario: Scenario, language: str) -> str:
    """Draw the probability of the true class after each step, for both losses."""
    words = WORDS[language]
    with canvas() as drawing:
        label_axes(_plot(scenario).axes(drawing), words["x"], words["y"])
        return to_svg(drawing, marks(scenario, language))


def marks(scenario: Scenario, language: str) -> list[Mark]:
    """Return both walks, their start, the line to which smoothing leads, and their names."""
    words, plot, turn = WORDS[language], _plot(scenario), 1 - scenario.epsilon
    plain, smoothed = _walks(scenario)
    steps, end = _shown(scenario), step_count(scenario)
    return [
        plot.line("turn", [(0, turn), (end, turn)], EPSILON, ":", 1.6),
        plot.line("plain", zip(steps, plain[steps], strict=True), PREDICTION, "--"),
        plot.line("smoothed", zip(steps, smoothed[steps], strict=True), PREDICTION),
        plot.dot("start", (0, plain[0]), INK, 3.5),
        plot.text("plain-name", words["plain"], (end, plain[-1]), PREDICTION, "end", (0, 17)),
        plot.text("smoothed-name", words["smoothed"], (end, smoothed[-1]), PREDICTION, "end", (0, -8)),
        plot.text("turn-name", words["best"], (0, turn), EPSILON, shift=(9, 17)),
        *plot.numbers(),
    ]


def _plot(scenario: Scenario) -> Plot:
    lowest = min(1 - scenario.epsilon, *(float(walk.min()) for walk in _walks(scenario))) - _ROOM
    low = float(_LOWEST[max(int(np.searchsorted(_LOWEST, lowest, side="right")) - 1, 0)])
    return Plot((0.115, 0.97), (0.17, 0.88), (0, step_count(scenario)), (low, 1.0))


def _shown(scenario: Scenario) -> list[int]:
    """Return the steps that are drawn: every one at first, where the lines bend, then fewer."""
    return [step for step in range(step_count(scenario) + 1) if step <= 12 or step % 4 == 0]


def _walks(scenario: Scenario) -> tuple[Vector, Vector]:
    """Return the probability of the true class at each step, for the one-hot target and for the smoothed one."""
    given = scenario.label, scenario.num_classes
    targets = np.asarray(one_hot(*given)), np.asarray(smooth_labels_a(*given, scenario.epsilon))
    plain, smoothed = (np.asarray(softmax(walk(scenario, each)))[:, scenario.label] for each in targets)
    return plain, smoothed
