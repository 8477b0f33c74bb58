"""The source as it was when it was translated, from git where there is one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from recompute.problems import Problems
from recompute.source import parse_file
from recompute.translation.digest import digest
from recompute.translation.inclusion import Include
from recompute.translation.sections import Section, sections


def versions(root: Path, file: str) -> Iterator[str]:
    """Yield the text of a file in each commit that changed it, the newest first, under its earlier names too."""
    log = _git(root, "log", "--follow", "--name-only", "--format=%x00%H", "--relative", "--", file)
    for entry in log.split("\0")[1:]:
        commit, *names = entry.split()
        if names:
            yield _git(root, "show", f"{commit}:./{names[0]}")


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        finished = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except OSError:  # There is no git.
        return ""
    return finished.stdout.decode("utf-8", "replace") if finished.returncode == 0 else ""


def translated(root: Path, file: str, recorded: Mapping[str, str], include: Include = str) -> dict[str, Section]:
    """Return the sections that were translated, as far as the history knows texts with the recorded hashes."""
    found: dict[str, Section] = {}
    for text in versions(root, file):
        known = sections(parse_file(text, file, Problems()))
        by_hash = {digest(section, include): section for section in known.values()}
        found = {**{id_: by_hash[hash_] for id_, hash_ in recorded.items() if hash_ in by_hash}, **found}
        if len(found) == len(recorded):
            break
    return found
