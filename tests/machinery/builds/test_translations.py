"""A translation that lacks something stops a build; one whose source has moved on never does."""

from __future__ import annotations

from pathlib import Path

import pytest

from recompute.__main__ import main
from tests.machinery.builds.conftest import Build


@pytest.fixture
def synced(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project, with its translation recorded to be up to date."""
    monkeypatch.chdir(project)
    assert main(["sync", "en", "page", "index"]) == 0
    return project


def edit(project: Path, file: str, old: str, new: str) -> None:
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_translation_that_lacks_something_stops_the_build(synced: Path, build: Build) -> None:
    edit(synced, "docs/en/page.md", "$x \\approx {{ third }}$", "$y \\approx {{ third }}$")
    expected = r"docs/en/page\.md:\d+: the formula \$y .*\$ is \$x .*\$ in docs/zh/page\.md:\d+; give both the same"
    build(synced).assert_stopped_by(expected, "formula")


def test_a_source_that_has_moved_on_stops_nothing(synced: Path, build: Build) -> None:
    edit(synced, "docs/zh/page.md", "$x \\approx {{ third }}$", "$z$ {{ squares }} `code`")
    edit(synced, "docs/zh/page.md", "`{{ third }} 0.5`", "## 新的一节 { #new }\n\n{{ third }}")
    outcome = build(synced)
    assert outcome.code == 0
    assert [line.partition("docs/")[2] for line in outcome.lines("out of date")] == [
        "en/page.md is out of date: #formula changed, #new added; see python -m recompute diff en page"
    ]
