"""The pages that have controls: what is asked of the evaluation for them, and what becomes of its results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from posixpath import splitext
from typing import Any

from recompute.diagnostics import Diagnostics
from recompute.markup.html import relative_url
from recompute.markup.render_context import RenderContext
from recompute.source.controls import KEY, Control, check_controls, declared_controls
from recompute.source.inlines import QUOTE
from recompute.source.page_source import Source, module_of
from recompute.values.lookup import ModuleResults, Values
from recompute.whatif.published import Grid, exported
from recompute.whatif.series import UnshownError

_CLAIM = re.compile(r"\bclaim=[\"']?([A-Za-z_][\w.]*\w)")
_FIGURE = re.compile(r"\(figure:(\w+)\)")


def request(
    path: str, controls: Sequence[Control], pages: Sequence[Source], packages: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return the request for a page, whose sources in all languages may name different things."""
    text = "\n".join(page.prose for page in pages)
    return {
        "file": pages[0].file,
        "line": pages[0].line_of(KEY),
        "page": module_of(path),
        "packages": {kind: list(names) for kind, names in packages.items()},
        "controls": [
            {"quantity": control.quantity, "factor": control.factor, "values": list(control.values)}
            for control in controls
        ],
        "quotes": sorted({match["name"] for match in QUOTE.finditer(text)}),
        "claims": sorted(set(_CLAIM.findall(text))),
        "figures": sorted(set(_FIGURE.findall(text))),
    }


Sources = Mapping[str, Mapping[str, Source]]  # By language and path, the source language first.


class WhatIf:
    """The controls of every page, and the grids that they span."""

    def __init__(self, sources: Sources, packages: Mapping[str, Sequence[str]], diagnostics: Diagnostics) -> None:
        self._controls = {
            (code, path): declared_controls(source, diagnostics)
            for code, pages in sources.items()
            for path, source in pages.items()
        }
        first = next(iter(sources.values()))
        self.requests: dict[str, Any] = {}
        self._meanings: dict[str, list[tuple[object, ...]]] = {}
        for path in first:
            editions = [pages[path] for pages in sources.values() if path in pages]
            for translation in editions[1:]:
                check_controls(editions[0], translation, diagnostics)
            if controls := self._controls[next(iter(sources)), path]:
                self._meanings[path] = [control.meaning for control in controls]
                self.requests[_name(path)] = request(path, controls, editions, packages)
        self.scripts: dict[str, str] = {}  # What is to be published, and where.
        self._grids: dict[tuple[str, str], Grid] = {}

    def controls(self, code: str, path: str) -> tuple[Control, ...]:
        """Return the controls of a page; one that is not translated has none."""
        return self._controls.get((code, path), ()) if _name(path) in self.requests else ()

    def element(self, page: RenderContext, replies: ModuleResults, values: Values, announced: str, url: str) -> str:
        """Return the element of a page's controls, and keep the grid that it leads to for publication.

        There is none without controls, or where something cannot be computed. `url` is the page's address.
        """
        reply = replies.take(_name(page.path)) if page.controls else {}
        sound = reply.get("start") and not reply["problems"] and not reply["missing"]
        if not sound or [each.meaning for each in page.controls] != self._meanings[page.path]:
            return ""
        positions = zip(page.controls, reply["positions"], strict=True)  # The given values may lie between the steps.
        page.controls = tuple(replace(control, values=tuple(found)) for control, found in positions)
        grid = Grid(page, reply, values.all())
        try:
            for message in grid.faults():
                page.problem_at(page.source.line_of(KEY), message)
            script = grid.script(announced)
        except UnshownError as error:
            page.diagnostics.add(error.value.file, error.value.line, str(error))
            return ""
        self.publish(page.language.code, page.path, (grid, script))
        return grid.element(relative_url(grid.address, url), announced)

    def publish(self, code: str, path: str, grid: tuple[Grid, str]) -> None:
        """Publish the grid of a page, with its script."""
        self._grids[code, path] = grid[0]
        self.scripts[grid[0].address] = grid[1]

    def published(self, code: str, path: str) -> tuple[Grid, str] | None:
        """Return the grid of a page, with its script, if one is published."""
        grid = self._grids.get((code, path))
        return (grid, self.scripts[grid.address]) if grid else None

    def exported(self) -> dict[str, Any]:
        """Return the controls of each page for other programs, with the scripts that hold their grids."""
        pages: dict[str, dict[str, Grid]] = {}
        for (code, path), grid in self._grids.items():
            pages.setdefault(module_of(path), {})[code] = grid
        return {module: exported(grids) for module, grids in pages.items()}


def _name(path: str) -> str:
    """Return the name of a page's grid among what is evaluated."""
    return f"what-if:{splitext(path)[0]}"
