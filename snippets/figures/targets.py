"""Bars of the prediction beside both targets, class by class, and the small ones once more, enlarged."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from recompute import figure
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


@figure(zh="预测与两种目标", en="The prediction and both targets")
def draw(scenario: Scenario, language: str) -> str:
    """Draw every class at one scale on the left, all but the true class at a larger scale on the right."""
    words = WORDS[language]
    names = np.array(scenario.class_names[language])
    others = np.arange(scenario.num_classes) != scenario.label
    bars = _bars(scenario)
    with canvas() as drawing:
        everything, enlarged = drawing.subplots(1, 2, gridspec_kw={"width_ratios": [4, 3]})
        _draw_bars(everything, bars, names, words, "all")
        _draw_bars(enlarged, bars[:, others], names[others], words, "small")
        handles, labels = everything.get_legend_handles_labels()
        drawing.legend(
            handles,
            labels,
            loc="upper center",
            ncols=3,
            frameon=False,
            handlelength=1.1,
            columnspacing=1.4,
            labelcolor=INK,
        )
        drawing.subplots_adjust(left=0.075, right=0.99, top=0.78, bottom=0.1, wspace=0.28)
        return to_svg(drawing)


def _bars(scenario: Scenario) -> Vector:
    given = scenario.label, scenario.num_classes
    smoothed = smooth_labels_a(*given, scenario.epsilon)
    return np.array([softmax(np.array(scenario.logits)), one_hot(*given), smoothed])


def _draw_bars(axes: Axes, bars: Vector, names: Vector, words: dict[str, str], scale: str) -> None:
    places = np.arange(len(names))
    looks: tuple[tuple[str, dict[str, Any]], ...] = (
        ("prediction", {"color": PREDICTION}),
        ("one_hot", {"facecolor": PAPER, "edgecolor": TARGET, "hatch": "////", "linewidth": 1.2}),
        ("smoothed", {"color": TARGET}),
    )
    for shift, heights, (name, look) in zip((-_BAR, 0.0, _BAR), bars, looks, strict=True):
        bars_of_one = axes.bar(places + shift, heights, width=_BAR, label=words[name], **look)
        for place, bar in zip(places, bars_of_one, strict=True):
            bar.set_gid(f"{scale}-{name}-{place}")
    axes.set_xticks(places, labels=list(names))
    axes.tick_params(axis="x", length=0)
    axes.grid(visible=False, axis="x")
    axes.set_title(words[scale], loc="left", fontsize=12, color=MUTED, pad=6)
