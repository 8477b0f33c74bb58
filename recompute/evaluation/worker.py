"""Evaluate modules in a process of their own: reads a JSON request, writes one line of JSON a module.

The request names a scenario (`package.module:NAME`), the modules and the languages. A line holds a module's values,
drawings, claims and checks, its problems as `[file, line, message]`, the packages that it lacks, how long it took, and
the project files that it depends on. A name of `grids` stands among the modules for what a page needs of several, at
every position of its controls.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from recompute.evaluation.processes import received
from recompute.values.evaluation_errors import FAULTS, Faults, ModuleResult, file_of
from recompute.values.evaluators import KINDS, declared
from recompute.values.import_graph import dependencies, imported, relative
from recompute.whatif import grid


def main() -> None:
    """Answer the request on standard input; whatever the modules print goes to standard error."""
    request, root = received(), Path.cwd()
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # Libraries in C print past sys.stdout.
    with contextlib.suppress(BrokenPipeError), output:  # Nobody listens when the build broke off.
        replies = answer(request["scenario"], request["modules"], request["languages"], root, request["grids"])
        for reply in replies:
            needed = [*reply.pop("modules", [reply["module"]]), request["scenario"].partition(":")[0]]
            files = set().union(*(dependencies(module, root) for module in needed))
            if reply["missing"]:  # A module that could not be imported hides what else it imports.
                with contextlib.suppress(SyntaxError):
                    files |= imported("\n".join(f"import {module}" for module in needed), root)
            reply["files"] = sorted(files)
            output.write(json.dumps(reply) + "\n")
            output.flush()


def answer(
    scenario: str, modules: list[str], languages: list[str], root: Path, grids: Mapping[str, Any] | None = None
) -> Iterator[ModuleResult]:
    """Import and evaluate each module for the scenario, in turn."""
    given, broken = None, Faults(root)
    module, _, name = scenario.partition(":")
    try:
        given = getattr(importlib.import_module(module), name)
    except FAULTS as error:
        broken.note(error, f"the scenario {scenario} cannot be imported", file_of(module), "")
    for module in modules:
        began = time.perf_counter()
        if broken:
            reply = broken.reply()
        elif grids and module in grids:
            reply = grid.evaluate(grids[module], given, languages, root)
        else:
            reply = _evaluate(module, given, languages, root)
        yield {"module": module, "seconds": time.perf_counter() - began, **reply}


def _evaluate(name: str, scenario: object, languages: list[str], root: Path) -> ModuleResult:
    faults = Faults(root)
    reply = faults.reply()
    try:
        module = importlib.import_module(name)
    except FAULTS as error:
        faults.note(error, f"the module {name} cannot be imported", file_of(name), "")
        return reply
    file = relative(str(module.__file__), root)
    for function in declared(module):
        code = inspect.unwrap(function).__code__  # A cache or another decorator may stand around it.
        kind, what, evaluate = KINDS[type(function.declaration)]  # type: ignore[attr-defined]
        try:
            found = evaluate(function, scenario, languages)
        except FAULTS as error:
            place = code.co_filename, code.co_firstlineno
            faults.note(error, what.format(function.__name__), place, function.__name__)
        else:
            reply[kind][function.__name__] = {**found, "file": file, "line": code.co_firstlineno}
    return reply


if __name__ == "__main__":
    main()
