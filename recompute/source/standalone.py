"""Code of a project as pages show it, without docstrings and checks, and as readers copy it, with all that it needs."""

from __future__ import annotations

import ast
import re
from functools import cache, lru_cache
from pathlib import Path

_FORMULA = re.compile(r"^Formula: (.*?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)
_CHECK = re.compile(r"_?check_\w+")

Definition = ast.FunctionDef | ast.ClassDef
# What gives a name of a file: a statement there, a name of another file of the project, or code that imports it.
_Origin = ast.stmt | tuple[Path, str] | str


def shown(code: str) -> str:
    r"""Return definitions without their docstrings and the checks of what they are given, below their formulas.

    >>> print(shown("def half(x: float) -> float:\n    check_number(x)\n    return x / 2\n"))
    def half(x: float) -> float:
        return x / 2
    """
    lines, hidden, comments = code.splitlines(), set[int](), dict[int, list[str]]()
    for node in ast.walk(_parsed(code)):
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


def _left_out(node: Definition) -> list[ast.stmt]:
    """Return the docstring of a definition, and statements that do nothing but refuse what it was given."""
    docstring = _docstring(node)
    body = node.body[len(docstring) :]
    checks = [each for each in body if _is_check(each)]
    return [*docstring, *(checks if len(checks) < len(body) else [])]


def _docstring(node: Definition) -> list[ast.stmt]:
    """Return the docstring of a definition as a statement, if there is one."""
    return node.body[:1] if ast.get_docstring(node) is not None else []


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
    found: dict[str, tuple[Path, str]] = {}
    imports: set[str] = set()

    @cache
    def text(path: Path) -> str:
        return path.read_text(encoding="utf-8")

    def add(path: Path, name: str) -> None:
        match _origins(root, text(path)).get(name):
            case (file, original):
                add(file, original)
                if name != original:
                    found.setdefault(name, (path, f"{name} = {original}"))
            case str(statement):
                imports.add(statement)
            case ast.stmt() if found.get(name, (path, ""))[0] != path:
                raise ValueError(f"{path} and {found[name][0]} both define {name}")
            case ast.stmt() as node if name not in found:
                found[name] = path, ""
                for each in ast.walk(node):
                    if isinstance(each, ast.Name):
                        add(path, each.id)
                del found[name]  # It comes below what it uses.
                found[name] = path, _source(text(path), node)

    for path, section_name in sections:
        code = _parsed(section(text(path), section_name))
        names = [node.name for node in code.body if isinstance(node, Definition)]
        if not names:
            raise ValueError(f"section {section_name!r} defines nothing")
        for name in names:
            add(path, name)
    codes = [code for _, code in found.values()]
    return "\n\n\n".join(["\n".join(["from __future__ import annotations", "", *sorted(imports)]), *codes]) + "\n"


@lru_cache(maxsize=500)  # Pages show the same sections in every language.
def _parsed(code: str) -> ast.Module:
    return ast.parse(code)


@cache  # Many pages show code of the same files.
def _origins(root: Path, text: str) -> dict[str, _Origin]:
    names: dict[str, _Origin] = {}
    for node in ast.parse(text).body:
        if isinstance(node, Definition):
            names[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id: node for target in targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.Import):
            names |= {each.asname or each.name.split(".")[0]: ast.unparse(node) for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            file = root / f"{(node.module or '').replace('.', '/')}.py"
            for each in node.names:
                outside = f"from {node.module} import {ast.unparse(each)}"
                names[each.asname or each.name] = (file, each.name) if file.is_file() else outside
    return names


def _source(text: str, node: ast.stmt) -> str:
    """Return the text of a statement, without docstrings but with decorators."""
    definitions = [each for each in ast.walk(node) if isinstance(each, Definition) and len(each.body) > 1]
    docstrings = [_lines(statement) for each in definitions for statement in _docstring(each)]
    shown = _lines(node).difference(*docstrings)
    return "\n".join(line for number, line in enumerate(text.splitlines(), start=1) if number in shown)


def section(text: str, name: str) -> str:
    """Return the section of a file that two comments begin and end; raises ValueError where several have its name."""
    if text.count(f"# --8<-- [start:{name}]\n") > 1:
        raise ValueError(f"several sections are called {name!r}")
    start, end = (text.find(f"# --8<-- [{edge}:{name}]\n") for edge in ("start", "end"))
    return text[start:end].partition("\n")[2] if 0 <= start < end else ""
