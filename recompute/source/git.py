"""What git knows of the project."""

from __future__ import annotations

import subprocess
from pathlib import Path


def git(root: Path, *arguments: str) -> bytes | None:
    """Return what git prints in a folder; None where there is no git, or where it fails."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        finished = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except OSError:
        return None
    return finished.stdout if finished.returncode == 0 else None
