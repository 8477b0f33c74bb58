"""A server evaluates again only what depends on the files that changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from recompute.diagnostics import Diagnostics
from recompute.evaluation.kept_results import FOLDER
from recompute.evaluation.scheduler import Evaluator, Work
from recompute.values.lookup import Values
from recompute.values.module_results import ModuleResults

FILES = {
    "town/__init__.py": "",
    "town/scenario.py": "GIVEN = 1\n",
    "town/deep.py": "STEP = 10\n",
    "town/tools.py": "from town.deep import STEP\n\ndef add(x):\n    return x + STEP\n",
    "town/pages/__init__.py": "",
    "town/pages/a.py": (
        "from recompute import value\nfrom town.scenario import GIVEN\nfrom ..tools import add\n\n"
        "@value()\ndef x(scenario):\n    return add(scenario)\n"
    ),
    "town/pages/b.py": (
        "import town.scenario\nfrom recompute import value\n\n@value()\ndef x(scenario):\n    return scenario\n"
    ),
    "town/pages/c.py": "from recompute import value\n\n@value()\ndef x(scenario):\n    return scenario\n",
}


class Server:
    """Evaluates the values of a project again and again."""

    def __init__(self, root: Path, keep: bool) -> None:
        self.root, self.evaluator = root, Evaluator(keep=keep)
        self.apart: list[list[str]] = []
        for path, text in FILES.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def evaluate(self) -> tuple[list[str], list[object]]:
        """Return which modules were evaluated, and all values in the order of their names."""
        names = sorted(path.stem for path in (self.root / "town/pages").glob("[!_]*.py"))
        modules = [f"town.pages.{name}" for name in names]
        evaluation = self.evaluator.start(Work(self.root, "town.scenario:GIVEN", modules, process_groups=self.apart))
        values = Values.arriving(names, "town.pages", ModuleResults(evaluation.reply, Diagnostics())).all()
        evaluated = [module.removeprefix("town.pages.") for module in evaluation.evaluated]
        return evaluated, [value.data for _, value in sorted(values.items())]


@pytest.fixture
def server(tmp_path: Path) -> Server:
    server = Server(tmp_path, keep=True)
    assert server.evaluate() == (["a", "b", "c"], [11, 1, 1])
    return server


def test_nothing_is_evaluated_again_without_a_change(server: Server) -> None:
    assert server.evaluate() == ([], [11, 1, 1])


def test_a_changed_page_module_is_evaluated_alone(server: Server) -> None:
    server.change("town/pages/b.py", "return scenario", "return scenario + 4")
    assert server.evaluate() == (["b"], [11, 5, 1])


@pytest.mark.parametrize(
    ("path", "old", "new"), [("town/tools.py", "x + STEP", "x - STEP"), ("town/deep.py", "10", "-10")]
)
def test_a_changed_tool_reaches_all_that_import_it_directly_or_not(
    path: str, old: str, new: str, server: Server
) -> None:
    server.change(path, old, new)
    assert server.evaluate() == (["a"], [-9, 1, 1])


def test_a_change_taken_back_is_evaluated_again(server: Server) -> None:
    server.change("town/deep.py", "10", "-10")
    server.evaluate()
    server.change("town/deep.py", "-10", "10")
    assert server.evaluate() == (["a"], [11, 1, 1])


def test_a_changed_scenario_reaches_every_value(server: Server) -> None:
    server.change("town/scenario.py", "1", "2")
    assert server.evaluate() == (["a", "b", "c"], [12, 2, 2])


def test_a_changed_package_reaches_what_is_in_it(server: Server) -> None:
    server.change("town/__init__.py", "", "import town.deep\n\ntown.deep.STEP = 20\n")
    assert server.evaluate()[1] == [21, 1, 1]


# A fault of a value, and the change outside its module that takes it away, if there is one.
FAULTS = {
    "an error": ("1 / 0", ""),
    "an exit": ("raise SystemExit", ""),
    "no Python": ("a b", ""),
    "no such module": ("import town.absent", "town/absent.py"),
    "no such file": ("open('rain.txt')", "rain.txt"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_module_with_a_problem_is_evaluated_again_only_after_a_change(fault: str, server: Server) -> None:
    code, file = FAULTS[fault]
    server.change("town/pages/b.py", "    return scenario", f"    {code}\n    return scenario")
    assert server.evaluate() == (["b"], [11, 1])
    assert server.evaluate()[0] == ([] if fault != "no such module" else ["b"])  # Nobody knows where it may appear.
    if file:
        (server.root / file).write_text("", encoding="utf-8")
    else:
        server.change("town/pages/b.py", code, "pass")
    assert server.evaluate() == (["b"], [11, 1, 1])


def test_a_module_that_ended_its_process_is_evaluated_again(server: Server) -> None:
    server.change("town/pages/b.py", "    return scenario", "    import os\n    os._exit(1)")
    assert server.evaluate() == (["b"], [11, 1])
    assert server.evaluate() == (["b"], [11, 1])


@pytest.mark.parametrize("where", ["import not_installed", "from town import absent"])
def test_a_module_that_lacks_a_package_is_evaluated_again_only_after_a_change(where: str, server: Server) -> None:
    (server.root / "town/absent.py").write_text("import not_installed\n", encoding="utf-8")
    server.change("town/pages/b.py", "import town.scenario", where)
    assert server.evaluate() == (["b"], [11, 1])
    assert server.evaluate() == ([], [11, 1])
    (server.root / "town/absent.py").write_text("", encoding="utf-8")
    server.change("town/pages/b.py", where, "from town import absent")
    assert server.evaluate() == (["b"], [11, 1, 1])


def test_a_module_added_later_is_evaluated(server: Server) -> None:
    (server.root / "town/pages/d.py").write_text(FILES["town/pages/c.py"], encoding="utf-8")
    assert server.evaluate() == (["d"], [11, 1, 1, 1])


def test_a_build_keeps_nothing(tmp_path: Path) -> None:
    build = Server(tmp_path, keep=False)
    assert build.evaluate() == build.evaluate() == (["a", "b", "c"], [11, 1, 1])


def test_modules_apart_are_kept_like_any_other(server: Server) -> None:
    server.apart = [["town.pages.a"], ["town.pages.c"]]
    assert server.evaluate() == ([], [11, 1, 1])
    server.change("town/scenario.py", "1", "2")
    assert server.evaluate() == (["a", "b", "c"], [12, 2, 2])


def test_another_version_of_a_package_reaches_every_value(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recompute.evaluation.scheduler.versions", lambda: "numpy==0.1")
    assert server.evaluate() == (["a", "b", "c"], [11, 1, 1])
    assert server.evaluate() == ([], [11, 1, 1])


def test_tests_may_keep_results_in_a_folder_which_serve_every_copy_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    assert Server(tmp_path / "one", keep=False).evaluate() == (["a", "b", "c"], [11, 1, 1])
    copy = Server(tmp_path / "two", keep=False)
    assert copy.evaluate() == ([], [11, 1, 1])
    copy.change("town/deep.py", "10", "20")
    assert copy.evaluate() == (["a"], [21, 1, 1])
    monkeypatch.delenv(FOLDER)
    assert Server(tmp_path / "three", keep=False).evaluate()[0] == ["a", "b", "c"]


# How a module reads data: an own file in the root, in the package, by way of a tool that remembers it, from NumPy, a
# folder, a file that need not be there, and a module that is imported by name.
READING = {
    "a file": ("x = int(open('rain.csv').read())", "rain.csv"),
    "a file beside the module": (
        "from pathlib import Path\nx = int(Path(__file__).with_name('rain.csv').read_text())",
        "town/pages/rain.csv",
    ),
    "what a tool remembers": ("from town.rain import fallen\nx = fallen()", "rain.csv"),
    "a file for NumPy": ("import numpy as np\nx = int(np.loadtxt('rain.csv'))", "rain.csv"),
    "a file by its number": ("import os\nx = int(os.read(os.open('rain.csv', os.O_RDONLY), 9))", "rain.csv"),
    "a file that may be missing": (
        "from pathlib import Path\ntry:\n    x = int(open('late.csv').read())\nexcept OSError:\n    x = 3",
        "late.csv",
    ),
    "a module by its name": ("import importlib\nx = importlib.import_module('town.by_name').X", "town/by_name.py"),
    "a module by its path": (
        "import runpy\nx = runpy.run_path('town/by_name.py')['X']",
        "town/by_name.py",
    ),
}
TOOL = """\
from functools import cache


@cache
def fallen():
    with open('rain.csv') as file:
        return int(file.read())
"""


@pytest.mark.parametrize("way", READING)
def test_what_a_module_opens_reaches_its_values(way: str, server: Server) -> None:
    code, file = READING[way]
    changed = server.root / file
    for path in ("rain.csv", "town/pages/rain.csv"):
        (server.root / path).write_text("3", encoding="utf-8")
    (server.root / "town/rain.py").write_text(TOOL, encoding="utf-8")
    (server.root / "town/by_name.py").write_text("X = 3\n", encoding="utf-8")
    for page in "bc":  # Of two modules in one process, only the first may find the file unopened.
        text = f"from recompute import value\n{code}\n\n@value()\ndef y(scenario):\n    return x\n"
        (server.root / f"town/pages/{page}.py").write_text(text, encoding="utf-8")
    assert server.evaluate() == (["b", "c"], [11, 3, 3])
    assert server.evaluate() == ([], [11, 3, 3])
    changed.write_text("X = 45\n" if changed.suffix == ".py" else "45", encoding="utf-8")
    assert server.evaluate() == (["b", "c"], [11, 45, 45])


def test_a_file_that_is_new_in_a_folder_reaches_what_lists_it(server: Server) -> None:
    (server.root / "days").mkdir()
    listing = (
        "import os\nfrom recompute import value\n\n@value()\ndef y(scenario):\n    return len(os.listdir('days'))\n"
    )
    (server.root / "town/pages/b.py").write_text(listing, encoding="utf-8")
    assert server.evaluate() == (["b"], [11, 0, 1])
    (server.root / "days/monday.csv").write_text("", encoding="utf-8")
    assert server.evaluate() == (["b"], [11, 1, 1])


def test_what_changes_while_it_is_evaluated_is_evaluated_again(server: Server) -> None:
    (server.root / "rain.csv").write_text("3", encoding="utf-8")
    code = "x = int(open('rain.csv').read())\nopen('rain.csv', 'w').write('45')"
    text = f"from recompute import value\n{code}\n\n@value()\ndef y(scenario):\n    return x\n"
    (server.root / "town/pages/b.py").write_text(text, encoding="utf-8")
    assert server.evaluate() == (["b"], [11, 3, 1])
    assert server.evaluate() == (["b"], [11, 45, 1])
