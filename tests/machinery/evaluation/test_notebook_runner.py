"""Notebooks run in a fresh Python beside the build; a server runs again only what depends on a change."""

from __future__ import annotations

import logging
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from recompute.evaluation.notebook_runner import Executor
from recompute.source.notebook import Cell
from recompute.source.page_source import Source

ModuleResult = dict[str, Any]

FILES = {
    "town/__init__.py": "",
    "town/rain.py": "from .deep import STEP\n\ndef fall(x):\n    return x + STEP\n",
    "town/deep.py": "STEP = 10\n",
    "town/lonely.py": "NOTHING = 0\n",
}
FALL = "from town.rain import fall\nprint(fall(1))"


def write(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


@pytest.fixture
def running(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "mkdocs.plugins.recompute")
    return caplog


def run(
    root: Path, notebooks: dict[str, list[str]], executor: Executor | None = None, **options: Any
) -> dict[str, ModuleResult]:
    sources = [Source(file, "", cells=tuple(Cell(code, 1) for code in codes)) for file, codes in notebooks.items()]
    execution = (executor or Executor()).start(root, sources, **options)
    return {file: execution.reply(file) for file in notebooks}


# What cells give


def test_what_cells_give_is_text_or_markdown(root: Path) -> None:
    table = 'from IPython.display import Markdown\nprint("above")\nMarkdown("| a |")'
    reply = run(root, {"a": [FALL, "x = 1", 'print("a")\nprint("b")\nx + 1', "  \n", table]})["a"]
    assert (reply["problems"], reply["missing"]) == ([], None)
    assert reply["outputs"] == [
        [["text/plain", "11\n"]],
        [],
        [["text/plain", "a\nb\n"], ["text/plain", "2"]],
        [],
        [["text/plain", "above\n"], ["text/markdown", "| a |"]],
    ]


def test_it_is_this_python_at_the_root_of_the_project_with_no_settings_of_the_user(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {
        "kernels/python3/kernel.json": '{"argv": ["false"], "display_name": "Another", "language": "python"}',
        "profile_default/startup/settled.py": "settled = True",
    }
    folder = write(root / "settings", settings)
    for name in ("IPYTHONDIR", "JUPYTER_PATH", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(folder))
    code = "import os, sys\nprint(sys.executable, os.getcwd(), 'settled' in globals(), hash('a'), sep='\\n')"
    replies = run(root, {"a": [code], "b": [code]})
    [[[_, text]]] = replies["a"]["outputs"]
    assert text.splitlines()[:3] == [sys.executable, os.fspath(root), "False"]
    assert replies["a"]["outputs"] == replies["b"]["outputs"]


def test_what_goes_to_standard_error_is_for_the_log(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(root, {"a": ["import sys\nprint('careful', file=sys.stderr)"]})["a"]["outputs"] == [[]]
    assert "careful" in capfd.readouterr().err


# What stops a notebook: its cells, then the number of the cell, the line in it, and what is said.
STOPPED = {
    "an error": (["x = 1", "y = 2\n1 / 0"], 1, 2, "ZeroDivisionError: division by zero"),
    "an error in a function": (["def f():\n    return 1 / 0", "x = 1\nf()"], 0, 2, "ZeroDivisionError: .*"),
    "an error in the project": (["x = 1", "from town.rain import fall\n\nfall('a')"], 1, 3, "TypeError: can only .*"),
    "an error after a blank cell": (["  \n", "1 / 0"], 1, 1, "ZeroDivisionError: .*"),
    "no Python": (["x = 1\ny = = 2"], 0, 2, "SyntaxError: invalid syntax.*"),
    "an exit": (["import sys\nsys.exit(1)"], 0, 1, "SystemExit: 1"),
    "a colour": (["print('\\x1b[31mred')"], 0, 1, r"the cell gives the control character U\+001B, .*"),
    "a bar of progress": (["print('a\\rb')"], 0, 1, r"the cell gives the control character U\+000D, .*"),
    "a death": (["print('wet')", "import os\nos._exit(3)"], 1, 1, "Python died while it ran this cell; .*"),
    "a picture": (["from IPython.display import SVG\nSVG('<svg/>')"], 0, 1, r"the cell gives image/svg\+xml, which .*"),
    "raw HTML": (["from IPython.display import HTML\nHTML('a')"], 0, 1, "the cell gives text/html, which is not .*"),
    "no such module": (["import town.nowhere"], 0, 1, "ModuleNotFoundError: No module named 'town.nowhere'"),
    "no such package": (
        ["x = 1", "import no_such_package.a"],
        1,
        1,
        "ModuleNotFoundError: No module named 'no_such_.*",
    ),
}


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ModuleResult]:
    root = write(tmp_path_factory.mktemp("stopped"), FILES)
    return run(root, {name: codes for name, (codes, *_) in STOPPED.items()})


@pytest.mark.parametrize("name", STOPPED)
def test_what_stops_a_notebook_is_reported_with_cell_and_line(name: str, stopped: dict[str, ModuleResult]) -> None:
    _, cell, line, message = STOPPED[name]
    [[*place, reported]] = stopped[name]["problems"]
    assert place == [cell, line]
    assert re.fullmatch(message, reported), reported


def test_what_cells_gave_before_is_kept(stopped: dict[str, ModuleResult]) -> None:
    assert stopped["a death"]["outputs"] == [[["text/plain", "wet\n"]]]


def test_only_a_package_counts_as_missing(stopped: dict[str, ModuleResult]) -> None:
    assert {name: reply["missing"] for name, reply in stopped.items() if reply["missing"]} == {
        "no such package": "no_such_package"
    }


def test_the_death_of_the_process_is_a_problem_of_each_notebook_that_it_leaves(root: Path) -> None:
    replies = run(root, {"a": ["import os\nos.kill(os.getppid(), 9)"], "b": ["x = 1"]})
    for reply in replies.values():
        [[_, _, message]] = reply["problems"]
        assert message.startswith("the process that runs notebooks died")


def test_a_notebook_that_runs_longer_than_the_time_limit_is_ended(root: Path) -> None:
    [[*place, message]] = run(root, {"a": ["import time\ntime.sleep(60)"]}, time_limit=0.5)["a"]["problems"]
    assert place == [0, 1]
    assert message.startswith("it is not done after 0.5 s, the time_limit in mkdocs.yml; ")


# What comes out otherwise when notebooks run twice: their cells, then the number of the cell and what is said.
REMEDY = "; seed what is random, sort what has no order, and let nothing depend on the time or on what ran before"
CHANGING = {
    "a random number": (["import random", "x = random.random()\nx", "x + 1"], 1, "the cell gives another result .*"),
    "a file that it wrote": (["open('rain.csv', 'x').close()"], 0, "FileExistsError: .*"),
}


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ModuleResult]:
    root = write(tmp_path_factory.mktemp("changing"), FILES)
    sound = {"a seeded one": ["import random\nrandom.seed(3)\nrandom.random()"]}
    return run(root, {**{name: codes for name, (codes, *_) in CHANGING.items()}, **sound}, twice=True)


@pytest.mark.parametrize("name", CHANGING)
def test_a_cell_that_gives_something_else_the_second_time_is_reported(
    name: str, changing: dict[str, ModuleResult]
) -> None:
    _, cell, what = CHANGING[name]
    [[*place, message]] = changing[name]["problems"]
    assert place == [cell, 1]
    assert re.fullmatch(what, message), message
    assert "random" not in name or message.endswith(REMEDY)


def test_a_notebook_that_gives_the_same_twice_is_not_reported(changing: dict[str, ModuleResult]) -> None:
    assert changing["a seeded one"]["problems"] == []


# What a server keeps


def runs(log: pytest.LogCaptureFixture) -> list[str]:
    return [line for line in log.messages if line.startswith("Running")]


def test_a_server_runs_again_what_depends_on_a_change_and_a_build_everything(
    root: Path, running: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebooks = {"a": [FALL], "b": ["print(3)"]}
    server = Executor(keep=True)
    first, again = run(root, notebooks, server), run(root, notebooks, server)
    assert first == again
    write(root, {"town/deep.py": "STEP = 20\n"})
    assert run(root, notebooks, server)["a"]["outputs"] == [[["text/plain", "21\n"]]]
    assert run(root, {"b": ["print(4)"]}, server)["b"]["outputs"] == [[["text/plain", "4\n"]]]
    assert runs(running) == ["Running: a, b", "Running: a", "Running: b"]
    assert len([line for line in running.messages if line.startswith("Ran in ") and line.endswith(" s: a")]) == 2
    monkeypatch.setattr("recompute.evaluation.notebook_runner.versions", lambda: "clouds==2.0")
    run(root, {"a": [FALL]}, server)
    run(root, {"a": [FALL]})
    assert runs(running)[3:] == ["Running: a", "Running: a"]


def test_a_notebook_with_a_problem_runs_again_unless_a_package_is_missing(
    root: Path, running: pytest.LogCaptureFixture
) -> None:
    server = Executor(keep=True)
    notebooks = {"a": ["1 / 0"], "b": ["import no_such_package"], "c": ["%pwd\n1"]}
    for _ in range(2):
        run(root, notebooks, server)
    assert runs(running) == ["Running: a, b, c", "Running: a, c"]


def test_nothing_starts_where_there_is_no_notebook(root: Path, running: pytest.LogCaptureFixture) -> None:
    run(root, {})
    assert running.messages == []


@pytest.mark.parametrize("file", ["rain.csv", "town/by_name.py"])
def test_a_server_runs_again_what_opens_a_changed_file(
    file: str, root: Path, running: pytest.LogCaptureFixture
) -> None:
    write(root, {"rain.csv": "3", "town/by_name.py": "X = 3\n"})
    name = "town.by_name"
    code = f"import importlib\nprint(open('rain.csv').read(), importlib.import_module('{name}').X)"
    server = Executor(keep=True)
    for _ in range(2):
        assert run(root, {"a": [code]}, server)["a"]["outputs"] == [[["text/plain", "3 3\n"]]]
    write(root, {file: "X = 45\n" if file.endswith(".py") else "45"})
    assert "45" in run(root, {"a": [code]}, server)["a"]["outputs"][0][0][1]
    assert runs(running) == ["Running: a", "Running: a"]


def test_a_long_line_takes_time_in_proportion_to_its_length(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    lengths = {"short": 100_000, "long": 800_000}
    ran = run(root, {name: [f"print('x' * {length})"] for name, length in lengths.items()})
    assert {name: len(reply["outputs"][0][0][1]) for name, reply in ran.items()} == {"short": 100_001, "long": 800_001}
    assert ran["long"]["seconds"] < 8 * ran["short"]["seconds"]
