"""What a module opens, imports by name and reads of the scenario decides whether a server evaluates it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.machinery.evaluation.servers import Server


@pytest.fixture
def server(tmp_path: Path) -> Server:
    server = Server(tmp_path, keep=True)
    assert server.evaluate() == (["a", "b", "c"], [11, 1, 1])
    return server


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


# A scenario of which each page reads another part: a by itself, b by way of a tool that remembers it, c nothing.
STATION = """\
from dataclasses import dataclass


@dataclass(frozen=True)
class Station:
    height: int = 1
    rain: int = 1

    def low(self):
        return self.height - 1


GIVEN = Station()
"""
READERS = {
    "town/scenario.py": STATION,
    "town/rain.py": TOOL.replace("with open('rain.csv') as file:\n        return int(file.read())", "return GIVEN.rain")
    + "\n\nfrom town.scenario import GIVEN\n",
    "town/pages/a.py": "return add(scenario.height)",
    "town/pages/b.py": "from town.rain import fallen\n    return fallen()",
    "town/pages/c.py": "return 1",
    "town/pages/d.py": "from town.rain import fallen\n    return fallen()",
}


@pytest.fixture
def station(tmp_path: Path) -> Server:
    server = Server(tmp_path, keep=True)
    for path, text in READERS.items():
        head = "from recompute import value\nfrom town.tools import add\n\n@value()\ndef x(scenario):\n    "
        (server.root / path).write_text(head + text if "pages" in path else text, encoding="utf-8")
    assert server.evaluate() == (["a", "b", "c", "d"], [11, 1, 1, 1])
    return server


@pytest.mark.parametrize(
    ("old", "new", "evaluated"),
    [
        ("    rain: int = 1\n", "    rain: int = 1\n    snow: int = 5\n", []),
        ("    height: int = 1\n", "    snow: int = 5  # first\n    height: int = 1\n", []),
        ("rain: int = 1", "rain: int = 2", ["b", "d"]),
        ("Station()", "Station(height=2)", ["a"]),
        ("self.height - 1", "self.height - 2", ["a", "b", "c", "d"]),
        ("GIVEN = ", "LIMIT = 3\nGIVEN = ", ["a", "b", "c", "d"]),
    ],
)
def test_a_changed_scenario_reaches_what_reads_the_change(
    old: str, new: str, evaluated: list[str], station: Server
) -> None:
    station.change("town/scenario.py", old, new)
    assert station.evaluate()[0] == evaluated
    assert station.evaluate()[0] == []
    station.change("town/scenario.py", new, old)
    assert station.evaluate() == (evaluated, [11, 1, 1, 1])
