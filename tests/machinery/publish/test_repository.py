"""Lines of the project's files have an address in its repository, at the very commit that is built."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from recompute.publish.source_pages import Repository, checked_out

ADDRESS = "https://git.example/weather/site"
NAME = ["-c", "user.name=A", "-c", "user.email=a@example.org"]


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *NAME, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in a folder of its repository, with a commit."""
    project = tmp_path / "docs"
    project.mkdir()
    for name in ("a.py", "b.py"):
        (project / name).write_text("x = 1\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Begin")
    return project


def test_a_line_is_found_at_the_commit_and_in_the_folder_that_were_built(project: Path) -> None:
    commit = git(project, "rev-parse", "HEAD").strip()
    repository = checked_out(project, ADDRESS)
    assert repository is not None
    assert repository.link("a.py", 1, 1) == f"{ADDRESS}/blob/{commit}/docs/a.py#L1"
    assert repository.link("a.py", 1, 9) == f"{ADDRESS}/blob/{commit}/docs/a.py#L1-L9"


def test_a_file_that_is_not_as_in_the_commit_has_no_address(project: Path) -> None:
    (project / "a.py").write_text("x = 2\n")
    (project / "new.py").write_text("x = 3\n")
    repository = checked_out(project, ADDRESS)
    assert repository is not None
    assert repository.link("a.py", 1, 1) is None
    assert repository.link("new.py", 1, 1) is None
    assert repository.link("b.py", 1, 1) is not None


@pytest.mark.parametrize("address", [None, ""])
def test_a_site_without_a_repository_has_no_addresses(address: str | None, project: Path) -> None:
    assert checked_out(project, address) is None


def test_a_folder_that_git_knows_nothing_of_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert checked_out(tmp_path, ADDRESS) is None


def test_a_repository_without_a_commit_has_none(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert checked_out(tmp_path, ADDRESS) is None


def test_a_machine_without_git_has_none(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert checked_out(project, ADDRESS) is None


def test_a_slash_at_the_end_of_the_address_does_no_harm() -> None:
    assert Repository(f"{ADDRESS}/", "0c9").link("a.py", 2, 3) == f"{ADDRESS}/blob/0c9/a.py#L2-L3"
