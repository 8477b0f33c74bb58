"""A section is recorded only once its translation has followed, or is said to need no change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.machinery.translation.project import edit, states, write
from tests.machinery.translation.test_commands import Printed, run

SOURCE = """\
---
title: TALL
---

# TALL { #tall }

FIRST WORDS.

## ROAD { #road }

WORDS OF THE ROAD.

## SEA { #sea }

WORDS OF THE SEA.
"""


@pytest.fixture
def recorded(project: Path, capsys: Printed) -> Path:
    """The project with a page of three sections, translated and recorded to be."""
    translation = SOURCE.lower()
    write(project, {"docs/ua/tall.md": SOURCE, "docs/la/tall.md": translation})
    assert run("sync", "la", "tall") == 0
    capsys.readouterr()
    return project


def changed_sections(project: Path, capsys: Printed) -> str:
    assert run("status", "la", "tall") == 0
    line = capsys.readouterr().out.splitlines()[1]
    return line.partition("stale")[2].partition("python")[0].strip()


def test_a_section_whose_translation_has_not_followed_is_not_recorded(recorded: Path, capsys: Printed) -> None:
    edit(recorded, "docs/ua/tall.md", "OF THE ROAD", "OF A ROAD")
    edit(recorded, "docs/ua/tall.md", "OF THE SEA", "OF A SEA")
    edit(recorded, "docs/la/tall.md", "of the sea", "of a sea")
    assert run("sync", "la", "tall", "--review", "human") == 1
    assert capsys.readouterr().err == (
        "docs/la/tall.md:15: the source of section #road has changed and the translation has not, so it is not "
        "recorded; translate the change, or, where none is needed, run python -m recompute sync la tall --unchanged\n"
    )
    assert changed_sections(recorded, capsys) == "#road changed"


def test_the_section_is_recorded_once_its_translation_has_changed(recorded: Path) -> None:
    edit(recorded, "docs/ua/tall.md", "OF THE ROAD", "OF A ROAD")
    assert run("sync", "la", "tall") == 1
    edit(recorded, "docs/la/tall.md", "of the road", "of a road")
    assert run("sync", "la", "tall") == 0
    assert states(recorded)["tall"] == "unreviewed"


def test_it_is_recorded_without_a_change_where_none_is_said_to_be_needed(recorded: Path) -> None:
    edit(recorded, "docs/ua/tall.md", "OF THE ROAD", "OF TEH ROAD")
    assert run("sync", "la", "tall", "--unchanged") == 0
    assert states(recorded)["tall"] == "unreviewed"


def test_a_title_counts_as_a_section(recorded: Path, capsys: Printed) -> None:
    edit(recorded, "docs/ua/tall.md", "title: TALL", "title: TALLER")
    assert run("sync", "la", "tall") == 1
    assert "the source of the front matter has changed" in capsys.readouterr().err


def test_a_renamed_section_that_has_changed_waits_for_its_words(recorded: Path, capsys: Printed) -> None:
    edit(recorded, "docs/ua/tall.md", "ROAD { #road }", "ROAD { #way }")
    edit(recorded, "docs/ua/tall.md", "OF THE ROAD", "OF A ROAD")
    assert run("check", "--fix") == 0
    capsys.readouterr()
    assert run("sync", "la", "tall") == 1
    assert "the source of section #way has changed" in capsys.readouterr().err


def test_a_moved_section_is_recorded_only_once_the_translation_has_it_there(recorded: Path, capsys: Printed) -> None:
    road, sea = (f"## {name} {{ #{name.lower()} }}\n\nWORDS OF THE {name}.\n" for name in ("ROAD", "SEA"))
    edit(recorded, "docs/ua/tall.md", f"{road}\n{sea}", f"{sea}\n{road}")
    assert run("sync", "la", "tall") == 1
    assert "correct this first" in capsys.readouterr().err
    edit(recorded, "docs/la/tall.md", f"{road}\n{sea}".lower(), f"{sea}\n{road}".lower())
    assert run("sync", "la", "tall") == 0
    assert states(recorded)["tall"] == "unreviewed"


def test_a_record_of_the_source_alone_is_read_and_completed(recorded: Path) -> None:
    file = recorded / "docs/la/tall.md"
    file.write_text(re.sub(r'"(\w{10}) \w{10}"', r'"\1"', file.read_text()))
    assert states(recorded)["tall"] == "unreviewed"
    assert run("sync", "la", "tall") == 0
    edit(recorded, "docs/ua/tall.md", "OF THE ROAD", "OF A ROAD")
    assert run("sync", "la", "tall") == 1
