"""Text files that people write, and what git knows of them."""

from __future__ import annotations

import subprocess
from pathlib import Path


def is_special(path: Path) -> bool:
    """Return whether something is a pipe, a socket or a device: whoever reads it may wait for ever."""
    return path.exists() and not path.is_file() and not path.is_dir()


def read_text(path: Path) -> str:
    """Return what a file says, without a byte order mark; raise OSError where there is none, or nothing that ends."""
    if is_special(path):
        raise OSError(0, "it is a pipe, a socket or a device", str(path))
    return path.read_text(encoding="utf-8-sig")


def git(root: Path, *arguments: str) -> bytes | None:
    """Return what git prints in a folder; None where there is no git, or where it fails."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        finished = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except OSError:
        return None
    return finished.stdout if finished.returncode == 0 else None
