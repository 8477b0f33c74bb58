"""Evaluate what a page quotes, claims and draws at every position of its controls; runs in a process of its own."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, cast

from recompute.source.inlines import QUOTE
from recompute.values.evaluators import FAULTS, Faults, ModuleResult, call, decide, declared, drawn_in
from recompute.values.svg import Mark, prefix_of
from recompute.whatif.scenarios import alike, at_positions, index, positions_of
from recompute.whatif.series import compact

MARKS, TEXT = "marks", "text"


def evaluate(request: dict[str, Any], scenario: Any, languages: list[str], root: Path) -> ModuleResult:
    """Return the page's values, claims and marks over the grid that its controls span.

    Where declared functions remember their results, they run once for all scenarios that they read alike.
    """
    faults = Faults(root)
    try:
        found = [positions_of(scenario, control) for control in request["controls"]]
        start, positions = [place for _, place in found], [values for values, _ in found]
        controls = [{**each, "values": values} for each, values in zip(request["controls"], positions, strict=True)]
        scenarios, shape = at_positions(scenario, controls), [len(values) for values in positions]
        if not alike(scenarios[index(start, shape)], scenario):
            raise ValueError("at their start the scenario is not the given one")
        grid = _Grid(request, scenarios, shape, languages, faults)
        claims = grid.claims()  # What they quote counts among the values.
        reply = {"start": start, "claims": claims, "values": grid.values(), "marks": grid.marks()}
    except FAULTS as error:
        faults.note(error, "the controls cannot be moved", (request["file"], request["line"]), "")
        return {**faults.reply(), "start": [], "marks": {}}
    return {**faults.reply(), **reply, "positions": positions, "modules": sorted(grid.modules)}


class _Grid:
    """The functions of a page, called for every scenario of the grid."""

    def __init__(
        self, request: dict[str, Any], scenarios: Sequence[Any], shape: list[int], languages: list[str], faults: Faults
    ) -> None:
        self.request, self.scenarios, self.shape = request, scenarios, shape
        self.languages, self.faults = languages, faults
        self.modules: set[str] = set()
        self._quoted = [(name, request["page"]) for name in request["quotes"]]

    def claims(self) -> dict[str, Any]:
        """Return whether each claim holds, and remember what its condition quotes."""
        found = {}
        for ref, claim in self._find(self.request["claims"], self.request["page"], "claims"):
            conditions = claim.declaration.conditions.values()  # type: ignore[attr-defined]
            quotes = [match["name"] for condition in conditions for match in QUOTE.finditer(condition)]
            self._quoted += [(name, ref.rpartition(".")[0]) for name in quotes]
            found[ref] = self._everywhere("claim", claim, lambda claim, at: decide(claim, at, self.languages)["holds"])
        return {ref: compact(holds, self.shape) for ref, holds in found.items() if holds}

    def values(self) -> dict[str, Any]:
        """Return the data of each value that the page, or a condition on it, quotes."""
        found: dict[str, list[Any] | None] = {}
        for name, page in dict.fromkeys(self._quoted):
            for ref, value in self._find([name], page, "values"):
                if ref not in found:
                    data = self._everywhere("value", value, lambda value, at: call(value, at, self.languages)["data"])
                    found[ref] = data
        return {ref: compact(data, self.shape) for ref, data in found.items() if data}

    def marks(self) -> dict[str, dict[str, list[Any]]]:
        """Return, for each language, what changes of each mark: its element's id, its attribute, and its values."""
        found: dict[str, dict[str, list[Any]]] = {}
        for name in self.request["figures"]:
            (package,) = self.request["packages"]["figures"]
            module = self._module(f"{package}.{name}")
            function = getattr(module, MARKS, None)
            if module is None or function is None:
                continue
            found[name] = {}
            titles = next(each.declaration.titles for each in declared(module))  # type: ignore[attr-defined]
            for language in drawn_in(titles, self.languages):
                drawn = self._everywhere("figure", function, lambda draw, at, code: draw(at, code), language)
                found[name][language] = list(self._changes(name, drawn)) if drawn else []
        return found

    def _changes(self, figure: str, drawn: Sequence[Sequence[Mark]]) -> Iterator[list[Any]]:
        """Yield each attribute that is not the same everywhere, and its values."""
        for place, mark in enumerate(drawn[0]):
            parts = [{**marks[place].attributes, TEXT: marks[place].text} for marks in drawn]
            for name in parts[0]:
                axes, values = compact([part[name] for part in parts], self.shape)
                if axes:
                    yield [f"{prefix_of(figure)}-{mark.id}", name, axes, values]

    def _everywhere(
        self, kind: str, function: FunctionType, evaluate: Callable[..., Any], *arguments: str
    ) -> list[Any] | None:
        """Return what a function comes to for every scenario, or None, noting the first at which it fails."""
        try:
            return [evaluate(function, scenario, *arguments) for scenario in self.scenarios]
        except FAULTS as error:
            code = inspect.unwrap(function).__code__
            what = f"the {kind} {function.__name__} cannot be computed where the controls of a page lead"
            self.faults.note(error, what, (code.co_filename, code.co_firstlineno), function.__name__)
            return None

    def _find(self, names: Sequence[str], page: str, kind: str) -> Iterator[tuple[str, FunctionType]]:
        """Yield the functions that names mean on a page: its own, or another's by its full name."""
        for name in names:
            for ref in (f"{page}.{name}", name):
                owner, _, own = ref.rpartition(".")
                modules = (self._module(f"{package}.{owner}") for package in self.request["packages"][kind] if owner)
                found = (getattr(module, own, None) for module in modules)
                if function := next((each for each in found if hasattr(each, "declaration")), None):
                    yield ref, cast(FunctionType, function)
                    break

    def _module(self, name: str) -> ModuleType | None:
        try:
            if importlib.util.find_spec(name) is None:
                return None
        except ModuleNotFoundError:
            return None
        if name not in self.modules:
            self.modules.add(name)
            importlib.import_module(name)
        return sys.modules[name]
