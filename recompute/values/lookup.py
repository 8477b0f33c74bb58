"""The values of all pages, looked up by name while they arrive from their evaluation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from recompute.values.decorators import Display
from recompute.values.module_results import ModuleResults


@dataclass(frozen=True)
class Value:
    """One value: its data in full precision, how it is displayed, what it means, and the line that declares it."""

    ref: str
    data: Any
    display: Display
    descriptions: Mapping[str, str]
    file: str
    line: int
    shown: dict[str, Any] = field(default_factory=dict, compare=False)  # By language, once it was asked for.


class UnknownValueError(LookupError):
    """A page asks for a value that no module declares."""


class Values:
    """Every value of the site by its full name, `page.name`; a look-up waits only for the module that it needs."""

    def __init__(self, known: Iterable[Value] = ()) -> None:
        self._by_ref = {value.ref: value for value in known}
        self._pending: set[str] = set()
        self._package = ""
        self._results: ModuleResults | None = None

    @classmethod
    def arriving(cls, modules: Iterable[str], package: str, replies: ModuleResults) -> Values:
        """Return the values of these modules of a package, taken from their replies as they are needed."""
        values = cls()
        values._pending, values._package, values._results = set(modules), package, replies
        return values

    def find(self, name: str, page: str) -> Value:
        """Return the value that `name` means on a page: the page's own, or another page's by its full name."""
        for ref in (f"{page}.{name}", name):
            module, _, own_name = ref.rpartition(".")
            self._await(module)
            if ref in self._by_ref:
                return self._by_ref[ref]
            if self._results is not None:
                self._results.check(self._in_package(module), own_name)
        raise UnknownValueError(f"there is no value {name!r}; {suggestion(name, page, self.all())}")

    def of(self, modules: Iterable[str]) -> dict[str, Value]:
        """Return the values of some modules by their full names, once these have arrived."""
        wanted = set(modules)
        for module in sorted(wanted):
            self._await(module)
        return {ref: value for ref, value in self._by_ref.items() if ref.rpartition(".")[0] in wanted}

    def all(self) -> Mapping[str, Value]:
        """Return every value by its full name, once all have arrived."""
        for module in sorted(self._pending):
            self._await(module)
        return self._by_ref

    def add(self, value: Value) -> None:
        """Add a value that no module declares."""
        self._by_ref[value.ref] = value

    def is_broken(self, name: str, page: str) -> bool:
        """Return whether a name is missing only because its module, or the scenario, has a problem of its own."""
        return self._results is not None and self._results.is_broken(self._in_package(name.rpartition(".")[0] or page))

    def _await(self, module: str) -> None:
        if module in self._pending and self._results is not None:
            self._pending.discard(module)
            for name, declared in self._results.take(self._in_package(module))["values"].items():
                value = Value(ref=f"{module}.{name}", **declared)
                self._by_ref[value.ref] = value

    def _in_package(self, module: str) -> str:
        return f"{self._package}.{module}"


def suggestion(name: str, page: str, refs: Collection[str]) -> str:
    """Say which of all full names was perhaps meant by a name that a page uses, or what to do where none is near."""
    own = [ref.removeprefix(f"{page}.") for ref in refs]
    homonyms = [ref for ref in refs if ref.rpartition(".")[2] == name.rpartition(".")[2]]
    near = get_close_matches(name, own, n=2, cutoff=0.5)
    names = list(dict.fromkeys([*homonyms[:2], *near]))
    return "did you mean " + " or ".join(map(repr, names)) + "?" if names else "declare it in the page's module"
