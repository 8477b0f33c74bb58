"""Each room of the repository imports only what it may, and its modules stay small and explained."""

from __future__ import annotations

import ast
import doctest
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40


def modules(pattern: str) -> list[Path]:
    return sorted(path for path in ROOT.glob(pattern) if "__pycache__" not in path.parts)


MACHINERY = modules("recompute/**/*.py")
BACKENDS = modules("snippets/mindspore_*.py")
DATA = modules("snippets/digits.py")
EXPERIMENTS = modules("snippets/experiment.py")
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


def each(paths: list[Path]) -> pytest.MarkDecorator:
    """Run a test for each of these modules."""
    return pytest.mark.parametrize("path", paths, ids=name_of)


def tree_of(path: Path) -> ast.Module:
    if path in NOTEBOOKS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return ast.parse("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"))
    return ast.parse(path.read_bytes())


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
    assert MACHINERY
    assert MATHEMATICS
    assert BACKENDS
    assert DATA
    assert EXPERIMENTS
    assert PAGES
    assert NOTEBOOKS
    assert CLAIMS
    assert FIGURES
    assert CHECKS


@each(MACHINERY)
def test_the_machinery_imports_nothing_of_the_subject(path: Path) -> None:
    assert not {name for name in imports(path) if is_part_of(name, {"snippets", "mindspore"})}


@each(MACHINERY)
def test_the_machinery_says_nothing_of_the_subject_outside_docstrings(path: Path) -> None:
    assert not [text for text in texts_beside_docstrings(path) if SUBJECT.search(text.replace("_", " "))]


@each(MATHEMATICS)
def test_the_mathematics_needs_only_numpy_and_its_reference_mpmath(path: Path) -> None:
    assert not strangers(path, {"mpmath" if path.stem == "reference" else "numpy"} | dotted(MATHEMATICS))


@each(PACKAGES)
def test_mindspore_is_imported_by_its_own_modules_only(path: Path) -> None:
    imports_mindspore = any(is_part_of(name, {"mindspore"}) for name in imports(path))
    assert imports_mindspore == (path in BACKENDS)


@each(PACKAGES)
def test_scikit_learn_is_imported_by_the_data_only(path: Path) -> None:
    imports_scikit_learn = any(is_part_of(name, {"sklearn"}) for name in imports(path))
    assert imports_scikit_learn == (path in DATA)


@each(BACKENDS)
def test_a_backend_needs_mindspore_and_the_mathematics(path: Path) -> None:
    assert not strangers(path, {"mindspore", "numpy"} | dotted(MATHEMATICS + BACKENDS))


@each(NOTEBOOKS)
def test_a_notebook_needs_mindspore_and_the_mathematics(path: Path) -> None:
    assert not strangers(path, {"mindspore", "numpy", "IPython.display"} | dotted(BACKENDS + MATHEMATICS))


@each(FIGURES)
def test_a_figure_needs_what_pages_need_and_matplotlib(path: Path) -> None:
    helpers = {"snippets.figures._style", "snippets.figures._plot"}
    allowed = {"numpy", "matplotlib", "recompute.figure", "recompute.Mark", "snippets.pages", *helpers}
    assert not strangers(path, allowed | dotted(MATHEMATICS + EXPERIMENTS))


@each(DATA)
def test_data_need_scikit_learn_and_the_mathematics(path: Path) -> None:
    assert not strangers(path, {"sklearn", "numpy"} | dotted(MATHEMATICS))


@each(EXPERIMENTS)
def test_an_experiment_needs_data_a_backend_and_the_mathematics(path: Path) -> None:
    assert not strangers(path, {"numpy"} | dotted(MATHEMATICS + DATA + BACKENDS))


@each(PAGES)
def test_what_a_page_may_quote_needs_what_computes_it_and_two_names_of_the_machinery(path: Path) -> None:
    allowed = {"numpy", "recompute.value", "recompute.claim"}
    assert not strangers(path, allowed | dotted(MATHEMATICS + EXPERIMENTS + BACKENDS + HELPERS))


@each(CLAIMS)
def test_claims_need_what_pages_quote_and_one_name_of_the_machinery(path: Path) -> None:
    assert not strangers(path, {"numpy", "recompute.claim", "snippets.pages"} | dotted(MATHEMATICS))


@each(EXPERIMENTS + PAGES + FIGURES + CHECKS)
def test_backends_are_reached_from_within_functions(path: Path) -> None:
    # What needs no MindSpore works without it, and does not wait for it.
    assert not {name for name in imports_at_once(path) if is_part_of(name, dotted(BACKENDS))}


@each(CHECKS)
def test_a_check_uses_another_framework_or_the_reference_and_nothing_of_what_it_checks(path: Path) -> None:
    others = dotted([*BACKENDS, *(path for path in MATHEMATICS if path.stem in {"reference", "scenario"})])
    assert not strangers(path, {"numpy", "recompute.check"} | others)


@each(PACKAGES + TESTS)
def test_a_module_says_in_a_docstring_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(tree_of(path))
    assert docstring
    assert re.match(r"[^\n]+\.(\n\n|$)", docstring), "the first line is one sentence that ends with a full stop"


@each(PACKAGES + TESTS)
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@each(PACKAGES + TESTS)
def test_functions_are_short(path: Path) -> None:
    lengths = {function.name: lines_of_code(function) for function in functions(path)}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}


WITHOUT_FORMULAS = {"__init__", "checks", "scenario", "note", "wording", "findings"}


@each([path for path in MATHEMATICS + DATA if path.stem not in WITHOUT_FORMULAS])
def test_public_mathematics_gives_formula_result_source_and_example(path: Path) -> None:
    public = [
        node for node in tree_of(path).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    assert public
    for function in public:
        docstring = ast.get_docstring(function) or ""
        missing = [part for part in ("Formula:", "Returns:", "Source:") if part not in docstring]
        assert not missing, f"{function.name} lacks {missing}"
        assert doctest.DocTestParser().get_examples(docstring), f"{function.name} lacks an example"
