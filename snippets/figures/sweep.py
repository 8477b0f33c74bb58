"""Calibration error, and confidence less accuracy, over the smoothing factors."""

from __future__ import annotations

from recompute import figure
from snippets.experiment import FLIPPED_OR_NOT
from snippets.experiment_comparisons import final, interval_of_mean, judgement
from snippets.figures._intervals import draw_series, legend, name_places
from snippets.figures._style import INK, canvas, to_svg
from snippets.scenario import Scenario

WORDS = {
    "zh": {"error": "校准误差 ECE", "gap": "置信度 − 准确率", "x": "平滑系数 ε"},
    "en": {"error": "calibration error (ECE)", "gap": "confidence − accuracy", "x": "smoothing factor ε"},
}


@figure(zh="ε 与校准", en="Calibration by ε")
def draw(scenario: Scenario, language: str) -> str:
    """Draw both quantities, one above the other, so that one sees where the gap closes and the error is lowest."""
    words, training = WORDS[language], scenario.training
    with canvas(430) as drawing:
        error, gap = drawing.subplots(2, 1, sharex=True)
        for flipped in FLIPPED_OR_NOT:
            labels = "flipped" if flipped else "clean"
            errors = [final(training, flipped, k)["calibration_error"] for k in range(len(training.epsilons))]
            gaps = [judgement(training, "gap", flipped, epsilon) for epsilon in training.epsilons]
            draw_series(error, [interval_of_mean(training, e) for e in errors], flipped, language, f"error-{labels}")
            draw_series(gap, [(each.mean, each.half_width) for each in gaps], flipped, language, f"gap-{labels}")
        error.set_ylim(bottom=0)
        name_places(gap, training.epsilons, words["x"])
        for axes, name in ((error, "error"), (gap, "gap")):
            axes.yaxis.set_major_formatter("{x:g}")
            axes.set_title(words[name], loc="left", fontsize=13, color=INK, pad=8)
        legend(drawing, error, loc="upper center")
        drawing.subplots_adjust(left=0.12, right=0.98, top=0.87, bottom=0.12, hspace=0.25)
        return to_svg(drawing)
