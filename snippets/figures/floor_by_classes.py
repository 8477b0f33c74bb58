"""The floor of the smoothed loss against the number of classes, for several smoothing factors."""

from __future__ import annotations

import numpy as np

from recompute import figure
from snippets.figures._style import EPSILON, INK, MUTED, annotate, canvas, label_axes, to_svg
from snippets.floors import loss_floor
from snippets.pages.loss_floor import epsilons
from snippets.scenario import Scenario

WORDS = {
    "zh": {"x": "类别总数 K", "y": "损失（nats）", "guess": "瞎猜 log K"},
    "en": {"x": "number of classes K", "y": "loss (nats)", "guess": "guess, log K"},
}
_TICKS = [2, 4, 10, 100, 1000]
_STYLES = [":", "-", "--"]


@figure(zh="下限随类别总数的变化", en="The floor against the number of classes")
def draw(scenario: Scenario, language: str) -> str:
    """Draw one line a smoothing factor, a dot for the example, and the loss of a uniform guess, which leaves soon."""
    words = WORDS[language]
    counts = np.unique(np.geomspace(_TICKS[0], _TICKS[-1], 60).round().astype(int))
    with canvas() as drawing:
        axes = drawing.subplots()
        axes.plot(counts, np.log(counts), color=MUTED, linewidth=1.4)
        for epsilon, style in zip(epsilons(scenario), _STYLES, strict=True):
            floors = [loss_floor(int(count), float(epsilon)) for count in counts]
            axes.plot(counts, floors, color=EPSILON, linestyle=style, gid=f"floor-{epsilon:g}")
            annotate(axes, f"ε = {epsilon:g}", (1.04 * counts[-1], floors[-1]), EPSILON)
        example = loss_floor(scenario.num_classes, scenario.epsilon)
        axes.plot([scenario.num_classes], [example], "o", color=EPSILON, markersize=8)
        axes.set_xscale("log")
        axes.set_xticks(_TICKS, labels=[str(tick) for tick in _TICKS])
        axes.minorticks_off()
        axes.set_xlim(_TICKS[0], _TICKS[-1])
        top = 1.2 * loss_floor(_TICKS[-1], float(max(epsilons(scenario))))
        axes.set_ylim(0.0, top)
        annotate(axes, words["guess"], (1.15 * np.exp(0.9 * top), 0.93 * top), INK)
        label_axes(axes, words["x"], words["y"])
        drawing.subplots_adjust(left=0.07, right=0.85, top=0.88, bottom=0.17)
        return to_svg(drawing)
