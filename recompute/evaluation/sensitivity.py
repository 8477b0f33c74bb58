"""Find in a process of its own which inputs a value depends on: each is changed, and the value evaluated again."""

from __future__ import annotations

import resource
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from recompute.evaluation import processes
from recompute.values.evaluators import inputs, scenario_at
from recompute.values.plain_data import plain

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


def ask(root: Path, scenario: str, module: str, value: str) -> list[str] | None:
    """Ask a fresh process which inputs a value depends on; None where that takes too long."""
    found: list[str] | None = processes.ask(__name__, [scenario, module, value], root, _PATIENCE)
    return found


def _answer(scenario: str, module: str, value: str) -> list[str]:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))
    return dependencies(getattr(import_module(module), value), scenario_at(scenario))


if __name__ == "__main__":
    processes.answer(_answer)
