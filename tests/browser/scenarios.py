"""Scenarios at positions of controls, as attributes of this module: `at_2_0` is where the page's controls stand there.

Positions are drawn at random, from a seed, so that every run looks at the same ones.
"""

from __future__ import annotations

import random
from dataclasses import replace

from snippets.scenario import SCENARIO, Scenario

# What each page's controls are, by the names in addresses: their values, and the scenario that a value makes.
EPSILONS = {"label-smoothing": [k / 50 for k in range(26)], "loss-floor": [k / 10 for k in range(6)]}
PAGES = {
    "label-smoothing": {"epsilon": EPSILONS["label-smoothing"], "confidence": [k / 10 for k in range(2, 17)]},
    "loss-floor": {"epsilon": EPSILONS["loss-floor"], "K": list(range(2, 11))},
    "gradient": {"epsilon": EPSILONS["loss-floor"], "step": [k / 4 for k in range(1, 9)]},
    "best-output": {"epsilon": EPSILONS["loss-floor"], "confidence": [k / 5 for k in range(1, 9)]},
}
DRAWN = 3
EDGES = {
    "label-smoothing": [(0.0, 0.2), (0.5, 1.1)],
    "loss-floor": [(0.0, 10), (0.5, 2)],
    "gradient": [(0.5, 2.0)],
    "best-output": [(0.0, 0.2), (0.5, 1.6)],
}

State = tuple[float, float]


def states(page: str) -> list[State]:
    """Return the corners of the grid that ask most of a page, and others drawn at random."""
    generator = random.Random(page)
    first, second = PAGES[page].values()
    return [*EDGES[page], *((generator.choice(first), generator.choice(second)) for _ in range(DRAWN))]


def address(page: str, state: State) -> str:
    """Return the end of the address that moves a page's controls."""
    return "&".join(f"{name}={value}" for name, value in zip(PAGES[page], state, strict=True))


def scenario_at(page: str, state: State) -> Scenario:
    """Return the scenario that a reader sees, told from what the controls mean and not from how they are read."""
    epsilon, other = state
    at = replace(SCENARIO, epsilon=epsilon)
    if "confidence" in PAGES[page]:
        return replace(at, logits=tuple(z * other for z in SCENARIO.logits))
    if page == "gradient":
        return replace(at, step_size=other)
    return _among(at, int(other))


def _among(scenario: Scenario, num_classes: int) -> Scenario:
    """Return the scenario with the true class and the first others, the last of which is repeated."""
    others = [k for k in range(scenario.num_classes) if k != scenario.label]
    places = sorted([scenario.label, *others[: num_classes - 1]])
    label = places.index(scenario.label)
    places += [others[-1]] * (num_classes - len(places))
    names = {"zh": tuple(map(str, places)), "en": tuple(map(str, places))}  # The page shows no names.
    return replace(scenario, class_names=names, label=label, logits=tuple(scenario.logits[k] for k in places))


def name_of(page: str, place: int) -> str:
    """Return the name under which the evaluation finds a scenario."""
    return f"tests.browser.scenarios:{page.replace('-', '_')}__{place}"


def __getattr__(name: str) -> Scenario:
    page, _, place = name.rpartition("__")
    if not place.isdigit():
        raise AttributeError(name)
    page = page.replace("_", "-")
    return scenario_at(page, states(page)[int(place)])
