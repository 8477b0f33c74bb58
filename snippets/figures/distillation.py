"""The accuracy of students by the temperature of distillation, for teachers trained with and without smoothing."""

from __future__ import annotations

from recompute import figure
from snippets.experiment_comparisons import mean_interval
from snippets.experiment_distillation import accuracies, distillation_judgements
from snippets.figures._intervals import draw_series, legend, name_places
from snippets.figures._style import INK, MUTED, canvas, to_svg
from snippets.scenario import Scenario

WORDS = {
    "zh": {"x": "蒸馏的温度 T", "y": "学生的准确率，按教师分", "labels": "只学标签"},
    "en": {"x": "temperature T of distillation", "y": "accuracy of students, by teacher", "labels": "labels alone"},
}
TEACHERS = {"zh": ("不平滑", "平滑"), "en": ("unsmoothed", "smoothed")}


@figure(zh="蒸馏：学生的准确率", en="Distillation: accuracy of students")
def draw(scenario: Scenario, language: str) -> str:
    """Draw a line for the students of each teacher, and one for students that learn from labels alone."""
    words, training = WORDS[language], scenario.training
    found, count = accuracies(training), len(distillation_judgements(training))
    with canvas(300) as drawing:
        axes = drawing.subplots()
        for place, name in enumerate(TEACHERS[language]):
            scores = found.students[:, :, place].T
            intervals = [mean_interval(each, training.confidence_level, count) for each in scores]
            draw_series(axes, intervals, bool(place), language, f"students-{'smoothed' if place else 'plain'}", name)
        name_places(axes, training.temperatures, words["x"], zero=False)
        axes.axhline(found.from_labels.mean(), color=MUTED, linestyle=":", label=words["labels"], gid="from-labels")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_title(words["y"], loc="left", fontsize=13, color=INK, pad=8)
        legend(drawing, axes, loc="upper center")
        drawing.subplots_adjust(left=0.12, right=0.98, top=0.8, bottom=0.17)
        return to_svg(drawing)
