"""While `mkdocs serve` runs, what changes in pages and snippets shows on the next reload, in both languages."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.published import copy_of_project

PATIENCE = 30.0  # seconds; a busy machine may take long, and how long it takes is no matter of this test


class Server:
    """A copy of the project, served."""

    def __init__(self, project: Path, port: int) -> None:
        self.project, self.address = project, f"http://127.0.0.1:{port}/"
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
        self.log = (project.parent / "serve.log").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(command, cwd=project, stdout=self.log, stderr=subprocess.STDOUT)

    def replace(self, path: str, old: str, new: str) -> None:
        file = self.project / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def shows(self, page: str, text: str) -> bool:
        """Tell whether a page shows a text before patience runs out."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.address + page, timeout=5) as response:
                    if text in response.read().decode("utf-8"):
                        return True
            except (urllib.error.URLError, OSError):
                pass  # It is building, or about to begin.
            time.sleep(0.1)
        return False

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
        self.log.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    project = copy_of_project(tmp_path_factory.mktemp("served"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Server(project, port)
    yield running
    running.stop()


def test_both_languages_are_served(server: Server) -> None:
    assert server.shows("label-smoothing/", "标签平滑交叉熵")
    assert server.shows("en/label-smoothing/", "Label-smoothing cross-entropy")


def test_a_changed_word_shows(server: Server) -> None:
    server.replace("docs/en/softmax.md", "What it is for", "What softmax is for")
    assert server.shows("en/softmax/", "What softmax is for")


def test_a_changed_snippet_shows_its_new_numbers_in_both_languages(server: Server) -> None:
    server.replace("snippets/scenario.py", "epsilon: float = 0.1", "epsilon: float = 0.2")
    for page in ("label-smoothing/", "en/label-smoothing/"):
        assert server.shows(page, '<data class="value" value="1.11656')


def test_only_what_depends_on_a_change_is_evaluated_again(server: Server) -> None:
    server.replace("snippets/pages/gradient.py", "LEARNING_RATE = 1.0", "LEARNING_RATE = 0.5")
    assert server.shows("gradient/", 'data-value="0.5" data-ref="gradient.learning_rate"')
    server.log.seek(0)
    evaluated = [line for line in server.log.read().splitlines() if "Evaluating" in line]
    assert evaluated[-1].endswith("Evaluating: pages.gradient, figures.gradient_steps")


def test_a_fault_is_told_and_the_page_is_still_served(server: Server) -> None:
    server.replace("docs/en/softmax.md", "What softmax is for", "What {{ sofmtax }} is for")
    assert server.shows("en/softmax/", 'What <span class="problem">{{ sofmtax }}</span> is for')
    server.log.seek(0)
    assert "docs/en/softmax.md:" in server.log.read()
