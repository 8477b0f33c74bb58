"""A new page builds at once: its module, its pages and its place in the nav are written by one command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from recompute.source.page_source import module_of
from tests.machinery.builds.conftest import Build, Content, Write

SCENARIO = '''\
"""The given quantities."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scenario:
    name: str = "a name"
    ready: bool = True
    share: float = 0.25


SCENARIO = Scenario()
'''
MODULE = '''\
"""What the page may quote."""

from recompute import value
from snippets.scenario import Scenario


@value("g", zh="给定的数。", en="The given number.")
def given(scenario: Scenario) -> float:
    return scenario.share
'''
NAV = "nav:\n  - index.md # the first\n\n"


@pytest.fixture
def begun(write: Write, sound: dict[str, Content], tmp_path: Path) -> Path:
    files = {path: content for path, content in sound.items() if not path.endswith(("page.md", "pages/page.py"))}
    files["snippets/scenario.py"], files["snippets/pages/index.py"] = SCENARIO, MODULE
    files["mkdocs.yml"] = NAV + str(sound["mkdocs.yml"])
    return write(tmp_path, files)


def new_page(project: Path, name: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "recompute", "new-page", name]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, encoding="utf-8")


@pytest.mark.parametrize("name", ["focal-loss", "guide/focal-loss"])
def test_the_first_build_of_a_new_page_passes_with_its_value_on_it(begun: Path, build: Build, name: str) -> None:
    made = new_page(begun, name)
    assert (made.returncode, made.stderr) == (0, "")
    module = f"snippets/pages/{module_of(f'{name}.md').replace('.', '/')}.py"
    expected = [module, f"docs/zh/{name}.md", f"docs/en/{name}.md", "mkdocs.yml"]
    assert made.stdout.splitlines() == [f"wrote {file}" for file in expected]
    assert f"nav:\n  - index.md # the first\n  - {name}.md\n\n" in (begun / "mkdocs.yml").read_text(encoding="utf-8")
    outcome = build(begun)
    assert outcome.code == 0, outcome.output
    for folder in ("", "en/"):
        page = (begun / f"site/{folder}{name}/index.html").read_text(encoding="utf-8")
        assert ">0.25</data>" in page


def test_what_is_there_stays_as_it_was(begun: Path) -> None:
    refused = new_page(begun, "index")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "snippets/pages/index.py exists already; choose another name\n"
    assert (begun / "snippets/pages/index.py").read_text(encoding="utf-8") == MODULE


@pytest.mark.parametrize("name", ["Focal", "../focal", "focal_loss", "2-focal", ""])
def test_a_name_that_would_be_no_module_is_refused(begun: Path, name: str) -> None:
    before = sorted(begun.rglob("*"))
    refused = new_page(begun, name)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"{name!r} is no name of a page; write lower-case letters and hyphens")
    assert sorted(begun.rglob("*")) == before


def test_a_scenario_without_a_number_is_said_to_lack_one(begun: Path) -> None:
    (begun / "snippets/scenario.py").write_text('SCENARIO = "none"\n', encoding="utf-8")
    refused = new_page(begun, "focal")
    assert refused.stderr == "snippets.scenario:SCENARIO is no dataclass with a field that holds a number; add one\n"
