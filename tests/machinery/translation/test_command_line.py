"""How the command line is used: names of pages and languages, help, folders without a project; it starts quickly."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.machinery.translation.test_commands import Printed, run


@pytest.mark.parametrize("name", ["docs/la/guide/far.md", "./docs/ua/guide/far.md", "guide/far.md", "guide/far"])
def test_a_page_is_named_by_its_file_too(project: Path, capsys: Printed, name: str) -> None:
    assert run("status", name) == 0
    assert {line.split()[0] for line in capsys.readouterr().out.splitlines()[1:-1]} == {"guide/far"}


def test_status_of_a_language_lists_that_language_alone(project: Path, capsys: Printed) -> None:
    assert run("status", "xa") == 0
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()[1:-1]] == [
        ["guide/far", "xa"],
        ["start", "xa"],
    ]


@pytest.mark.parametrize("command", [("status", "ja"), ("new", "ja", "start"), ("sync", "ja", "start")])
def test_an_unknown_language_leads_to_how_one_is_added(
    project: Path, capsys: Printed, command: tuple[str, ...]
) -> None:
    assert run(*command) == 1
    assert capsys.readouterr().err == (
        "ja is not a language to translate into; there is la, xa; "
        'a new one is added as the section "Add a language" of the contributing page says\n'
    )


def test_outside_a_project_one_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("status") == 1
    assert capsys.readouterr().err == f"{tmp_path} has no mkdocs.yml; change to the folder of the project first\n"
    (tmp_path / "mkdocs.yml").write_text("site_name: Another\nplugins: [search]\n")
    assert run("status") == 1
    assert capsys.readouterr().err == (
        f"{tmp_path}/mkdocs.yml does not list 'recompute' under plugins; add it, or change to another folder\n"
    )


def test_a_reader_that_reads_no_more_ends_a_command_without_a_traceback(project: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "recompute", "status"]
    done = subprocess.run(command, cwd=project, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["status", "check", "changed", "new", "diff", "sync"])
def test_help_says_what_a_command_does_and_gives_an_example(capsys: Printed, command: str) -> None:
    with pytest.raises(SystemExit) as exit_:
        run(command, "--help")
    assert exit_.value.code == 0
    assert f"Example: python -m recompute {command} " in capsys.readouterr().out


def test_the_version_is_that_of_the_package(capsys: Printed) -> None:
    with pytest.raises(SystemExit):
        run("--version")
    assert capsys.readouterr().out == f"{version('label-smoothing-recomputed')}\n"


def test_commands_about_translations_import_nothing_that_builds(project: Path) -> None:
    code = "import sys; from recompute.__main__ import main; main(['status']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    slow = {"mkdocs_jupyter", "material.plugins.search.plugin", "pytest", "nbclient", "jieba", "matplotlib"}
    assert slow.isdisjoint(done.stderr.split())
