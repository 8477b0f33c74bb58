"""Where MindSpore cannot be imported, a server says in words what is missing, and a build stops."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.published import ROOT
from tests.served import served

ABSENT = "raise ModuleNotFoundError(\"No module named 'mindspore'\", name='mindspore')\n"
WORDS = {
    "conventions/": "（未算出：没有安装 mindspore）",
    "en/conventions/": "(not computed: mindspore is not installed)",
}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose Python finds a MindSpore that is not there, before any that is."""
    folder = tmp_path_factory.mktemp("absent")
    (folder / "mindspore.py").write_text(ABSENT, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(folder)}


def test_a_strict_build_says_in_one_line_how_to_install_it(environment: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert result.returncode != 0
    (line,) = [line for line in result.stderr.splitlines() if "mindspore is not installed" in line]
    assert line.endswith("run python -m pip install -r requirements.txt, with Python 3.10, 3.11 or 3.12")
    assert not list((tmp_path / "site").rglob("*.html"))


def test_a_server_marks_in_words_what_is_missing_and_computes_the_rest(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with served(ROOT, tmp_path / "serve.log", environment) as server:
        for page, words in WORDS.items():
            assert server.shows(page, words)
            assert 'data-ref="conventions.' in server.read(page)
