"""What modules declare, looked up by name while it arrives from its evaluation; the values of all pages among it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from recompute.diagnostics import Diagnostics
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


class UnknownNameError(LookupError):
    """A page, or a condition, names something that no module declares."""


Declared = TypeVar("Declared", bound=Any)  # It has a full name, `ref`.


class Registry(Generic[Declared]):
    """All that modules declare of a kind, by its full name, `page.name`; a look-up waits only for what it needs.

    Args:
        known: What is known from the start.
        modules: The modules that may declare something for a page, by the name of the page.
        results: The results of the modules.
    """

    kind: str
    item: Callable[..., Declared]

    def __init__(
        self,
        known: Iterable[Declared] = (),
        modules: Mapping[str, Sequence[str]] | None = None,
        results: ModuleResults | None = None,
    ) -> None:
        self.found: set[str] = set()  # What was looked up.
        self.repeated: list[Declared] = []  # What has the name of another one.
        self._by_ref: dict[str, Declared] = {each.ref: each for each in known}
        self._modules = modules or {}
        self._pending = set(self._modules)
        self._results = results or ModuleResults(lambda module: None, Diagnostics())

    def find(self, name: str, page: str) -> Declared:
        """Return what `name` means on a page: the page's own, or another page's by its full name."""
        for ref in (f"{page}.{name}", name):
            owner, _, own_name = ref.rpartition(".")
            self._await(owner)
            if ref in self._by_ref:
                self.found.add(ref)
                return self._by_ref[ref]
            for module in self._modules.get(owner, ()):
                self._results.check(module, own_name)
        raise UnknownNameError(f"there is no {self.kind} {name!r}; {suggestion(name, page, self.all())}")

    def of(self, pages: Iterable[str]) -> dict[str, Declared]:
        """Return what the modules of some pages declare, by full name, once these have arrived."""
        wanted = set(pages)
        for page in sorted(wanted):
            self._await(page)
        return {ref: each for ref, each in self._by_ref.items() if ref.rpartition(".")[0] in wanted}

    def all(self) -> Mapping[str, Declared]:
        """Return everything by its full name, once all have arrived."""
        for page in sorted(self._pending):
            self._await(page)
        return self._by_ref

    def is_broken(self, name: str, page: str) -> bool:
        """Return whether a name is missing only because a module, or the scenario, has a problem of its own."""
        return any(map(self._results.is_broken, self._modules.get(name.rpartition(".")[0] or page, ())))

    def _await(self, page: str) -> None:
        for module in self._modules[page] if page in self._pending else ():
            for name, declared in self._results.take(module)[f"{self.kind}s"].items():
                found = self.item(ref=f"{page}.{name}", **declared)
                if self._by_ref.setdefault(found.ref, found) is not found:
                    self.repeated.append(found)
        self._pending.discard(page)


class Values(Registry[Value]):
    """Every value of the site."""

    kind, item = "value", Value

    def add(self, value: Value) -> None:
        """Add a value that no module declares."""
        self._by_ref[value.ref] = value


def suggestion(name: str, page: str, refs: Collection[str]) -> str:
    """Say which of all full names was perhaps meant by a name that a page uses, or what to do where none is near."""
    own = [ref.removeprefix(f"{page}.") for ref in refs]
    homonyms = [ref for ref in refs if ref.rpartition(".")[2] == name.rpartition(".")[2]]
    near = get_close_matches(name, own, n=2, cutoff=0.5)
    names = list(dict.fromkeys([*homonyms[:2], *near]))
    return "did you mean " + " or ".join(map(repr, names)) + "?" if names else "declare it in the page's module"
