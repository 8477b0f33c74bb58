"""Bars of the prediction beside both targets, class by class, and the small ones once more, enlarged."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from numpy.typing import NDArray

from recompute import Mark, figure
from snippets.figures._plot import Plot, round_end
from snippets.figures._style import INK, MUTED, PAPER, PREDICTION, TARGET, canvas, to_svg
from snippets.scenario import Scenario
from snippets.softmax import softmax
from snippets.targets import one_hot, smooth_labels_a

Vector = NDArray[np.float64]

WORDS = {
    "zh": {"prediction": "预测 p", "one_hot": "独热 y", "smoothed": "平滑 y′", "all": "全部", "small": "放大其余类别"},
    "en": {
        "prediction": "prediction p",
        "one_hot": "one-hot y",
        "smoothed": "smoothed y′",
        "all": "all classes",
        "small": "the others, enlarged",
    },
}
_BAR = 0.26
_ONE_HOT: dict[str, Any] = {"facecolor": PAPER, "edgecolor": TARGET, "hatch": "////", "linewidth": 1.2}


@figure(zh="预测与两种目标", en="The prediction and both targets")
def draw(scenario: Scenario, language: str) -> str:
    """Draw every class at one scale on the left, all but the true class at a larger scale on the right."""
    words, others = WORDS[language], _others(scenario)
    names = np.array(scenario.class_names[language])
    sharp = np.asarray(one_hot(scenario.label, scenario.num_classes))
    everything, enlarged = _plots(scenario)
    with canvas() as drawing:
        _draw_panel(everything.axes(drawing), sharp, names, words["all"])
        _draw_panel(enlarged.axes(drawing), sharp[others], names[others], words["small"])
        drawing.legend(
            [Patch(facecolor=PREDICTION), Patch(**_ONE_HOT), Patch(facecolor=TARGET)],
            [words["prediction"], words["one_hot"], words["smoothed"]],
            loc="upper center",
            ncols=3,
            frameon=False,
            handlelength=1.1,
            columnspacing=2.2,
            labelcolor=INK,
        )
        return to_svg(drawing, marks(scenario, language))


def marks(scenario: Scenario, language: str) -> list[Mark]:
    """Return the bars of the prediction and of the smoothed target, and the numbers of both axes."""
    everything, enlarged = _plots(scenario)
    p, smoothed = _heights(scenario)
    others = _others(scenario)
    return [
        *_bars(everything, "all", p, smoothed),
        *_bars(enlarged, "small", p[others], smoothed[others]),
        *everything.numbers(),
        *enlarged.numbers(),
    ]


def _plots(scenario: Scenario) -> tuple[Plot, Plot]:
    """Return the panel of all classes, and the one of the others, which ends a little above the largest of them."""
    count, others = scenario.num_classes, _others(scenario)
    top = round_end([heights[others].max() for heights in _heights(scenario)])
    upright = 0.1, 0.78
    return (
        Plot((0.105, 0.53), upright, (-0.5, count - 0.5), (0.0, 1.0), "all"),
        Plot((0.66, 0.99), upright, (-0.5, count - 1.5), (0.0, top), "small"),
    )


def _heights(scenario: Scenario) -> tuple[Vector, Vector]:
    smoothed = smooth_labels_a(scenario.label, scenario.num_classes, scenario.epsilon)
    return np.asarray(softmax(np.array(scenario.logits))), np.asarray(smoothed)


def _others(scenario: Scenario) -> NDArray[np.intp]:
    return np.delete(np.arange(scenario.num_classes), scenario.label)


def _bars(plot: Plot, scale: str, p: Vector, smoothed: Vector) -> list[Mark]:
    return [
        plot.bar(f"{scale}-{name}-{place}", place + shift, _BAR, float(height), ink)
        for name, heights, shift, ink in (("prediction", p, -_BAR, PREDICTION), ("smoothed", smoothed, _BAR, TARGET))
        for place, height in enumerate(heights)
    ]


def _draw_panel(axes: Axes, sharp: Vector, names: Vector, title: str) -> None:
    """Draw what no control moves: the one-hot bars and the names of the classes."""
    places = np.arange(len(names))
    axes.bar(places, sharp, width=_BAR, **_ONE_HOT)
    axes.set_xticks(places, labels=list(names))
    axes.tick_params(axis="x", length=0)
    axes.grid(visible=False, axis="x")
    axes.set_title(title, loc="left", fontsize=12, color=MUTED, pad=6)
