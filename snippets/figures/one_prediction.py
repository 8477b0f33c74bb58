"""The idea in one picture: one prediction, two targets, and which way each of them pushes every class."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from recompute import figure
from snippets.figures._style import INK, MUTED, PREDICTION, TARGET, canvas, to_svg
from snippets.losses import cross_entropy
from snippets.scenario import Scenario
from snippets.softmax import softmax
from snippets.targets import one_hot, smooth_labels_a

Vector = NDArray[np.float64]

WORDS = {
    "zh": {
        "prediction": "预测 p",
        "target": "目标",
        "one_hot": "独热目标",
        "smoothed": "平滑目标，ε = {:g}",
        "loss": "损失约 {:.4f}",
        "push": "y − p：训练往哪边推",
    },
    "en": {
        "prediction": "prediction p",
        "target": "target",
        "one_hot": "one-hot target",
        "smoothed": "smoothed, ε = {:g}",
        "loss": "loss ≈ {:.4f}",
        "push": "y − p: where training pushes",
    },
}
_BAR, _TARGET = 0.5, 0.84  # widths, of which one is a class


@figure(zh="同一个预测，两种目标", en="One prediction, two targets")
def draw(scenario: Scenario, language: str) -> str:
    """Draw a column for each target: probabilities above, and below y − p, the push on each logit."""
    words, logits = WORDS[language], np.array(scenario.logits)
    given = scenario.label, scenario.num_classes
    targets = {"one_hot": one_hot(*given), "smoothed": smooth_labels_a(*given, scenario.epsilon)}
    p = np.asarray(softmax(logits))
    with canvas(350) as drawing:
        rows = drawing.subplots(2, 2, sharex=True, sharey="row", gridspec_kw={"height_ratios": [5, 3]})
        for (name, target), (above, below) in zip(targets.items(), rows.T, strict=True):
            _draw_probabilities(above, p, target, words, name)
            _draw_push(below, target - p, scenario.label, name)
            title = words[name].format(scenario.epsilon), words["loss"].format(float(cross_entropy(target, logits)))
            above.set_title("\n".join(title), loc="left", fontsize=13, color=INK, pad=8)
            below.set_xticks(range(len(p)), labels=scenario.class_names[language])
        rows[1, 0].set_title(words["push"], loc="left", fontsize=13, color=INK, pad=6)
        rows[1, 0].set(yticks=[0.0], yticklabels=["0"])
        rows[1, 0].margins(y=0.4)
        looks = reversed(rows[0, 0].get_legend_handles_labels()[0])
        drawing.legend(handles=list(looks), loc="upper left", ncols=2, frameon=False, labelcolor=INK, handlelength=1.1)
        drawing.subplots_adjust(left=0.085, right=0.99, top=0.79, bottom=0.08, hspace=0.34, wspace=0.1)
        return to_svg(drawing)


def _draw_probabilities(axes: Axes, p: Vector, target: Vector, words: dict[str, str], name: str) -> None:
    places = np.arange(len(p))
    bars = axes.bar(places, p, width=_BAR, color=PREDICTION, label=words["prediction"])
    axes.hlines(target, places - _TARGET / 2, places + _TARGET / 2, color=TARGET, linewidth=3, label=words["target"])
    for place, bar in zip(places, bars, strict=True):
        bar.set_gid(f"{name}-prediction-{place}")
    axes.set(ylim=(0.0, 1.08), yticks=[0, 0.5, 1])
    axes.grid(visible=False, axis="x")
    axes.tick_params(axis="x", length=0)


def _draw_push(axes: Axes, push: Vector, label: int, name: str) -> None:
    axes.axhline(0.0, color=MUTED, linewidth=0.8)
    for place, bar in enumerate(axes.bar(np.arange(len(push)), push, width=_BAR, color=INK)):
        bar.set_gid(f"{name}-push-{place}")
    amount = f"{push[label]:+.4f}".replace("-", "−")
    side, away = ("bottom", 3) if push[label] > 0 else ("top", -3)
    beside = (label, push[label]), (0, away)
    axes.annotate(amount, *beside, textcoords="offset points", color=INK, ha="center", va=side)
    axes.grid(visible=False)
    axes.tick_params(axis="x", length=0)
