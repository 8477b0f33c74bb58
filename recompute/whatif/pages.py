"""The pages that have controls: what is asked of the evaluation for them, and what is published of its results.

A page holds its controls and the address of its grid, a script with what it shows at every position, which it loads
when a control is touched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from posixpath import splitext
from typing import Any

from recompute.diagnostics import Diagnostics
from recompute.markup.elements import Piece, pieces, without_formats, without_marks
from recompute.markup.html import relative_url
from recompute.markup.render_context import RenderContext
from recompute.source.controls import ANNOUNCED, KEY, Control, check_controls, declared_controls
from recompute.source.inlines import FIGURE, QUOTE
from recompute.source.page_source import Source, module_of
from recompute.values.evaluators import ModuleResult
from recompute.values.lookup import ModuleResults, Value, Values
from recompute.whatif.series import ABSENT, Series, UnshownError, runs, varying

_CLAIM = re.compile(r"\bclaim=[\"']?([A-Za-z_][\w.]*\w)")
_FIGURE = re.compile(rf"\({FIGURE}(\w+)\)")

Sources = Mapping[str, Mapping[str, Source]]  # By language and path, the source language first.


class WhatIf:
    """The controls of every page, and the grids that they span."""

    def __init__(self, sources: Sources, packages: Mapping[str, Sequence[str]], diagnostics: Diagnostics) -> None:
        self._controls = {
            (code, path): declared_controls(source, diagnostics)
            for code, pages in sources.items()
            for path, source in pages.items()
        }
        self._first = next(iter(sources))
        self.requests: dict[str, Any] = {}
        self.grids: dict[tuple[str, str], Grid] = {}  # What is published, by language and path.
        for path in sources[self._first]:
            editions = [pages[path] for pages in sources.values() if path in pages]
            for translation in editions[1:]:
                check_controls(editions[0], translation, diagnostics)
            if controls := self._controls[self._first, path]:
                self.requests[_name(path)] = _request(path, controls, editions, packages)

    def controls(self, code: str, path: str) -> tuple[Control, ...]:
        """Return the controls of a page; one that is not translated has none."""
        return self._controls.get((code, path), ()) if _name(path) in self.requests else ()

    def element(self, page: RenderContext, replies: ModuleResults, values: Values, announced: str, url: str) -> str:
        """Return the element of a page's controls, and keep the grid that it leads to for publication.

        There is none without controls, or where something cannot be computed. `url` is the page's address.
        """
        reply = replies.take(_name(page.path)) if page.controls else {}
        sound = reply.get("start") and not reply["problems"] and not reply["missing"]
        if not sound or page.controls != self._controls[self._first, page.path]:
            return ""
        positions = zip(page.controls, reply["positions"], strict=True)  # The given values may lie between the steps.
        page.controls = tuple(replace(control, values=tuple(found)) for control, found in positions)
        try:
            grid = self.grids[page.language.code, page.path] = Grid(page, reply, values.all(), announced)
        except UnshownError as error:
            page.diagnostics.add(error.value.file, error.value.line, str(error))
            return ""
        return grid.element(url)

    @property
    def scripts(self) -> dict[str, str]:
        """What is to be published, and where."""
        return {grid.address: grid.script for grid in self.grids.values()}

    def exported(self) -> dict[str, Any]:
        """Return the controls of each page for other programs, with the scripts that hold their grids."""
        by_path: dict[str, dict[str, Grid]] = {}
        for (code, path), grid in self.grids.items():
            by_path.setdefault(path, {})[code] = grid
        return {
            module_of(path): {
                "controls": _exported_controls(grids),
                "grids": {code: grid.address for code, grid in grids.items()},
            }
            for path, grids in by_path.items()
        }


def _name(path: str) -> str:
    """Return the name of a page's grid among what is evaluated."""
    return f"what-if:{splitext(path)[0]}"


def _request(
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


def _exported_controls(grids: Mapping[str, Grid]) -> list[dict[str, Any]]:
    """Return the controls of a page, given its grid in each language."""
    first = next(iter(grids.values()))
    return [
        {
            "name": control.name,
            "quantity": control.quantity,
            "factor": control.factor,
            "values": list(control.values),
            "start": start,
            "label": {code: grid.page.controls[place].label for code, grid in grids.items()},
        }
        for place, (control, start) in enumerate(zip(first.page.controls, first.start, strict=True))
    ]


class Grid:
    """The texts of one page at every position of its controls, and the script that hands them to the page."""

    def __init__(self, page: RenderContext, reply: ModuleResult, values: Mapping[str, Value], announced: str) -> None:
        """Note what a reader could not be shown; raise UnshownError for a value that shows at the start alone."""
        self.page, self.start, self._reply, self._announced = page, reply["start"], reply, announced
        shape = [len(control.values) for control in page.controls]
        self._series = Series(shape, self.start, reply["values"], values, page.language.code)
        self._varying = varying(page.slots.numbers, self._series)
        self._runs = list(runs(page.slots.numbers, self._series, self._varying))
        for message in self._faults():
            page.problem_at(page.source.line_of(KEY), message)
        self.script = f"whatIf({_json(self._exported())})\n"

    @property
    def address(self) -> str:
        """Where it is published, as a script that may be loaded from a disk too."""
        return f"whatif/{splitext(self.page.path)[0]}.{self.page.language.code}.js"

    def element(self, url: str) -> str:
        """Return the empty element that becomes the controls, which need the script; `url` is the page's address."""
        page, language = self.page, self.page.language
        held = {
            "controls": [
                {
                    "name": each.name,
                    "label": each.label,
                    "symbol": _symbol(each.label, page),
                    "values": each.values,
                    "shown": each.shown,
                    "start": at,
                }
                for each, at in zip(page.controls, self.start, strict=True)
            ],
            "words": {name: language.word(name) for name in ("what_if", "reset", "no_longer", "no_grid")},
            "comma": language.comma,
            "announced": without_formats(without_marks(self._announced)),
        }
        address = escape(relative_url(self.address, url))
        return f'\n<div class="what-if" data-grid="{address}" data-controls="{escape(_json(held))}"></div>'

    def _faults(self) -> Iterator[str]:
        """Yield what a reader could not be shown: numbers that are not those of the page, or are missing somewhere."""
        series = self._series
        covered = {at for run in self._runs for at in range(run.first, run.last + 1)}
        for at, slot in enumerate(self.page.slots.numbers):
            number = series.of(slot.ref, slot.format)
            if (shown := series.given(number)) != slot.shown:
                yield f"{slot.ref} shows {slot.shown!r}, but {shown!r} where its controls start; compute it repeatably"
            if slot.value in self._varying and at not in covered and ABSENT in series.texts(number):
                remedy = "quote all of it in rows or a list, or another item"
                yield f"{slot.ref} is missing where the controls lead; {remedy}"

    def _exported(self) -> dict[str, Any]:
        series, slots = self._series, self.page.slots
        return {
            "shape": series.shape,
            "slots": self._by_name(),
            "runs": [run.exported(series, slots.numbers) for run in self._runs],
            "claims": [
                [ref, series.add(axes, ["1" if each else "0" for each in holds])]
                for ref, (axes, holds) in sorted(self._reply["claims"].items())
                if ref in self.page.claims
            ],
            "marks": [
                [id_, name, series.add(axes, texts)]
                for figure in sorted(self.page.drawn)
                for id_, name, axes, texts in self._marks_of(figure)
            ],
            "descriptions": {id_: self._pieces(found) for id_, found in slots.descriptions.items()},
            ANNOUNCED: self._pieces(pieces(self._announced)),
            "series": series.exported(),
        }

    def _by_name(self) -> dict[str, list[int]]:
        """Return the series of each place that shows a number, in order, by its name; one alone serves every place."""
        found: dict[str, list[int]] = {}
        for slot in self.page.slots.numbers:
            found.setdefault(slot.ref, []).append(self._series.of(slot.ref, slot.format))
        return {ref: numbers[:1] if len(set(numbers)) == 1 else numbers for ref, numbers in found.items()}

    def _marks_of(self, figure: str) -> list[Any]:
        """Return the marks of a figure in the language of the page, or in its fallback."""
        marks, language = self._reply["marks"].get(figure, {}), self.page.language
        in_fallback = marks.get(language.fallback.code, []) if language.fallback else []
        found: list[Any] = marks.get(language.code, in_fallback)
        return found

    def _pieces(self, text: Iterable[Piece]) -> list[str | int]:
        return [piece if isinstance(piece, str) else self._series.of(piece.ref, piece.format) for piece in text]


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _symbol(label: str, page: RenderContext) -> str:
    """Return the class of the symbol that a label ends with, so that its control has the symbol's colour."""
    return page.symbols.get(re.split(r"\W+", label.strip())[-1], "")
