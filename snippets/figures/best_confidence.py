"""The best confidence against how often the class is the true one, without smoothing and with it."""

from __future__ import annotations

import numpy as np

from recompute import Mark, figure
from snippets.figures._plot import Plot
from snippets.figures._style import EPSILON, INK, MUTED, canvas, label_axes, to_svg
from snippets.pages.best_output import best_confidence
from snippets.scenario import Scenario

WORDS = {
    "zh": {"x": "后验 q", "y": "最好的置信度", "plain": "不平滑：p = q", "smoothed": "平滑", "fixed": "1/K"},
    "en": {
        "x": "posterior q",
        "y": "best confidence",
        "plain": "no smoothing: p = q",
        "smoothed": "smoothed",
        "fixed": "1/K",
    },
}
_SHARES = np.array([0.0, 1.0])
_TICKS = [0.0, 0.25, 0.5, 0.75, 1.0]
_PLOT = Plot((0.1, 0.97), (0.17, 0.88), (0.0, 1.0), (0.0, 1.0))


@figure(zh="最好的置信度随后验的变化", en="The best confidence against the posterior")
def draw(scenario: Scenario, language: str) -> str:
    """Draw the frame; both lines and the point that they share are marks."""
    words = WORDS[language]
    with canvas() as drawing:
        axes = _PLOT.axes(drawing)
        axes.set_xticks(_TICKS, labels=[f"{tick:g}" for tick in _TICKS])
        label_axes(axes, words["x"], words["y"])
        return to_svg(drawing, marks(scenario, language))


def marks(scenario: Scenario, language: str) -> list[Mark]:
    """Return both lines with their names, and a dot where smoothing changes nothing."""
    words, fixed = WORDS[language], 1 / scenario.num_classes
    smoothed = best_confidence(scenario, _SHARES)
    return [
        _PLOT.line("plain", zip(_SHARES, _SHARES, strict=True), MUTED, "--"),
        _PLOT.line("smoothed", zip(_SHARES, smoothed, strict=True), INK),
        _PLOT.dot("fixed", (fixed, fixed), EPSILON),
        _PLOT.text("fixed-name", words["fixed"], (fixed, fixed), EPSILON, shift=(7, 14)),
        _PLOT.text("plain-name", words["plain"], (0.62, 0.62), MUTED, "end", (-8, -4)),
        _PLOT.text(
            "smoothed-name", words["smoothed"], (0.8, float(best_confidence(scenario, 0.8))), INK, shift=(6, 20)
        ),
        *_PLOT.numbers(),
    ]
