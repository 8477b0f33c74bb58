"""What the page on training code says of its numbers."""

# The declared conditions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

from typing import cast

import numpy as np

from recompute import claim
from snippets.comparison import HIGHER, LOWER
from snippets.experiment_distillation import distillation_judgements
from snippets.pages import in_practice as page
from snippets.scenario import Scenario


def _best(scenario: Scenario) -> list[float]:
    return [cast(float, row[1]) for row in page.by_weights(scenario)]


@claim(
    zh="算进填充的 {{ loss_counting_padding }} 比不算的 {{ loss_without_padding }} 大一成以上。",
    en="With padding the loss is {{ loss_counting_padding }}, more than a tenth above {{ loss_without_padding }}.",
)
def padding_changes_the_loss(scenario: Scenario) -> bool:
    return page.loss_counting_padding(scenario) > 1.1 * page.loss_without_padding(scenario)


@claim(
    zh="最好的置信度从 {{ by_weights[0][1] }} 变为 {{ by_weights[1][1] }}（真实类别稀有）或 "
    "{{ by_weights[2][1] }}（另一个稀有）。",
    en="The best confidence goes from {{ by_weights[0][1] }} up to {{ by_weights[1][1] }} where the true class is rare "
    "and down to {{ by_weights[2][1] }} where another is.",
)
def weights_change_the_smoothing(scenario: Scenario) -> bool:
    plain, rare, another = _best(scenario)
    return rare - plain > 0.01 and plain - another > 0.01


@claim(
    zh="三个下限互不相同，相差都超过零点零一。",
    en="The three floors differ from each other by more than a hundredth.",
)
def weights_change_the_floor(scenario: Scenario) -> bool:
    floors = sorted(cast(float, row[3]) for row in page.by_weights(scenario))
    return all(np.diff(floors) > 0.01)


@claim(
    zh="在表里，λ 越接近一半，两个下限都越高；同一个 λ，平滑的总是更高。",
    en="In the table both floors rise as λ comes down to one half, and that with smoothing is always the higher one.",
)
def mixing_raises_the_floor(scenario: Scenario) -> bool:
    rows = np.array(page.floors_by_share(scenario))
    return bool((np.diff(rows[:, 1]) > 0).all() and (np.diff(rows[:, 2]) > 0).all() and (rows[:, 2] > rows[:, 1]).all())


@claim(
    zh="平滑教师与不平滑教师的准确率之差 {{ teacher_gain[0] }} ± {{ teacher_gain[1] }}，整个区间大于零。",
    en="The whole interval of the smoothed teacher’s gain in accuracy, {{ teacher_gain[0] }} ± {{ teacher_gain[1] }}, "
    "is above zero.",
)
def smoothed_teachers_are_more_accurate(scenario: Scenario) -> bool:
    return distillation_judgements(scenario.training)["teachers",].verdict == HIGHER


@claim(
    zh="温度最高的两档，平滑教师的学生与不平滑教师的学生之差，整个区间都小于零。",
    en="At the two highest temperatures, the whole interval of what a smoothed teacher adds to its students’ accuracy "
    "is below zero.",
)
def smoothed_teachers_teach_worse(scenario: Scenario) -> bool:
    found = distillation_judgements(scenario.training)
    return all(found["students", each].verdict == LOWER for each in sorted(scenario.training.temperatures)[-2:])


@claim(
    zh="温度为一时，平滑教师的学生与不平滑教师的学生之差，整个区间大于零。",
    en="At a temperature of one, the whole interval of what a smoothed teacher adds to its students’ accuracy is above "
    "zero.",
)
def smoothed_teachers_teach_better_unsoftened(scenario: Scenario) -> bool:
    return distillation_judgements(scenario.training)["students", 1.0].verdict == HIGHER


@claim(
    zh="每个温度、每种教师，学生与只学标签的学生之差，整个区间都大于零。",
    en="At every temperature and with both teachers, the whole interval between students and those taught by labels is "
    "above zero.",
)
def every_teacher_beats_labels(scenario: Scenario) -> bool:
    found = distillation_judgements(scenario.training)
    return all(each.verdict == HIGHER for (kind, *_), each in found.items() if kind in ("plain", "smoothed"))


@claim(
    zh="表里平均准确率最高的学生，教师不平滑，温度大于一。",
    en="The student with the highest mean accuracy of the table has an unsmoothed teacher and a temperature above one.",
)
def best_student_has_an_unsmoothed_teacher(scenario: Scenario) -> bool:
    rows = [cast(tuple[float, float, float], row[:3]) for row in page.students(scenario)]
    temperature, plain, _ = max(rows, key=lambda row: row[1])
    return temperature > 1 and plain > max(smoothed for _, _, smoothed in rows)


@claim(
    zh="不平滑的教师对学生学的图片，平均置信度 {{ teacher_confidences[0] }} 超过百分之九十九；平滑的是 "
    "{{ teacher_confidences[1] }}，低于百分之九十五。",
    en="Of the images that students learn from, the teacher without smoothing has a mean confidence of "
    "{{ teacher_confidences[0] }}, above ninety-nine percent; the smoothed one {{ teacher_confidences[1] }}, below "
    "ninety-five.",
)
def unsmoothed_outputs_are_almost_one_hot(scenario: Scenario) -> bool:
    plain, smoothed = page.teacher_confidences(scenario)
    return plain > 0.99 and smoothed < 0.95


@claim(
    zh="按 K−1 的下限 {{ binary[1][3] }} 比按 K 的 {{ binary[0][3] }} 高零点一以上。",
    en="The floor with K−1, {{ binary[1][3] }}, is above that with K, {{ binary[0][3] }}, by more than a tenth.",
)
def two_classes_differ(scenario: Scenario) -> bool:
    by_all, by_others = (cast(float, row[3]) for row in page.binary(scenario))
    return by_others - by_all > 0.1


@claim(
    zh="下限 {{ floor_vocabulary }} 读成困惑度是 {{ perplexity_of_floor }}，真正的困惑度只有 "
    "{{ perplexity_at_floor }}，不到一半。",
    en="Read as a perplexity the floor, {{ floor_vocabulary }}, is {{ perplexity_of_floor }}; the perplexity is "
    "{{ perplexity_at_floor }}, less than half of that.",
)
def smoothed_loss_is_no_perplexity(scenario: Scenario) -> bool:
    return page.perplexity_at_floor(scenario) < page.perplexity_of_floor(scenario) / 2


@claim(
    zh="bfloat16 里 1−ε 是 {{ on_bfloat16 }}，目标之和比一少 {{ missing_bfloat16 }}，超过千分之一。",
    en="In bfloat16 1−ε is {{ on_bfloat16 }}, the targets miss one by {{ missing_bfloat16 }}, over a thousandth.",
)
def bfloat16_loses_the_sum(scenario: Scenario) -> bool:
    return abs(page.missing_bfloat16(scenario)) > 0.001
