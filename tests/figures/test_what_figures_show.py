"""What a figure shows is what algebra says: heights of bars, turning points and ends of lines."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest

from snippets.experiment import labels_in, logits_in
from snippets.scenario import SCENARIO, Scenario
from tests.figures.drawings import bar_height, line, numbers

Z = [-1.5, 0.5, 5.0, -0.5]
P = [exp(z) / sum(map(exp, Z)) for z in Z]
ANOTHER = replace(SCENARIO, epsilon=0.25)


def per_unit(name: str, axis: str, scenario: Scenario = SCENARIO) -> float:
    """Return how many pixels stand for a unit of a vertical axis, as its numbers tell."""
    heights = numbers(name, axis, scenario)
    low, high = min(heights), max(heights)
    return (high - low) / (heights[high] - heights[low])


def test_bars_are_as_high_as_what_they_stand_for() -> None:
    whole = per_unit("targets", "all")
    for place in range(4):
        smoothed = 0.9 if place == 2 else 0.1 / 3
        assert bar_height("targets", f"all-prediction-{place}") == pytest.approx(P[place] * whole, abs=0.11)
        assert bar_height("targets", f"all-smoothed-{place}") == pytest.approx(smoothed * whole, abs=0.11)


def test_the_enlarged_bars_keep_their_proportions() -> None:
    enlarged = per_unit("targets", "small")
    for place, p in enumerate([P[0], P[1], P[3]]):
        assert bar_height("targets", f"small-prediction-{place}") == pytest.approx(p * enlarged, abs=0.11)
        assert bar_height("targets", f"small-smoothed-{place}") == pytest.approx(0.1 / 3 * enlarged, abs=0.11)


def test_the_push_on_each_class_is_the_target_less_the_prediction() -> None:
    unit = bar_height("one_prediction", "smoothed-push-2") / (0.9 - P[2])  # Bars below zero are of negative height.
    for place, p in enumerate(P):
        for target, name in ((float(place == 2), "one_hot"), (0.9 if place == 2 else 0.1 / 3, "smoothed")):
            height = bar_height("one_prediction", f"{name}-push-{place}") / unit
            assert height == pytest.approx(target - p, abs=5e-4)


@pytest.mark.parametrize("flipped", [False, True])
@pytest.mark.parametrize("epsilon", [0.0, 0.1])
def test_the_reliability_diagram_shows_each_bin_where_it_is(flipped: bool, epsilon: float) -> None:
    labels = "flipped" if flipped else "clean"
    (left, bottom), (right, top) = line("reliability", f"diagonal-{labels}")
    drawn = (line("reliability", f"{labels}-{epsilon:g}") - (left, bottom)) / (right - left, top - bottom)
    expected = _bins_by_counting(flipped, epsilon, 15)
    assert drawn == pytest.approx(np.array(expected), abs=2e-4)


def _bins_by_counting(flipped: bool, epsilon: float, num_bins: int) -> list[tuple[float, float]]:
    """Return mean confidence and accuracy of each bin in use, one prediction after the other."""
    logits = (
        logits_in(SCENARIO.training, "test", flipped, SCENARIO.training.epsilons.index(epsilon))
        .reshape(-1, 10)
        .astype(float)
    )
    truths = labels_in(SCENARIO.training, "test", False).ravel()
    bins: dict[int, list[tuple[float, bool]]] = {}
    for z, truth in zip(logits, truths, strict=True):
        p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
        place = int(np.ceil(p.max() * num_bins))
        bins.setdefault(place, []).append((p.max(), int(z.argmax()) == truth))
    return [tuple(np.mean(bins[place], axis=0)) for place in sorted(bins)]


@pytest.mark.parametrize("scenario", [SCENARIO, ANOTHER])
def test_the_smoothed_curve_turns_at_one_minus_epsilon(scenario: Scenario) -> None:
    points = line("loss_by_confidence", "smoothed", scenario)
    lowest = points[points[:, 1].argmin(), 0]
    start, end = line("loss_by_confidence", "floor", scenario)[[0, -1], 0]
    confidence = 0.3 + (lowest - start) / (end - start) * (1.0 - 0.3)
    assert confidence == pytest.approx(1 - scenario.epsilon, abs=0.025)
    assert line("loss_by_confidence", "turn", scenario)[0, 0] == pytest.approx(lowest, abs=15)


@pytest.mark.parametrize("scenario", [SCENARIO, ANOTHER, replace(SCENARIO, epsilon=0.5)])
def test_the_smoothed_curve_touches_its_floor(scenario: Scenario) -> None:
    on, off = 1 - scenario.epsilon, scenario.epsilon
    floor = -on * log(on) - off * log(off / 3)
    base = max(numbers("loss_by_confidence", "y", scenario), key=lambda height: -height) - 4.5
    drawn = line("loss_by_confidence", "smoothed", scenario)[:, 1].min() - (base + 9)
    assert drawn / per_unit("loss_by_confidence", "y", scenario) == pytest.approx(floor, abs=0.005)


def test_the_plain_curve_falls_for_ever() -> None:
    heights = line("loss_by_confidence", "plain")[:, 1]
    assert (np.diff(heights) <= 0).all()
    assert (np.diff(heights[:40]) < 0).all()  # Further on it falls by less than the drawing shows.
    assert heights[-1] == heights.min()


def test_floors_rise_with_the_classes_as_epsilon_times_log() -> None:
    per_nat = per_unit("floor_by_classes", "y")
    drawn = {
        epsilon: line("floor_by_classes", f"floor-{place}")[:, 1] for place, epsilon in enumerate((0.05, 0.1, 0.2))
    }
    for epsilon, heights in drawn.items():
        assert heights[-1] - heights[0] == pytest.approx(epsilon * log(999) * per_nat, abs=0.11)  # from K = 2 to 1000
    difference = _binary_entropy(0.2) - _binary_entropy(0.1)
    assert drawn[0.2][0] - drawn[0.1][0] == pytest.approx(difference * per_nat, abs=0.11)


def _binary_entropy(epsilon: float) -> float:
    return -epsilon * log(epsilon) - (1 - epsilon) * log(1 - epsilon)


def test_steps_begin_at_the_prediction_and_part() -> None:
    plain, smoothed = line("gradient_steps", "plain"), line("gradient_steps", "smoothed")
    assert tuple(plain[0]) == tuple(smoothed[0])
    assert (np.diff(plain[:, 1]) > 0).all()
    assert (np.diff(smoothed[:, 1]) <= 0).all()
    assert (np.diff(smoothed[:30, 1]) < 0).all()


@pytest.mark.parametrize("temperature", [0.5, 1.0, 4.0])
def test_bars_at_a_temperature_are_the_probabilities_of_the_divided_logits(temperature: float) -> None:
    powers = [exp(z / temperature) for z in Z]
    whole = bar_height("temperatures", f"p-{temperature:g}-2") / (powers[2] / sum(powers))
    for place, power in enumerate(powers):
        assert bar_height("temperatures", f"p-{temperature:g}-{place}") / whole == pytest.approx(
            power / sum(powers), abs=5e-4
        )


def test_the_divisors_part_by_their_ratio_at_two_classes_and_meet_with_many() -> None:
    others, everyone = (line("off_values", name)[:, 1] for name in ("by-others", "by-all"))
    base = line("off_values", "by-all")[-1, 1] - (others[0] - everyone[0]) * 2 / 20  # ε/20 above zero
    assert (others[0] - base) / (everyone[0] - base) == pytest.approx(2, abs=1e-3)
    assert (others[-1] - base) / (everyone[-1] - base) == pytest.approx(20 / 19, abs=1e-3)


def test_digits_are_lost_by_way_of_p_alone() -> None:
    naive, ours = (line("digits_by_scale", name)[:, 1] for name in ("naive", "ours"))
    unit = (ours.mean() - naive.min()) / 7.3  # The naive loss ends without any digit.
    assert (ours - naive.min() > 6 * unit).all()
    assert naive[-1] == naive.min()


@pytest.mark.parametrize("scenario", [SCENARIO, ANOTHER])
def test_the_best_confidence_ends_at_one_minus_epsilon_and_keeps_the_uniform_share(scenario: Scenario) -> None:
    plain, smoothed = (line("best_confidence", name, scenario)[:, 1] for name in ("plain", "smoothed"))
    share = (smoothed - plain[0]) / (plain[-1] - plain[0])
    assert share[[0, -1]] == pytest.approx([scenario.epsilon / 3, 1 - scenario.epsilon], abs=1e-3)


@pytest.mark.parametrize("scenario", [SCENARIO, ANOTHER])
def test_only_smoothing_pulls_back_before_one_is_near(scenario: Scenario) -> None:
    curves = {name: line("gradients_compared", name, scenario) for name in ("standard", "smoothed", "penalty", "focal")}
    zero = curves["standard"][-1, 1]  # at a probability of one
    assert (curves["focal"][:, 1] <= zero + 0.11).all()
    assert curves["smoothed"][-1, 1] - zero == pytest.approx(
        scenario.epsilon * (zero - curves["standard"][0, 1]) / 0.5, abs=0.2
    )
