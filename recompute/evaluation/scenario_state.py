"""The state of the scenario, from a process of its own: a server compares what its values read of it."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from recompute.values.readings import code_of, fields_of

State = dict[str, Any]


def state(scenario: str, root: Path) -> State | None:
    """Return the file of a scenario, a digest of its other code, and its fields.

    There is none where it cannot be imported, or is no dataclass: then all that it is counts as read.
    """
    module, _, name = scenario.partition(":")
    try:
        found = import_module(module)
        given, file = getattr(found, name), Path(str(found.__file__))
        if not dataclasses.is_dataclass(given):
            return None
        code = code_of(file, name)
        return {"file": file.relative_to(root).as_posix(), "code": code, "fields": fields_of(given)}
    except BaseException:  # Whoever evaluates values for it says what is wrong.
        return None


def ask(scenario: str, root: Path) -> State | None:
    """Ask a fresh process for the state of a scenario."""
    command = [sys.executable, "-B", "-m", "recompute.evaluation.scenario_state", scenario]
    finished = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    with contextlib.suppress(ValueError):
        found: State | None = json.loads(finished.stdout)
        return found
    return None


def seen(found: Mapping[str, Any] | None, reads: Iterable[str]) -> str:
    """Return what code sees of a scenario that reads some of its fields."""
    fields = found["fields"] if found else {}
    return repr([found and found["code"], {name: fields.get(name) for name in reads}])


if __name__ == "__main__":
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with output:
        json.dump(state(sys.argv[1], Path.cwd()), output)
