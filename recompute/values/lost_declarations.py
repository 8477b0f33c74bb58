"""Find what a module declares and then loses, because something else takes its name."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from recompute.values import decorators
from recompute.values.evaluators import declared

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


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
        return (
            again,
            f"{name} is declared twice: this takes the name from what line {line} declares; rename one of them",
        )
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
