"""`mkdocs build` in processes forked from one that has imported MkDocs: imports are most of what a tiny site takes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import NamedTemporaryFile

from mkdocs.__main__ import cli

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.preloaded"])


def mkdocs(project: Path, *arguments: str, environment: dict[str, str]) -> tuple[int, str]:
    """Run `mkdocs` in a folder; return its exit status and all that it and its own processes printed."""
    with NamedTemporaryFile(prefix="mkdocs-") as printed:
        process = start(project, *arguments, environment=environment, printed=printed.name)
        process.join()
        assert process.exitcode is not None
        return process.exitcode, printed.read().decode("utf-8")


def start(project: Path, *arguments: str, environment: dict[str, str], printed: str = os.devnull) -> BaseProcess:
    """Start `mkdocs` in a folder; what it and its own processes print is added to a file."""
    process = _CONTEXT.Process(target=_run, args=(project, arguments, environment, printed))
    process.start()
    return process


def _run(project: Path, arguments: tuple[str, ...], environment: dict[str, str], printed: str) -> None:
    output = os.open(printed, os.O_WRONLY | os.O_APPEND)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        os.dup2(output, stream.fileno())
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # A script's shell has what runs beside it ignore them.
    os.chdir(project)
    sys.path.insert(0, str(project))

    cli(list(arguments), prog_name="mkdocs")
