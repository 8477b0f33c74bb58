"""What each other class gets under both conventions, against the number of classes."""

from __future__ import annotations

import numpy as np

from recompute import figure
from snippets.figures._style import INK, MUTED, TARGET, canvas, label_axes, to_svg
from snippets.scenario import Scenario

WORDS = {
    "zh": {"x": "类别总数 K", "y": "其余每个类别的目标"},
    "en": {"x": "number of classes K", "y": "target of each other class"},
}
_TICKS = [2, 3, 4, 5, 10, 20]
_COUNTS = np.arange(2, 21)


@figure(zh="两种约定下其余类别的目标", en="The target of the other classes under both conventions")
def draw(scenario: Scenario, language: str) -> str:
    """Draw a line for each divisor, and dots for the example."""
    words = WORDS[language]
    lines = {"by-others": (1, TARGET, "-", "ε / (K − 1)"), "by-all": (0, INK, "--", "ε / K")}
    with canvas(240) as drawing:
        axes = drawing.add_axes((0.13, 0.2, 0.83, 0.64))
        for gid, (less, ink, style, name) in lines.items():
            axes.plot(_COUNTS, scenario.epsilon / (_COUNTS - less), color=ink, linestyle=style, label=name, gid=gid)
            axes.plot([scenario.num_classes], [scenario.epsilon / (scenario.num_classes - less)], "o", color=ink)
        axes.set(xscale="log", xlim=(2, 20), ylim=(0.0, 1.05 * scenario.epsilon))
        axes.set_xticks(_TICKS, labels=[str(tick) for tick in _TICKS])
        axes.minorticks_off()
        axes.yaxis.set_major_formatter("{x:g}")
        label_axes(axes, words["x"], words["y"])
        axes.legend(loc="upper right", frameon=False, labelcolor=INK, edgecolor=MUTED)
        return to_svg(drawing)
