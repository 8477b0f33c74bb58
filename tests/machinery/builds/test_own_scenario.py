"""A page with a scenario and a data file of its own, made of the code that the page on writing shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machinery.builds.conftest import Build, Content, Write
from tests.worked_examples import steps

INDEX_MODULE = '''\
"""What the home page may quote."""

from recompute import value
from snippets.scenario import Scenario


@value("g", zh="给定的数。", en="The given number.")
def given(scenario: Scenario) -> float:
    return scenario.share
'''
DEPTHS = (2.5, 4.0, 3.25)
LEVELS, FACTORS = (0.0, 0.5, 1.0), (0.5, 1.0, 1.5)


@pytest.fixture
def lake(sound: dict[str, Content], write: Write, tmp_path: Path) -> Path:
    files = {path: content for path, content in sound.items() if not path.endswith(("page.md", "pages/page.py"))}
    shown = {step.file: step.code for step in steps("writing", "en", "own-scenario")}
    return write(tmp_path, {**files, "snippets/pages/index.py": INDEX_MODULE, **shown})


def test_both_languages_show_the_same_files() -> None:
    assert steps("writing", "zh", "own-scenario") == steps("writing", "en", "own-scenario")


def test_the_page_is_built_with_numbers_of_its_own_at_every_position_of_its_controls(lake: Path, build: Build) -> None:
    outcome = build(lake)
    assert outcome.code == 0, outcome.output
    for language, folder in (("zh", ""), ("en", "en/")):
        page = (lake / f"site/{folder}lake/index.html").read_text(encoding="utf-8")
        assert f">{0.5 + sum(DEPTHS) / 3:.2f}</data>" in page
        assert ">0.25</data>" in (lake / f"site/{folder}index.html").read_text(encoding="utf-8")
        script = (lake / f"site/whatif/lake.{language}.js").read_text(encoding="utf-8")
        grid = json.loads(script.strip()[len("whatIf(") : -1])
        (series,) = grid["slots"]["lake.mean_depth"]
        means = [level + factor * sum(DEPTHS) / 3 for level in LEVELS for factor in FACTORS]
        assert grid["shape"] == [3, 3]
        assert grid["series"][series] == [[0, 1], "\n".join(f"{mean:.2f}" for mean in means)]


def test_a_data_file_that_changes_changes_its_numbers_alone(lake: Path, build: Build) -> None:
    assert build(lake).code == 0
    file = lake / "data/depths.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("4.0", "7.0"), encoding="utf-8")
    assert build(lake).code == 0
    assert ">4.75</data>" in (lake / "site/en/lake/index.html").read_text(encoding="utf-8")
    assert ">0.25</data>" in (lake / "site/en/index.html").read_text(encoding="utf-8")


def test_what_a_value_depends_on_is_found_within(lake: Path) -> None:
    command = [sys.executable, "-m", "recompute", "why", "lake.mean_depth"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    printed = subprocess.run(command, cwd=lake, env=environment, capture_output=True, encoding="utf-8")
    assert printed.returncode == 0, printed.stderr
    for name in ("lake.level", "lake.depths[0]", "lake.depths[2]"):
        assert name in printed.stdout
    assert "share" not in printed.stdout


def test_a_quantity_that_is_not_within_is_reported(lake: Path, build: Build) -> None:
    for language in ("zh", "en"):
        file = lake / f"docs/{language}/lake.md"
        file.write_text(file.read_text(encoding="utf-8").replace("lake.level", "pond.level"), encoding="utf-8")
    outcome = build(lake)
    assert outcome.code != 0
    assert outcome.lines(r"docs/zh/lake\.md:4: .*the scenario has no field 'pond'; correct its name")
