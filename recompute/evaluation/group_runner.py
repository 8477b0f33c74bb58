"""Evaluate one group of modules in a process, and go on in another where one of them ends it or takes too long."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryFile
from threading import Thread
from typing import Any

from recompute.evaluation.processes import TOO_LONG, end, end_soon, ending_of, start
from recompute.values.evaluators import ModuleResult, nothing

log = logging.getLogger("mkdocs.plugins.recompute")

TIME_LIMIT = 1800.0  # seconds for a process, unless mkdocs.yml says otherwise
_LONGEST_STEP = 100_000  # bytes
NOTICE = 3.0  # seconds after which what runs is named; then after twice as long, and so on


@dataclass
class Step:
    """What a process evaluates at the moment: a module, or a function of one, and where it is declared."""

    module: str
    function: str
    what: str
    file: str
    line: int


class GroupRunner:
    """Runs a group until each of its modules has a reply.

    Args:
        root: The folder of the project.
        request: What the worker is asked for, without the modules.
        group: The modules, in their order.
        limit: After how many seconds a process is ended.
    """

    def __init__(self, root: Path, request: dict[str, Any], group: Sequence[str], limit: float) -> None:
        self._root, self._request, self._waiting, self._limit = root, request, list(group), limit
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._steps = TemporaryFile()  # noqa: SIM115 - A process writes into it what it evaluates, as often as it likes.

    def run(self) -> Iterator[tuple[ModuleResult, float]]:
        """Evaluate all modules; yield each reply, and when the process that made it was started.

        A module that ends its process gets a problem for a reply, and the others a new process.
        """
        with self._steps:
            while self._waiting and not self._stopped:
                fault = yield from self._run_process()
                if fault and not self._stopped:
                    step = self._step
                    problem = step.file, step.line, f"{step.what}: {fault}"
                    for module in [step.module] if step.module in self._waiting else list(self._waiting):
                        self._waiting.remove(module)
                        yield {**nothing(), "module": module, "seconds": 0.0, "problems": [problem]}, 0.0

    def stop(self) -> None:
        """End the process that runs, and start no other."""
        self._stopped = True
        if self._process is not None:
            end(self._process)

    def _run_process(self) -> Generator[tuple[ModuleResult, float], None, str]:
        """Yield the replies of one process; return why it did not make all of them, if so."""
        began = time.time()
        self._steps.truncate(0)
        steps = self._steps.fileno()
        request = {**self._request, "modules": self._waiting, "steps": steps}
        process = self._process = start("recompute.evaluation.worker", request, self._root, [steps])
        try:
            for reply in self._messages(process):
                if reply["module"] in self._waiting:
                    self._waiting.remove(reply["module"])
                    yield reply, began
                if not self._waiting:
                    end_soon(process)
                    return ""
        except TimeoutError:
            end(process)
            return TOO_LONG.format(self._limit)
        return ending_of(process, self._step.module)

    def _messages(self, process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
        """Yield what a process says until it ends, and name what takes long; raise TimeoutError at the limit."""
        lines: Queue[bytes] = Queue()
        Thread(target=_read, args=(process, lines), daemon=True).start()
        began = since = time.monotonic()
        module, notice = "", NOTICE
        while True:
            try:
                line = lines.get(timeout=max(0.0, min(since + notice, began + self._limit) - time.monotonic()))
            except Empty:
                if time.monotonic() >= began + self._limit:
                    raise TimeoutError from None
                if module == self._step.module:
                    log.info(f"Still evaluating {self._running()}: {notice:g} s so far")
                    notice *= 2
                    continue
            else:
                if not line:
                    return
                yield json.loads(line)
            module, notice, since = self._step.module, NOTICE, time.monotonic()

    @property
    def _step(self) -> Step:
        """What the process evaluates at the moment."""
        try:
            return Step(**json.loads(os.pread(self._steps.fileno(), _LONGEST_STEP, 0).partition(b"\n")[0]))
        except ValueError:  # Nothing is written yet, or something else over half of it.
            return Step("", "", "the scenario cannot be imported", "mkdocs.yml", 1)

    def _running(self) -> str:
        """Return what runs: a module, by its name below the project's package, and the function in it."""
        step = self._step
        name = step.module.partition(".")[2] or step.module or "the scenario"
        return f"{name}, now {step.function}" if step.function else name


def _read(process: subprocess.Popen[bytes], lines: Queue[bytes]) -> None:
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            lines.put(line)
    lines.put(b"")
