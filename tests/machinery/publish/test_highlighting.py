"""Files are highlighted in a process beside the build, each of them once."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from recompute.publish import highlighting
from recompute.publish.highlighting import Highlighting


def test_files_of_several_batches_are_highlighted() -> None:
    work = Highlighting()
    work.begin({"a.py": "x = 1\n"})
    work.begin({"a.py": "x = 1\n", "b.py": "def f(): ...\n"})
    assert {file: '<span class="' in text for file, text in work.result().items()} == {"a.py": True, "b.py": True}


def test_a_file_that_has_begun_is_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[bytes] = []
    run = subprocess.run

    def recorded(*arguments: Any, **options: Any) -> subprocess.CompletedProcess[bytes]:
        sent.append(options["input"])
        return run(*arguments, **options)

    monkeypatch.setattr(highlighting.subprocess, "run", recorded)
    work = Highlighting()
    for _ in range(2):
        work.begin({"a.py": "x = 1\n"})
        work.result()
    assert len(sent) == 1


def test_a_process_that_fails_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlighting.sys, "executable", "false")
    work = Highlighting()
    work.begin({"a.py": "x = 1\n"})
    with pytest.raises(RuntimeError, match="exit code 1"):
        work.result()
