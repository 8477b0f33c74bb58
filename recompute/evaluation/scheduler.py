"""Run the evaluation of modules in fresh processes, side by side and beside the rest of the build."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from recompute.evaluation.group_runner import TIME_LIMIT, GroupRunner
from recompute.evaluation.kept_results import KeptResults, digest, modified
from recompute.values.import_graph import versions

ModuleResult = dict[str, Any]
_NOT_FOUND = ("ImportError", "ModuleNotFoundError")
log = logging.getLogger("mkdocs.plugins.recompute")


@dataclass(frozen=True)
class Work:
    """What is to be evaluated: a scenario, modules, languages; `process_groups` lists modules that take long.

    `grids` are requests to evaluate what a page needs at every position of its controls, by their names. `time_limit`
    is after how many seconds a process is given up.
    """

    root: Path
    scenario: str
    modules: Sequence[str]
    languages: Sequence[str] = ()
    process_groups: Sequence[Sequence[str]] = ()
    grids: Mapping[str, Any] = field(default_factory=dict)
    time_limit: float = TIME_LIMIT

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
    runners: list[GroupRunner] = field(default_factory=list)

    def reply(self, module: str) -> ModuleResult | None:
        """Wait for a module's reply; None means that it was stopped before."""
        return self.replies[module].result()

    def stop(self) -> None:
        """End what still runs."""
        for runner in self.runners:
            runner.stop()


class Evaluator:
    """Evaluates modules in fresh processes; a server keeps the replies whose files and packages have not changed."""

    def __init__(self, keep: bool = False) -> None:
        self._kept = KeptResults(keep)
        self._versions = ""  # Looked up once a build, for it takes a while.

    def start(self, work: Work) -> Evaluation:
        """Begin to evaluate modules, each group of them in a process of its own."""
        wanted = [*work.modules, *work.grids]
        self._versions = versions() if self._kept.keep else ""
        replies: dict[str, Future[ModuleResult | None]] = {module: Future() for module in wanted}
        for module, future in replies.items():
            if (kept := self._still_valid(module, work)) is not None:
                future.set_result(kept)
        evaluation = Evaluation([module for module in wanted if not replies[module].done()], replies)
        for group in work.groups(evaluation.evaluated):
            log.info(f"Evaluating: {_names(group)}")
            runner = self._runner(group, evaluation, work)
            evaluation.runners.append(runner)
            Thread(target=_run, args=(runner, group, evaluation), daemon=True).start()
        return evaluation

    def _runner(self, group: list[str], evaluation: Evaluation, work: Work) -> GroupRunner:
        """Return what evaluates a group, and passes each reply on as it comes."""

        def deliver(reply: ModuleResult, began: float) -> None:
            if self._kept.keep and _is_known(reply, began, work.root):
                self._kept.add(reply["module"], self._fingerprint(work, reply), reply)
            evaluation.replies[reply["module"]].set_result(reply)

        grids = {name: work.grids[name] for name in group if name in work.grids}
        request = {"scenario": work.scenario, "languages": list(work.languages), "grids": grids}
        return GroupRunner(work.root, request, group, work.time_limit, deliver)

    def _still_valid(self, module: str, work: Work) -> ModuleResult | None:
        found = self._kept.find(module)
        return next((reply for fingerprint, reply in found if fingerprint == self._fingerprint(work, reply)), None)

    def _fingerprint(self, work: Work, reply: ModuleResult) -> str:
        """Return a text that differs wherever something differs that a reply depends on."""
        around = work.scenario, work.languages, work.grids.get(reply["module"]), self._versions
        digests = digest(work.root, [*reply["files"], *reply["opened"]])
        return f"{hashlib.sha256(repr(around).encode()).hexdigest()} {digests}"


def _is_known(reply: ModuleResult, began: float, root: Path) -> bool:
    """Tell whether it is known what a reply depends on.

    It is not where a process died, where a module of the project was not found, which may appear in many places, and
    where a file has changed since the process began. A package that is missing is so until another is installed.
    """
    files = [root / file for file in [*reply["files"], *reply["opened"]]]
    lost = any(f": {error}:" in message for _, _, message in reply["problems"] for error in _NOT_FOUND)
    return bool(files) and not lost and all(modified(file) <= began for file in files)


def _run(runner: GroupRunner, group: list[str], evaluation: Evaluation) -> None:
    """Evaluate a group, and leave no module without a reply, be it none."""
    seconds = runner.run()
    if all(evaluation.replies[module].done() for module in group):
        log.info(f"Evaluated in {seconds:.1f} s: {_names(group)}")
    for module in group:
        if not evaluation.replies[module].done():
            evaluation.replies[module].set_result(None)


def _names(modules: Iterable[str]) -> str:
    """Return what readers of the log know the modules by: their names below the project's package."""
    return ", ".join(module.partition(".")[2] or module for module in modules)
