"""What goes wrong while modules are evaluated: problems at lines of the project, and packages that are missing."""

from __future__ import annotations

import importlib.util
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recompute.values.import_graph import is_own, relative

ModuleResult = dict[str, Any]
Place = tuple[str, int]
FAULTS = BaseException  # What a value raises is its own fault, whatever it is.


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
        own = (self.root / package).is_dir() or (self.root / f"{package}.py").is_file() or package == __package__
        return "" if own else package

    def reply(self) -> ModuleResult:
        """Return a reply that holds nothing but these faults."""
        return {**nothing(), "problems": self.diagnostics, "missing": self.missing}


def nothing() -> ModuleResult:
    """Return the reply of a module that declares nothing."""
    return {
        "values": {},
        "drawings": {},
        "claims": {},
        "checks": {},
        "problems": [],
        "missing": {},
        "files": [],
        "opened": [],
        "reads": [],
        "scenario": None,
    }


def file_of(module: str) -> Place:
    """Return the file of a module that could not be imported, or the configuration that names it."""
    try:
        spec = importlib.util.find_spec(module)
    except FAULTS:
        spec = None
    return (spec.origin if spec and spec.origin else "mkdocs.yml"), 1
