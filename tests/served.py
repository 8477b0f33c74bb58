"""A project while a server shows it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 300.0  # seconds; a busy machine may take long, and how long it takes is no matter of these tests


class Server:
    """A project, served."""

    def __init__(self, project: Path, log: Path, environment: Mapping[str, str] | None, module: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.project, self.address = project, f"http://127.0.0.1:{port}/"
        self._log = log.open("w+", encoding="utf-8")
        command = [sys.executable, "-m", module, "serve", "--dev-addr", f"127.0.0.1:{port}"]
        self.process = subprocess.Popen(
            command, cwd=project, env=environment, stdout=self._log, stderr=subprocess.STDOUT
        )

    def replace(self, path: str, old: str, new: str) -> None:
        file = self.project / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def read(self, page: str) -> str:
        """Return a page, or nothing while there is none."""
        try:
            with urllib.request.urlopen(self.address + page, timeout=5) as response:
                return str(response.read().decode("utf-8"))
        except (urllib.error.URLError, OSError):
            return ""  # It is building, or about to begin.

    def shows(self, page: str, text: str) -> bool:
        """Tell whether a page shows a text before patience runs out."""
        return self._comes(lambda: text in self.read(page))

    def says(self, text: str) -> bool:
        """Tell whether a printed line holds a text before patience runs out."""
        return self._comes(lambda: any(text in line for line in self.log()))

    def _comes(self, there: Callable[[], bool]) -> bool:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if there():
                return True
            time.sleep(0.1)
        return False

    def log(self) -> list[str]:
        """Return the lines that the server has printed so far."""
        self._log.seek(0)
        return self._log.read().splitlines()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
        self._log.close()


@contextmanager
def served(
    project: Path, log: Path, environment: Mapping[str, str] | None = None, module: str = "mkdocs"
) -> Iterator[Server]:
    """Serve a project for a while, by `python -m mkdocs serve` or another module."""
    server = Server(project, log, environment, module)
    try:
        yield server
    finally:
        server.stop()
