"""Results of earlier evaluations: a server keeps them in memory, and a folder keeps them for the commands and tests."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import get_ident

from recompute.values.evaluators import ModuleResult

STORE = ".cache/recompute"  # What a build or a server leaves in its project, for commands that ask for values.
FOLDER = "RECOMPUTE_KEPT_RESULTS"  # For tests alone, which build the same site many times; no build sets it.


class KeptResults:
    """Results by the name of what was evaluated, each with a fingerprint of all that it depends on."""

    def __init__(self, keep: bool, folder: Path | None = None) -> None:
        self._one_each = folder is not None  # In the folder of the tests there are results of several projects.
        self._folder = folder or (Path(os.environ[FOLDER]) if FOLDER in os.environ else None)
        self.keep = keep or self._folder is not None
        self._kept: dict[str, tuple[str, ModuleResult]] = {}

    def find(self, name: str) -> Iterator[tuple[str, ModuleResult]]:
        """Yield the fingerprints and results that are kept under a name."""
        if name in self._kept:
            yield self._kept[name]
        for file in self._folder.glob(f"{_digest(name)}-*.json") if self._folder else ():
            yield tuple(json.loads(file.read_text(encoding="utf-8")))

    def add(self, name: str, fingerprint: str, reply: ModuleResult) -> None:
        """Keep a result, where results are kept."""
        if self.keep:
            self._kept[name] = fingerprint, reply
        if self._folder:
            with suppress(OSError):  # It may be read-only; then what needs the result evaluates.
                self._write(self._folder, name, fingerprint, reply)

    def _write(self, folder: Path, name: str, fingerprint: str, reply: ModuleResult) -> None:
        """Write a result into the folder, where its file appears complete: builds that run at once share it."""
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{_digest(name)}-{'' if self._one_each else _digest(fingerprint)}.json"
        unfinished = file.with_suffix(f".{os.getpid()}-{get_ident()}")  # Two threads may evaluate one module.
        unfinished.write_text(json.dumps([fingerprint, reply]), encoding="utf-8")
        os.replace(unfinished, file)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def digest(root: Path, files: Iterable[str]) -> str:
    """Return a digest of what files hold, of the names in folders, and of which of them are missing."""
    found = hashlib.sha256()
    for path in (root / file for file in files):
        names = sorted(each.name for each in path.iterdir() if each.name[0] not in "._") if path.is_dir() else []
        content = path.read_bytes() if path.is_file() else "\0".join(names).encode()
        found.update(f"{path.is_file()} {path.is_dir()} {len(content)} ".encode() + content)
    return found.hexdigest()


def modified(path: Path) -> float:
    """Return when a file was last modified, in seconds; 0 where there is none."""
    return path.stat().st_mtime if path.exists() else 0.0
