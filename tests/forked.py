"""`mkdocs build` in processes forked from one that has imported MkDocs, and with the theme's templates compiled once.

Imports, templates, and a list of the theme's ten thousand icons are most of what the build of a tiny site takes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from functools import cache, partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from mkdocs.__main__ import cli
from mkdocs.theme import Theme

from recompute.site import plugin

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        "pytest",  # Each process imports what this one was started by.
        "mkdocs.__main__",
        "recompute.site.plugin",
        "recompute.markup.extension",
        *(f"markdown.extensions.{name}" for name in ("attr_list", "codehilite", "fenced_code", "md_in_html", "tables")),
        *(f"pymdownx.{name}" for name in ("arithmatex", "highlight", "snippets", "superfences")),
        "pygments.formatters.html",
    ]
)
_environment = Theme.get_env


@cache
def _compiled() -> TemporaryDirectory[str]:
    """Return where the builds of a run leave templates compiled, each under its text."""
    return TemporaryDirectory(prefix="compiled-templates-")


class _WithoutHidden(FileSystemLoader):
    """Lists no files in hidden folders: MkDocs, which takes none, would look at them one by one."""

    def list_templates(self) -> list[str]:
        found = set()
        for searched in self.searchpath:
            for folder, folders, files in os.walk(searched):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(searched).as_posix() for name in files)
        return sorted(found)


def mkdocs(project: Path, *arguments: str, environment: dict[str, str]) -> tuple[int, str]:
    """Run `mkdocs` in a folder; return its exit status and all that it and its own processes printed."""
    with NamedTemporaryFile(prefix="mkdocs-") as printed:
        process = start(project, *arguments, environment=environment, printed=printed.name)
        process.join()
        assert process.exitcode is not None
        return process.exitcode, printed.read().decode("utf-8")


def start(project: Path, *arguments: str, environment: dict[str, str], printed: str = os.devnull) -> BaseProcess:
    """Start `mkdocs` in a folder; what it and its own processes print is added to a file."""
    process = _CONTEXT.Process(target=_run, args=(project, arguments, environment, printed, _compiled().name))
    process.start()
    return process


def _run(project: Path, arguments: tuple[str, ...], environment: dict[str, str], printed: str, compiled: str) -> None:
    output = os.open(printed, os.O_WRONLY | os.O_APPEND)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        os.dup2(output, stream.fileno())
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # A script's shell has what runs beside it ignore them.
    os.chdir(project)
    sys.path.insert(0, str(project))

    def get_env(theme: Theme) -> Environment:
        env = _environment(theme)
        env.loader = _WithoutHidden(theme.dirs)
        return env

    Theme.get_env = get_env
    plugin.CompiledTemplates = partial(FileSystemBytecodeCache, compiled)  # It keeps them for one build.
    cli(list(arguments), prog_name="mkdocs")
