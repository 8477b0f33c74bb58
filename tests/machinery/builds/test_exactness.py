"""A build stops at what claims to be exact and is not, in either language, and lets pass what says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.machinery.builds.conftest import CONFIGURATION

if TYPE_CHECKING:
    from tests.machinery.builds.conftest import Build, Content, Outcome, Write

WITH_WORDS = CONFIGURATION.replace("{code: en, ", "{code: en, rounding_words_before: [about], ").replace(
    "{code: zh, ", "{code: zh, rounding_words_before: [约], "
)
THIRD, GIVEN = "{{ page.third }}", "{{ index.given }}"
PAGE = "---\nvalues: false\n---\n\n# A page {{ #top }}\n\n{}\n"
SOUND = r"""---
title: Page
description: {word} {{{{ third }}}}
---

# Page {{ #top }}

{word} {{{{ third }}}}, x = {{{{ squares[0] }}}}, $x \approx {{{{ third }}}}$

| A | B |
|---|---|
| {{{{ third }}}} | {{{{ boundless }}}} |
"""

EQUALITY = r"1\.33 has an equals sign, but page\.third is 1\.333333…; write \\approx .*"
UNMARKED = "1.33 is rounded, for page.third is 1.333333…, and nothing says so; write ≈ or '{}' before it, or .*"
# A body, which begins on line 7, the line where the build must see the fault, and what it must say there.
FAULTS = {
    "in-a-formula": (f"$x = {THIRD}$", 7, EQUALITY),
    "in-a-display": (f"$$\nx\n= {THIRD}\n$$", 9, EQUALITY),
    "in-a-cell": (f"| A |\n|---|\n| x = {THIRD} |", 9, EQUALITY),
    "in-a-table-of-signs": (
        f"| A | B | C |\n|---|---|---|\n| D | x = {GIVEN} | {THIRD} |",
        9,
        "1.33 is rounded, .*; mark it .*",
    ),
    "in-a-sum": (
        rf"${THIRD} + {THIRD} + {THIRD} \approx {GIVEN}$",
        7,
        r'as shown, 1\.33 \+ 1\.33 \+ 1\.33 is 3\.99, not 4; .*, in <span data-rounding="index\.given">…</span>',
    ),
    "in-a-declaration": ('<span data-rounding="dya">off</span>', 7, "data-rounding names 'dya', but there is no .*"),
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, write: Write, build: Build, sound: dict[str, Content]) -> Outcome:
    """What comes of a project with all those faults at once, in both languages, and with words in the wrong one."""
    files = {
        f"docs/{code}/{name}.md": PAGE.format(body) for code in ("zh", "en") for name, (body, *_) in FAULTS.items()
    }
    swapped = {"docs/zh/page.md": SOUND.format(word="about"), "docs/en/page.md": SOUND.format(word="约")}
    project = write(tmp_path_factory.mktemp("inexact"), {**sound, "mkdocs.yml": WITH_WORDS, **files, **swapped})
    return build(project)


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_reported_in_one_clean_line(name: str, code: str, outcome: Outcome) -> None:
    _, line, message = FAULTS[name]
    outcome.assert_stopped_by(rf"docs/{code}/{name}\.md:{line}: {message}", about=rf"docs/{code}/{name}\.md")


@pytest.mark.parametrize(("code", "word"), [("zh", "约"), ("en", "about")])
def test_the_words_that_count_are_those_of_the_language(code: str, word: str, outcome: Outcome) -> None:
    places = [line.split(": ")[0] for line in outcome.lines(UNMARKED.format(word))]
    assert places == [f"docs/{code}/page.md:3", f"docs/{code}/page.md:8"]


def test_what_is_rounded_and_says_so_is_published(project: Path, write: Write, build: Build) -> None:
    pages = {"docs/zh/page.md": SOUND.format(word="约"), "docs/en/page.md": SOUND.format(word="about")}
    outcome = build(write(project, {"mkdocs.yml": WITH_WORDS, **pages}))
    assert outcome.code == 0, outcome.output
    assert outcome.pages
