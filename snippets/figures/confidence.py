"""How the predictions on the test set spread over confidence, with smoothing and without."""

from __future__ import annotations

from matplotlib.axes import Axes

from recompute import figure
from snippets.calibration import Reliability
from snippets.experiment import FLIPPED_OR_NOT, reliability_of
from snippets.figures._style import EPSILON, INK, MUTED, canvas, to_svg
from snippets.scenario import Scenario

WORDS = {
    "zh": {False: "干净标签", True: "有噪声的标签", "x": "置信度", "y": "占全部预测的比例"},
    "en": {False: "clean labels", True: "flipped labels", "x": "confidence", "y": "share of all predictions"},
}
_BINS = 20


@figure(zh="置信度的分布", en="How confidence is spread")
def draw(scenario: Scenario, language: str) -> str:
    """Draw a panel for each kind of labels, an outline for each smoothing factor."""
    words, training = WORDS[language], scenario.training
    looks = {training.epsilons[0]: (INK, "--", 0.0), training.epsilon_shown: (EPSILON, "-", 0.25)}
    with canvas() as drawing:
        panels = drawing.subplots(1, 2, sharey=True)
        for axes, flipped in zip(panels, FLIPPED_OR_NOT, strict=True):
            for epsilon, look in looks.items():
                bins = reliability_of(training, flipped, training.epsilons.index(epsilon), _BINS)
                _draw_outline(axes, bins, *look, f"ε = {epsilon:g}", f"{'flipped' if flipped else 'clean'}-{epsilon:g}")
            axes.set(xlim=(0, 1), xticks=[0, 0.5, 1], xlabel=words["x"])
            axes.xaxis.set_major_formatter("{x:g}")
            axes.set_title(words[flipped], loc="left", fontsize=12, color=MUTED, pad=6)
        panels[0].set_ylim(bottom=0.0)
        drawing.text(0.02, 0.94, words["y"], va="center")
        drawing.legend(
            *panels[0].get_legend_handles_labels(), loc="upper right", ncols=2, frameon=False, labelcolor=INK
        )
        drawing.subplots_adjust(left=0.08, right=0.97, top=0.79, bottom=0.17, wspace=0.14)
        return to_svg(drawing)


def _draw_outline(axes: Axes, bins: Reliability, colour: str, style: str, filling: float, label: str, gid: str) -> None:
    shares = bins.counts / bins.counts.sum()
    axes.stairs(shares, bins.edges, color=colour, linestyle=style, linewidth=1.8, label=label, gid=gid)
    if filling:
        axes.stairs(shares, bins.edges, fill=True, color=colour, alpha=filling)
