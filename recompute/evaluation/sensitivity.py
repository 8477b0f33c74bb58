"""Find in a process of its own which inputs a value depends on: each is changed, and the value evaluated again.

Reads a JSON request that names a scenario (`package.module:NAME`), a module and a value; writes the inputs' names.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from recompute.values.evaluators import inputs
from recompute.values.plain_data import plain

LIMIT, _PATIENCE = 2, 10  # seconds of computing, and of waiting


def main() -> None:
    """Answer the request on standard input."""
    request = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # Libraries in C print past sys.stdout.
    module, _, name = request["scenario"].partition(":")
    scenario = getattr(import_module(module), name)
    function = getattr(import_module(request["module"]), request["value"])
    with output:
        json.dump(dependencies(function, scenario), output)


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
    request = json.dumps({"scenario": scenario, "module": module, "value": value})
    command = [sys.executable, "-m", "recompute.evaluation.sensitivity"]
    try:
        done = subprocess.run(
            command, cwd=root, input=request.encode(), stdout=subprocess.PIPE, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    found: list[str] | None = json.loads(done.stdout) if done.returncode == 0 else None
    return found


if __name__ == "__main__":
    main()
