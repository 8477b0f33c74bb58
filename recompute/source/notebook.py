"""A Jupyter notebook as the text of a page, each line of which has the number of the line in the notebook's file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from recompute.diagnostics import LocatedError

SUFFIX = ".ipynb"
OUTPUT = re.compile("\ue004(\\d+)\ue004")  # Holds the place of what a code cell, counted from 0, gives.

_SOURCE = re.compile(r'^[ \t]*"source": \[\n(?P<lines>(?:.*\n)*?)[ \t]*\],?$', re.MULTILINE)
_STORED = re.compile(r'^[ \t]*("outputs": \[|"execution_count": \d+,?)$', re.MULTILINE)
_SAVE = "save it with Jupyter"
_NEEDED = {"cell_type", "source"}


@dataclass(frozen=True)
class Cell:
    """A code cell, and the line of the notebook's file that holds its first line."""

    code: str
    line: int


@dataclass
class Notebook:
    """A notebook as a text of as many lines as its file, its code cells, and what is wrong with it by line."""

    text: str = ""
    cells: list[Cell] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def without_code(self) -> str:
        """Return the text with its code cells left blank."""
        lines = self.text.split("\n")
        for cell in self.cells:
            length = cell.code.count("\n") + 1
            lines[cell.line - 2 : cell.line + length + 1] = [""] * (length + 3)  # its fence and its output too
        return "\n".join(lines)


def parse(written: str) -> Notebook:
    """Read the content of a notebook's file; raises LocatedError where it is none, or not as Jupyter saves it."""
    file = written.replace("\r\n", "\n")
    cells = [cell for cell in _cells(written) if cell["source"]]
    places = list(_places(file))
    sources = [cell["source"] for cell in cells]
    resplit = ["".join(map(str, source)).splitlines(keepends=True) for source in sources]  # as nbformat splits them
    if not [source for _, source in places] == sources == resplit:
        raise LocatedError(1, f"the cells are not stored one line a line; {_SAVE}")
    notebook = Notebook()
    lines = [""] * (file.count("\n") + 1)
    for (start, source), cell in zip(places, cells, strict=True):
        _place(cell["cell_type"], start, [line.rstrip("\n") for line in source], lines, notebook)
    notebook.text = "\n".join(lines)
    if stored := _STORED.search(file):
        line = file.count("\n", 0, stored.start()) + 1
        notebook.faults.append((line, "an output is stored here; clear the outputs of all cells, and save"))
    return notebook


def _cells(written: str) -> list[dict[str, Any]]:
    try:
        notebook = json.loads(written)
    except json.JSONDecodeError as error:
        raise LocatedError(error.lineno, f"this is not JSON ({error.msg}); {_SAVE}") from error
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) and cell.keys() >= _NEEDED for cell in cells):
        raise LocatedError(1, f"this is no notebook of version 4; {_SAVE}")
    return cells


def _places(file: str) -> Iterator[tuple[int, list[Any]]]:
    """Yield each source that is stored with each of its lines on a line, and the number of the first of these."""
    for match in _SOURCE.finditer(file):
        lines = [line.strip().removesuffix(",") for line in match["lines"].split("\n")[:-1]]
        with suppress(json.JSONDecodeError):  # Several lines share one, which shows when the sources are compared.
            yield file.count("\n", 0, match.start("lines")) + 1, [json.loads(line) for line in lines]


def _place(kind: str, start: int, source: list[str], lines: list[str], notebook: Notebook) -> None:
    """Put a cell where the file holds it: the brackets around its source give room for the marks of a fence."""
    first, end = start - 1, start - 1 + len(source)
    lines[first:end] = source
    if kind == "code":
        mark = "`" * max(3, 1 + max(map(len, re.findall("`+", "\n".join(source))), default=0))
        lines[first - 1], lines[end] = f"{mark}python", mark
        lines[end + 1] = f"\ue004{len(notebook.cells)}\ue004"
        notebook.cells.append(Cell("\n".join(source), start))
    elif kind == "raw" and not any(lines[:first]) and source[0].strip() == "---":
        lines[0], lines[first] = "---", ""  # Front matter begins on the first line of a text.
    elif kind == "raw":
        lines[first:end] = [""] * len(source)
        what = "a raw cell is not shown; make it Markdown, or put it first as front matter between two lines of ---"
        notebook.faults.append((start, what))
