"""What costs time is done once: a value that no control changes is computed, a template is compiled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.machinery.builds.test_controls import RAIN, grid_of

if TYPE_CHECKING:
    from tests.machinery.builds.conftest import Build, Write

SLOW = """

@value("g", zh="慢。", en="It takes long.")
def slow(scenario: Rain) -> float:
    with open("runs", "a") as runs:
        runs.write(".")
    return 2.5


@value("g", zh="乘积。", en="The product.")
def product(scenario: Rain) -> float:
    return slow(scenario) * scenario.area
"""


@pytest.mark.parametrize(
    "group", ["", "      process_groups: [[snippets.pages.index]]\n"], ids=["beside others", "alone"]
)
def test_a_value_that_does_not_depend_on_the_controls_runs_once(
    group: str, project: Path, write: Write, build: Build
) -> None:
    for other in ("docs/zh/page.md", "docs/en/page.md", "snippets/pages/page.py"):
        (project / other).unlink()
    rain = write(project, RAIN)
    changes = {
        "snippets/pages/index.py": ("\n\n@claim", f"{SLOW}\n\n@claim"),
        "mkdocs.yml": ("      languages:", f"{group}      languages:"),
        "docs/zh/index.md": ("{{ total:.2f }}", "{{ total:.2f }} {{ slow }} {{ product }}"),
        "docs/en/index.md": ("{{ total:.2f }}", "{{ total:.2f }} {{ slow }} {{ product }}"),
    }
    for file, (old, new) in changes.items():
        text = (rain / file).read_text(encoding="utf-8")
        assert old in text
        (rain / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    outcome = build(rain)
    assert outcome.code == 0, outcome.output
    grid = grid_of(rain, "en")
    assert {"2.5", "5", "7.5"} <= {text for _, joined in grid["series"] for text in joined.split("\n")}
    assert (rain / "runs").read_text() == "."


COUNTS = """
import os
import tempfile

tempfile.tempdir = os.path.abspath("temporary")
os.makedirs(tempfile.tempdir, exist_ok=True)


def on_env(env, **_):
    compiled = env.compile

    def counted(source, name=None, filename=None, *arguments, **named):
        with open("compiled", "a") as names:
            names.write(f"{name}\\n")
        return compiled(source, name, filename, *arguments, **named)

    env.compile = counted
"""


def test_a_template_is_compiled_once_for_all_languages_and_for_later_builds(
    project: Path, write: Write, build: Build
) -> None:
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    write(project, {"mkdocs.yml": f"{configuration}hooks: [hooks.py]\n", "hooks.py": COUNTS})
    for _ in range(2):
        outcome = build(project)
        assert outcome.code == 0, outcome.output
        names = (project / "compiled").read_text().split()
        assert "base.html" in names
        assert [name for name in set(names) if names.count(name) > 1] == []
