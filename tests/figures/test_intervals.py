"""The figures of the experiment show each difference where it is, and its interval as wide as it is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from snippets.experiment_comparisons import judgement
from snippets.experiment_distillation import accuracies
from snippets.scenario import SCENARIO
from tests.figures.drawings import line, tree

TRAINING = SCENARIO.training


def judged(*key: object) -> tuple[float, float]:
    found = judgement(TRAINING, *key)
    return found.mean, found.half_width


def bars(figure: str, id_: str) -> list[float]:
    """Return how long each interval of a series is drawn."""
    (path,) = tree(figure, "en").xpath(f"//*[@id='x-{id_}']/path")
    points = np.array([float(number) for number in path.get("d").replace("M", " ").replace("L", " ").split()])
    starts, ends = points.reshape(-1, 2, 2).swapaxes(0, 1)
    return [float(length) for length in abs(ends - starts).sum(axis=1)]


@pytest.mark.parametrize("flipped", [False, True])
def test_gaps_are_drawn_in_proportion(flipped: bool) -> None:
    drawn = line("sweep", f"gap-{'flipped' if flipped else 'clean'}")[:, 1]
    gaps = np.array([judged("gap", flipped, epsilon)[0] for epsilon in TRAINING.epsilons])
    assert (drawn - drawn[0]) / (drawn[-1] - drawn[0]) == pytest.approx(
        (gaps - gaps[0]) / (gaps[-1] - gaps[0]), abs=1e-4
    )


def test_gains_are_drawn_in_proportion_and_their_intervals_as_wide_as_they_are() -> None:
    for labels, flipped in (("clean", False), ("flipped", True)):
        drawn = line("longer_training", f"gain-{labels}")[:, 1]
        keys = [("epochs", flipped, stop) for stop in TRAINING.stops[:-1]]
        gains, halves = np.array([judged(*key) for key in [*keys, ("digits", flipped, 0.1, "accuracy")]]).T
        unit = (drawn[-1] - drawn[0]) / (gains[-1] - gains[0])
        assert drawn - drawn[0] == pytest.approx(unit * (gains - gains[0]), abs=0.02)
        assert bars("longer_training", f"gain-{labels}-bars") == pytest.approx(2 * unit * halves, abs=0.02)


@pytest.mark.parametrize("metric", ["accuracy", "cross_entropy", "brier", "calibration_error"])
def test_every_baseline_has_an_interval_as_wide_as_it_is(metric: str) -> None:
    names = ["smaller_rate", "weight_decay", "early_stopping", "tuned", "tuned_smoothing"]
    scales = []
    for flipped in (False, True):
        keys = [*(("baseline", flipped, name, metric) for name in names), ("head_to_head", flipped, metric)]
        halves = np.array([judged(*key)[1] for key in keys])
        drawn = np.array(bars("baselines", f"{metric}-{'flipped' if flipped else 'clean'}"))
        scales += list((drawn / halves)[halves > 0.01])
    assert len(scales) > 3
    assert scales == pytest.approx([np.median(scales)] * len(scales), rel=0.02)


def test_students_are_drawn_where_their_accuracy_is() -> None:
    scores = accuracies(TRAINING)
    (_, labels), _ = line("distillation", "from-labels")
    drawn = [line("distillation", f"students-{kind}")[:, 1] - labels for kind in ("plain", "smoothed")]
    gains = (scores.students.mean(axis=0) - scores.from_labels.mean()).T
    unit = drawn[0][-1] / gains[0][-1]
    assert np.array(drawn) == pytest.approx(unit * gains, abs=0.02)
    halves = stats.t.isf(0.05 / 13 / 2, 15) * stats.sem(scores.students[:, :, 1])
    assert bars("distillation", "students-smoothed-bars") == pytest.approx(2 * unit * halves, abs=0.02)


@pytest.mark.parametrize("metric", ["accuracy", "cross_entropy", "brier", "calibration_error"])
def test_every_difference_has_an_interval_as_wide_as_it_is(metric: str) -> None:
    starts = {0: ("digits",), 1: ("scaled",), 2: ("breast_cancer",)}
    scales = []
    for column, start in starts.items():
        if (column, metric) == (1, "accuracy"):
            continue
        for flipped in (False, True):
            regime = (flipped, flipped) if column == 1 else (flipped,)
            keys = [(*start, *regime, epsilon, metric) for epsilon in TRAINING.epsilons[1:]]
            halves = np.array([judged(*key)[1] for key in keys])
            drawn = np.array(bars("differences", f"{metric}-{column}-{'flipped' if flipped else 'clean'}"))
            assert len(drawn) == len(halves)
            scales += list((drawn / halves)[halves > 0.01])
    assert len(scales) > 10
    assert scales == pytest.approx([np.median(scales)] * len(scales), rel=0.02)  # One scale for the whole row.
