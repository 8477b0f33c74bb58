"""Record in a process which files of the project its code opens: data, folders, and modules imported by name."""

from __future__ import annotations

import importlib
import os
import sys
from collections import defaultdict
from collections.abc import Callable
from importlib.util import source_from_cache
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from recompute.values.import_graph import is_own

_LISTING = {"os.listdir", "os.scandir"}
_FORKING = {"os.fork", "os.forkpty"}


def record_opened(root: Path) -> dict[str, set[str]]:
    """Begin to record, for each file of a project, what its code opens to read, or what it calls opens.

    From now on code of the project cannot fork this process, which would evaluate everything twice.
    """
    opened: dict[str, set[str]] = defaultdict(set)

    def note(path: str) -> None:
        for file in _on_the_stack(root):
            opened[file].add(path)

    _listen(root, note)
    return opened


def write_opened(root: str, log: str) -> None:
    """Begin to write into a file, a line each, what is opened by code that is in no file, such as that of notebooks."""
    seen: set[str] = set()
    lines = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(path: str) -> None:
        if path not in seen:
            seen.add(path)
            os.write(lines, f"{path}\n".encode())

    _listen(Path(root), note)


def _listen(root: Path, note: Callable[[str], None]) -> None:
    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _FORKING:
            _refuse_fork(root)
        elif event == "open" and arguments[2] & os.O_ACCMODE != os.O_WRONLY:
            note_own(arguments[0])
        elif event in _LISTING and not _imports(sys._getframe(1)):
            note_own(arguments[0] or ".")

    def note_own(name: object) -> None:
        path = os.path.abspath(os.fsdecode(name)) if isinstance(name, (str, bytes, os.PathLike)) else ""
        if path.endswith(".pyc") and "__pycache__" in path:
            path = source_from_cache(path)
        if is_own(path, root) and not any(part.startswith(".") for part in Path(path).relative_to(root).parts):
            note(path)

    sys.addaudithook(hook)
    _record_imports(note_own)


def _record_imports(note: Callable[[object], None]) -> None:
    """Let what is imported by name be noted too where it was imported before, so that nothing is opened."""
    original = importlib.import_module

    def import_module(name: str, package: str | None = None) -> ModuleType:
        module = original(name, package)
        if file := getattr(module, "__file__", None):
            note(file)
        return module

    importlib.import_module = import_module


def _on_the_stack(root: Path) -> set[str]:
    """Return the files of the project whose code is running."""
    files, frame = set(), sys._getframe(1)
    while frame.f_back is not None:
        frame = frame.f_back
        if is_own(frame.f_code.co_filename, root):
            files.add(frame.f_code.co_filename)
    return files


def _imports(frame: FrameType) -> bool:
    """Tell whether it is Python that looks for a module."""
    return any(each is not None and "importlib" in each.f_code.co_filename for each in (frame, frame.f_back))


def _refuse_fork(root: Path) -> None:
    caller = sys._getframe(2).f_code.co_filename
    if is_own(caller, root):
        raise RuntimeError("it forks the process that evaluates values; use subprocess or multiprocessing instead")
