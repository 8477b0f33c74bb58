"""Each room of the repository imports only what it may, and its modules stay small and explained."""

from __future__ import annotations

import ast
import doctest
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40


def modules(pattern: str) -> list[Path]:
    return sorted(path for path in ROOT.glob(pattern) if "__pycache__" not in path.parts)


MACHINERY = modules("recompute/**/*.py")
BACKENDS = modules("snippets/mindspore_*.py")
DATA = modules("snippets/datasets.py")
EXPERIMENTS = modules("snippets/experiment*.py")
MATHEMATICS = [path for path in modules("snippets/*.py") if path not in BACKENDS + DATA + EXPERIMENTS]
PAGES = modules("snippets/pages/**/*.py")
NOTEBOOKS = modules("docs/**/*.ipynb")
CLAIMS = modules("snippets/claims/**/*.py")
FIGURES = modules("snippets/figures/*.py")
CHECKS = modules("snippets/cross_checks/*.py")
HELPERS = [path for path in PAGES if path.stem.startswith("_")]  # of page modules, without values of their own
PACKAGES = modules("snippets/**/*.py") + MACHINERY
TESTS = modules("tests/**/*.py")

# The subject of the site, of which the machinery knows nothing.
SUBJECT = re.compile(
    r"(?<!\.)\bsnippets[./:]|\b(softmax|logits?|epsilon|smooth(ing|ed)?|cross.?entropy|mindspore)\b", re.IGNORECASE
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def offending(paths: list[Path], found: Callable[[Path], object]) -> dict[str, object]:
    """Return what is wrong in each of these modules, by its path; sound modules are left out."""
    return {name_of(path): wrong for path in paths if (wrong := found(path))}


@cache
def tree_of(path: Path) -> ast.Module:
    if path in NOTEBOOKS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return ast.parse("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"))
    return ast.parse(path.read_bytes())


@cache
def imports(path: Path) -> set[str]:
    """Return every name that a module imports, in full: `numpy`, `snippets.softmax.softmax`."""
    return imports_among(list(ast.walk(tree_of(path))), path)


def imports_at_once(path: Path) -> set[str]:
    """Return every name that a module imports as soon as it is imported itself."""
    return imports_among(tree_of(path).body, path)


def imports_among(nodes: Sequence[ast.AST], path: Path) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively; write the name in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def importing(package: str) -> set[Path]:
    """Return the modules outside the tests that import a package."""
    return {path for path in PACKAGES if any(is_part_of(name, {package}) for name in imports(path))}


def is_part_of(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def strangers(path: Path, allowed: set[str]) -> set[str]:
    """Return what a module imports beside the standard library and the packages allowed."""
    return {name for name in imports(path) if not is_part_of(name, allowed | sys.stdlib_module_names)}


def dotted(paths: list[Path]) -> set[str]:
    return {name_of(path.with_suffix("")).replace("/", ".") for path in paths if path.stem != "__init__"}


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef):
            yield node


def texts_beside_docstrings(path: Path) -> Iterator[str]:
    """Yield the names and the texts of a module, without its docstrings."""
    tree = tree_of(path)
    documented = [n for n in ast.walk(tree) if isinstance(n, (ast.Module, ast.ClassDef, ast.FunctionDef))]
    docstrings = {id(node.body[0].value) for node in documented if node.body and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg


def lines_of_code(function: ast.FunctionDef) -> int:
    """Return how many lines a function has, from `def` to its end, without its docstring."""
    assert function.end_lineno is not None
    length = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None and first.end_lineno is not None:
        length -= first.end_lineno - first.lineno + 1
    return length


def test_every_room_is_found() -> None:
    rooms = [MACHINERY, MATHEMATICS, BACKENDS, DATA, EXPERIMENTS, PAGES, NOTEBOOKS, CLAIMS, FIGURES, CHECKS]
    assert all(rooms)


def test_the_machinery_imports_nothing_of_the_subject() -> None:
    subject = {"snippets", "mindspore"}
    assert not offending(MACHINERY, lambda path: {name for name in imports(path) if is_part_of(name, subject)})


def test_the_machinery_says_nothing_of_the_subject_outside_docstrings() -> None:
    assert not offending(
        MACHINERY,
        lambda path: [text for text in texts_beside_docstrings(path) if SUBJECT.search(text.replace("_", " "))],
    )


def test_the_mathematics_needs_only_numpy_and_its_reference_mpmath() -> None:
    others = [path for path in MATHEMATICS if path.stem != "reference"]
    assert not offending(others, lambda path: strangers(path, {"numpy"} | dotted(MATHEMATICS)))
    assert not offending([*{*MATHEMATICS} - {*others}], lambda path: strangers(path, {"mpmath"} | dotted(MATHEMATICS)))


def test_mindspore_is_imported_by_its_own_modules_only() -> None:
    assert importing("mindspore") == set(BACKENDS)


def test_scikit_learn_is_imported_by_the_data_only() -> None:
    assert importing("sklearn") == set(DATA)


FIGURE_HELPERS = {"snippets.figures._style", "snippets.figures._plot", "snippets.figures._intervals"}
OTHER_FRAMEWORKS = [*BACKENDS, *(path for path in MATHEMATICS if path.stem in {"reference", "scenario"})]
RUN = {"mindspore", "numpy", *dotted(MATHEMATICS + BACKENDS)}
QUOTED = {"numpy", "snippets.pages", *dotted(MATHEMATICS)}
ROOMS = {
    "a backend needs mindspore, data and the mathematics": (BACKENDS, RUN | dotted(DATA)),
    "a notebook needs mindspore and the mathematics": (NOTEBOOKS, {"IPython.display", *RUN}),
    "a figure needs what pages need and matplotlib": (
        FIGURES,
        {"matplotlib", "recompute.figure", "recompute.Mark", *QUOTED, *FIGURE_HELPERS, *dotted(EXPERIMENTS)},
    ),
    "data need scikit-learn and the mathematics": (DATA, {"sklearn", "numpy"} | dotted(MATHEMATICS)),
    "an experiment needs data and the mathematics": (EXPERIMENTS, {"numpy"} | dotted(MATHEMATICS + DATA + EXPERIMENTS)),
    "what a page may quote needs what computes it and two names of the machinery": (
        PAGES,
        {"numpy", "recompute.value", "recompute.claim"} | dotted(MATHEMATICS + EXPERIMENTS + BACKENDS + HELPERS),
    ),
    "claims need what pages quote and one name of the machinery": (
        CLAIMS,
        {"recompute.claim", *QUOTED, *dotted(EXPERIMENTS)},
    ),
    "a check uses another framework or the reference and nothing of what it checks": (
        CHECKS,
        {"numpy", "recompute.check"} | dotted(OTHER_FRAMEWORKS),
    ),
}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    paths, allowed = ROOMS[room]
    assert not offending(paths, lambda path: strangers(path, allowed))


def test_backends_are_reached_from_within_functions() -> None:
    # What needs no MindSpore works without it, and does not wait for it.
    assert not offending(
        EXPERIMENTS + PAGES + FIGURES + CHECKS,
        lambda path: {name for name in imports_at_once(path) if is_part_of(name, dotted(BACKENDS))},
    )


def test_a_module_says_in_a_docstring_what_it_is_for() -> None:
    # Its first line is one sentence that ends with a full stop.
    assert not offending(
        PACKAGES + TESTS,
        lambda path: not re.match(r"[^\n]+\.(\n\n|$)", ast.get_docstring(tree_of(path)) or ""),
    )


def test_a_module_is_short() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGES + TESTS}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_MODULE}


def test_functions_are_short() -> None:
    assert not offending(
        PACKAGES + TESTS,
        lambda path: [each.name for each in functions(path) if lines_of_code(each) > LONGEST_FUNCTION],
    )


WITHOUT_FORMULAS = {"__init__", "checks", "scenario", "note", "wording"}


def test_public_mathematics_gives_formula_result_source_and_example() -> None:
    formulas = [path for path in MATHEMATICS + DATA if path.stem not in WITHOUT_FORMULAS]
    assert not offending(formulas, lambda path: not public_functions(path))
    assert not offending(
        formulas,
        lambda path: {node.name: lacking for node in public_functions(path) if (lacking := missing_parts(node))},
    )


def public_functions(path: Path) -> list[ast.FunctionDef]:
    nodes = [node for node in tree_of(path).body if isinstance(node, ast.FunctionDef)]
    return [node for node in nodes if not node.name.startswith("_")]


def missing_parts(function: ast.FunctionDef) -> list[str]:
    docstring = ast.get_docstring(function) or ""
    missing = [part for part in ("Formula:", "Returns:", "Source:") if part not in docstring]
    return missing if doctest.DocTestParser().get_examples(docstring) else [*missing, "an example"]
