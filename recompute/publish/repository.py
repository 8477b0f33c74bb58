"""Where the files of the project stand in its repository on the web, at the commit that is being built."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Repository:
    """A commit of a repository on the web, the folder of the project in it, and files that are not as in the commit."""

    address: str
    commit: str
    folder: str = ""
    changed: frozenset[str] = frozenset()

    def link(self, file: str, first: int, last: int) -> str | None:
        """Return the address of a file's lines; a file that is not in the commit as it was built has none.

        >>> Repository("https://git.example/a/b/", "0c9", "docs/").link("x.py", 4, 6)
        'https://git.example/a/b/blob/0c9/docs/x.py#L4-L6'
        """
        if file in self.changed:
            return None
        lines = f"L{first}" if first == last else f"L{first}-L{last}"
        return f"{self.address.rstrip('/')}/blob/{self.commit}/{self.folder}{file}#{lines}"


def checked_out(root: Path, address: str | None) -> Repository | None:
    """Return the commit that a folder was checked out from; None without an address, git, or a commit."""
    if not address:
        return None
    place = _git(root, "rev-parse", "HEAD", "--show-prefix")
    changed = _git(root, "diff", "--name-only", "--relative", "-z", "HEAD")
    added = _git(root, "ls-files", "--others", "-z")
    if place is None or changed is None or added is None:
        return None
    commit, folder = place.splitlines()
    return Repository(address, commit, folder, frozenset([*changed.split("\0"), *added.split("\0")]))


def _git(root: Path, *arguments: str) -> str | None:
    """Return what git prints in a folder; None where there is no git, or nothing for it to tell."""
    try:
        finished = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8")
    except OSError:
        return None
    return finished.stdout if finished.returncode == 0 else None
