"""Evaluate the declared functions of a module, and note what goes wrong: problems at lines, and missing packages."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from recompute.values import decorators
from recompute.values.import_graph import is_own, relative
from recompute.values.plain_data import is_finite, plain
from recompute.values.svg import embeddable, prefix_of

ModuleResult = dict[str, Any]
Place = tuple[str, int]
FAULTS = BaseException  # What a value raises is its own fault, whatever it is.
DECLARED = ("values", "drawings", "claims", "checks")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def scenario_at(place: str) -> Any:
    """Import the scenario at a place, `package.module:NAME`."""
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


def declared(module: ModuleType) -> list[FunctionType]:
    """Return the functions that a module itself declares."""
    return [
        member
        for member in vars(module).values()
        if callable(member) and hasattr(member, "declaration") and member.__module__ == module.__name__
    ]


def lost(module: ModuleType) -> Iterator[tuple[int, str]]:
    """Yield the lines of a module at which a function that it declares is lost, with what to do about it."""
    members = [(member.__name__, member.declaration) for member in declared(module)]  # type: ignore[attr-defined]
    kept, bound = dict(members), [declaration for _, declaration in members]
    for function, declaration in decorators.declarations[module.__name__]:
        # One within another function is a helper's, unless the module gives it a name.
        is_meant = "." not in function.__qualname__ or any(each is declaration for each in bound)
        if is_meant and kept.get(function.__name__) is not declaration:
            yield _fault(function.__name__, inspect.unwrap(function).__code__.co_firstlineno, module)


def _fault(name: str, line: int, module: ModuleType) -> tuple[int, str]:
    tree = ast.parse(Path(str(module.__file__)).read_bytes())
    again = max((number for bound, number in _bindings(tree) if bound == name), default=line)
    if again > line:
        what = f"{name} is declared twice: this takes the name from what line {line} declares"
        return again, f"{what}; rename one of them"
    advice = "declare it above its other decorators, once, and give each function a name of its own"
    return line, f"the declaration of {name} is lost, because something else wraps it or has its name; {advice}"


def _bindings(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield each name that statements bind, outside functions and classes, with its line."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _SCOPES):
            yield child.name, min([child.lineno, *(each.lineno for each in child.decorator_list)])
        elif isinstance(child, ast.alias):
            yield child.asname or child.name.partition(".")[0], child.lineno
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            yield child.id, child.lineno
        if not isinstance(child, (*_SCOPES, ast.Lambda)):
            yield from _bindings(child)


def call(function: FunctionType, scenario: object, languages: list[str]) -> ModuleResult:
    """Return a value's data for the scenario."""
    declaration: decorators.Declaration = function.declaration  # type: ignore[attr-defined]
    data = plain(function(scenario))
    if declaration.finite and not is_finite(data):
        raise ValueError(f"it is {data}; if that is meant, declare the value with finite=False")
    return {"data": data, "display": declaration.display, "descriptions": declaration.descriptions}


def draw(function: FunctionType, scenario: object, languages: list[str]) -> ModuleResult:
    """Return a figure in each language."""
    declaration: decorators.FigureDeclaration = function.declaration  # type: ignore[attr-defined]
    prefix = prefix_of(function.__module__.rpartition(".")[2])
    drawn = {
        language: embeddable(function(scenario, language), prefix)
        for language in drawn_in(declaration.titles, languages)
    }
    return {"svg": drawn, "titles": declaration.titles}


def drawn_in(titles: Mapping[str, str], languages: Sequence[str]) -> Sequence[str]:
    """Return the languages in which a figure is drawn: those of its titles, or all where none of them is a language.

    >>> drawn_in({"en": "Targets"}, ["zh", "en"])
    ['en']
    """
    return [language for language in languages if language in titles] or languages


def decide(function: FunctionType, scenario: object, languages: list[str]) -> ModuleResult:
    """Return whether a claim holds."""
    declaration: decorators.ClaimDeclaration = function.declaration  # type: ignore[attr-defined]
    holds: object = function(scenario)
    holds = holds.tolist() if hasattr(holds, "tolist") else holds  # NumPy has a bool of its own.
    if not isinstance(holds, bool):
        raise TypeError(f"it is a {type(holds).__name__}; a claim is True or False")
    return {"holds": holds, "conditions": declaration.conditions}


def check(function: FunctionType, scenario: object, languages: list[str]) -> ModuleResult:
    """Return the result of another way of computing a value."""
    declaration: decorators.CheckDeclaration = function.declaration  # type: ignore[attr-defined]
    return {"data": plain(function(scenario)), **vars(declaration)}


# Where the reply holds what is declared, what is said of one that raises, and what evaluates it.
KINDS: dict[type, tuple[str, str, Callable[[FunctionType, object, list[str]], ModuleResult]]] = {
    decorators.Declaration: ("values", "the value {} cannot be computed", call),
    decorators.FigureDeclaration: ("drawings", "the figure {} cannot be drawn", draw),
    decorators.ClaimDeclaration: ("claims", "the claim {} cannot be decided", decide),
    decorators.CheckDeclaration: ("checks", "the check {} cannot be computed", check),
}


@dataclass
class Faults:
    """What went wrong in a module: problems of the project, or packages that are not installed."""

    root: Path
    diagnostics: list[tuple[str, int, str]] = field(default_factory=list)
    missing: dict[str, tuple[str, str, int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.diagnostics or self.missing)

    def note(self, error: BaseException, what: str, place: Place, name: str) -> None:
        """Note an error at the deepest line of the project that it passed through, or else at a place.

        `name` is the value that it leaves missing where a package cannot be imported; "" means all of them.
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
        self.diagnostics.append((relative(file, self.root), line, message))

    def _absent(self, error: BaseException) -> str:
        """Return the package, not of this project, that an error says cannot be imported."""
        package = (error.name or "").partition(".")[0] if isinstance(error, ImportError) else ""
        own = (self.root / package).is_dir() or (self.root / f"{package}.py").is_file()
        return "" if own or package == __name__.partition(".")[0] else package

    def reply(self) -> ModuleResult:
        """Return a reply that holds nothing but these faults."""
        return {**nothing(), "problems": self.diagnostics, "missing": self.missing}


def nothing() -> ModuleResult:
    """Return the reply of a module that declares nothing."""
    kinds: ModuleResult = {kind: {} for kind in DECLARED}
    return {**kinds, "problems": [], "missing": {}, "files": [], "opened": [], "reads": [], "scenario": None}


def file_of(module: str) -> Place:
    """Return the file of a module that could not be imported, or the configuration that names it."""
    try:
        spec = importlib.util.find_spec(module)
    except FAULTS:
        spec = None
    return (spec.origin if spec and spec.origin else "mkdocs.yml"), 1
