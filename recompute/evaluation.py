"""Run the evaluation of page values in a fresh process, beside the rest of the build."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

Reply = dict[str, Any]


@dataclass(frozen=True)
class Evaluation:
    """An evaluation under way: the modules' replies come one by one, in the order of the modules."""

    evaluator: Evaluator
    root: Path
    evaluated: list[str]
    kept: dict[str, Reply]
    output: IO[str] | None

    def replies(self) -> Iterator[tuple[str, Reply | None]]:
        """Yield each page module with its reply, or with None where the process died before it."""
        yield from self.kept.items()
        for page in self.evaluated:
            line = self.output.readline() if self.output is not None else ""
            reply: Reply | None = json.loads(line) if line else None
            if reply is not None:
                self.evaluator.remember(self.root, page, reply)
            yield page, reply


class Evaluator:
    """Evaluates page modules in a fresh process; a server keeps the replies whose files have not changed."""

    def __init__(self, keep: bool = False) -> None:
        self.keep = keep
        self._kept: dict[str, tuple[str, Reply]] = {}

    def start(self, root: Path, package: str, scenario: str, pages: Iterable[str]) -> Evaluation:
        """Begin to evaluate the modules of these pages."""
        kept = {page: reply for page in pages if (reply := self._still_valid(root, page)) is not None}
        changed = [page for page in pages if page not in kept]
        modules = [f"{package}.{page}" for page in changed]
        request = {"scenario": scenario, "modules": modules, "dependencies": self.keep}
        return Evaluation(self, root, changed, kept, _start_process(root, request) if changed else None)

    def remember(self, root: Path, page: str, reply: Reply) -> None:
        """Keep a reply for the next build of a server, with the content of all that it was computed from."""
        if self.keep and not reply["problems"]:
            self._kept[page] = (_fingerprint(root, reply["files"]), reply)

    def _still_valid(self, root: Path, page: str) -> Reply | None:
        fingerprint, reply = self._kept.get(page, ("", {}))
        return reply if reply and fingerprint == _fingerprint(root, reply["files"]) else None


def _start_process(root: Path, request: dict[str, Any]) -> IO[str]:
    command = [sys.executable, "-m", "recompute.evaluate"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=root, text=True, encoding="utf-8", stdin=pipe, stdout=pipe)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(request))
    process.stdin.close()
    return process.stdout


def _fingerprint(root: Path, files: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for file in files:
        path = root / file
        digest.update(path.read_bytes() if path.is_file() else b"missing")
    return digest.hexdigest()
