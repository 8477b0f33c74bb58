"""Run notebooks in a fresh process, beside the rest of the build; a server keeps what has not changed."""

from __future__ import annotations

import json
import logging
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from recompute.evaluation.determinism import compared_cells
from recompute.evaluation.group_runner import TIME_LIMIT
from recompute.evaluation.kept_results import KeptResults, digest
from recompute.evaluation.processes import end, end_soon, start
from recompute.source.page_source import Source
from recompute.values.evaluators import ModuleResult
from recompute.values.import_graph import imported, versions

log = logging.getLogger("mkdocs.plugins.recompute")

_CLIENT = "nbclient"
_DIED = "the process that runs notebooks died before this one was done; see its message above"
_MISSING: ModuleResult = {"outputs": [], "problems": [(0, 1, "")], "missing": _CLIENT, "opened": []}


class Executor:
    """Runs notebooks in a fresh process; a server keeps the replies to what has not changed."""

    def __init__(self, keep: bool = False) -> None:
        self._kept = KeptResults(keep)

    def start(
        self, root: Path, notebooks: Sequence[Source], time_limit: float = TIME_LIMIT, twice: bool = False
    ) -> Execution:
        """Begin to run notebooks, each for at most `time_limit` seconds; `twice` runs each again, and compares."""
        keys = {notebook.file: self._key(notebook, root) for notebook in notebooks}
        if notebooks and find_spec(_CLIENT) is None:
            return Execution(self, root, dict.fromkeys(keys, _MISSING), {}, None)
        kept = {file: reply for file, key in keys.items() if (reply := self._still_valid(file, key, root)) is not None}
        changed = [notebook for notebook in notebooks if notebook.file not in kept]
        if changed:
            log.info(f"Running: {', '.join(notebook.file for notebook in changed)}")
        codes = [[cell.code for cell in each.cells] for each in changed]
        request = {"notebooks": codes, "time_limit": time_limit, "twice": twice}
        process = start("recompute.evaluation.notebook_worker", request, root) if changed else None
        return Execution(self, root, kept, {notebook.file: keys[notebook.file] for notebook in changed}, process)

    def remember(self, file: str, key: str, reply: ModuleResult, root: Path) -> None:
        """Keep a reply for the next build of a server; one with a problem only where that is a package missing."""
        if key and (not reply["problems"] or reply["missing"]):
            self._kept.add(file, key + digest(root, reply["opened"]), reply)

    def _key(self, notebook: Source, root: Path) -> str:
        """Return all that a reply depends on, or nothing where that is unknown, or no reply is kept."""
        if not self._kept.keep:
            return ""
        code = "\n".join(cell.code for cell in notebook.cells)
        try:
            files = sorted(imported(code, root))
        except SyntaxError:  # Commands of IPython are no Python.
            return ""
        return "\0".join([versions(), code, *files, *((root / file).read_text(encoding="utf-8") for file in files)])

    def _still_valid(self, file: str, key: str, root: Path) -> ModuleResult | None:
        found = self._kept.find(file) if key else ()
        return next((reply for known, reply in found if known == key + digest(root, reply["opened"])), None)


@dataclass
class Execution:
    """Notebooks that are being run: each one's reply is waited for when it is first asked for."""

    executor: Executor
    root: Path
    results: dict[str, ModuleResult]
    keys: dict[str, str]  # of those that are waited for, in the order in which they run
    process: subprocess.Popen[bytes] | None

    def reply(self, file: str) -> ModuleResult:
        """Return what the cells of a notebook gave, and the problems there were."""
        while file not in self.results:
            self._receive()
        return self.results[file]

    def stop(self) -> None:
        """End what still runs."""
        if self.process is not None:
            end(self.process)

    def _receive(self) -> None:
        file = next(iter(self.keys))
        key = self.keys.pop(file)
        assert self.process is not None
        assert self.process.stdout is not None
        if line := self.process.stdout.readline():
            first, second = json.loads(line)
            self.results[file] = compared_cells(first, second) if second else first
            log.info(f"Ran in {self.results[file]['seconds']:.1f} s: {file}")
            self.executor.remember(file, key, self.results[file], self.root)
        else:
            self.results[file] = {"outputs": [], "problems": [(0, 1, _DIED)], "missing": None, "opened": []}
        if not self.keys:
            self.process.stdout.close()
            end_soon(self.process)
