"""Processes beside the build; each ends when the build does, however that ends, and all that it started with it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any, TextIO, TypeVar, cast

Answer = TypeVar("Answer")

TOO_LONG = "it is not done after {:g} s, the time_limit in mkdocs.yml; make it faster, or raise that"
_PATIENCE = 5  # seconds that a process may take to end
# Processes run side by side. More threads in each would wait for one another, and how BLAS splits a product of matrices
# among them, and so the last digits of its sums, would depend on the cores of a machine. The environment can overrule.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def start(module: str, request: object, root: Path, files: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Start a module of the machinery in a process of its own, with its request and open files.

    The pipe stays open: when its end is closed, the build has ended. It leaves no compiled copies of modules, by whose
    time in whole seconds Python would miss a change that follows at once.
    """
    command, pipe = [sys.executable, "-B", "-m", module], subprocess.PIPE
    process = subprocess.Popen(
        command,
        cwd=root,
        env=ONE_THREAD | os.environ,
        stdin=pipe,
        stdout=pipe,
        start_new_session=True,
        pass_fds=files,
    )
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):  # It died at once, which shows when its output is read.
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
    return process


def end_soon(process: subprocess.Popen[bytes]) -> None:
    """Let a process that has done its work end by itself, and soon end what is left of it."""

    def wait() -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
        end(process)

    Thread(target=wait, daemon=True).start()


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started in its session, and close the pipe to it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # It has ended.
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_PATIENCE)
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):  # A request that it did not read is still to be written.
        process.stdin.close()


def ending_of(process: subprocess.Popen[bytes], module: str) -> str:
    """Wait for a process that has fallen silent, and return how it ended during a module, and what to do."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_PATIENCE)
    end(process)
    code = process.wait()
    if code >= 0:
        return f"it ended Python with exit code {code}; raise an exception instead of ending the process"
    name = signal.Signals(-code).name
    if code == -signal.SIGKILL:
        return f"Python was killed ({name}, exit code {code}), as happens where memory runs out; let it need less"
    run = f"python -X faulthandler -m {module}"
    return f"Python crashed ({name}, exit code {code}); call it from a script, or try {run}, to see where"


def received() -> Any:
    """Return the request, in such a process, which from now on ends with the build; Ctrl-C is for the build alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    request = json.loads(sys.stdin.buffer.readline())
    pipe = os.dup(sys.stdin.fileno())
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())  # What is evaluated finds nothing to read.
    Thread(target=_end_with, args=(pipe,), daemon=True).start()
    return request


def output_alone() -> TextIO:
    """Return standard output for an answer alone: whatever else is printed, past Python too, goes to standard error."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


def ask(function: Callable[..., Answer], *arguments: str, root: Path, patience: float | None = None) -> Answer | None:
    """Return what a function of a module answers in a process of its own; None if nothing, or nothing in time."""
    command = [sys.executable, "-B", "-m", __name__, function.__module__, function.__name__, *arguments]
    with contextlib.suppress(subprocess.TimeoutExpired, ValueError):
        asked = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, timeout=patience, check=False)
        return cast(Answer, json.loads(asked.stdout))
    return None


def _answer(module: str, function: str, *arguments: str) -> None:
    """Write what a function answers."""
    with output_alone() as output:
        json.dump(getattr(import_module(module), function)(*arguments), output)


def _end_with(pipe: int) -> None:
    os.read(pipe, 1)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    _answer(*sys.argv[1:])
