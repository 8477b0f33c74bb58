"""The site with another ε and with a third language, built at once for the tests of both: neither touches the other."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.published import Site, build, built, copy_of_project, made_once

EPSILON = "epsilon: float = 0.1"
JAPANESE = """\
        - code: ja
          tag: ja
          name: 日本語
          fallback: en
          rounding_words_before: [約]
          conjunctions: [と]
          site_name: ラベル平滑化
          site_description: すべての数値を計算し直すサイト。
"""


def translate(project: Path, page: str) -> None:
    """Write a page as a contributor does: its skeleton, and Japanese where words belong."""
    command = [sys.executable, "-m", "recompute", "new", "ja", page]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    file = project / "docs/ja" / f"{page}.md"
    text = re.sub(r"^# zh: .*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = re.sub(r"\n?<!-- zh: .*?-->", "", text, flags=re.DOTALL)
    file.write_text(text.replace('title: "…"', "title: ソフトマックス関数").replace("…", "約"), encoding="utf-8")


def declare_rounding(project: Path) -> None:
    """Say of one table, as an author has to at this ε, that its rounded numbers miss their sum."""
    for code, words in (("zh", "末位可能差一点"), ("en", "The last digit may be off")):
        file = project / f"docs/{code}/best-output.md"
        text = file.read_text(encoding="utf-8")
        said = f'| {{{{ best_by_class }}}} |\n\n<span data-rounding="best_by_class">{words}</span>'
        file.write_text(text.replace("| {{ best_by_class }} |", said), encoding="utf-8")
    command = [sys.executable, "-m", "recompute", "sync", "en", "best-output", "--unchanged"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)


@pytest.fixture(scope="session")
def changed_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with ε = 0.1001, so small a change that what the pages claim still holds, and with Japanese."""
    return made_once(tmp_path_factory, "changed", _change) / "project"


def _change(folder: Path) -> None:
    """Write the changed project into a folder, and build it."""
    project = copy_of_project(folder)
    scenario = project / "snippets" / "scenario.py"
    text = scenario.read_text(encoding="utf-8")
    assert text.count(EPSILON) == 1
    scenario.write_text(text.replace(EPSILON, "epsilon: float = 0.1001"), encoding="utf-8")
    configuration = project / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    extensions = "\nmarkdown_extensions:"
    configuration.write_text(text.replace(extensions, f"{JAPANESE}{extensions}"), encoding="utf-8")
    declare_rounding(project)
    (project / "docs/ja").mkdir()
    translate(project, "softmax")
    build(project, project / "site")


@pytest.fixture(scope="session")
def changed(changed_project: Path) -> Site:
    """What the changed project publishes."""
    return built(changed_project / "site")
