"""A build replaces the site in one step, at its end; until then nothing of the site or the project is touched."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from mkdocs.exceptions import PluginError

from recompute.site import staging
from recompute.site.staging import Staging, fail, refuse
from tests.forked import start
from tests.machinery.builds.conftest import contents

if TYPE_CHECKING:
    from tests.machinery.builds.conftest import Build, Write

SOURCES = {"docs", "snippets", "tests"}
SLOW = '''\
"""What the other page may quote."""

import time

from recompute import value


@value(zh="值。", en="A value.")
def slow(scenario):
    open("started", "w").close()
    time.sleep(60)
'''


def staged(root: Path) -> Staging:
    return Staging(root / "site", root, SOURCES)


def test_a_site_is_replaced_whole_and_its_hidden_files_stay(tmp_path: Path, write: Write) -> None:
    write(tmp_path, {"site/index.html": "older", "site/old/index.html": "older", "site/.git/HEAD": "a commit"})
    build = staged(tmp_path)
    write(build.folder, {"index.html": "newer"})
    build.publish()
    assert contents(tmp_path) == {"site/index.html": b"newer", "site/.git/HEAD": b"a commit"}


def test_a_site_is_replaced_where_the_system_cannot_swap_folders(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging.sys, "platform", "other")
    test_a_site_is_replaced_whole_and_its_hidden_files_stay(tmp_path, write)


def test_what_a_killed_build_left_is_removed_and_the_site_it_set_aside_comes_back(tmp_path: Path, write: Write) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    write(tmp_path, {f".site.{ended.pid}.building/index.html": "half", ".site.earlier/index.html": "whole"})
    staged(tmp_path).discard()
    assert contents(tmp_path) == {"site/index.html": b"whole"}


def test_a_folder_whose_process_number_was_given_to_another_process_is_removed(tmp_path: Path) -> None:
    left = tmp_path / f".site.{os.getppid()}.building"
    left.mkdir()
    os.utime(left, (0, 0))
    staged(tmp_path).discard()
    assert not left.exists()


def test_a_second_build_is_refused_and_says_which_process_builds(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    held = tmp_path / f".site.{other.pid}.building"
    held.mkdir()
    with pytest.raises(PluginError, match=f"is being built by process {other.pid}; wait until it has ended"):
        staged(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [held.name]
    other.communicate(b"")


PLACES = {
    "docs": "files of the project",
    "docs/en": "files of the project",
    "snippets/site": "files of the project",
    "tests/new/site": "files of the project",
    ".git/site": "files of the project",
    ".": "the project itself",
    "..": "the project itself",
    "/": "the project itself",
    str(staging.MACHINERY / "site"): "the machinery",
    "a-file": "it is a file",
    "pictures": "no earlier site",
    "linked": "files of the project",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_folder_that_holds_anything_but_a_site_is_refused(place: str, tmp_path: Path, write: Write) -> None:
    project = tmp_path / "project"
    files = {"docs/en/index.md": "# Home", "a-file": "", "pictures/a.png": "", "linked": Path("docs/en")}
    before = contents(write(project, files))
    with pytest.raises(PluginError, match=f"{PLACES[place]}.*; let site_dir name an empty or a new folder"):
        refuse((project / place).resolve(), project, SOURCES)
    assert contents(project) == before


@pytest.mark.parametrize("place", ["site", "build/site", "../elsewhere", "empty"])
def test_a_new_or_an_empty_folder_and_an_earlier_site_are_accepted(place: str, tmp_path: Path, write: Write) -> None:
    project = write(tmp_path / "project", {"site/index.html": "older"})
    (project / "empty").mkdir()
    refuse((project / place).resolve(), project, SOURCES)


def test_a_place_that_cannot_be_written_is_said_in_one_line(tmp_path: Path, write: Write) -> None:
    write(tmp_path, {"a-file": ""})
    with pytest.raises(PluginError, match=r"a-file cannot be written: .*; choose another site_dir"):
        Staging(tmp_path / "a-file/site", tmp_path / "project", SOURCES)


ERRORS = {
    "No space left on device: site/index.html; make room there": OSError(
        28, "No space left on device", "site/index.html"
    ),
    "TypeError: odd; mkdocs build --verbose shows where": TypeError("odd\nand more"),
}


@pytest.mark.parametrize("line", ERRORS)
def test_an_error_that_mkdocs_would_show_with_a_traceback_is_said_in_one_line(line: str) -> None:
    with pytest.raises(PluginError, match=f"^The build broke off: {line}[^\n]*$"):
        fail(ERRORS[line])


def test_a_build_into_a_folder_of_pages_deletes_none_of_them(project: Path, build: Build) -> None:
    outcome = build(project, "-d", "docs/en")
    outcome.assert_stopped()
    assert len(outcome.lines("lies among the files of the project")) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_the_earlier_site(number: int, project: Path, write: Write) -> None:
    page = "---\nvalues: false\n---\n\n# Other { #other }\n"
    write(project, {f"docs/{code}/other.md": page for code in ("zh", "en")})
    write(project, {"snippets/pages/other.py": SLOW, "site/index.html": "older"})
    command = [sys.executable, "-m", "mkdocs", "build"]
    running = subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, preexec_fn=heed_interrupts)
    while not (project / "started").exists():
        assert running.poll() is None, running.communicate()
        time.sleep(0.05)
    running.send_signal(number)
    _, said = running.communicate()
    assert running.returncode != 0
    assert b"Traceback" not in said
    assert (project / "site/index.html").read_text() == "older"
    assert [path.name for path in (project / "site").iterdir()] == ["index.html"]
    assert bool(list(project.glob(".site*"))) == (number == signal.SIGKILL)  # The next build removes it.
    deadline = time.monotonic() + 10
    while any(str(project) in cwd for cwd in working_folders()):
        assert time.monotonic() < deadline, "a process of the build is still running"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("moment", [0.3, 0.7, 0.9, 0.97])
def test_at_whatever_moment_a_build_is_stopped_there_is_the_earlier_site_or_all_of_the_new_one(
    number: int, moment: float, project: Path, build: Build, write: Write
) -> None:
    began = time.monotonic()
    assert build(project).code == 0
    takes, whole = time.monotonic() - began, contents(project / "site")
    write(project, {"site/index.html": "older"})
    older = contents(project / "site")
    running = start(project, "build", environment={**os.environ})  # In the same way, so that it takes as long.
    process = psutil.Process(running.pid)
    time.sleep(takes * moment)
    with contextlib.suppress(psutil.NoSuchProcess):  # On a busy machine one build may take longer than the next.
        process.send_signal(number)
    running.join()
    left = contents(project / "site")
    assert left == older or (left.keys() == whole.keys() and left["en/index.html"] == whole["en/index.html"])
    assert build(project).code == 0
    assert contents(project / "site").keys() == whole.keys()
    assert not list(project.glob(".site*"))


def test_where_there_is_no_room_the_earlier_site_stays_and_one_line_says_so(project: Path, write: Write) -> None:
    write(project, {"site/index.html": "older"})
    script = 'ulimit -f 64 && exec "$0" -m mkdocs build'
    command = ["bash", "-c", script, sys.executable]
    ended = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    (line,) = [line for line in ended.stderr.splitlines() if "File too large" in line]
    assert line.endswith("make room there, or give site_dir another place")
    assert "Traceback" not in ended.stderr
    assert contents(project / "site") == {"index.html": b"older"}
    assert not list(project.glob(".site*"))


def heed_interrupts() -> None:
    """Let a process be interrupted even if this one may not be: a script's shell starts what runs beside it so."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def working_folders() -> list[str]:
    """Return the folders that the running processes of this user work in."""
    return [process.info["cwd"] or "" for process in psutil.process_iter(["cwd"])]
