"""A project in a folder of its own, whose modules are evaluated in processes of their own."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

from recompute.diagnostics import Diagnostics
from recompute.evaluation.scheduler import Evaluator, Work
from recompute.values.lookup import ModuleResults, Values

HEAD = """\
import math
import os

import numpy as np

from recompute import claim, value
from town.tools import double


"""
FIRST_LINE = HEAD.count("\n") + 1


class Town:
    """A project of a scenario, a tool and page modules, in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.evaluator = Evaluator(keep=True)
        self.diagnostics = Diagnostics()
        self.evaluated: list[str] = []
        self.process_groups: list[list[str]] = []
        self.time_limit = 600.0
        self.twice = False
        self.write("town/__init__.py", "")
        self.write("town/pages/__init__.py", "")
        self.write("town/scenario.py", "GIVEN = 21\n")
        self.write("town/tools.py", "def double(x):\n    return 2 * x\n")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def page(self, name: str, body: str) -> None:
        self.write(f"town/pages/{name}.py", HEAD + dedent(body).lstrip("\n"))

    def evaluate(self, scenario: str = "town.scenario:GIVEN") -> Values:
        names = sorted(path.stem for path in (self.root / "town/pages").glob("[!_]*.py"))
        self.diagnostics = Diagnostics()
        modules = [f"town.pages.{name}" for name in names]
        work = Work(self.root, scenario, modules, ["zh", "en"], self.process_groups, {}, self.time_limit, self.twice)
        evaluation = self.evaluator.start(work)
        self.evaluated = [module.removeprefix("town.pages.") for module in evaluation.evaluated]
        self.replies = ModuleResults(evaluation.reply, self.diagnostics)
        values = Values(modules={name: [f"town.pages.{name}"] for name in names}, results=self.replies)
        values.all()
        return values

    def data(self, ref: str) -> Any:
        found = self.evaluate().all()[ref]
        assert not self.diagnostics, str(self.diagnostics)
        return found.data
