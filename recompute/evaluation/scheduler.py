"""Run the evaluation of modules in fresh processes, side by side and beside the rest of the build."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from threading import Thread
from typing import Any

from recompute.evaluation.determinism import compared
from recompute.evaluation.group_runner import TIME_LIMIT, GroupRunner
from recompute.evaluation.kept_results import STORE, KeptResults, digest, modified
from recompute.evaluation.processes import ask
from recompute.evaluation.readings import State, seen, state
from recompute.values.evaluators import ModuleResult, drawn_in
from recompute.values.import_graph import versions

Replies = dict[str, "Future[ModuleResult | None]"]
_NOT_FOUND = ("ImportError", "ModuleNotFoundError")
log = logging.getLogger("mkdocs.plugins.recompute")


@dataclass(frozen=True)
class Work:
    """What is to be evaluated: a scenario, modules, languages; `process_groups` lists modules that take long.

    `grids` are requests to evaluate what a page needs at every position of its controls, by their names. `time_limit`
    is after how many seconds a process is given up. `twice` evaluates all modules in a second process too, in the
    reverse order, and compares.
    """

    root: Path
    scenario: str
    modules: Sequence[str]
    languages: Sequence[str] = ()
    process_groups: Sequence[Sequence[str]] = ()
    grids: Mapping[str, Any] = field(default_factory=dict)
    time_limit: float = TIME_LIMIT
    twice: bool = False

    def groups(self, modules: Sequence[str]) -> list[list[str]]:
        """Return these modules and grids by the process that evaluates them, those that take longest first.

        A grid joins the process of a module that it needs, which remembers what it has computed.
        """
        needed = {name: _needed(request) for name, request in self.grids.items()}
        groups, rest = [], list(modules)
        for slow in self.process_groups:
            groups.append([name for name in rest if name in slow or needed.get(name, set()).intersection(slow)])
            rest = [name for name in rest if name not in groups[-1]]
        return [group for group in [*groups, rest] if group]


@dataclass
class Evaluation:
    """An evaluation under way: each module's reply can be waited for."""

    evaluated: list[str]
    replies: Replies
    languages: Sequence[str] = ()
    again: Replies = field(default_factory=dict)  # The replies of a second evaluation.
    stops: list[Callable[[], None]] = field(default_factory=list)  # What ends its processes.

    def reply(self, module: str) -> ModuleResult | None:
        """Wait for a module's reply; None means that it was stopped before, or was not requested."""
        first = self.replies[module].result() if module in self.replies else None
        second = self.again[module].result() if module in self.again else None
        return compared(first, second, self.languages) if first and second else first

    def wait(self) -> None:
        """Wait for all replies."""
        wait([*self.replies.values(), *self.again.values()])

    def stop(self) -> None:
        """End what still runs."""
        for stop in self.stops:
            stop()


class Evaluator:
    """Evaluates modules in fresh processes; a server keeps the replies whose files and packages have not changed."""

    def __init__(self, keep: bool = False, folder: Path | None = None) -> None:
        self._kept = KeptResults(keep, folder)
        self._evaluated: list[tuple[str, str, ModuleResult]] = []
        self._versions = ""  # of all packages, once a build
        self._state: Callable[[], State | None] = lambda: None  # The scenario of now, asked for once a build.

    def start(self, work: Work) -> Evaluation:
        """Begin to evaluate modules, each group of them in a process of its own."""
        wanted = [*work.modules, *work.grids]
        self._versions = versions()
        self._state = cache(partial(ask, state, work.scenario, root=work.root))
        replies: Replies = {module: Future() for module in wanted}
        for module, future in replies.items():
            if (kept := self._still_valid(module, work)) is not None:
                future.set_result(kept)
        evaluation = Evaluation([module for module in wanted if not replies[module].done()], replies, work.languages)
        if not evaluation.evaluated:
            log.info("Evaluating: nothing new")
        for group in work.groups(evaluation.evaluated):
            log.info(f"Evaluating: {_names(group)}")
            self._begin(group, replies, work, evaluation)
            modules = [module for module in reversed(group) if module not in work.grids]
            if work.twice and modules:
                again: Replies = {module: Future() for module in modules}
                evaluation.again.update(again)
                self._begin(modules, again, work, evaluation)
        return evaluation

    def _begin(self, group: list[str], replies: Replies, work: Work, evaluation: Evaluation) -> None:
        """Begin to evaluate a group, and leave no module without a reply, be it none."""
        grids = {name: work.grids[name] for name in group if name in work.grids}
        request = {"scenario": work.scenario, "languages": list(work.languages), "grids": grids}
        runner = GroupRunner(work.root, request, group, work.time_limit)

        def run() -> None:
            seconds = 0.0
            for reply, began in runner.run():
                seconds += reply["seconds"]
                if _is_known(reply, began, work.root):
                    self._keep(reply["module"], self._fingerprint(work, reply), reply)
                replies[reply["module"]].set_result(reply)
            if all(replies[module].done() for module in group):
                log.info(f"Evaluated in {seconds:.1f} s: {_names(group)}")
            for module in group:
                if not replies[module].done():
                    replies[module].set_result(None)

        evaluation.stops.append(runner.stop)
        Thread(target=run, daemon=True).start()

    def store_results(self, root: Path) -> None:
        """Store what was evaluated in the folder of a project, for commands; they see whether anything has changed."""
        evaluated, self._evaluated = self._evaluated, []
        store = KeptResults(True, root / STORE)
        for result in evaluated:
            store.add(*result)

    def _keep(self, module: str, fingerprint: str, reply: ModuleResult) -> None:
        self._evaluated.append((module, fingerprint, reply))
        self._kept.add(module, fingerprint, reply)

    def _still_valid(self, module: str, work: Work) -> ModuleResult | None:
        """Return a reply that is kept, if nothing has changed that it depends on."""
        for fingerprint, reply in self._kept.find(module):
            before = reply["scenario"]
            is_changed = before and before["digest"] != digest(work.root, [before["file"]])
            now = {**reply, "scenario": self._state()} if is_changed else reply
            if fingerprint == self._fingerprint(work, now):
                if is_changed:
                    self._keep(module, fingerprint, now)
                return now
        return None

    def _fingerprint(self, work: Work, reply: ModuleResult) -> str:
        """Return a text that differs wherever something differs that a reply depends on.

        Of the scenario only that counts which its code reads, unless it has a problem, which may name a line of it.
        """
        around = work.scenario, _languages(work, reply), work.grids.get(reply["module"]), self._versions
        scenario = reply["scenario"] if not reply["problems"] else None
        files = [file for file in [*reply["files"], *reply["opened"]] if not scenario or file != scenario["file"]]
        read = seen(scenario, reply["reads"]) if scenario else ""
        return f"{hashlib.sha256(repr((around, read)).encode()).hexdigest()} {digest(work.root, files)}"


def _languages(work: Work, reply: ModuleResult) -> list[Sequence[str]]:
    """Return the languages that a reply depends on: those in which its figures are drawn."""
    if reply["problems"] or reply["module"] in work.grids:
        return [work.languages]
    return [drawn_in(drawing["titles"], work.languages) for drawing in reply["drawings"].values()]


def _needed(request: Mapping[str, Any]) -> set[str]:
    """Return the modules of the values that a grid is asked for."""
    pages = {request["page"], *(name.rpartition(".")[0] or request["page"] for name in request["quotes"])}
    return {f"{package}.{page}" for package in request["packages"]["values"] for page in pages}


def _is_known(reply: ModuleResult, began: float, root: Path) -> bool:
    """Tell whether it is known what a reply depends on.

    It is not where a process died, where a module of the project was not found, which may appear in many places, and
    where a file has changed since the process began. A package that is missing is so until another is installed.
    """
    files = [root / file for file in [*reply["files"], *reply["opened"]]]
    not_found = any(f": {error}:" in message for _, _, message in reply["problems"] for error in _NOT_FOUND)
    return bool(files) and not not_found and all(modified(file) <= began for file in files)


def _names(modules: Iterable[str]) -> str:
    """Return what readers of the log know the modules by: their names below the project's package."""
    return ", ".join(module.partition(".")[2] or module for module in modules)
