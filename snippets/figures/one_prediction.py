"""The idea in one picture: one prediction, two targets, and which way each of them pushes every class."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from recompute import Mark, figure
from snippets.figures._plot import Plot, round_end
from snippets.figures._style import INK, MUTED, PREDICTION, TARGET, canvas, colour, to_svg
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
_HEIGHT = 350
_BAR, _TARGET = 0.5, 0.84  # widths, of which one is a class
_COLUMNS = {"one_hot": (0.085, 0.51), "smoothed": (0.565, 0.99)}
_LARGEST_EPSILON = 0.3  # for which the lower panels have room


@figure(zh="同一个预测，两种目标", en="One prediction, two targets")
def draw(scenario: Scenario, language: str) -> str:
    """Draw the frames of a column for each target, and the legend; all else are marks."""
    words = WORDS[language]
    with canvas(_HEIGHT) as drawing:
        for name in _COLUMNS:
            above, below = _panels(scenario, name)
            _frame(drawing, above, [])
            _frame(drawing, below, list(scenario.class_names[language]))
        looks = [Patch(color=PREDICTION), Line2D([], [], color=TARGET, linewidth=3)]
        names = [words["prediction"], words["target"]]
        drawing.legend(looks, names, loc="upper left", ncols=2, frameon=False, labelcolor=INK, handlelength=1.1)
        return to_svg(drawing, marks(scenario, language))


def marks(scenario: Scenario, language: str) -> list[Mark]:
    """Return for each target its title and loss, bars and lines of probabilities, and the push on each logit."""
    words, logits = WORDS[language], np.array(scenario.logits)
    p, found = np.asarray(softmax(logits)), []
    for name, target in _targets(scenario).items():
        above, below = _panels(scenario, name)
        left, loss = above.x[0], float(cross_entropy(target, logits))
        title = words[name].format(scenario.epsilon)
        found.append(above.text(f"{name}-title", title, (left, above.y[1]), INK, shift=(0, -25)))
        found.append(above.text(f"{name}-loss", words["loss"].format(loss), (left, above.y[1]), INK, shift=(0, -8)))
        for place, (bar, level) in enumerate(zip(p, target, strict=True)):
            found.append(above.bar(f"{name}-prediction-{place}", place, _BAR, float(bar), PREDICTION))
            ends = [(place - _TARGET / 2, float(level)), (place + _TARGET / 2, float(level))]
            found.append(above.line(f"{name}-target-{place}", ends, TARGET, width=3))
            found.append(_push(below, f"{name}-push-{place}", place, float(level - bar)))
        push = float(target[scenario.label] - p[scenario.label])
        side = -4.0 if push > 0 else 15.0
        amount = f"{push:+.4f}".replace("-", "−")
        found.append(below.text(f"{name}-amount", amount, (scenario.label, push), INK, "middle", (0, side)))
    _, lower = _panels(scenario, "one_hot")
    return [*found, lower.text("push", words["push"], (lower.x[0], lower.y[1]), INK, shift=(0, -6))]


def _targets(scenario: Scenario) -> dict[str, Vector]:
    given = scenario.label, scenario.num_classes
    smoothed = smooth_labels_a(*given, scenario.epsilon)
    return {"one_hot": np.asarray(one_hot(*given)), "smoothed": np.asarray(smoothed)}


def _panels(scenario: Scenario, name: str) -> tuple[Plot, Plot]:
    """Return the panel of the probabilities and, below it, that of the push, with room for every ε of the control."""
    p = np.asarray(softmax(np.array(scenario.logits)))
    most = replace(scenario, epsilon=max(scenario.epsilon, _LARGEST_EPSILON))
    pushes = np.concatenate([target - p for target in _targets(most).values()])
    x, room = (-0.5, scenario.num_classes - 0.5), 1.35
    upper = Plot(_COLUMNS[name], (0.42, 0.78), x, (0.0, 1.08), f"{name}-above", _HEIGHT)
    span = -room * round_end(-pushes.min()), room * round_end(pushes.max())
    return upper, Plot(_COLUMNS[name], (0.08, 0.33), x, span, f"{name}-below", _HEIGHT)


def _frame(drawing: Figure, plot: Plot, names: list[str]) -> None:
    axes = plot.axes(drawing)
    ticks = [0.0] if names else [0.0, 0.5, 1.0]
    axes.set_yticks(ticks, labels=[f"{tick:g}" for tick in ticks])
    if names:
        axes.axhline(0.0, color=MUTED, linewidth=0.8)
    axes.set_xticks(range(round(plot.x[1] + 0.5)), labels=names or [""] * round(plot.x[1] + 0.5))
    axes.grid(visible=False, axis="both" if names else "x")
    axes.tick_params(axis="x", length=0)


def _push(plot: Plot, id_: str, place: int, push: float) -> Mark:
    """Return a bar from zero upwards or downwards."""
    left, base = plot.at(place - _BAR / 2, 0.0)
    right, end = plot.at(place + _BAR / 2, push)
    path = f"M{left:.1f} {base:.2f}V{end:.2f}H{right:.1f}V{base:.2f}Z"
    return Mark(id_, "path", {"d": path, "style": f"fill: {colour(INK)}"})
