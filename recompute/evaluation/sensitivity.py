"""Find in a process of its own which inputs a value depends on: each is changed, and the value evaluated again."""

from __future__ import annotations

import dataclasses
import resource
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from recompute.evaluation import processes
from recompute.values.evaluators import scenario_at
from recompute.values.plain_data import plain

_NUDGE = 0.037  # Far above rounding noise, and no round number that a value might be stuck to.
LIMIT, _PATIENCE = 2, 10  # seconds of computing, and of waiting


def dependencies(function: Callable[[Any], Any], scenario: Any) -> list[str]:
    """Return the inputs whose change changes what a function of the scenario returns, or makes it fail."""
    before = plain(function(scenario))
    found = []
    for name, changed in inputs(scenario):
        try:
            after = plain(function(changed))
        except Exception:  # What is refused was looked at.
            found.append(name)
        else:
            found += [name] if repr(after) != repr(before) else []  # NaN equals NaN here.
    return found


def inputs(scenario: Any) -> Iterator[tuple[str, Any]]:
    """Yield the name of each input of a frozen dataclass, and the scenario in which it alone is changed.

    >>> @dataclasses.dataclass(frozen=True)
    ... class Scenario:
    ...     label: int = 1
    ...     logits: tuple[float, ...] = (0.0, 1.0)
    >>> [(name, changed.label, changed.logits) for name, changed in inputs(Scenario())]
    [('label', 0, (0.0, 1.0)), ('logits[0]', 1, (0.037, 1.0)), ('logits[1]', 1, (0.0, 1.037))]
    """
    if not dataclasses.is_dataclass(scenario) or isinstance(scenario, type):
        raise TypeError(f"the scenario must be a dataclass to be changed, got a {type(scenario).__name__}")
    for given in dataclasses.fields(scenario):
        for place, changed in _changes(getattr(scenario, given.name)):
            yield given.name + place, dataclasses.replace(scenario, **{given.name: changed})


def _changes(data: Any) -> Iterator[tuple[str, Any]]:
    """Yield where something can be changed, and the whole with that change."""
    if dataclasses.is_dataclass(data):
        yield from ((f".{name}", changed) for name, changed in inputs(data))
    elif isinstance(data, dict):
        for key, item in data.items():
            yield from ((f"[{key}]{place}", {**data, key: changed}) for place, changed in _changes(item))
    elif isinstance(data, tuple):
        for index, item in enumerate(data):
            for place, changed in _changes(item):
                yield f"[{index}]{place}", (*data[:index], changed, *data[index + 1 :])
    elif isinstance(data, str):
        yield "", f"{data}*"
    elif isinstance(data, int) and not isinstance(data, bool):
        yield "", data - 1 if data > 0 else data + 1
    elif isinstance(data, float):
        yield "", data + _NUDGE


def ask(root: Path, scenario: str, module: str, value: str) -> list[str] | None:
    """Ask a fresh process which inputs a value depends on; None where that takes too long."""
    return processes.ask(answer, scenario, module, value, root=root, patience=_PATIENCE)


def answer(scenario: str, module: str, value: str) -> list[str]:
    """Return the inputs that a value depends on, in a process that may compute only so long."""
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))
    return dependencies(getattr(import_module(module), value), scenario_at(scenario))
