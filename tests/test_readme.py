"""What the READMEs say of the project is so."""

from __future__ import annotations

from pathlib import Path

import pytest

from recompute.cli.translations import load
from recompute.site import reference
from tests.benchmarks.report_tables import outdated

ROOT = Path(__file__).resolve().parents[1]


def test_the_share_of_translated_pages_is_as_it_stands() -> None:
    assert [str(problem) for problem in reference.problems(load(ROOT))] == []


@pytest.mark.parametrize("file", ["README.md", "README.zh.md"])
def test_the_share_of_translated_pages_is_reported(file: str) -> None:
    assert "<!-- translations -->" in (ROOT / file).read_text(encoding="utf-8")


def test_tables_of_measurements_are_renewed_when_what_they_measure_changes() -> None:
    assert list(outdated(ROOT)) == []
