"""The picture beside a shared link: prediction and both targets as bars, and both losses, without a word."""

from __future__ import annotations

import io
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snippets.figures._style import EPSILON, GRID, INK, MUTED, PREDICTION, TARGET
from snippets.losses import cross_entropy
from snippets.scenario import Scenario
from snippets.softmax import softmax
from snippets.targets import one_hot, smooth_labels_a

Vector = NDArray[np.float64]

WIDTH, HEIGHT = 1200, 630  # in pixels, as sites that show links expect it
_BAR = 0.27
_RC = {"font.family": "STIXGeneral", "mathtext.fontset": "stix", "hatch.linewidth": 3.0}  # Matplotlib carries them.


def draw(scenario: Scenario) -> bytes:
    """Return the picture as PNG."""
    with mpl.rc_context(_RC):
        figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.06, 0.12, 0.5, 0.8))
        logits, given = np.array(scenario.logits), (scenario.label, scenario.num_classes)
        targets = one_hot(*given), smooth_labels_a(*given, scenario.epsilon)
        _draw_bars(axes, np.array([softmax(logits), *targets]))
        _write(figure, [float(cross_entropy(target, logits)) for target in targets], scenario.epsilon)
        output = io.BytesIO()
        figure.savefig(output, format="png", metadata={"Software": None})
    return output.getvalue()


def _draw_bars(axes: Axes, bars: Vector) -> None:
    places = np.arange(bars.shape[1])
    looks: tuple[dict[str, Any], ...] = (
        {"color": PREDICTION},
        {"facecolor": "white", "edgecolor": TARGET, "hatch": "//"},
        {"color": TARGET},
    )
    for shift, heights, look in zip((-_BAR, 0.0, _BAR), bars, looks, strict=True):
        axes.bar(places + shift, heights, width=_BAR, linewidth=3, **look)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set(color=MUTED, linewidth=2)
    axes.set(xticks=[], yticks=[0.5, 1], yticklabels=[], ylim=(0, 1.04))
    axes.tick_params(length=0)
    axes.grid(axis="y", color=GRID, linewidth=2)
    axes.set_axisbelow(True)


def _write(figure: Figure, losses: list[float], epsilon: float) -> None:
    lines = [
        (0.82, r"$\mathbf{p}=\mathrm{softmax}(\mathbf{z})$", PREDICTION),
        (0.66, rf"$\varepsilon = {epsilon:g}$", EPSILON),
        (0.46, rf"$-\sum\, y \log p \approx {losses[0]:.4f}$", INK),
        (0.26, rf"$-\sum\, y' \log p \approx {losses[1]:.4f}$", TARGET),
    ]
    for height, text, colour in lines:
        figure.text(0.6, height, text, color=colour, fontsize=34, va="center")
