"""The replies of an evaluation: what they report is noted when they are first taken."""

from __future__ import annotations

from collections.abc import Callable

from recompute.diagnostics import Diagnostics
from recompute.locale.fallback import Fallbacks, with_fallbacks_throughout
from recompute.values.evaluation_errors import ModuleResult

_DECLARED = ("values", "drawings", "claims", "checks")


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
            return {kind: {} for kind in _DECLARED}
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
            **{kind: with_fallbacks_throughout(reply[kind], self._fallbacks) for kind in _DECLARED if kind in reply},
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
