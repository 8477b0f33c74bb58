"""The commands about values: doctests, the table of all values, where one comes from, literals, an audit of HTML."""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recompute.diagnostics import FORMATS, Diagnostics, default_format, formatted
from recompute.evaluation import sensitivity
from recompute.evaluation.scheduler import Evaluator
from recompute.markup.quote import Number, Shown, display
from recompute.site import configuration
from recompute.site.build import Site
from recompute.site.finished_pages import FinishedPages
from recompute.site.settings import Settings
from recompute.source import raw_html
from recompute.source.page_source import module_of
from recompute.source.tree import QUOTE
from recompute.values.lookup import UnknownValueError, Value
from recompute.values.module_results import MissingPackageError
from recompute.values.number_format import full

_WIDEST = 40


class Inventory:
    """The values of the site in a folder, evaluated for the command line."""

    def __init__(self, root: Path) -> None:
        config = configuration.load(root)
        self.settings: Settings = configuration.settings(config.plugins["recompute"].config, config)
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


def add_commands(commands: Any) -> None:
    """Add the commands to those of a parser."""
    doctest = commands.add_parser("doctest", help="run every example of the pages and of the modules that they show")
    doctest.add_argument("--fix", action="store_true", help="rewrite the outputs that are outdated")
    doctest.add_argument("paths", nargs="*", help="pages or modules; all of them where none is named")
    doctest.set_defaults(run=run_doctests)
    values = commands.add_parser("values", help="print every value: name, value, display, where it is quoted")
    values.add_argument("--json", action="store_true", help="the same as data")
    values.set_defaults(run=print_values)
    why = commands.add_parser("why", help="print where a value comes from, what it depends on, and who quotes it")
    why.add_argument("value", help="its full name, such as page.name")
    why.set_defaults(run=print_why)
    audit = commands.add_parser("audit", help="check every number, claim and figure of the finished pages in a folder")
    audit.add_argument("folder", type=Path, help="the folder of a built site, whatever generator built it")
    audit.add_argument("--format", choices=FORMATS, default=default_format(), help="how to print what is found")
    audit.set_defaults(run=audit_pages)
    literals = commands.add_parser("literals", help="print every number that is declared to be no result, and why")
    literals.set_defaults(run=print_literals)


def run_doctests(options: argparse.Namespace) -> int:
    """Run doctests through pytest, which collects them."""
    paths = options.paths or [str(folder) for folder in configuration.folders(configuration.load(Path.cwd()))]
    return pytest.main(["--quiet", *(["--doctest-fix"] if options.fix else []), *paths])


def print_values(options: argparse.Namespace) -> int:
    """Print the table of all values."""
    inventory = Inventory(Path.cwd())
    print(values_json(inventory) if options.json else "\n".join(inventory.table()))
    return _reported(inventory)


def print_why(options: argparse.Namespace) -> int:
    """Print what is known of one value."""
    inventory = Inventory(Path.cwd())
    try:
        print("\n".join(inventory.why(options.value)))
    except (UnknownValueError, MissingPackageError) as error:
        print(error, file=sys.stderr)
        return 1
    return _reported(inventory)


def audit_pages(options: argparse.Namespace) -> int:
    """Check the finished pages in a folder as a build checks its own; print what is wrong, and the numerals counted."""
    pages = FinishedPages(Path.cwd())
    pages.audit(options.folder)
    if text := formatted(pages.site.diagnostics.found, options.format):
        print(text)
    if options.format != "json":
        print(pages.site.summary())
    return 1 if pages.site.diagnostics else 0


def print_literals(options: argparse.Namespace) -> int:
    """Print the literals of every page, each with its line and reason; nothing is evaluated."""
    config = configuration.load(Path.cwd())
    diagnostics = Diagnostics()
    page_indexes = configuration.settings(config.plugins["recompute"].config, config).page_indexes(diagnostics)
    for source in (source for page_index in page_indexes.values() for source in page_index.sources.values()):
        for literal in raw_html.literals(source):
            print(f"{source.file}:{literal.line}: {literal.content}: {literal.reason}")
    if diagnostics:
        print(diagnostics, file=sys.stderr)
    return 1 if diagnostics else 0


def _reported(inventory: Inventory) -> int:
    """Print what went wrong with the values, and return the exit status."""
    if inventory.site.diagnostics:
        print(inventory.site.diagnostics, file=sys.stderr)
    return 1 if inventory.site.diagnostics else 0
