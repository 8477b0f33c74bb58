"""Code included by named section, from within the project: what cannot be found is noted with page and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pymdownx.snippets import SnippetMissingError

from recompute.markup.render_context import RenderContext
from recompute.source.includes import BLOCK_EDGE
from recompute.source.page_source import CONFLICT


class _ConflictError(ValueError):
    """Marks of a merge conflict in what a page includes."""


_NOT_INCLUDED = (SnippetMissingError, UnicodeDecodeError, OSError, ValueError, RecursionError)


class CheckedInclude:
    """Includes code by named section; what cannot be found is noted with page and line instead of a traceback."""

    def __init__(self, include: Callable[[list[str]], list[str]], page: RenderContext) -> None:
        self.include, self.page = include, page

    def __call__(self, lines: list[str]) -> list[str]:
        """Include piece by piece only when something is missing or cannot be shown, to find its line."""
        try:
            return self._included(lines)
        except _NOT_INCLUDED:
            below = self.page.source.text.count("\n") + 1 - len(lines)  # The lines that the front matter took.
            return [included for line, piece in _pieces(lines) for included in self._include(line + below, piece)]

    def _include(self, line: int, piece: list[str]) -> list[str]:
        try:
            return self._included(piece)
        except _ConflictError as error:
            self.page.problem_at(line, str(error))
            return []
        except _NOT_INCLUDED as error:
            written = piece[len(piece) // 2].strip()
            reason = str(error).rstrip(".") if isinstance(error, SnippetMissingError) else f"{written} is no text"
            remedy = "a section that the file marks with --8<-- [start:…]" if ":" in written else "a text file"
            self.page.problem_at(line, f"{reason}; name {remedy}, by its path from mkdocs.yml")
            return []

    def _included(self, lines: list[str]) -> list[str]:
        included = self.include(lines)
        if sum(map(_in_conflict, included)) > sum(map(_in_conflict, lines)):  # The page's own are reported already.
            raise _ConflictError("a merge conflict is not resolved in what is included here; keep one side")
        return included


def _in_conflict(line: str) -> bool:
    return CONFLICT.match(line) is not None


def within(snippets: Any) -> Callable[[str], str | None]:
    """Return how snippets are found: only in a base folder once links are followed, and in no hidden folder."""
    find, folders = snippets.get_snippet_path, snippets.base_path

    def found(path: str) -> str | None:
        file = find(path)
        places = [(Path(file).resolve(), Path(folder).resolve()) for folder in folders] if file else []
        visible = (
            not any(part.startswith(".") for part in place.relative_to(folder).parts)
            for place, folder in places
            if place.is_relative_to(folder)
        )
        return file if any(visible) else None

    return found


def _pieces(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each line with its number from 1; a line in a block of includes as a block of its own."""
    in_block = False
    for number, line in enumerate(lines, start=1):
        if re.fullmatch(BLOCK_EDGE, line):
            in_block = not in_block
        else:
            yield number, ["--8<--", line, "--8<--"] if in_block else [line]
