"""What is published of the controls of a page: what the page itself holds, and the grid that it loads when touched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from posixpath import splitext
from typing import Any

from recompute.markup.elements import without_marks
from recompute.markup.render_context import RenderContext
from recompute.markup.slots import Piece, unmarked
from recompute.source.controls import ANNOUNCED
from recompute.values.evaluators import ModuleResult
from recompute.values.lookup import Value
from recompute.whatif.series import ABSENT, Series, runs, varying

CALL = "whatIf"


def exported(grids: Mapping[str, Grid]) -> dict[str, Any]:
    """Return the controls of a page, given its grid in each language, for other programs."""
    first = next(iter(grids.values()))
    return {
        "controls": [
            {
                "name": control.name,
                "quantity": control.quantity,
                "factor": control.factor,
                "values": list(control.values),
                "start": start,
                "label": {code: grid.page.controls[place].label for code, grid in grids.items()},
            }
            for place, (control, start) in enumerate(zip(first.page.controls, first.start, strict=True))
        ],
        "grids": {code: grid.address for code, grid in grids.items()},
    }


class Grid:
    """The texts of one page at every position of its controls."""

    def __init__(self, page: RenderContext, reply: ModuleResult, values: Mapping[str, Value]) -> None:
        self.page, self.start = page, reply["start"]
        shape = [len(control.values) for control in page.controls]
        self._series = Series(shape, reply["values"], values, page.language.code)
        self._claims, self._marks = reply["claims"], reply["marks"]
        self._known = reply["values"]

    @property
    def address(self) -> str:
        """Where it is published, as a script that may be loaded from a disk too."""
        return f"whatif/{splitext(self.page.path)[0]}.{self.page.language.code}.js"

    def element(self, address: str, announced: str) -> str:
        """Return the empty element that becomes the controls, which need the script; `address` leads to the grid."""
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
            "announced": unmarked(without_marks(announced)),
        }
        data = escape(json.dumps(held, ensure_ascii=False, separators=(",", ":")))
        return f'\n<div class="what-if" data-grid="{escape(address)}" data-controls="{data}"></div>'

    def script(self, announced: str) -> str:
        """Return the script that hands the grid to the page."""
        grid = self._exported(announced)
        return f"{CALL}({json.dumps(grid, ensure_ascii=False, separators=(',', ':'))})\n"

    def faults(self) -> Iterator[str]:
        """Yield what a reader could not be shown: numbers that are not those of the page, or are missing somewhere."""
        slots = [slot for slot in self.page.slots.numbers if slot.value in self._known]
        series = self._series
        changing = varying(slots, series)
        covered = {at for run in runs(slots, series, self.start, changing) for at in range(run.first, run.last + 1)}
        for at, slot in enumerate(slots):
            number = series.of(slot.ref, slot.format)
            if (shown := series.at(number, self.start)) != slot.shown:
                yield f"{slot.ref} shows {slot.shown!r}, but {shown!r} where its controls start; compute it repeatably"
            if slot.value in changing and at not in covered and ABSENT in series.texts(number):
                remedy = "quote all of it in rows or a list, or another item"
                yield f"{slot.ref} is missing where the controls lead; {remedy}"

    def _exported(self, announced: str) -> dict[str, Any]:
        series, slots = self._series, self.page.slots
        found = runs(slots.numbers, series, self.start, varying(slots.numbers, series))
        return {
            "shape": series.shape,
            "slots": self._by_name(),
            "runs": [run.exported(series, self.start, slots.numbers) for run in found],
            "claims": [
                [ref, series.add(axes, ["1" if each else "0" for each in holds])]
                for ref, (axes, holds) in sorted(self._claims.items())
                if ref in self.page.claims
            ],
            "marks": [
                [id_, name, series.add(axes, texts)]
                for figure in sorted(self.page.drawn)
                for id_, name, axes, texts in self._marks_of(figure)
            ],
            "descriptions": {id_: self._pieces(pieces) for id_, pieces in slots.descriptions.items()},
            ANNOUNCED: self._pieces(slots.pieces(announced)),
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
        marks, language = self._marks.get(figure, {}), self.page.language
        in_fallback = marks.get(language.fallback.code, []) if language.fallback else []
        found: list[Any] = marks.get(language.code, in_fallback)
        return found

    def _pieces(self, pieces: Sequence[Piece] | Iterator[Piece]) -> list[str | int]:
        return [piece if isinstance(piece, str) else self._series.of(piece.ref, piece.format) for piece in pieces]


def _symbol(label: str, page: RenderContext) -> str:
    """Return the class of the symbol that a label ends with, so that its control has the symbol's colour."""
    return page.symbols.get(re.split(r"\W+", label.strip())[-1], "")
