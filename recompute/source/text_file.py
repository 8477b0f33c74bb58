"""Text files that people write, and what git knows of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from recompute.diagnostics import LocatedError


def is_special(path: Path) -> bool:
    """Return whether something is a pipe, a socket or a device: whoever reads it may wait for ever."""
    return path.exists() and not path.is_file() and not path.is_dir()


def read_text(path: Path, what: str, remedy: str) -> str:
    """Return what a file says, without a byte order mark; raise LocatedError where it says nothing that can be read."""
    try:
        if is_special(path):
            raise OSError(0, "it is a pipe, a socket or a device", str(path))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise LocatedError(line, f"this is not UTF-8 ({error.reason}); save the file as UTF-8") from error
    except OSError as error:
        raise LocatedError(1, f"the {what} cannot be read: {error.strerror or error}; {remedy}") from error


def git(root: Path, *arguments: str) -> bytes | None:
    """Return what git prints in a folder; None where there is no git, or where it fails."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        finished = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except OSError:
        return None
    return finished.stdout if finished.returncode == 0 else None
