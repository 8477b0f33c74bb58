"""A project whose values are evaluated again and again, as a server does it."""

from __future__ import annotations

from pathlib import Path

from recompute.diagnostics import Diagnostics
from recompute.evaluation.scheduler import Evaluator, Work
from recompute.values.lookup import ModuleResults, Values

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
        self.process_groups: list[list[str]] = []
        self.languages: list[str] = []
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
        modules = {name: [f"town.pages.{name}"] for name in names}
        all_modules = [module for (module,) in modules.values()]
        work = Work(self.root, "town.scenario:GIVEN", all_modules, self.languages, process_groups=self.process_groups)
        evaluation = self.evaluator.start(work)
        values = Values(modules=modules, results=ModuleResults(evaluation.reply, Diagnostics())).all()
        evaluated = [module.removeprefix("town.pages.") for module in evaluation.evaluated]
        return evaluated, [value.data for _, value in sorted(values.items())]
