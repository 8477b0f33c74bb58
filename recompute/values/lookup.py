"""What modules declare, looked up by name while it arrives from its evaluation; the values of all pages among it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from recompute.diagnostics import Diagnostics
from recompute.locale.fallback import Fallbacks, with_fallbacks_throughout
from recompute.values.decorators import Display
from recompute.values.evaluators import DECLARED, ModuleResult


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


class MissingPackageError(LookupError):
    """What a page asks for could not be computed, because a package is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(f"it could not be computed: {package} is not installed")
        self.package = package


class ModuleResults:
    """Takes each module's reply once, and remembers what it lacks."""

    def __init__(
        self, wait: Callable[[str], ModuleResult | None], diagnostics: Diagnostics, fallbacks: Fallbacks | None = None
    ) -> None:
        self.packages: dict[str, tuple[str, int]] = {}
        self.files: set[str] = set()  # The modules of the project that the replies depend on.
        self.opened: set[str] = set()  # Its data that they depend on.
        self._wait, self._diagnostics, self._fallbacks = wait, diagnostics, fallbacks or {}
        self._faults: set[tuple[str, int, str]] = set()
        self._broken: set[str] = set()
        self._missing: dict[str, dict[str, str]] = {}

    def take(self, module: str) -> ModuleResult:
        """Wait for a module's reply, and note what went wrong there."""
        reply = self._wait(module)
        if reply is None:  # The build has stopped.
            self._broken.add(module)
            return {kind: {} for kind in DECLARED}
        self.files.update(reply.get("files", ()))
        self.opened.update(reply.get("opened", ()))
        for file, line, message in reply["problems"]:
            fault = (file, line, message.partition(": ")[2])  # One in the mathematics breaks many values.
            if fault not in self._faults:
                self._diagnostics.add(file, line, message)
            self._faults.add(fault)
            self._broken.add(module)
        self._missing[module] = {name: package for name, (package, _, _) in reply["missing"].items()}
        for package, file, line in reply["missing"].values():
            self.packages.setdefault(package, (file, line))
        return {
            **reply,
            **{kind: with_fallbacks_throughout(reply[kind], self._fallbacks) for kind in DECLARED if kind in reply},
        }

    def is_broken(self, module: str) -> bool:
        """Return whether something is missing only because its module, or the scenario, has a problem of its own."""
        return module in self._broken

    def check(self, module: str, name: str) -> None:
        """Raise MissingPackageError where a package is missing for something of a module."""
        missing = self._missing.get(module, {})
        if package := missing.get(name) or missing.get(""):
            raise MissingPackageError(package)

    def note_missing_packages(self, remedy: str) -> None:
        """Note each package that could not be imported, once."""
        for package, (file, line) in self.packages.items():
            self._diagnostics.add(file, line, f"{package} is not installed, and numbers need it; {remedy}")


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
