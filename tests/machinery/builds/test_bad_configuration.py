"""What mkdocs.yml gets wrong fails the build with one located line: options that cannot be used, texts with numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.machinery.builds.conftest import CONFIGURATION

if TYPE_CHECKING:
    from pathlib import Path

    from tests.machinery.builds.conftest import Build, Content, Outcome, Write

OPTIONS = "      languages:\n"
LAST = "site_description: A tiny site."
# Options of the plugin, each by itself, and what must be said of it.
UNUSABLE = {
    "two languages of one code": ("code: en,", "code: zh,", "two languages have the code 'zh'; give each its own"),
    "no language": (CONFIGURATION[CONFIGURATION.index(OPTIONS) :].partition("markdown_extensions")[0],
                    "      languages: []\n", "languages is empty; list .*"),
    "no regular expression": (LAST, f"{LAST}, conjunctions: ['(']", r"conjunctions of en has '\(': .*; write a .*"),
    "a number for a word": (LAST, f"{LAST}, ui_strings: {{numbers: 5}}", "'numbers' is 5; write a text"),
    "a number for a symbol": (OPTIONS, f"      symbols: {{a: 5}}\n{OPTIONS}", "'a' is 5; write a text"),
    "a package that is not there": ("snippets.pages\n", "nope.pages\n", "package names nope.pages, but there is no .*"),
    "figures that are not there": (OPTIONS, f"      figures: nope\n{OPTIONS}", "figures names nope, but there is .*"),
    "a style sheet outside": (OPTIONS, f"      style_sheet: ../../a.css\n{OPTIONS}", "style_sheet leads out of .*"),
    "a status page above": (OPTIONS, f"      status_page: ../a.md\n{OPTIONS}", "status_page leads out of the site; .*"),
    "a status page of words": (OPTIONS, f"      status_page: page.md\n{OPTIONS}", "status_page names page.md, .*"),
}  # fmt: skip
TEXTS = """\
extra:
  social:
    - {icon: material/web, link: "https://e.example/57", name: About 0.57}
  consent: {title: "two\\u00a0thirds"}
  status: {new: "三成"}
  analytics: {property: G-57}
"""
TOGGLE = "  font: false\n  palette: {toggle: {icon: material/brightness-7, name: About 0.58}}\n"
CONTENTS = "markdown_extensions:\n  - toc: {title: About 0.59}\n"


@pytest.mark.parametrize("name", UNUSABLE)
def test_an_option_that_cannot_be_used_is_reported_in_one_line(name: str, project: Path, build: Build) -> None:
    old, new, message = UNUSABLE[name]
    (project / "mkdocs.yml").write_text(CONFIGURATION.replace(old, new, 1), encoding="utf-8")
    outcome = build(project)
    outcome.assert_stopped()
    assert len(outcome.lines(rf"(?:^| ){message}$")) == 1, outcome.output


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("snippets.nope", "mkdocs.yml:1: the card snippets.nope cannot be drawn: ModuleNotFoundError: .*"),
        ("snippets.card", "snippets/card.py:2: the card snippets.card cannot be drawn: ZeroDivisionError: .*"),
    ],
)
def test_a_card_that_cannot_be_drawn_is_reported_in_one_line(
    module: str, line: str, project: Path, write: Write, build: Build
) -> None:
    configuration = CONFIGURATION.replace(OPTIONS, f"      card: {module}\n{OPTIONS}")
    card = "def draw(scenario):\n    return scenario / 0\n"
    outcome = build(write(project, {"mkdocs.yml": configuration, "snippets/card.py": card}))
    assert outcome.code != 0
    assert "Traceback" not in outcome.output
    assert len(outcome.lines(f"^{line}")) == 1, outcome.output


@pytest.fixture(scope="module")
def numbered(
    tmp_path_factory: pytest.TempPathFactory, write: Write, build: Build, sound: dict[str, Content]
) -> Outcome:
    configuration = CONFIGURATION.replace("  font: false\n", TOGGLE).replace("markdown_extensions:\n", CONTENTS)
    return build(write(tmp_path_factory.mktemp("numbered"), {**sound, "mkdocs.yml": configuration + TEXTS}))


@pytest.mark.parametrize("typed", ["0.57", "0.58", "0.59", "two thirds", "三成"])
def test_a_number_that_the_theme_would_show_is_reported_in_one_line(typed: str, numbered: Outcome) -> None:
    numbered.assert_stopped()
    (line,) = numbered.lines(rf"mkdocs\.yml:\d+: {re.escape(typed)} is typed by hand in .*; leave the number out")
    assert "mkdocs.yml:1:" not in line
    assert not numbered.lines(r": 57 is typed")
