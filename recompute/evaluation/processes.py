"""Processes beside the build; each ends when the build does, however that ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import Any


def start(module: str, request: object, root: Path) -> subprocess.Popen[bytes]:
    """Start a module of the machinery in a process of its own, and hand it its request.

    The pipe stays open: when its end is closed, the build has ended.
    """
    command, pipe = [sys.executable, "-m", module], subprocess.PIPE
    process = subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe)
    assert process.stdin is not None
    process.stdin.write(json.dumps(request).encode() + b"\n")
    process.stdin.flush()
    return process


def received() -> Any:
    """Return the request, in such a process, which from now on ends with the build; Ctrl-C is for the build alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    request = json.loads(sys.stdin.buffer.readline())
    pipe = os.dup(sys.stdin.fileno())
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())  # What is evaluated finds nothing to read.
    Thread(target=_end_with, args=(pipe,), daemon=True).start()
    return request


def _end_with(pipe: int) -> None:
    os.read(pipe, 1)
    os._exit(1)
