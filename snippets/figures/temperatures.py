"""The probabilities of all classes at three temperatures: the same order, sharper or flatter."""

from __future__ import annotations

import numpy as np

from recompute import figure
from snippets.figures._style import INK, MUTED, PREDICTION, canvas, to_svg
from snippets.scenario import Scenario
from snippets.softmax import softmax

WORDS = {"zh": {"y": "概率"}, "en": {"y": "probability"}}
_TEMPERATURES = (0.5, 1.0, 4.0)


@figure(zh="三种温度下的概率", en="Probabilities at three temperatures")
def draw(scenario: Scenario, language: str) -> str:
    """Draw a panel for each temperature, a bar for each class."""
    names = scenario.class_names[language]
    with canvas(220) as drawing:
        panels = drawing.subplots(1, len(_TEMPERATURES), sharey=True)
        for axes, temperature in zip(panels, _TEMPERATURES, strict=True):
            p = np.asarray(softmax(np.array(scenario.logits) / temperature))
            for place, bar in enumerate(axes.bar(range(len(p)), p, width=0.6, color=PREDICTION)):
                bar.set_gid(f"p-{temperature:g}-{place}")
            axes.set_xticks(range(len(p)), labels=names)
            axes.set(ylim=(0.0, 1.05), yticks=[0.0, 0.5, 1.0])
            axes.yaxis.set_major_formatter("{x:g}")
            axes.grid(visible=False, axis="x")
            axes.tick_params(axis="x", length=0)
            axes.set_title(f"T = {temperature:g}", loc="left", fontsize=13, color=MUTED, pad=6)
        drawing.text(0.02, 0.94, WORDS[language]["y"], va="center", color=INK)
        drawing.subplots_adjust(left=0.08, right=0.99, top=0.78, bottom=0.13, wspace=0.12)
        return to_svg(drawing)
