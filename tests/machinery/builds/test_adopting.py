"""Another site uses the machinery from what the page on contributing says alone, without this one's mathematics."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recompute.source.tree import fences
from tests.machinery.builds.conftest import Build, Write

ROOT = Path(__file__).resolve().parents[3]
SECTION = re.compile(r"^## [^\n]*\{ #adopt \}\n(.*?)^## ", re.DOTALL | re.MULTILINE)
TITLE = re.compile(r'title="([^"]+)"')


def shown(language: str) -> dict[str, str]:
    """Return the files that the section shows, by their names."""
    section = SECTION.search((ROOT / "docs" / language / "contributing.md").read_text(encoding="utf-8"))
    assert section is not None
    titled = ((TITLE.search(fence.info), fence.code) for fence in fences(section[1]))
    return {title[1]: f"{code}\n" for title, code in titled if title}


def test_both_languages_show_the_same_files_and_the_plugin_takes_five_lines() -> None:
    assert shown("zh") == shown("en")
    configuration = shown("en")["mkdocs.yml"]
    plugin = re.search(r"^  - recompute:\n(?:    .*\n)*", configuration, re.MULTILINE)
    assert plugin is not None
    assert plugin[0].count("\n") == 5


@pytest.fixture
def adopted(write: Write, tmp_path: Path) -> Path:
    return write(tmp_path, shown("en"))


def test_the_site_builds_with_its_three_pages_and_its_numbers(adopted: Path, build: Build) -> None:
    outcome = build(adopted)
    assert outcome.code == 0, outcome.output
    assert {"index.html", "more/index.html", "about/index.html"} <= set(outcome.pages)
    assert ">0.5</data>" in (adopted / "site/index.html").read_text(encoding="utf-8")
    assert ">6</data>" in (adopted / "site/more/index.html").read_text(encoding="utf-8")


def test_a_result_that_is_typed_fails_its_build(adopted: Path, build: Build) -> None:
    page = adopted / "docs/en/about.md"
    page.write_text(page.read_text(encoding="utf-8").replace("No number", "The number 6"), encoding="utf-8")
    outcome = build(adopted)
    assert outcome.code != 0
    assert outcome.lines(r"docs/en/about\.md:7: .*\b6\b")
