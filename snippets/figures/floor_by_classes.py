"""The floor of the smoothed loss against the number of classes, for several smoothing factors."""

from __future__ import annotations

from functools import cache

import numpy as np

from recompute import Mark, figure
from snippets.figures._plot import Plot, round_end
from snippets.figures._style import EPSILON, INK, MUTED, canvas, label_axes, to_svg
from snippets.floors import loss_floor
from snippets.pages.loss_floor import epsilons
from snippets.scenario import Scenario

WORDS = {
    "zh": {"x": "类别总数 K", "y": "损失（nats）", "guess": "随机预测 log K"},
    "en": {"x": "number of classes K", "y": "loss (nats)", "guess": "guess, log K"},
}
_TICKS = [2, 4, 10, 100, 1000]
_COUNTS = np.unique(np.geomspace(_TICKS[0], _TICKS[-1], 40).round().astype(int))
_STYLES = [":", "-", "--"]


@figure(zh="下限随类别总数的变化", en="The floor against the number of classes")
def draw(scenario: Scenario, language: str) -> str:
    """Draw one line a smoothing factor, a dot for the example, and the loss of a uniform guess, which leaves soon."""
    words = WORDS[language]
    with canvas() as drawing:
        axes = _plot(scenario).axes(drawing)
        axes.set_xticks(_TICKS, labels=[str(tick) for tick in _TICKS])
        axes.minorticks_off()
        label_axes(axes, words["x"], words["y"])
        return to_svg(drawing, marks(scenario, language))


def marks(scenario: Scenario, language: str) -> list[Mark]:
    """Return all lines with their names, the dot, and the numbers of the vertical axis."""
    words, plot = WORDS[language], _plot(scenario)
    top = plot.y[1]
    found = [plot.line("guess", [(count, np.log(count)) for count in _COUNTS], MUTED, width=1.4)]
    for place, (epsilon, style) in enumerate(zip(epsilons(scenario), _STYLES, strict=True)):
        floors = _floors(float(epsilon))
        found.append(plot.line(f"floor-{place}", floors, EPSILON, style))
        found.append(plot.text(f"epsilon-{place}", f"ε = {epsilon:.4g}", floors[-1], EPSILON, shift=(4, 4.5)))
    example = scenario.num_classes, loss_floor(scenario.num_classes, scenario.epsilon)
    leaves = min(float(np.exp(0.9 * top)), _TICKS[-1])  # where the loss of a guess leaves the axes
    side, shift = ("start", 18) if leaves < _TICKS[-2] else ("end", 10)
    return [
        *found,
        plot.dot("example", example, EPSILON),
        plot.text("guess-name", words["guess"], (leaves, 0.93 * top), INK, side, (shift, 4)),
        *plot.numbers(),
    ]


@cache  # Other numbers of classes move the dot alone.
def _floors(epsilon: float) -> list[tuple[int, float]]:
    return [(int(count), loss_floor(int(count), epsilon)) for count in _COUNTS]


def _plot(scenario: Scenario) -> Plot:
    top = round_end(1.1 * loss_floor(_TICKS[-1], float(max(epsilons(scenario)))))
    return Plot((0.1, 0.85), (0.17, 0.88), (_TICKS[0], _TICKS[-1]), (0.0, top), logarithmic=True)
