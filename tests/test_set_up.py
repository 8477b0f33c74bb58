"""What the project needs is pinned in one place, and MindSpore can be left out."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = re.findall(r"^([\w.-]+)==[^\s;]+", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)


def name_of(requirement: str) -> str:
    """Return the name of what is required, as package indexes write it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()


@pytest.mark.parametrize("requirement", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["mindspore"]])
def test_each_package_is_pinned_to_one_version(requirement: str) -> None:
    assert name_of(requirement) in PINS


def test_mindspore_is_needed_by_the_whole_set_up_alone() -> None:
    assert "mindspore" not in map(name_of, PROJECT["dependencies"])
    assert "-e .[mindspore]\n" in (ROOT / "requirements.txt").read_text(encoding="utf-8")
