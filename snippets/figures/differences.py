"""Every difference between smoothing and none, with its interval: each measure, before and after scaling."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from recompute import figure
from snippets.experiment import FLIPPED_OR_NOT
from snippets.experiment_comparisons import JUDGED, SCALED, Key, judgement
from snippets.figures._intervals import draw_judgements, legend
from snippets.figures._style import INK, MUTED, canvas, to_svg
from snippets.scenario import Scenario, Training

_MEASURES = {
    "zh": {
        "accuracy": "准确率（右边更好）",
        "cross_entropy": "标准交叉熵（左边更好）",
        "brier": "Brier 分数（左边更好）",
        "calibration_error": "ECE（左边更好）",
    },
    "en": {
        "accuracy": "accuracy (right is better)",
        "cross_entropy": "cross-entropy (left is better)",
        "brier": "Brier score (left is better)",
        "calibration_error": "ECE (left is better)",
    },
}
COLUMNS = {"zh": ("数字", "数字，缩放后", "肿瘤"), "en": ("digits", "digits, scaled", "tumours")}


@figure(zh="全部差别", en="All differences")
def draw(scenario: Scenario, language: str) -> str:
    """Draw a row of panels for each measure, and a column for digits, digits after scaling and the other data set."""
    training = scenario.training
    with canvas(720) as drawing:
        panels = drawing.subplots(len(JUDGED), 3, sharex="row", sharey=True)
        for metric, row in zip(JUDGED, panels, strict=True):
            for axes, column in zip(row, range(3), strict=True):
                _draw_panel(axes, training, metric, column, language)
            row[0].set_title(_MEASURES[language][metric], loc="left", fontsize=13, color=INK, pad=6)
            row[0].set_yticks(range(len(training.epsilons) - 1), [f"{e:g}" for e in training.epsilons[1:]])
        panels[0, 0].invert_yaxis()
        for axes, heading in zip((panels[0, 0], panels[1, 1], panels[0, 2]), COLUMNS[language], strict=True):
            axes.annotate(heading, (0.5, 1.28), xycoords="axes fraction", ha="center", fontsize=12, color=MUTED)
        legend(drawing, panels[0, 0], loc="center", bbox_to_anchor=(0.5, 0.985))
        drawing.subplots_adjust(left=0.12, right=0.96, top=0.9, bottom=0.05, hspace=0.5, wspace=0.16)
        return to_svg(drawing)


def _draw_panel(axes: Axes, training: Training, metric: str, column: int, language: str) -> None:
    if column == 1 and metric not in SCALED:
        axes.set_axis_off()
        return
    axes.axvline(0, color=MUTED, linewidth=1.2)
    axes.tick_params(labelsize=11)
    axes.xaxis.set_major_locator(MaxNLocator(2))
    axes.xaxis.set_major_formatter("{x:g}")
    for flipped in FLIPPED_OR_NOT:
        start: Key = (
            (training.dataset, flipped),
            ("scaled", flipped, flipped),
            (training.second.dataset, flipped),
        )[column]
        found = [judgement(training, *start, epsilon, metric) for epsilon in training.epsilons[1:]]
        draw_judgements(axes, found, flipped, language, f"{metric}-{column}-{'flipped' if flipped else 'clean'}")
