"""The state of the scenario, from a process of its own: a server compares what its values read of it."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from recompute.evaluation import processes
from recompute.values.evaluators import scenario_at
from recompute.values.readings import code_of, fields_of

State = dict[str, Any]


def state(scenario: str, root: Path) -> State | None:
    """Return the file of a scenario, a digest of its other code, and its fields.

    There is none where it cannot be imported, or is no dataclass: then all that it is counts as read.
    """
    module, _, name = scenario.partition(":")
    try:
        given, file = scenario_at(scenario), Path(str(sys.modules[module].__file__))
        if not dataclasses.is_dataclass(given):
            return None
        code = code_of(file, name)
        return {"file": file.relative_to(root).as_posix(), "code": code, "fields": fields_of(given)}
    except BaseException:  # The evaluation of values reports what is wrong.
        return None


def ask(scenario: str, root: Path) -> State | None:
    """Ask a fresh process for the state of a scenario."""
    found: State | None = processes.ask(__name__, [scenario], root)
    return found


def seen(found: Mapping[str, Any] | None, reads: Iterable[str]) -> str:
    """Return what code sees of a scenario that reads some of its fields."""
    fields = found["fields"] if found else {}
    return repr([found and found["code"], {name: fields.get(name) for name in reads}])


if __name__ == "__main__":
    processes.answer(lambda scenario: state(scenario, Path.cwd()))
