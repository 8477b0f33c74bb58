"""The benchmark of the build runs, and a table that it wrote becomes outdated when its inputs change."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import report_tables
from tests.benchmarks.report_tables import ROOT, outdated


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def commit(root: Path, count: int = 1) -> str:
    for _ in range(count):
        git(root, "commit", "--allow-empty", "-qm", "A change")
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose report has a table measured at its first commit, with one input."""
    monkeypatch.setattr(report_tables, "REPORTS", ("BENCHMARKS.md",))
    monkeypatch.setattr(report_tables, "INPUTS", {"speed": ("code.py", "benchmark.py")})
    git(tmp_path, "init", "-q")
    (tmp_path / "code.py").write_text("x = 1\n")
    git(tmp_path, "add", ".")
    stamp = report_tables.STAMP["BENCHMARKS.md"].format(
        date="2026-11-29", commit=commit(tmp_path), cores=2, machine="a machine", runs=3, versions=""
    )
    (tmp_path / "BENCHMARKS.md").write_text(f"<!-- speed: written -->\n| 1 |\n\n{stamp}\n<!-- /speed -->\n")
    return tmp_path


def change_input(root: Path) -> None:
    (root / "code.py").write_text("x = 2\n")
    git(root, "add", "code.py")


def test_the_benchmark_of_the_build_prints_its_table() -> None:
    command = [sys.executable, "tests/benchmarks/build_speed.py", "--pages", "20", "--rounds", "1"]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    heading, _, row, *_ = printed.splitlines()
    assert heading == "| Pages | Computed (s) | Typed (s) | Computed : typed |"
    assert row.startswith("| 20 | ")


def test_a_table_stays_while_its_inputs_are_the_same(repository: Path) -> None:
    commit(repository, 61)
    assert list(outdated(repository)) == []


@pytest.mark.parametrize(("commits", "found"), [(60, []), (61, ["61 commits old"])])
def test_a_table_whose_inputs_changed_is_outdated_after_sixty_commits(
    repository: Path, commits: int, found: list[str]
) -> None:
    change_input(repository)
    commit(repository, commits)
    messages = list(outdated(repository))
    assert len(messages) == len(found)
    assert all(part in message for part, message in zip(found, messages, strict=True))


def test_a_table_names_its_commit(repository: Path) -> None:
    (repository / "BENCHMARKS.md").write_text("<!-- speed: written -->\n| 1 |\n<!-- /speed -->\n")
    (message,) = outdated(repository)
    assert "does not say at which commit it was measured; run python tests/benchmarks/benchmark.py --write" in message


def test_a_shallow_clone_cannot_tell_the_age(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    change_input(repository)
    git(repository, "add", ".")
    commit(repository, 61)
    clone = tmp_path_factory.mktemp("clone") / "shallow"
    git(repository, "clone", "-q", "--depth", "1", repository.as_uri(), str(clone))
    assert list(outdated(repository))
    assert list(outdated(clone)) == []


def test_writing_replaces_a_table_and_what_it_was_measured_on(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_tables, "ROOT", repository)
    head = commit(repository)
    report_tables.write("speed", {"BENCHMARKS.md": "| 2 |\n"}, 3, {"Python": "3.12.1"})
    written = (repository / "BENCHMARKS.md").read_text()
    assert written.startswith("<!-- speed: written -->\n| 2 |\n\nMeasured on ")
    assert f"`{head[:10]}`" in written
    assert written.endswith("; Python 3.12.1.\n<!-- /speed -->\n")
