"""Evaluate page values in a process of their own: reads a JSON request, writes one line of JSON a page module.

The request names a scenario (`package.module:NAME`) and the page modules. A line holds a module's values, its
problems as `[file, line, message]`, and, where the request asks for them, the project files that it depends on.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.util
import inspect
import json
import math
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

Reply = dict[str, Any]


def main() -> None:
    """Answer the request on standard input; whatever page modules print goes to standard error."""
    request, root = json.load(sys.stdin), Path.cwd()
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # Libraries in C print past sys.stdout.
    with contextlib.suppress(BrokenPipeError), output:  # Nobody listens when the build broke off.
        for name, reply in answer(request["scenario"], request["modules"], root):
            if request["dependencies"]:
                scenario = request["scenario"].partition(":")[0]
                reply["files"] = sorted(dependencies(name, root) | dependencies(scenario, root))
            output.write(json.dumps(reply) + "\n")
            output.flush()


def answer(scenario: str, modules: list[str], root: Path) -> Iterator[tuple[str, Reply]]:
    """Import and evaluate each page module for the scenario, in turn."""
    module, _, name = scenario.partition(":")
    try:
        given = getattr(importlib.import_module(module), name)
    except (Exception, SystemExit) as error:
        problem = _problem(error, root, f"the scenario {scenario} cannot be imported", _file_of(module))
        yield from ((page, {"values": {}, "problems": [problem]}) for page in modules)
    else:
        yield from ((page, _evaluate(page, given, root)) for page in modules)


def _evaluate(name: str, scenario: object, root: Path) -> Reply:
    try:
        module = importlib.import_module(name)
    except (Exception, SystemExit) as error:
        problem = _problem(error, root, f"the module {name} cannot be imported", _file_of(name))
        return {"values": {}, "problems": [problem]}
    file = _relative(str(module.__file__), root)
    values, problems = {}, []
    for function in _declared(module):
        try:
            values[function.__name__] = {**_call(function, scenario), "file": file}
        except (Exception, SystemExit) as error:
            code = inspect.unwrap(function).__code__  # A cache or another decorator may stand around it.
            place = code.co_filename, code.co_firstlineno
            problems.append(_problem(error, root, f"the value {function.__name__} cannot be computed", place))
    return {"values": values, "problems": problems}


def _declared(module: ModuleType) -> list[FunctionType]:
    return [
        member
        for member in vars(module).values()
        if callable(member) and hasattr(member, "declaration") and member.__module__ == module.__name__
    ]


def _call(function: FunctionType, scenario: object) -> Reply:
    declaration = function.declaration  # type: ignore[attr-defined]
    data = plain(function(scenario))
    if declaration.finite and not _finite(data):
        raise ValueError(f"it is {data}; if that is meant, declare the value with finite=False")
    return {
        "data": data,
        "display": declaration.display,
        "descriptions": declaration.descriptions,
        "line": inspect.unwrap(function).__code__.co_firstlineno,
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


def _problem(error: BaseException, root: Path, what: str, place: tuple[str, int]) -> tuple[str, int, str]:
    """Point at the deepest line of the project that the error passed through, or else at a place."""
    frames = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append((error.filename, error.lineno or 1))
    file, line = [place, *(frame for frame in frames if _is_own(frame[0], root))][-1]
    detail = str(error).strip().splitlines()[0] if str(error).strip() else ""
    return _relative(file, root), line, f"{what}: {type(error).__name__}: {detail}".rstrip(": ")


def _file_of(module: str) -> tuple[str, int]:
    """Return the file of a module that could not be imported, or the configuration that names it."""
    try:
        spec = importlib.util.find_spec(module)
    except (Exception, SystemExit):
        spec = None
    return (spec.origin if spec and spec.origin else "mkdocs.yml"), 1


def _is_own(file: str, root: Path) -> bool:
    path = Path(file)
    return path.is_relative_to(root) and not path.is_relative_to(Path(__file__).parent) and "site-packages" not in file


def _relative(file: str, root: Path) -> str:
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def dependencies(module: str, root: Path) -> set[str]:
    """Return the project's files that an imported module needs, directly or not, its own among them."""
    files: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        waiting += filter(None, [name.rpartition(".")[0]])  # Importing a module runs the packages above it.
        file = getattr(sys.modules.get(name), "__file__", None)
        if file and _is_own(file, root) and file not in files:
            files.add(file)
            waiting += _imports(Path(file), name)
    return {_relative(file, root) for file in files}


def _imports(path: Path, module: str) -> list[str]:
    names = []
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            source = ".".join(filter(None, [base, node.module]))
            names += [source, *(f"{source}.{alias.name}" for alias in node.names)]
    return names


if __name__ == "__main__":
    main()
