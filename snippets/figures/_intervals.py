"""Points with intervals, for clean and for flipped labels, as the figures of the experiment draw them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snippets.figures._style import INK, MUTED, PREDICTION, TARGET

LABELS = {
    "zh": {False: "干净标签", True: "有噪声的标签"},
    "en": {False: "clean labels", True: "flipped labels"},
}
COLOURS = {False: PREDICTION, True: TARGET}
MARKERS = {False: "o", True: "s"}
_SHIFT = {False: -0.07, True: 0.07}  # Intervals at the same place stay apart.

Interval = tuple[float, float]  # The middle, and half the width.


def draw_series(axes: Axes, intervals: Sequence[Interval], flipped: bool, language: str, gid: str) -> None:
    """Draw a line through the middles of intervals, one at each place of the horizontal axis."""
    middles, halves = np.array(intervals).T
    places = np.arange(len(middles)) + _SHIFT[flipped]
    colour, style = COLOURS[flipped], "--" if flipped else "-"
    axes.plot(places, middles, style, color=colour, linewidth=1.6, gid=gid)
    bars(axes, places, middles, halves, flipped, label=LABELS[language][flipped])


def bars(
    axes: Axes, x: NDArray[Any], y: NDArray[Any], halves: NDArray[Any], flipped: bool, label: str = "", **look: Any
) -> None:
    """Draw points, each with its interval, upright unless `across` says otherwise."""
    upright = not look.pop("across", False)
    look |= {"fmt": MARKERS[flipped], "color": COLOURS[flipped], "markersize": 5, "elinewidth": 1.4, "label": label}
    axes.errorbar(x, y, halves if upright else None, None if upright else halves, **look)


def name_places(axes: Axes, places: Sequence[float], words: str) -> None:
    """Write what stands at each place of the horizontal axis, and a line at 0 of the vertical one."""
    axes.set_xticks(range(len(places)), [f"{place:g}" for place in places])
    axes.set_xlabel(words)
    axes.axhline(0, color=MUTED, linewidth=1.2)


def legend(drawing: Figure, axes: Axes, **where: Any) -> None:
    """Say which points are of which labels."""
    drawing.legend(*axes.get_legend_handles_labels(), ncols=2, frameon=False, labelcolor=INK, fontsize=12, **where)
