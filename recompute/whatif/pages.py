"""The pages that have controls: what is asked of the evaluation for them, and what becomes of its replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from posixpath import splitext
from typing import Any

from recompute.page import Page
from recompute.parity import module_of
from recompute.problems import Problems
from recompute.replies import Replies
from recompute.source import Source
from recompute.values import Values
from recompute.whatif.controls import Control, check_controls
from recompute.whatif.published import Grid, exported
from recompute.whatif.requests import declared, request

Sources = Mapping[str, Mapping[str, Source]]  # By language and path, the source language first.


class WhatIf:
    """The controls of every page, and the grids that they span."""

    def __init__(self, sources: Sources, packages: Mapping[str, Sequence[str]], problems: Problems) -> None:
        self._controls = {
            (code, path): declared(source, problems)
            for code, pages in sources.items()
            for path, source in pages.items()
        }
        first = next(iter(sources.values()))
        self.requests: dict[str, Any] = {}
        self._meanings: dict[str, list[tuple[object, ...]]] = {}
        for path in first:
            editions = [pages[path] for pages in sources.values() if path in pages]
            for translation in editions[1:]:
                check_controls(editions[0], translation, problems)
            if controls := self._controls[next(iter(sources)), path]:
                self._meanings[path] = [control.meaning for control in controls]
                self.requests[_name(path)] = request(path, controls, editions, packages)
        self.scripts: dict[str, str] = {}  # What is to be published, and where.
        self._grids: dict[tuple[str, str], Grid | None] = {}

    def controls(self, code: str, path: str) -> tuple[Control, ...]:
        """Return the controls of a page; one that is not translated has none."""
        return self._controls.get((code, path), ()) if _name(path) in self.requests else ()

    def grid(self, page: Page, replies: Replies, values: Values) -> Grid | None:
        """Return the grid of a page; None where it has no controls, or where something cannot be computed."""
        place = page.language.code, page.path
        if place not in self._grids:
            reply = replies.take(_name(page.path)) if page.controls else {}
            sound = reply.get("start") and not reply["problems"] and not reply["missing"]
            whole = sound and [each.meaning for each in page.controls] == self._meanings[page.path]
            self._grids[place] = Grid(page, reply, values.all()) if whole else None
        return self._grids[place]

    def exported(self) -> dict[str, Any]:
        """Return the controls of each page for other programs, with the scripts that hold their grids."""
        pages: dict[str, dict[str, Grid]] = {}
        for (code, path), grid in self._grids.items():
            if grid is not None:
                pages.setdefault(module_of(path), {})[code] = grid
        return {module: exported(grids) for module, grids in pages.items()}


def _name(path: str) -> str:
    """Return the name of a page's grid among what is evaluated."""
    return f"what-if:{splitext(path)[0]}"
