"""Files are highlighted once each: much code in a process beside the build, a little by the build itself."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from recompute.publish import highlighting
from recompute.publish.highlighting import Highlighting

MUCH = "x = 1\n" * 2000


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What is sent to processes."""
    sent: list[dict[str, str]] = []
    run = subprocess.run

    def recorded(*arguments: Any, **options: Any) -> subprocess.CompletedProcess[bytes]:
        sent.append(json.loads(options["input"]))
        return run(*arguments, **options)

    monkeypatch.setattr(highlighting.subprocess, "run", recorded)
    return sent


def test_files_of_several_batches_are_highlighted() -> None:
    work = Highlighting()
    work.begin({"a.py": "x = 1\n"})
    work.begin({"a.py": "x = 1\n", "b.py": MUCH})
    work.begin({"c.py": "def f(): ...\n"})
    assert {file: '<span class="' in text for file, text in work.result().items()} == dict.fromkeys(
        ("a.py", "b.py", "c.py"), True
    )


def test_a_process_highlights_as_the_build_does() -> None:
    alone, beside = Highlighting(), Highlighting()
    for count in range(2000):
        alone.begin({f"{count}.py": "x = 1\n"})
    beside.begin({f"{count}.py": "x = 1\n" for count in range(2000)})
    assert alone.result() == beside.result()


def test_a_file_that_has_begun_is_not_sent_again(sent: list[dict[str, str]]) -> None:
    work = Highlighting()
    for _ in range(2):
        work.begin({"a.py": MUCH})
        work.result()
    assert sent == [{"a.py": MUCH}]


def test_a_little_code_needs_no_process(sent: list[dict[str, str]]) -> None:
    work = Highlighting()
    work.begin({"a.py": "x = 1\n"})
    assert '<span class="mi">1</span>' in work.result()["a.py"]
    assert sent == []


def test_a_process_that_fails_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlighting.sys, "executable", "false")
    work = Highlighting()
    work.begin({"a.py": MUCH})
    with pytest.raises(RuntimeError, match="exit code 1"):
        work.result()
