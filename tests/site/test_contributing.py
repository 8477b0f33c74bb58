"""The worked example of the page on contributing, followed step by step: what the page shows is what happens."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from recompute.source.fences import Fence
from recompute.source.tree import fences
from tests.published import ROOT, copy_of_project

EXAMPLE = re.compile(r"^## [^\n]*\{ #walkthrough \}\n(.*?)^## [^\n]*\{ #states \}", re.DOTALL | re.MULTILINE)
TITLE = re.compile(r'title="([^"]+)"')
IDENTITY = {
    f"GIT_{role}_{what}": "reader@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


@dataclass(frozen=True)
class Step:
    """One thing to do or to see: commands and what they print, or a file to write, to see or to edit."""

    kind: str
    code: str
    file: str = ""
    output: str = ""


def steps(language: str) -> list[Step]:
    page = (ROOT / "docs" / language / "contributing.md").read_text(encoding="utf-8")
    example = EXAMPLE.search(page)
    assert example is not None
    return list(read(list(fences(example[1]))))


def read(shown: list[Fence]) -> Iterator[Step]:
    for fence, behind in zip(shown, [*shown[1:], None], strict=True):
        title = TITLE.search(fence.info)
        if fence.language == "bash":
            is_output = behind is not None and behind.language == "text"
            yield Step("run", fence.code, output=behind.code if behind is not None and is_output else "")
        elif fence.language == "diff":
            assert title is not None
            yield Step("edit", fence.code, title[1])
        elif fence.language != "text":
            assert title is not None
            yield Step("see" if 'data-step="see"' in fence.info else "write", fence.code, title[1])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project in a repository of its own."""
    project = copy_of_project(tmp_path)
    (project / ".gitignore").write_text((ROOT / ".gitignore").read_text(encoding="utf-8"), encoding="utf-8")
    for command in ("git init -q -b main", "git add -A", "git commit -q -m Begin"):
        assert run(project, command) == ""
    return project


def run(project: Path, commands: str) -> str:
    """Run commands, one a line; return all that they print. One that fails must have said why."""
    printed = ""
    for command in commands.splitlines():
        words = [sys.executable if word == "python" else word for word in shlex.split(command)]
        environment = {**os.environ, **IDENTITY, "PYTHONPATH": str(project), "PYTHONUTF8": "1"}
        finished = subprocess.run(
            words, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
        )
        assert finished.returncode == 0 or finished.stdout, command
        printed += finished.stdout
    return printed


def edited(text: str, difference: str) -> str:
    """Return a text with a line replaced as a difference shows it."""
    old, new = ("\n".join(line[1:] for line in difference.splitlines() if line[0] == sign) + "\n" for sign in "-+")
    assert text.count(old) == 1, old
    return text.replace(old, new)


def follow(project: Path, step: Step) -> None:
    file = project / step.file
    if step.kind == "run":
        assert run(project, step.code) == step.output, step.code
    elif step.kind == "see":
        assert file.read_text(encoding="utf-8") == step.code
    elif step.kind == "write":
        file.write_text(step.code, encoding="utf-8")
    else:
        file.write_text(edited(file.read_text(encoding="utf-8"), step.code), encoding="utf-8")


def test_what_the_page_shows_is_what_happens(project: Path) -> None:
    for step in steps("zh"):
        follow(project, step)
    assert run(project, "git status --short --branch") == "## main\n"
    assert run(project, "git branch") == "* main\n"


def test_the_steps_are_the_same_in_both_languages() -> None:
    assert steps("zh") == steps("en")


def test_the_example_shows_each_command_of_a_translator_and_a_mistake() -> None:
    runs = [step for step in steps("zh") if step.kind == "run"]
    used = set(re.findall(r"python -m recompute (\w+)", "\n".join(step.code for step in runs)))
    assert used == {"new", "check", "sync", "status", "diff"}
    assert [step for step in runs if "check" in step.code and "2 errors" in step.output]
