"""The picture beside a shared link: a module of the site draws it from the scenario, in a process beside the build."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from mkdocs.exceptions import PluginError

from recompute.evaluation.processes import received, start
from recompute.values.evaluators import FAULTS, Faults, file_of, scenario_at


class Card:
    """A picture that is being drawn by `draw(scenario) -> bytes`, a PNG, of a module."""

    def __init__(self, module: str, scenario: str, root: Path) -> None:
        self._module = module
        self._process = start("recompute.site.social_card", [module, scenario], root)

    def png(self) -> bytes:
        """Wait for the picture."""
        assert self._process.stdout is not None
        picture = self._process.stdout.read()
        if self._process.wait() or not picture.startswith(b"\x89PNG"):
            raise PluginError(f"{self._module} drew no card; let its draw(scenario) return a PNG, and see above")
        return picture


def main(module: str, scenario: str) -> None:
    """Write the picture to standard output, or what keeps it from being drawn to the other one."""
    faults = Faults(Path.cwd())
    try:
        sys.stdout.buffer.write(import_module(module).draw(scenario_at(scenario)))
    except FAULTS as error:
        faults.note(error, f"the card {module} cannot be drawn", file_of(module), "")
    lines = [f"{file}:{line}: {message}" for file, line, message in faults.diagnostics]
    lines += [f"{file}:{line}: {package} is not installed" for package, file, line in faults.missing.values()]
    sys.exit("\n".join(lines) or None)


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main(*received())
