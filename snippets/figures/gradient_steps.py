"""Where gradient steps lead the probability of the true class: up without smoothing, to 1 − ε with it."""

from __future__ import annotations

import numpy as np

from recompute import figure
from snippets.figures._style import EPSILON, INK, PREDICTION, annotate, canvas, label_axes, to_svg
from snippets.gradients import gradient_descent
from snippets.pages.gradient import learning_rate, step_count
from snippets.scenario import Scenario
from snippets.softmax import softmax
from snippets.targets import one_hot, smooth_labels_a

WORDS = {
    "zh": {"x": "步数", "y": "真实类别的概率 p", "plain": "标准训练", "smoothed": "平滑训练", "best": "1 − ε"},
    "en": {
        "x": "step",
        "y": "probability p of the true class",
        "plain": "without smoothing",
        "smoothed": "with smoothing",
        "best": "1 − ε",
    },
}


@figure(zh="沿梯度走几步", en="A few gradient steps")
def draw(scenario: Scenario, language: str) -> str:
    """Draw the probability of the true class after each step, for both losses."""
    words = WORDS[language]
    given = scenario.label, scenario.num_classes
    targets = np.array([one_hot(*given), smooth_labels_a(*given, scenario.epsilon)])
    walks = gradient_descent(targets, np.array(scenario.logits), learning_rate(scenario), step_count(scenario))
    plain, smoothed = np.asarray(softmax(walks))[:, :, scenario.label].T
    with canvas() as drawing:
        axes = drawing.subplots()
        axes.axhline(1 - scenario.epsilon, color=EPSILON, linestyle=":", linewidth=1.6)
        axes.plot(plain, color=PREDICTION, linestyle="--", gid="plain")
        axes.plot(smoothed, color=PREDICTION, gid="smoothed")
        axes.plot([0], [plain[0]], "o", color=INK, markersize=7, clip_on=False)
        axes.set_xlim(0, len(plain) - 1)
        end = len(plain) - 1
        low, high = axes.get_ylim()
        space = 0.07 * (high - low)
        annotate(axes, words["plain"], (end, plain[-1] - space), PREDICTION, "right")
        annotate(axes, words["smoothed"], (end, smoothed[-1] + space), PREDICTION, "right")
        annotate(axes, words["best"], (0.02 * end, 1 - scenario.epsilon + space), EPSILON)
        label_axes(axes, words["x"], words["y"])
        drawing.subplots_adjust(left=0.1, right=0.97, top=0.88, bottom=0.17)
        return to_svg(drawing)
