"""Which files of the project code was made from, and which versions of packages it runs with."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

Opened = Mapping[str, Iterable[str]]  # What the code of each file has opened, all by their full paths.


def dependencies(modules: Iterable[str], root: Path, opened: Opened) -> set[str]:
    """Return the project's files that modules of this process need, directly or not, their own among them.

    Args:
        modules: Their names; one that could not be imported is looked for below the root.
        root: The folder of the project.
        opened: What each file of the project has opened so far: data, folders, and modules that it imports by name.
    """
    return _closure(modules, root, opened, loaded=True)


def imported(code: str, root: Path) -> set[str]:
    """Return the project's files that code would import, directly or not, found without importing it."""
    return _closure(imports(code), root, {}, loaded=False)


def _closure(names: Iterable[str], root: Path, opened: Opened, *, loaded: bool) -> set[str]:
    files: set[str] = set()
    waiting = [found for name in names for found in _files_of(name, root, loaded=loaded)]
    while waiting:
        file, package = waiting.pop()
        if file not in files and is_own(file, root):
            files.add(file)
            for name in _imports_of(file, _modified(file), package):
                waiting += _files_of(name, root, loaded=loaded)
            waiting += [(found, ".".join(Path(relative(found, root)).parent.parts)) for found in opened.get(file, ())]
    return {relative(file, root) for file in files}


def _files_of(name: str, root: Path, *, loaded: bool) -> Iterator[tuple[str, str]]:
    """Yield the file of a module and of each package above it, each with the package that it belongs to."""
    parts = name.split(".")
    for length in range(1, len(parts) + 1):
        module, path = ".".join(parts[:length]), os.path.join(root, *parts[:length])
        known = getattr(sys.modules.get(module), "__file__", None) if loaded else None
        for file in [known] if known else (f"{path}.py", os.path.join(path, "__init__.py")):
            if os.path.isfile(file):
                yield file, module if os.path.basename(file) == "__init__.py" else module.rpartition(".")[0]


def imports(code: bytes | str, package: str = "") -> list[str]:
    """Return every name that code imports, in full; relative imports start from its package.

    >>> imports("import a.b; from .c import d", package="e")
    ['a.b', 'e.c', 'e.c.d']
    """
    names = []
    for node in _statements(ast.parse(code)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            source = ".".join(filter(None, [base, node.module]))
            names += [source, *(f"{source}.{alias.name}" for alias in node.names)]
    return names


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements in a node, at any depth; an expression, which is most of any code, holds none."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):
            yield child
            yield from _statements(child)


def _modified(file: str) -> int:
    return os.stat(file).st_mtime_ns if file.endswith(".py") and os.path.isfile(file) else 0


@cache  # Many modules share what they import.
def _imports_of(file: str, modified: int, package: str) -> list[str]:
    """Return what a file imports that was last modified at a time; data and broken code import nothing."""
    try:
        return imports(Path(file).read_bytes(), package) if modified else []
    except (SyntaxError, ValueError):
        return []


def versions() -> str:
    """Return Python's version and that of every installed package, as one text: their folders are named so."""
    installed = {found.name for folder in sys.path for found in Path(folder).glob("*.dist-info")}
    return "\n".join([sys.version, *sorted(installed)])


@cache  # It is asked for each file that is opened, and for each frame of the code that opens it.
def is_own(file: str, root: Path) -> bool:
    """Return whether a file belongs to the project, and neither to an environment in it nor to this machinery."""
    if "site-packages" in file:  # Most files that are opened.
        return False
    path = Path(file)
    return path.is_relative_to(root) and not path.is_relative_to(Path(__file__).parents[1])


@cache  # It is asked for each file that each module depends on.
def relative(file: str, root: Path) -> str:
    """Return a file's name within the project, or its whole path where it lies elsewhere."""
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
