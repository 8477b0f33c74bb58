"""How often predictions of each confidence are right, with smoothing and without, against the diagonal."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from recompute import figure
from snippets.calibration import Reliability
from snippets.checks import Floats
from snippets.experiment import FLIPPED_OR_NOT, reliability_of
from snippets.figures._style import EPSILON, INK, MUTED, canvas, to_svg
from snippets.scenario import Scenario

WORDS = {
    "zh": {False: "干净标签", True: "有噪声的标签", "x": "置信度", "y": "准确率"},
    "en": {False: "clean labels", True: "flipped labels", "x": "confidence", "y": "accuracy"},
}
_SMALLEST, _LARGEST = 8, 120  # areas of dots, of which the largest stands for the fullest bin
_STEPS = 4  # between them: dots of the same size are drawn together, which keeps the drawing small
_SHORTEST = 1e-3  # A stroke as short as this shows nothing but its ends.


@figure(zh="可靠性图", en="Reliability diagram")
def draw(scenario: Scenario, language: str) -> str:
    """Draw a panel for each kind of labels, a line for each smoothing factor; calibration is the diagonal."""
    words, training = WORDS[language], scenario.training
    looks = {training.epsilons[0]: (INK, "--"), training.epsilon_shown: (EPSILON, "-")}
    with canvas(300) as drawing:
        panels = drawing.subplots(1, 2, sharey=True)
        for axes, flipped in zip(panels, FLIPPED_OR_NOT, strict=True):
            labels = "flipped" if flipped else "clean"
            axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1.2, linestyle=":", gid=f"diagonal-{labels}")
            for epsilon, look in looks.items():
                bins = reliability_of(training, flipped, training.epsilons.index(epsilon), training.num_bins)
                _draw_bins(axes, bins, *look, f"ε = {epsilon:g}", f"{labels}-{epsilon:g}")
            axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[0, 0.5, 1], xlabel=words["x"])
            axes.xaxis.set_major_formatter("{x:g}")
            axes.set_title(words[flipped], loc="left", fontsize=12, color=MUTED, pad=9)
        drawing.text(0.02, 0.94, words["y"], va="center")
        drawing.legend(
            *panels[0].get_legend_handles_labels(), loc="upper right", ncols=2, frameon=False, labelcolor=INK
        )
        drawing.subplots_adjust(left=0.08, right=0.97, top=0.8, bottom=0.16, wspace=0.14)
        return to_svg(drawing)


def _draw_bins(axes: Axes, bins: Reliability, colour: str, style: str, label: str, gid: str) -> None:
    """Draw a dot for each bin that holds predictions, the larger the more it holds."""
    filled = bins.counts > 0
    confidence, accuracy = bins.confidence[filled], bins.accuracy[filled]
    shares = np.round(_STEPS * bins.counts[filled] / np.max(bins.counts)) / _STEPS
    sizes = _SMALLEST + (_LARGEST - _SMALLEST) * shares
    axes.plot(confidence, accuracy, style, color=colour, linewidth=1.6, label=label, gid=gid)
    for size in np.unique(sizes):
        _draw_dots(axes, confidence[sizes == size], accuracy[sizes == size], size, colour)


def _draw_dots(axes: Axes, x: Floats, y: Floats, area: float, colour: str) -> None:
    """Draw dots of one size as one path of the shortest strokes with round ends: discs would make the page heavy."""
    ends = np.array([x, x + _SHORTEST, np.full_like(x, np.nan)])
    look: dict[str, Any] = {"color": colour, "linewidth": float(np.sqrt(area)), "solid_capstyle": "round"}
    axes.plot(ends.T.ravel(), np.array([y, y, y]).T.ravel(), "-", clip_on=False, zorder=3, **look)
