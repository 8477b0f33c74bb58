"""The figures of the experiment show each difference where it is, and its interval as wide as it is."""

from __future__ import annotations

import numpy as np
import pytest
from lxml import etree

from snippets.experiment_comparisons import judgement
from snippets.scenario import SCENARIO
from tests.figures.drawings import line, tree

TRAINING = SCENARIO.training


def judged(*key: object) -> tuple[float, float]:
    found = judgement(TRAINING, *key)
    return found.mean, found.half_width


def ends_of_bars(group: etree._Element) -> list[float]:
    """Return how long each line of a group is."""
    lengths = []
    for path in group.iter("path", "{*}path"):
        numbers = [float(word) for word in path.get("d").replace("M", " ").replace("L", " ").split()]
        lengths.append(abs(numbers[0] - numbers[2]) + abs(numbers[1] - numbers[3]))
    return lengths


def bars_of(figure: str) -> list[list[float]]:
    """Return the lengths of the intervals of each series, in the order in which they are drawn."""
    groups = tree(figure, "en").xpath(
        "//*[starts-with(@id, 'x-LineCollection') and not(ancestor::*[starts-with(@id, 'x-legend')])]"
    )
    return [ends_of_bars(group) for group in groups]


@pytest.mark.parametrize("flipped", [False, True])
def test_gaps_are_drawn_in_proportion(flipped: bool) -> None:
    drawn = line("sweep", f"gap-{'flipped' if flipped else 'clean'}")[:, 1]
    gaps = np.array([judged("gap", flipped, epsilon)[0] for epsilon in TRAINING.epsilons])
    assert (drawn - drawn[0]) / (drawn[-1] - drawn[0]) == pytest.approx(
        (gaps - gaps[0]) / (gaps[-1] - gaps[0]), abs=1e-4
    )


def test_gains_are_drawn_in_proportion_and_their_intervals_as_wide_as_they_are() -> None:
    for place, flipped in enumerate((False, True)):
        drawn = line("longer_training", f"gain-{'flipped' if flipped else 'clean'}")[:, 1]
        keys = [("epochs", flipped, stop) for stop in TRAINING.stops[:-1]]
        gains, halves = np.array([judged(*key) for key in [*keys, ("digits", flipped, 0.1, "accuracy")]]).T
        unit = (drawn[-1] - drawn[0]) / (gains[-1] - gains[0])
        assert drawn - drawn[0] == pytest.approx(unit * (gains - gains[0]), abs=0.02)
        assert bars_of("longer_training")[place] == pytest.approx(2 * unit * halves, abs=0.02)


def test_every_difference_has_a_bar() -> None:
    # Four measures of digits and of tumours, three after scaling, each for seven factors and two kinds of labels.
    assert sum(map(len, bars_of("differences"))) == (4 + 3 + 4) * 7 * 2
