"""Code depends on the files of the project that it imports, and on what these import."""

from __future__ import annotations

from pathlib import Path

import pytest

from recompute.values.import_graph import imported

FILES = {
    "town/__init__.py": "",
    "town/rain.py": "from .deep import STEP\n\ndef fall(x):\n    return x + STEP\n",
    "town/deep.py": "STEP = 10\n",
    "town/lonely.py": "NOTHING = 0\n",
}
RAIN = {"town/__init__.py", "town/rain.py", "town/deep.py"}


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("from town.rain import fall\nprint(fall(1))", RAIN),
        ("import town.rain as rain", RAIN),
        ("from town import rain, lonely", {*RAIN, "town/lonely.py"}),
        ("def f():\n    import town.lonely", {"town/__init__.py", "town/lonely.py"}),
        ("import town.nowhere", {"town/__init__.py"}),
        ("import json", set()),
    ],
)
def test_code_depends_on_the_files_of_the_project_that_it_imports(code: str, files: set[str], tmp_path: Path) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert imported(code, tmp_path) == files
