"""Which files of the project code was made from, and which versions of packages it runs with."""

from __future__ import annotations

import ast
import sys
from functools import cache
from importlib.metadata import distributions
from pathlib import Path


def dependencies(module: str, root: Path) -> set[str]:
    """Return the project's files that an imported module needs, directly or not, its own among them."""
    files: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        waiting += filter(None, [name.rpartition(".")[0]])  # Importing a module runs the packages above it.
        file = getattr(sys.modules.get(name), "__file__", None)
        if file and is_own(file, root) and file not in files:
            files.add(file)
            waiting += _imports_of(file, _package_of(file, name))
    return {relative(file, root) for file in files}


def imported(code: str, root: Path) -> set[str]:
    """Return the project's files that code would import, directly or not, found without importing it."""
    files: set[Path] = set()
    waiting = imports(code)
    while waiting:
        parts = waiting.pop().split(".")
        for module in (root.joinpath(*parts[:length]) for length in range(1, len(parts) + 1)):
            for file in (module.with_suffix(".py"), module / "__init__.py"):
                if file.is_file() and file not in files:
                    files.add(file)
                    waiting += imports(file.read_bytes(), ".".join(file.relative_to(root).parent.parts))
    return {relative(str(file), root) for file in files}


def imports(code: bytes | str, package: str = "") -> list[str]:
    """Return every name that code imports, in full; relative imports start from its package.

    >>> imports("import a.b; from .c import d", package="e")
    ['a.b', 'e.c', 'e.c.d']
    """
    names = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            source = ".".join(filter(None, [base, node.module]))
            names += [source, *(f"{source}.{alias.name}" for alias in node.names)]
    return names


@cache  # Many modules share what they import.
def _imports_of(file: str, package: str) -> list[str]:
    return imports(Path(file).read_bytes(), package)


def versions() -> str:
    """Return Python's version and that of every installed package, as one text."""
    installed = {f"{found.name}=={found.version}" for found in distributions()}
    return "\n".join([sys.version, *sorted(installed)])


def is_own(file: str, root: Path) -> bool:
    """Return whether a file belongs to the project, and neither to an environment in it nor to this machinery."""
    path = Path(file)
    return (
        path.is_relative_to(root) and not path.is_relative_to(Path(__file__).parents[1]) and "site-packages" not in file
    )


def relative(file: str, root: Path) -> str:
    """Return a file's name within the project, or its whole path where it lies elsewhere."""
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _package_of(file: str, module: str) -> str:
    return module if Path(file).name == "__init__.py" else module.rpartition(".")[0]
