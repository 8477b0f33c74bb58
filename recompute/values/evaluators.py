"""Evaluate one declared function of the scenario, and the same scenario with one of its given quantities changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

from recompute.values.decorators import CheckDeclaration, ClaimDeclaration, Declaration, FigureDeclaration
from recompute.values.evaluation_errors import ModuleResult
from recompute.values.plain_data import is_finite, plain
from recompute.values.svg import embeddable, prefix_of

_NUDGE = 0.037  # Far above rounding noise, and no round number that a value might be stuck to.


def scenario_at(place: str) -> Any:
    """Import the scenario at a place, `package.module:NAME`."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def inputs(scenario: Any) -> Iterator[tuple[str, Any]]:
    """Yield the name of each input of a frozen dataclass, and the scenario in which it alone is changed.

    >>> @dataclasses.dataclass(frozen=True)
    ... class Scenario:
    ...     label: int = 1
    ...     logits: tuple[float, ...] = (0.0, 1.0)
    >>> [(name, changed.label, changed.logits) for name, changed in inputs(Scenario())]
    [('label', 0, (0.0, 1.0)), ('logits[0]', 1, (0.037, 1.0)), ('logits[1]', 1, (0.0, 1.037))]
    """
    if not dataclasses.is_dataclass(scenario) or isinstance(scenario, type):
        raise TypeError(f"the scenario must be a dataclass to be changed, got a {type(scenario).__name__}")
    for given in dataclasses.fields(scenario):
        for place, changed in _changes(getattr(scenario, given.name)):
            yield given.name + place, dataclasses.replace(scenario, **{given.name: changed})


def _changes(data: Any) -> Iterator[tuple[str, Any]]:
    """Yield where something can be changed, and the whole with that change."""
    if dataclasses.is_dataclass(data):
        yield from ((f".{name}", changed) for name, changed in inputs(data))
    elif isinstance(data, dict):
        for key, item in data.items():
            yield from ((f"[{key}]{place}", {**data, key: changed}) for place, changed in _changes(item))
    elif isinstance(data, tuple):
        for index, item in enumerate(data):
            for place, changed in _changes(item):
                yield f"[{index}]{place}", (*data[:index], changed, *data[index + 1 :])
    elif isinstance(data, str):
        yield "", f"{data}*"
    elif isinstance(data, int) and not isinstance(data, bool):
        yield "", data - 1 if data > 0 else data + 1
    elif isinstance(data, float):
        yield "", data + _NUDGE


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
    declaration: ClaimDeclaration = function.declaration  # type: ignore[attr-defined]
    holds: object = function(scenario)
    holds = holds.tolist() if hasattr(holds, "tolist") else holds  # NumPy has a bool of its own.
    if not isinstance(holds, bool):
        raise TypeError(f"it is a {type(holds).__name__}; a claim is True or False")
    return {"holds": holds, "conditions": declaration.conditions}


def check(function: FunctionType, scenario: object, languages: list[str]) -> ModuleResult:
    """Return the result of another way of computing a value."""
    declaration: CheckDeclaration = function.declaration  # type: ignore[attr-defined]
    return {"data": plain(function(scenario)), **vars(declaration)}


# Where the reply holds what is declared, what is said of one that raises, and what evaluates it.
KINDS: dict[type, tuple[str, str, Callable[[FunctionType, object, list[str]], ModuleResult]]] = {
    Declaration: ("values", "the value {} cannot be computed", call),
    FigureDeclaration: ("drawings", "the figure {} cannot be drawn", draw),
    ClaimDeclaration: ("claims", "the claim {} cannot be decided", decide),
    CheckDeclaration: ("checks", "the check {} cannot be computed", check),
}
