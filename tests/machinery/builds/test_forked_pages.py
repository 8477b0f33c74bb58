"""Pages that other processes finish are those that one process makes, whatever becomes of these processes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from recompute.site.forked_pages import ForkedResults
from tests.machinery.builds.conftest import contents
from tests.published import ROOT

if TYPE_CHECKING:
    from tests.machinery.builds.conftest import Build, Outcome, Write

PAGES = 14
TEMPLATE = '{% extends "base.html" %}{% block extrahead %}<meta name="process" content="{{ process() }}">{% endblock %}'
MARK = re.compile(rb'<meta name="process" content="(\d+)">')
HOOKS = "import os\n\n\ndef on_env(env, **_):\n    env.globals['process'] = os.getpid\n    return env\n"
TAKES_PART = "\n\ndef on_post_page(output, **_):\n    return output\n"
KILLS = HOOKS.replace("= os.getpid", "= lambda: os.kill(os.getpid(), 9) if os.getpid() != build else build").replace(
    "\n\n\n", "\n\nbuild = os.getpid()\n\n\n", 1
)
VALUE = 'from recompute import value\n\n\n@value(".2f", zh="商。", en="The quotient.")\ndef third(scenario):\n'


@pytest.fixture
def many(project: Path, write: Write) -> Path:
    """A project of many pages whose template says which process renders it."""
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    configuration = configuration.replace("  font: false\n", "  font: false\n  custom_dir: theme\n")
    files = {"mkdocs.yml": f"{configuration}hooks: [hooks.py]\n", "hooks.py": HOOKS, "theme/main.html": TEMPLATE}
    for number in range(PAGES):
        name = f"p{chr(97 + number)}"
        files[f"snippets/pages/{name}.py"] = f"{VALUE}    return scenario / {number + 1}\n"
        for code, title in (("zh", "页"), ("en", "Page")):
            files[f"docs/{code}/{name}.md"] = f"# {title} {name} {{ #top }}\n\n{{{{ third }}}} [[index]]\n"
    return write(project, files)


def site_of(outcome: Outcome, project: Path) -> tuple[set[bytes], dict[str, bytes]]:
    """Return the processes that rendered pages, and the files of the site without what names them."""
    assert outcome.code == 0, outcome.output
    files = contents(project / "site")
    found = {match[1] for text in files.values() for match in MARK.finditer(text)}
    return found, {name: MARK.sub(b"", text) for name, text in files.items() if not name.endswith(".gz")}


@pytest.fixture
def alone(many: Path, write: Write, build: Build) -> dict[str, bytes]:
    """The site as one process builds it, for a plugin takes part that might remember pages."""
    write(many, {"hooks.py": HOOKS + TAKES_PART})
    processes, files = site_of(build(many), many)
    assert len(processes) == 1
    return files


def test_several_processes_finish_the_same_pages(
    many: Path, alone: dict[str, bytes], write: Write, build: Build
) -> None:
    write(many, {"hooks.py": HOOKS})
    processes, files = site_of(build(many), many)
    assert len(processes) > 1
    assert files == alone


def test_what_a_killed_process_leaves_the_build_finishes(
    many: Path, alone: dict[str, bytes], write: Write, build: Build
) -> None:
    write(many, {"hooks.py": KILLS})
    processes, files = site_of(build(many), many)
    assert len(processes) == 1
    assert files == alone


def test_what_is_wrong_with_a_page_is_reported_whichever_process_finishes_it(
    many: Path, write: Write, build: Build
) -> None:
    pages = sorted((many / "docs" / "en").glob("p?.md"))
    for page in pages:
        page.write_text(f"{page.read_text(encoding='utf-8')}\nThere are 7 of them.\n", encoding="utf-8")
    outcome = build(many)
    outcome.assert_stopped()
    found = [line.partition(":")[0] for line in outcome.lines("^docs/en/p.*: 7 is typed by hand")]
    assert found == [f"docs/en/{page.name}" for page in pages]


def squared_elsewhere(number: int) -> tuple[int, int]:
    if number == 10:
        raise ValueError(number)
    return number**2, os.getpid()


def test_a_result_that_was_not_asked_for_is_passed_over_and_none_comes_after_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = psutil.Process().children()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    results = ForkedResults(squared_elsewhere, range(15))
    found = {number: results.take(number) for number in range(15) if number != 3}
    assert {number: result[0] for number, result in found.items() if result} == {1: 1, 5: 25, 7: 49, 8: 64}
    assert os.getpid() not in {result[1] for result in found.values() if result}
    results.end()
    assert psutil.Process().children() == before


def test_results_that_nobody_takes_keep_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    before = psutil.Process().children()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    ForkedResults(lambda number: "x" * 1_000_000, range(15)).end()
    assert psutil.Process().children() == before


def test_few_items_are_left_to_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    results = ForkedResults(squared_elsewhere, range(8))
    assert [results.take(number) for number in range(8)] == [None] * 8


INTERRUPTED = """
import sys, time
from pathlib import Path
from recompute.site.forked_pages import ForkedResults

def write(item):
    time.sleep(0.05)
    Path(sys.argv[1], str(item)).touch()

results = ForkedResults(write, range(100))
time.sleep(0.2)
sys.exit(143)
"""


def test_no_copy_writes_on_when_the_build_has_been_interrupted(tmp_path: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 143
    written = len(list(tmp_path.iterdir()))
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) == written < 50
