"""The worked example of the page on contributing, followed step by step: what the page shows is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.published import ROOT, copy_of_project
from tests.worked_examples import Step, follow, run, steps


def walkthrough(language: str) -> list[Step]:
    return steps("contributing", language, "walkthrough")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project in a repository of its own."""
    project = copy_of_project(tmp_path)
    (project / ".gitignore").write_text((ROOT / ".gitignore").read_text(encoding="utf-8"), encoding="utf-8")
    for command in ("git init -q -b main", "git add -A", "git commit -q -m Begin"):
        assert run(project, command) == ""
    return project


def test_what_the_page_shows_is_what_happens(project: Path) -> None:
    for step in walkthrough("zh"):
        follow(project, step)
    assert run(project, "git status --short --branch") == "## main\n"
    assert run(project, "git branch") == "* main\n"


def test_the_steps_are_the_same_in_both_languages() -> None:
    assert walkthrough("zh") == walkthrough("en")


def test_the_example_shows_each_command_of_a_translator_and_a_mistake() -> None:
    runs = [step for step in walkthrough("zh") if step.kind == "run"]
    used = set(re.findall(r"python -m recompute (\w+)", "\n".join(step.code for step in runs)))
    assert used == {"new", "check", "sync", "status", "diff"}
    assert [step for step in runs if "check" in step.code and "2 errors" in step.output]
