"""What smoothing adds to accuracy, by how long the networks are trained."""

from __future__ import annotations

from recompute import figure
from snippets.experiment import FLIPPED_OR_NOT
from snippets.experiment_comparisons import judgement
from snippets.experiment_findings import gain_key
from snippets.figures._intervals import draw_series, legend, name_places
from snippets.figures._style import INK, canvas, to_svg
from snippets.scenario import Scenario

WORDS = {
    "zh": {"x": "训练轮数", "y": "准确率的增益"},
    "en": {"x": "epochs of training", "y": "gain in accuracy"},
}


@figure(zh="准确率的增益与训练轮数", en="Gain in accuracy by epochs")
def draw(scenario: Scenario, language: str) -> str:
    """Draw the gain of the smoothing factor looked at closely, at each stop."""
    words, training = WORDS[language], scenario.training
    with canvas(290) as drawing:
        axes = drawing.subplots()
        for flipped in FLIPPED_OR_NOT:
            gains = [judgement(training, *gain_key(training, flipped, stop)) for stop in training.stops]
            gid = f"gain-{'flipped' if flipped else 'clean'}"
            draw_series(axes, [(gain.mean, gain.half_width) for gain in gains], flipped, language, gid)
        name_places(axes, training.stops, words["x"])
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_title(words["y"], loc="left", fontsize=13, color=INK, pad=8)
        legend(drawing, axes, loc="upper center")
        drawing.subplots_adjust(left=0.15, right=0.98, top=0.8, bottom=0.17)
        return to_svg(drawing)
