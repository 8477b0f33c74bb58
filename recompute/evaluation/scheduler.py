"""Run the evaluation of modules in fresh processes, side by side and beside the rest of the build."""

from __future__ import annotations

import hashlib
import json
import logging
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from recompute.evaluation.kept_results import KeptResults
from recompute.evaluation.processes import start
from recompute.values.import_graph import versions

ModuleResult = dict[str, Any]
log = logging.getLogger("mkdocs.plugins.recompute")


@dataclass(frozen=True)
class Work:
    """What is to be evaluated: a scenario, modules, languages; `process_groups` lists modules that take long.

    `grids` are requests to evaluate what a page needs at every position of its controls, by their names.
    """

    root: Path
    scenario: str
    modules: Sequence[str]
    languages: Sequence[str] = ()
    process_groups: Sequence[Sequence[str]] = ()
    grids: Mapping[str, Any] = field(default_factory=dict)

    def groups(self, modules: Sequence[str]) -> list[list[str]]:
        """Return these modules and grids by the process that evaluates them, those that take longest first."""
        slow = [[module for module in group if module in modules] for group in self.process_groups]
        elsewhere = {module for group in slow for module in group}
        return [group for group in [*slow, [module for module in modules if module not in elsewhere]] if group]


@dataclass
class Evaluation:
    """An evaluation under way: each module's reply can be waited for."""

    evaluated: list[str]
    replies: dict[str, Future[ModuleResult | None]]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def reply(self, module: str) -> ModuleResult | None:
        """Wait for a module's reply; None means that its process died before it."""
        return self.replies[module].result()

    def stop(self) -> None:
        """End what still runs."""
        for process in self.processes:
            process.kill()


class Evaluator:
    """Evaluates modules in fresh processes; a server keeps the replies whose files and packages have not changed."""

    def __init__(self, keep: bool = False) -> None:
        self._kept = KeptResults(keep)

    def start(self, work: Work) -> Evaluation:
        """Begin to evaluate modules, each group of them in a process of its own."""
        wanted = [*work.modules, *work.grids]
        replies: dict[str, Future[ModuleResult | None]] = {module: Future() for module in wanted}
        for module, future in replies.items():
            if (kept := self._still_valid(module, work)) is not None:
                future.set_result(kept)
        evaluation = Evaluation([module for module in wanted if not replies[module].done()], replies)
        for group in work.groups(evaluation.evaluated):
            log.info(f"Evaluating: {_names(group)}")
            request = {"scenario": work.scenario, "modules": group, "languages": list(work.languages)}
            grids = {name: work.grids[name] for name in group if name in work.grids}
            process = start("recompute.evaluation.worker", {**request, "grids": grids}, work.root)
            evaluation.processes.append(process)
            Thread(target=self._listen, args=(process, group, evaluation, work), daemon=True).start()
        return evaluation

    def _listen(self, process: subprocess.Popen[bytes], group: list[str], evaluation: Evaluation, work: Work) -> None:
        """Pass the replies of a process on as they come, so that it never waits for a listener."""
        seconds = 0.0
        assert process.stdout is not None
        for line in process.stdout:
            reply = json.loads(line)
            seconds += reply["seconds"]
            if self._kept.keep and not reply["problems"]:  # A missing package stays missing until `versions` changes.
                self._kept.add(reply["module"], _fingerprint(work, reply), reply)
            evaluation.replies[reply["module"]].set_result(reply)
        if all(evaluation.replies[module].done() for module in group):
            log.info(f"Evaluated in {seconds:.1f} s: {_names(group)}")
        for module in group:
            if not evaluation.replies[module].done():
                evaluation.replies[module].set_result(None)

    def _still_valid(self, module: str, work: Work) -> ModuleResult | None:
        found = self._kept.find(module)
        return next((reply for fingerprint, reply in found if fingerprint == _fingerprint(work, reply)), None)


def _names(modules: Iterable[str]) -> str:
    """Return what readers of the log know the modules by: their names below the project's package."""
    return ", ".join(module.partition(".")[2] or module for module in modules)


def _fingerprint(work: Work, reply: ModuleResult) -> str:
    """Return a digest of all that a reply depends on."""
    around = work.scenario, work.languages, work.grids.get(reply["module"]), versions()
    digest = hashlib.sha256(repr(around).encode())
    for file in reply["files"]:
        path = work.root / file
        digest.update(path.read_bytes() if path.is_file() else b"missing")
    return digest.hexdigest()
