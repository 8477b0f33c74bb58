"""Code of a project as pages show it, without docstrings and checks, and as readers copy it, with all that it needs."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_FORMULA = re.compile(r"^Formula: (.*?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)
_CHECK = re.compile(r"_?check_\w+")

Definition = ast.FunctionDef | ast.ClassDef


@dataclass
class _Module:
    """A file of the project: its text, its definitions by name, and where its other names come from."""

    text: str
    nodes: dict[str, ast.stmt] = field(default_factory=dict)
    imported: dict[str, tuple[Path, str]] = field(default_factory=dict)  # from files of the project
    outside: dict[str, str] = field(default_factory=dict)  # the statements that import other names


def shown(code: str) -> str:
    r"""Return definitions without their docstrings and the checks of what they are given, below their formulas.

    >>> print(shown("def half(x: float) -> float:\n    check_number(x)\n    return x / 2\n"))
    def half(x: float) -> float:
        return x / 2
    """
    lines, hidden, comments = code.splitlines(), set[int](), dict[int, list[str]]()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, Definition):
            for statement in _left_out(node):
                hidden |= _lines(statement)
            if match := _FORMULA.search(ast.get_docstring(node) or ""):
                mark = f"{' ' * node.col_offset}# "
                comments[min(_lines(node))] = [mark + line.strip() for line in match[1].splitlines()]
    kept: list[str] = []
    for number, line in enumerate(lines, start=1):
        kept += comments.get(number, [])
        if number not in hidden and (line.strip() or (kept and kept[-1].strip())):
            kept.append(line)
    return re.sub(r"(:\n)\n+(?= )", r"\1", "\n".join(kept)).strip("\n")


def _lines(node: ast.stmt) -> set[int]:
    """Return the numbers of the lines of a statement, with those of its decorators."""
    start = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    return set(range(start, (node.end_lineno or node.lineno) + 1))


def _left_out(node: Definition) -> Iterator[ast.stmt]:
    """Yield the docstring of a definition, and statements that do nothing but refuse what it was given."""
    body = [each for each in node.body if not _is_text(each)]
    yield from (each for each in node.body[:1] if _is_text(each))
    checks = [each for each in body if _is_check(each)]
    yield from checks if len(checks) < len(body) else []


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _is_check(node: ast.stmt) -> bool:
    if isinstance(node, ast.If):
        return not node.orelse and all(isinstance(each, ast.Raise) for each in node.body)
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and bool(_CHECK.fullmatch(call.func.id))


def standalone(root: Path, sections: list[tuple[Path, str]]) -> str:
    """Return what sections of files define, below all that they use of the project, and what these import.

    Args:
        root: the folder of the project, from which its modules are imported.
        sections: files, and the names of sections that `# --8<-- [start:…]` marks in them.

    Raises:
        ValueError: two files define what is used under one name, or a section is not there.
    """
    modules: dict[Path, _Module] = {}
    found: dict[str, tuple[Path, str]] = {}
    imports: dict[str, None] = {}

    def module(path: Path) -> _Module:
        if path not in modules:
            modules[path] = _read(root, path.read_text(encoding="utf-8"))
        return modules[path]

    def add(path: Path, name: str) -> None:
        if name in module(path).imported:
            file, original = module(path).imported[name]
            add(file, original)
            if name != original:
                found.setdefault(name, (path, f"{name} = {original}"))
        elif name in module(path).outside:
            imports[module(path).outside[name]] = None
        elif name in module(path).nodes and found.get(name, (path, ""))[0] != path:
            raise ValueError(f"{path} and {found[name][0]} both define {name}")
        elif name in module(path).nodes and name not in found:
            node = module(path).nodes[name]
            found[name] = path, ""
            for used in _names(node):
                add(path, used)
            del found[name]  # It comes below what it uses.
            found[name] = path, _source(module(path).text, node)

    for path, section_name in sections:
        for name in _defined_in(module(path).text, section_name):
            add(path, name)
    codes = [code for _, code in found.values()]
    return "\n\n\n".join(["\n".join(["from __future__ import annotations", "", *sorted(imports)]), *codes]) + "\n"


@cache  # Many pages show code of the same files.
def _read(root: Path, text: str) -> _Module:
    read = _Module(text)
    for node in ast.parse(text).body:
        if isinstance(node, Definition):
            read.nodes[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            read.nodes |= {target.id: node for target in targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.Import):
            read.outside |= {each.asname or each.name.split(".")[0]: ast.unparse(node) for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            file = root / f"{(node.module or '').replace('.', '/')}.py"
            for each in node.names:
                if file.is_file():
                    read.imported[each.asname or each.name] = file, each.name
                else:
                    read.outside[each.asname or each.name] = f"from {node.module} import {ast.unparse(each)}"
    return read


def _names(node: ast.stmt) -> list[str]:
    names = [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]
    return [name for name in dict.fromkeys(names) if not hasattr(builtins, name)]


def _source(text: str, node: ast.stmt) -> str:
    """Return the text of a statement, without docstrings but with decorators."""
    definitions = [each for each in ast.walk(node) if isinstance(each, Definition) and len(each.body) > 1]
    docstrings = [_lines(each.body[0]) for each in definitions if _is_text(each.body[0])]
    shown = _lines(node).difference(*docstrings)
    return "\n".join(line for number, line in enumerate(text.splitlines(), start=1) if number in shown)


def _defined_in(text: str, name: str) -> list[str]:
    """Return the names that a section of a file defines."""
    names = [node.name for node in ast.parse(section(text, name)).body if isinstance(node, Definition)]
    if not names:
        raise ValueError(f"section {name!r} defines nothing")
    return names


def section(text: str, name: str) -> str:
    """Return the section of a file that two comments begin and end; raises ValueError where several have its name."""
    if text.count(f"# --8<-- [start:{name}]\n") > 1:
        raise ValueError(f"several sections are called {name!r}")
    start, end = (text.find(f"# --8<-- [{edge}:{name}]\n") for edge in ("start", "end"))
    return text[start:end].partition("\n")[2] if 0 <= start < end else ""
