"""What the command line reports of values: where they come from, what they depend on, and where they are quoted."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recompute.evaluation import sensitivity
from recompute.evaluation.scheduler import Evaluator
from recompute.markup.quote import Number, Shown, display
from recompute.site import configuration
from recompute.site.build import Site
from recompute.site.settings import Settings
from recompute.source.page_source import module_of
from recompute.source.tree import QUOTE
from recompute.values.lookup import UnknownValueError, Value
from recompute.values.number_format import full

_WIDEST = 40


class Inventory:
    """The values of the site in a folder, evaluated for the command line."""

    def __init__(self, root: Path) -> None:
        self.settings: Settings = configuration.settings(*configuration.load(root))
        self.site = Site(self.settings, Evaluator())
        self.values = self.site.values.all()
        self.quotes = self._quotes()

    def rows(self) -> list[dict[str, Any]]:
        """Return every value as plain data: name, value, display, and the places that quote it."""
        code = self.settings.codes[-1]
        return [
            {"name": ref, "value": value.data, "display": _flat(display(value, code)), "quoted": self.quotes[ref]}
            for ref, value in sorted(self.values.items())
        ]

    def table(self) -> Iterator[str]:
        """Yield the lines of a table for a terminal."""
        rows = [
            [row["name"], _short(_full(row["value"])), _short(row["display"]), ", ".join(row["quoted"])]
            for row in self.rows()
        ]
        rows.insert(0, ["name", "value", "display", "quoted"])
        widths = [max(_width(row[column]) for row in rows) for column in range(3)]
        for *cells, last in rows:
            yield "  ".join(
                [*(cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)), last]
            ).rstrip()

    def why(self, ref: str) -> Iterator[str]:
        """Yield what is known of one value."""
        value = self.find(ref)
        module, _, name = ref.rpartition(".")
        yield f"{ref} = {_full(value.data)}"
        yield f"shown as    {_flat(display(value, self.settings.codes[-1]))}"
        for code, words in value.descriptions.items():
            yield f"{code:<10}  {words}"
        yield f"computed in {value.file}:{value.line}"
        given = sensitivity.ask(self.settings.root, self.settings.scenario, f"{self.settings.package}.{module}", name)
        yield f"depends on  {', '.join(given) or 'no input'}"
        for compared in self.site.checks.of(value):
            yield f"checked by  {compared.check.by}: differs by {compared.difference:.2g}"
        yield "quoted in   " + ("\n            ".join(self.quotes[ref]) or "no page")

    def find(self, ref: str) -> Value:
        """Return a value by its full name."""
        if ref not in self.values:
            return self.site.values.find(ref, "")
        return self.values[ref]

    def _quotes(self) -> defaultdict[str, list[str]]:
        """Return where each value is quoted, as `file:line`."""
        places: defaultdict[str, list[str]] = defaultdict(list)
        for edition in self.site.editions.values():
            for path, source in edition.page_index.sources.items():
                for match in QUOTE.finditer(source.prose):
                    try:
                        ref = self.site.values.find(match["name"], module_of(path)).ref
                    except UnknownValueError:
                        continue  # The build tells.
                    place = f"{source.file}:{source.line_at(match.start())}"
                    if place not in places[ref]:
                        places[ref].append(place)
        return places


def values_json(inventory: Inventory) -> str:
    """Return the values as JSON, for other programs."""
    return json.dumps(inventory.rows(), ensure_ascii=False, indent=1)


def _flat(shown: Shown) -> str:
    return shown.shown if isinstance(shown, Number) else f"[{', '.join(map(_flat, shown))}]"


def _full(data: Any) -> str:
    if isinstance(data, dict):
        return " / ".join(map(_full, data.values()))
    return f"[{', '.join(map(_full, data))}]" if isinstance(data, list) else full(data)


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes; Han characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
