"""Pages as they were once, from git where there is one."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from recompute.diagnostics import Diagnostics
from recompute.source.page_source import parse_file
from recompute.translation.digest import digest
from recompute.translation.inclusion import Include
from recompute.translation.sections import Section, sections


class HistoryError(Exception):
    """Something that the history does not hold, with what to do about it."""


def versions(root: Path, file: str) -> Iterator[str]:
    """Yield the text of a file in each commit that changed it, the newest first, under its earlier names too."""
    log = _git(root, "log", "--follow", "--name-only", "--format=%x00%H", "--relative", "--", file)
    for entry in log.split("\0")[1:]:
        commit, *names = entry.split()
        if names:
            yield _git(root, "show", f"{commit}:./{names[0]}")


def _git(root: Path, *arguments: str) -> str:
    return _git_bytes(root, *arguments).decode("utf-8", "replace")


def _git_bytes(root: Path, *arguments: str) -> bytes:
    """Return what git prints, or nothing where it fails."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        finished = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except OSError:  # There is no git.
        return b""
    return finished.stdout if finished.returncode == 0 else b""


def export(root: Path, base: str, folder: Path) -> None:
    """Write the project into a folder as it was where the present state parted from a branch or a commit."""
    if not _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}"):
        raise HistoryError(f"git knows no {base} here; name a branch or a commit, and fetch it first if need be")
    parting = _git(root, "merge-base", base, "HEAD").strip()
    if not parting:
        raise HistoryError(f"git knows no commit that {base} and the present state share; run git fetch --unshallow")
    with tarfile.open(fileobj=io.BytesIO(_git_bytes(root, "archive", parting))) as archive:
        archive.extractall(folder, filter="data")


def translated(root: Path, file: str, recorded: Mapping[str, str], include: Include = str) -> dict[str, Section]:
    """Return the sections that were translated, as far as the history knows texts with the recorded hashes."""
    found: dict[str, Section] = {}
    for text in versions(root, file):
        known = sections(parse_file(text, file, Diagnostics()))
        by_hash = {digest(section, include): section for section in known.values()}
        found = {**{id_: by_hash[hash_] for id_, hash_ in recorded.items() if hash_ in by_hash}, **found}
        if len(found) == len(recorded):
            break
    return found
