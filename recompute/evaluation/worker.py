"""Evaluate modules in a process of their own: reads a JSON request, writes lines of JSON.

The request names a scenario (`package.module:NAME`), the modules and the languages. Each module and each function is
named, before it runs, at the beginning of an open file, `steps`. The line of a module holds its values, drawings,
claims and checks, its problems as `[file, line, message]`, the packages that it lacks, how long it took, the project
files that it was made from, the data files that were opened, the state of the scenario, and what they read of it. A
name of `grids` among the modules asks for what a page needs of several, at every position of its controls.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from recompute.evaluation.opened_files import record_opened
from recompute.evaluation.processes import output_alone, received
from recompute.evaluation.readings import Readings, state
from recompute.values import decorators, evaluators
from recompute.values.evaluators import FAULTS, Faults, ModuleResult, Place, file_of, scenario_at
from recompute.values.import_graph import dependencies, imported, is_own, relative


def main() -> None:
    """Answer the request on standard input; whatever the modules print goes to standard error."""
    request, root = received(), Path.cwd()
    process, steps = os.getpid(), request["steps"]

    def begin(step: ModuleResult) -> None:
        _end_copy_of(process)
        os.pwrite(steps, json.dumps(step).encode() + b"\n", 0)

    opened, readings = record_opened(root), Readings(lambda file: is_own(file, root))
    decorators.wrappers.append(readings.remembering)
    scenario = request["scenario"]
    with contextlib.suppress(BrokenPipeError), output_alone() as output:  # The build has ended, and reads no more.
        grids, languages = request["grids"], request["languages"]
        for reply in answer(scenario, request["modules"], languages, root, grids, begin, readings):
            needed = [*reply.pop("modules", [reply["module"]]), scenario.partition(":")[0]]
            files = dependencies(needed, root, opened)
            if reply["missing"] or reply["problems"]:  # What could not be imported hides what else it imports.
                with contextlib.suppress(SyntaxError):
                    files |= imported("\n".join(f"import {module}" for module in needed), root)
            reply["files"] = sorted(file for file in files if file.endswith(".py"))
            reply["opened"] = sorted(files.difference(reply["files"]))
            reply["scenario"] = state(scenario)
            reply["reads"] = sorted(readings.by_file[""].union(*(readings.by_file[str(root / file)] for file in files)))
            _end_copy_of(process)
            output.write(json.dumps(reply) + "\n")
            output.flush()


def _end_copy_of(process: int) -> None:
    """End this process where it is a copy of another one, made past Python, that has come back."""
    if os.getpid() != process:
        os._exit(1)


def answer(
    scenario: str,
    modules: list[str],
    languages: list[str],
    root: Path,
    grids: Mapping[str, Any] | None = None,
    step: Callable[[ModuleResult], None] = lambda message: None,
    readings: Readings | None = None,
) -> Iterator[ModuleResult]:
    """Import and evaluate each module for the scenario, in turn; `step` is called before each of them.

    What is read of the scenario is noted in `readings`.
    """
    given, broken = None, Faults(root)
    what, place = f"the scenario {scenario} cannot be imported", file_of(scenario.partition(":")[0])
    step(_step("", what, place, root))
    try:
        given = scenario_at(scenario)
        if readings is not None:
            readings.watch(given)
    except FAULTS as error:
        broken.note(error, what, place, "")
    for module in modules:
        began = time.perf_counter()
        if broken:
            reply = broken.reply()
        elif grids and module in grids:
            place = grids[module]["file"], grids[module]["line"]
            step(_step(module, "the controls cannot be moved", place, root))
            from recompute.whatif import grid  # Most processes evaluate none, and it is slow to import.

            reply = grid.evaluate(grids[module], given, languages, root)
        else:
            reply = _evaluate(module, given, languages, root, step)
        yield {"module": module, "seconds": time.perf_counter() - began, **reply}


def _step(module: str, what: str, place: Place, root: Path, function: str = "") -> ModuleResult:
    file, line = place
    return {"module": module, "function": function, "what": what, "file": relative(file, root), "line": line}


def _evaluate(
    name: str, scenario: object, languages: list[str], root: Path, step: Callable[[ModuleResult], None]
) -> ModuleResult:
    faults = Faults(root)
    reply = faults.reply()
    what = f"the module {name} cannot be imported"
    step(_step(name, what, file_of(name), root))
    try:
        module = importlib.import_module(name)
    except FAULTS as error:
        faults.note(error, what, file_of(name), "")
        return reply
    file = relative(str(module.__file__), root)
    faults.diagnostics += [(file, line, message) for line, message in evaluators.lost(module)]
    if faults:
        return reply
    for function in evaluators.declared(module):
        code = inspect.unwrap(function).__code__  # A cache or another decorator may wrap it.
        kind, cannot, evaluate = evaluators.KINDS[type(function.declaration)]  # type: ignore[attr-defined]
        what, place = cannot.format(function.__name__), (code.co_filename, code.co_firstlineno)
        step(_step(name, what, place, root, function.__name__))
        try:
            found = evaluate(function, scenario, languages)
        except FAULTS as error:
            faults.note(error, what, place, function.__name__)
        else:
            reply[kind][function.__name__] = {**found, "file": file, "line": code.co_firstlineno}
    return reply


if __name__ == "__main__":
    main()
