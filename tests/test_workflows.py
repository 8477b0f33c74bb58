"""What the workflows run is there, and does what they expect of it; how they are written, linters check."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.machinery.translation.project import FILES, edit, write

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = ROOT / ".github" / "workflows"


def steps(workflow: str, job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((WORKFLOWS / workflow).read_text(encoding="utf-8"))["jobs"][job][
        "steps"
    ]
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in git whose one translation is recorded."""
    project = tmp_path / "project"
    write(project, FILES)
    git(project, "init", "-q", "-b", "main")
    subprocess.run([sys.executable, "-m", "recompute", "sync", "la", "guide/far"], cwd=project, check=True)
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "A version")
    return project


def git(project: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=project, check=True)


def summarise(project: Path) -> tuple[int, str]:
    """Run the step of the workflow that posts a summary; return its exit status and the summary."""
    (step,) = [step for step in steps("check.yml", "translations") if "BASE" in step.get("env", {})]
    assert step["shell"] == "bash"
    summary = project.parent / "summary.md"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # where `python` is this one
    environment = {**os.environ, "PATH": path, "BASE": "main", "GITHUB_STEP_SUMMARY": str(summary)}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]  # as GitHub documents it
    finished = subprocess.run(command, cwd=project, env=environment, check=False)
    return finished.returncode, summary.read_text(encoding="utf-8")


def test_the_summary_tells_what_a_pull_request_makes_stale(project: Path) -> None:
    edit(project, "docs/ua/guide/far.md", "ONLY", "JUST")
    status, summary = summarise(project)
    assert status == 0
    assert "| `guide/far` | `la` | `#far changed` |" in summary


def test_the_step_fails_where_a_pull_request_takes_a_mark_away(project: Path) -> None:
    write(project, {"docs/la/guide/far.md": FILES["docs/la/guide/far.md"]})
    status, summary = summarise(project)
    assert status == 1
    assert summary.startswith("## Translations")


def test_the_whole_of_ci_runs_on_every_pull_request() -> None:
    assert "bash .ci/run" in [step.get("run") for step in steps("check.yml", "everything")]


def test_screenshots_are_kept_from_the_folder_that_git_ignores() -> None:
    kept = [
        step["with"]["path"] for step in steps("check.yml", "everything") if "upload-artifact" in step.get("uses", "")
    ]
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert kept
    assert set(kept) <= set(ignored)


def test_the_site_is_built_for_the_address_that_it_is_published_at() -> None:
    (build,) = [step for step in steps("publish.yml", "build") if "mkdocs build" in step.get("run", "")]
    assert build["env"] == {"SITE_URL": "${{ steps.pages.outputs.base_url }}/"}
    assert "!ENV [SITE_URL," in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
