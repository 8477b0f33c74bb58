"""Scenarios at positions of controls, as attributes of this module: `loss_floor__2` is at the third of its `states`.

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
RANDOM_STATES = 3
EDGES = {
    "label-smoothing": [(0.0, 0.2), (0.5, 1.1)],
    "loss-floor": [(0.0, 10), (0.5, 2)],
    "gradient": [(0.5, 2.0)],
    "best-output": [(0.0, 0.2), (0.5, 1.6)],
}

State = tuple[float, float]


def states(page: str) -> list[State]:
    """Return extreme positions of a page's controls, and others drawn at random."""
    generator = random.Random(page)
    first, second = PAGES[page].values()
    return [*EDGES[page], *((generator.choice(first), generator.choice(second)) for _ in range(RANDOM_STATES))]


def address(page: str, state: State) -> str:
    """Return the hash that moves a page's controls."""
    return "&".join(f"{name}={value}" for name, value in zip(PAGES[page], state, strict=True))


def scenario_at(page: str, state: State) -> Scenario:
    """Return the scenario that a page shows, derived from the meaning of its controls, not by the code of the site."""
    epsilon, other = state
    at = replace(SCENARIO, epsilon=epsilon)
    if "confidence" in PAGES[page]:
        return replace(at, logits=tuple(z * other for z in SCENARIO.logits))
    if page == "gradient":
        return replace(at, step_size=other)
    return _with_classes(at, int(other))


def _with_classes(scenario: Scenario, num_classes: int) -> Scenario:
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
