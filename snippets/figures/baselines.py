"""Other ways than smoothing against plain training, and tuned smoothing against tuned training without it."""

from __future__ import annotations

from matplotlib.ticker import MaxNLocator

from recompute import figure
from snippets.experiment import FLIPPED_OR_NOT
from snippets.experiment_comparisons import BASELINES, JUDGED, Judgement, judgement
from snippets.figures._intervals import draw_judgements, legend
from snippets.figures._style import INK, MUTED, canvas, to_svg
from snippets.scenario import Scenario, Training

NAMES = {
    "zh": {"accuracy": "准确率", "cross_entropy": "标准交叉熵", "brier": "Brier 分数", "calibration_error": "ECE"},
    "en": {
        "accuracy": "accuracy",
        "cross_entropy": "cross-entropy",
        "brier": "Brier score",
        "calibration_error": "ECE",
    },
}
ROWS = {
    "zh": ("学习率更小", "权重衰减", "早停", "三者选一", "平滑，选 ε", "两者之差"),
    "en": ("smaller rate", "weight decay", "early stopping", "tuned", "tuned ε", "difference"),
}


def judged_rows(training: Training, flipped: bool, metric: str) -> list[Judgement]:
    """Return the differences of a panel from above to below."""
    against_plain = [judgement(training, "baseline", flipped, name, metric) for name in BASELINES]
    return [*against_plain, judgement(training, "head_to_head", flipped, metric)]


@figure(zh="与调过的基线之差", en="Differences from baselines")
def draw(scenario: Scenario, language: str) -> str:
    """Draw a panel for each measure, with a row for each way of training."""
    training = scenario.training
    with canvas(520) as drawing:
        panels = drawing.subplots(2, 2, sharey=True)
        for metric, axes in zip(JUDGED, panels.flat, strict=True):
            axes.axvline(0, color=MUTED, linewidth=1.2)
            axes.axhline(len(BASELINES) - 0.5, color=MUTED, linewidth=0.8, linestyle=":")
            axes.xaxis.set_major_locator(MaxNLocator(3))
            axes.xaxis.set_major_formatter("{x:g}")
            for flipped in FLIPPED_OR_NOT:
                gid = f"{metric}-{'flipped' if flipped else 'clean'}"
                draw_judgements(axes, judged_rows(training, flipped, metric), flipped, language, gid)
            axes.set_title(NAMES[language][metric], loc="left", fontsize=13, color=INK, pad=6)
            axes.set_yticks(range(len(ROWS[language])), ROWS[language])
        panels[0, 0].invert_yaxis()
        legend(drawing, panels[0, 0], loc="upper center")
        drawing.subplots_adjust(left=0.24, right=0.97, top=0.86, bottom=0.07, hspace=0.32, wspace=0.14)
        return to_svg(drawing)
