"""Points with intervals, for clean and for flipped labels, as the figures of the experiment draw them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snippets.comparison import UNDECIDED
from snippets.experiment_comparisons import Judgement
from snippets.figures._style import INK, MUTED, PREDICTION, TARGET

LABELS = {
    "zh": {False: "干净标签", True: "有噪声的标签"},
    "en": {False: "clean labels", True: "flipped labels"},
}
COLOURS = {False: PREDICTION, True: TARGET}
MARKERS = {False: "o", True: "s"}
_SHIFT = {False: -0.07, True: 0.07}  # Intervals at the same place stay apart.

Interval = tuple[float, float]  # The middle, and half the width.


def draw_series(
    axes: Axes, intervals: Sequence[Interval], flipped: bool, language: str, gid: str, label: str | None = None
) -> None:
    """Draw a line through the middles of intervals, one at each place of the horizontal axis.

    What the look of a line stands for, clean or flipped labels, is another thing where `label` says so.
    """
    middles, halves = np.array(intervals).T
    places = np.arange(len(middles)) + _SHIFT[flipped]
    colour, style = COLOURS[flipped], "--" if flipped else "-"
    axes.plot(places, middles, style, color=colour, linewidth=1.6, gid=gid)
    bars = np.array([middles - halves, middles + halves])
    draw_lines(axes, np.array([places, places]), bars, colour, f"{gid}-bars")
    axes.plot(places, middles, MARKERS[flipped], color=colour, markersize=5, label=label or LABELS[language][flipped])


def draw_judgements(axes: Axes, found: Sequence[Judgement], flipped: bool, language: str, gid: str) -> None:
    """Draw differences from above to below, each with its interval; those that cannot be told from 0 are open."""
    means, halves = np.array([(each.mean, each.half_width) for each in found]).T
    places = np.arange(len(found)) + (0.16 if flipped else -0.16)
    draw_lines(axes, np.array([means - halves, means + halves]), np.array([places, places]), COLOURS[flipped], gid)
    decided = np.array([each.verdict != UNDECIDED for each in found])
    look: dict[str, Any] = {"marker": MARKERS[flipped], "color": COLOURS[flipped], "markersize": 5, "linestyle": ""}
    axes.plot(means[decided], places[decided], label=LABELS[language][flipped], **look)
    axes.plot(means[~decided], places[~decided], markerfacecolor="none", **look)


def draw_lines(axes: Axes, x: NDArray[Any], y: NDArray[Any], colour: str, gid: str) -> None:
    """Draw lines from points to points, given as two rows, as one path: many of them make a drawing large."""
    gaps = np.full_like(x[:1], np.nan)
    xs, ys = (np.concatenate([ends, gaps]).T.ravel() for ends in (x, y))
    axes.plot(xs, ys, "-", color=colour, linewidth=1.4, gid=gid, clip_on=False)


def name_places(axes: Axes, places: Sequence[float], words: str, zero: bool = True) -> None:
    """Write what stands at each place of the horizontal axis, and draw a line at 0 of the vertical one."""
    axes.set_xticks(range(len(places)), [f"{place:g}" for place in places])
    axes.set_xlabel(words)
    if zero:
        axes.axhline(0, color=MUTED, linewidth=1.2)


def legend(drawing: Figure, axes: Axes, **where: Any) -> None:
    """Say which points are of which labels."""
    handles, labels = axes.get_legend_handles_labels()
    drawing.legend(handles, labels, ncols=len(labels), frameon=False, labelcolor=INK, fontsize=12, **where)
