"""Evaluate one declared function of the scenario: a value, a figure, a claim, or a check of a value."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType, ModuleType

from recompute.values.decorators import CheckDeclaration, ClaimDeclaration, Declaration, FigureDeclaration
from recompute.values.evaluation_errors import ModuleResult
from recompute.values.plain_data import is_finite, plain
from recompute.values.svg import embeddable, prefix_of


def declared(module: ModuleType) -> list[FunctionType]:
    """Return the functions that a module itself declares."""
    return [
        member
        for member in vars(module).values()
        if callable(member) and hasattr(member, "declaration") and member.__module__ == module.__name__
    ]


def call(function: FunctionType, scenario: object, languages: list[str]) -> ModuleResult:
    """Return a value's data for the scenario."""
    declaration: Declaration = function.declaration  # type: ignore[attr-defined]
    data = plain(function(scenario))
    if declaration.finite and not is_finite(data):
        raise ValueError(f"it is {data}; if that is meant, declare the value with finite=False")
    return {"data": data, "display": declaration.display, "descriptions": declaration.descriptions}


def draw(function: FunctionType, scenario: object, languages: list[str]) -> ModuleResult:
    """Return a figure in each language."""
    declaration: FigureDeclaration = function.declaration  # type: ignore[attr-defined]
    prefix = prefix_of(function.__module__.rpartition(".")[2])
    spoken = [language for language in languages if language in declaration.titles] or languages
    drawn = {language: embeddable(function(scenario, language), prefix) for language in spoken}
    return {"svg": drawn, "titles": declaration.titles}


def decide(function: FunctionType, scenario: object, languages: list[str]) -> ModuleResult:
    """Return whether a claim holds."""
    declaration: ClaimDeclaration = function.declaration  # type: ignore[attr-defined]
    holds: object = function(scenario)
    holds = holds.tolist() if hasattr(holds, "tolist") else holds  # NumPy has a bool of its own.
    if not isinstance(holds, bool):
        raise TypeError(f"it is a {type(holds).__name__}; a claim is True or False")
    return {"holds": holds, "conditions": declaration.conditions}


def check(function: FunctionType, scenario: object, languages: list[str]) -> ModuleResult:
    """Return what another way of computing a value comes to."""
    declaration: CheckDeclaration = function.declaration  # type: ignore[attr-defined]
    return {"data": plain(function(scenario)), **vars(declaration)}


# Where the reply holds what is declared, what is said of one that raises, and what evaluates it.
KINDS: dict[type, tuple[str, str, Callable[[FunctionType, object, list[str]], ModuleResult]]] = {
    Declaration: ("values", "the value {} cannot be computed", call),
    FigureDeclaration: ("drawings", "the figure {} cannot be drawn", draw),
    ClaimDeclaration: ("claims", "the claim {} cannot be decided", decide),
    CheckDeclaration: ("checks", "the check {} cannot be computed", check),
}
