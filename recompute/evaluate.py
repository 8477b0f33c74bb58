"""Evaluate modules in a process of their own: reads a JSON request, writes one line of JSON a module.

The request names a scenario (`package.module:NAME`), the modules and the languages. A line holds a module's values,
drawings, claims and checks, its problems as `[file, line, message]`, the packages that it lacks, how long it took, and
the project files that it depends on.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import inspect
import json
import math
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from recompute.declare import CheckDeclaration, ClaimDeclaration, Declaration, FigureDeclaration
from recompute.dependencies import dependencies, is_own, relative
from recompute.svg import embeddable

Reply = dict[str, Any]
Place = tuple[str, int]
FAULTS = (Exception, SystemExit)


def main() -> None:
    """Answer the request on standard input; whatever the modules print goes to standard error."""
    request, root = json.load(sys.stdin), Path.cwd()
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # Libraries in C print past sys.stdout.
    with contextlib.suppress(BrokenPipeError), output:  # Nobody listens when the build broke off.
        for reply in answer(request["scenario"], request["modules"], request["languages"], root):
            scenario = request["scenario"].partition(":")[0]
            reply["files"] = sorted(dependencies(reply["module"], root) | dependencies(scenario, root))
            output.write(json.dumps(reply) + "\n")
            output.flush()


def answer(scenario: str, modules: list[str], languages: list[str], root: Path) -> Iterator[Reply]:
    """Import and evaluate each module for the scenario, in turn."""
    given, broken = None, _Faults(root)
    module, _, name = scenario.partition(":")
    try:
        given = getattr(importlib.import_module(module), name)
    except FAULTS as error:
        broken.note(error, f"the scenario {scenario} cannot be imported", _file_of(module), "")
    for module in modules:
        began = time.perf_counter()
        reply = broken.reply() if broken else _evaluate(module, given, languages, root)
        yield {"module": module, "seconds": time.perf_counter() - began, **reply}


@dataclass
class _Faults:
    """What went wrong in a module: problems of the project, or packages that are not installed."""

    root: Path
    problems: list[tuple[str, int, str]] = field(default_factory=list)
    missing: dict[str, tuple[str, str, int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.problems or self.missing)

    def note(self, error: BaseException, what: str, place: Place, name: str) -> None:
        """Note an error at the deepest line of the project that it passed through, or else at a place.

        `name` is the value that it leaves missing where a package cannot be imported; "" stands for all of them.
        """
        frames = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
        if isinstance(error, SyntaxError) and error.filename:
            frames.append((error.filename, error.lineno or 1))
        file, line = [place, *(frame for frame in frames if is_own(frame[0], self.root))][-1]
        if package := self._absent(error):
            self.missing[name] = (package, relative(file, self.root), line)
            return
        detail = str(error).strip().splitlines()[0] if str(error).strip() else ""
        message = f"{what}: {type(error).__name__}: {detail}".rstrip(": ")
        self.problems.append((relative(file, self.root), line, message))

    def _absent(self, error: BaseException) -> str:
        """Return the package, not of this project, that an error says cannot be imported."""
        package = (error.name or "").partition(".")[0] if isinstance(error, ImportError) else ""
        own = (self.root / package).is_dir() or (self.root / f"{package}.py").is_file() or package == __package__
        return "" if own else package

    def reply(self) -> Reply:
        """Return a reply that holds nothing but these faults."""
        nothing: Reply = {"values": {}, "drawings": {}, "claims": {}, "checks": {}}
        return {**nothing, "problems": self.problems, "missing": self.missing}


def _evaluate(name: str, scenario: object, languages: list[str], root: Path) -> Reply:
    faults = _Faults(root)
    reply = faults.reply()
    try:
        module = importlib.import_module(name)
    except FAULTS as error:
        faults.note(error, f"the module {name} cannot be imported", _file_of(name), "")
        return reply
    file = relative(str(module.__file__), root)
    for function in _declared(module):
        code = inspect.unwrap(function).__code__  # A cache or another decorator may stand around it.
        kind, what, evaluate = _KINDS[type(function.declaration)]  # type: ignore[attr-defined]
        try:
            found = evaluate(function, scenario, languages)
        except FAULTS as error:
            place = code.co_filename, code.co_firstlineno
            faults.note(error, what.format(function.__name__), place, function.__name__)
        else:
            reply[kind][function.__name__] = {**found, "file": file, "line": code.co_firstlineno}
    return reply


def _declared(module: ModuleType) -> list[FunctionType]:
    return [
        member
        for member in vars(module).values()
        if callable(member) and hasattr(member, "declaration") and member.__module__ == module.__name__
    ]


def _call(function: FunctionType, scenario: object, languages: list[str]) -> Reply:
    declaration: Declaration = function.declaration  # type: ignore[attr-defined]
    data = plain(function(scenario))
    if declaration.finite and not _finite(data):
        raise ValueError(f"it is {data}; if that is meant, declare the value with finite=False")
    return {"data": data, "display": declaration.display, "descriptions": declaration.descriptions}


def _draw(function: FunctionType, scenario: object, languages: list[str]) -> Reply:
    declaration: FigureDeclaration = function.declaration  # type: ignore[attr-defined]
    prefix = function.__module__.rpartition(".")[2].replace("_", "-")
    spoken = [language for language in languages if language in declaration.titles] or languages
    drawn = {language: embeddable(function(scenario, language), prefix) for language in spoken}
    return {"svg": drawn, "titles": declaration.titles}


def _decide(function: FunctionType, scenario: object, languages: list[str]) -> Reply:
    declaration: ClaimDeclaration = function.declaration  # type: ignore[attr-defined]
    holds: object = function(scenario)
    holds = holds.tolist() if hasattr(holds, "tolist") else holds  # NumPy has a bool of its own.
    if not isinstance(holds, bool):
        raise TypeError(f"it is a {type(holds).__name__}; a claim is True or False")
    return {"holds": holds, "conditions": declaration.conditions}


def _check(function: FunctionType, scenario: object, languages: list[str]) -> Reply:
    declaration: CheckDeclaration = function.declaration  # type: ignore[attr-defined]
    return {"data": plain(function(scenario)), **vars(declaration)}


# Where the reply holds what is declared, what is said of one that raises, and what evaluates it.
_KINDS: dict[type, tuple[str, str, Callable[[FunctionType, object, list[str]], Reply]]] = {
    Declaration: ("values", "the value {} cannot be computed", _call),
    FigureDeclaration: ("drawings", "the figure {} cannot be drawn", _draw),
    ClaimDeclaration: ("claims", "the claim {} cannot be decided", _decide),
    CheckDeclaration: ("checks", "the check {} cannot be computed", _check),
}


def plain(data: Any) -> Any:
    """Turn NumPy scalars and arrays, tuples and mappings into plain Python data, refusing anything else.

    >>> plain((1, "bird", 0.5))
    [1, 'bird', 0.5]
    >>> plain(True)
    Traceback (most recent call last):
    TypeError: it is a bool; a value is a number, a text, or an array or rows of them
    """
    if hasattr(data, "tolist"):
        data = data.tolist()
    if isinstance(data, (list, tuple)):
        return [plain(item) for item in data]
    if isinstance(data, dict):
        return {str(language): plain(item) for language, item in data.items()}
    if isinstance(data, str):
        data.encode()  # A text that no file can hold raises here, where its name is known.
    if isinstance(data, (int, float, str)) and not isinstance(data, bool):
        return data
    raise TypeError(f"it is a {type(data).__name__}; a value is a number, a text, or an array or rows of them")


def _finite(data: Any) -> bool:
    if isinstance(data, dict):
        return all(map(_finite, data.values()))
    if isinstance(data, list):
        return all(map(_finite, data))
    return isinstance(data, str) or math.isfinite(data)


def _file_of(module: str) -> Place:
    """Return the file of a module that could not be imported, or the configuration that names it."""
    try:
        spec = importlib.util.find_spec(module)
    except FAULTS:
        spec = None
    return (spec.origin if spec and spec.origin else "mkdocs.yml"), 1


if __name__ == "__main__":
    main()
