"""A README says between two marks how much of each language is translated; `check` reports where that is not so."""

from __future__ import annotations

from pathlib import Path

import pytest

from recompute.__main__ import main
from recompute.cli.translations import load
from recompute.translation.overview import shares
from tests.machinery.translation.project import TRANSLATED, write

Printed = pytest.CaptureFixture[str]
README = "# Made up\n\nSo far <!-- translations -->{}<!-- /translations --> of it.\n"


def reported(project: Path, capsys: Printed, *options: str) -> list[str]:
    """Return what `check` says of the README."""
    main(["check", *options])
    return [line for line in capsys.readouterr().out.splitlines() if line.startswith("README.md")]


def test_each_language_has_the_share_of_the_pages_that_it_has_translated(project: Path) -> None:
    assert shares(load(project)) == "Lower 50%, Mixed 0%"
    write(project, {"docs/la/start.md": TRANSLATED})
    assert shares(load(project)) == "Lower 100%, Mixed 0%"


def test_a_skeleton_is_not_yet_translated(project: Path) -> None:
    assert main(["new", "xa", "start"]) == 0
    assert shares(load(project)) == "Lower 50%, Mixed 0%"


def test_a_share_is_rounded_down(project: Path) -> None:
    page = "# A { #a }\n\nWORDS.\n"
    write(project, {"docs/ua/a.md": page, "docs/la/start.md": TRANSLATED})
    assert shares(load(project)) == "Lower 66%, Mixed 0%"


def test_a_readme_that_says_otherwise_is_reported_and_repaired(project: Path, capsys: Printed) -> None:
    write(project, {"README.md": README.format("Lower 100%")})
    assert reported(project, capsys) == [
        "README.md:3: the generated text between these marks is out of date; run python -m recompute check --fix"
    ]
    assert reported(project, capsys, "--fix") == ["README.md: wrote what is generated"]
    assert (project / "README.md").read_text() == README.format("Lower 50%, Mixed 0%")
    assert reported(project, capsys, "--fix") == []


def test_a_readme_without_the_marks_is_left_alone(project: Path, capsys: Printed) -> None:
    write(project, {"README.md": "# Made up\n\nLower 100%\n"})
    assert reported(project, capsys, "--fix") == []
    assert (project / "README.md").read_text() == "# Made up\n\nLower 100%\n"
