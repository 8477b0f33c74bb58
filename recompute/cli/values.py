"""The commands about values: doctests, the table of all values, where one comes from, literals, an audit of HTML."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recompute.diagnostics import FORMATS, Diagnostics, default_format, formatted
from recompute.site import configuration
from recompute.source import literals

if TYPE_CHECKING:  # What evaluates values is slow to import, and commands about translations do without.
    from recompute.cli.inventory import Inventory


def add_commands(commands: Any) -> None:
    """Add the commands to those of a parser."""
    doctest = commands.add_parser("doctest", help="run every example of the pages and of the modules that they show")
    doctest.add_argument("--fix", action="store_true", help="rewrite the outputs that are outdated")
    doctest.add_argument("paths", nargs="*", help="pages or modules; all of them where none is named")
    doctest.set_defaults(run=run_doctests)
    values = commands.add_parser("values", help="print every value: name, value, display, where it is quoted")
    values.add_argument(
        "names", nargs="*", metavar="name", help="a value, such as page.name, or a page; all where none"
    )
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
    import pytest

    paths = options.paths or map(str, configuration.load(Path.cwd())[0].folders)
    return pytest.main(["--quiet", *(["--doctest-fix"] if options.fix else []), *paths])


def print_values(options: argparse.Namespace) -> int:
    """Print the table of all values."""
    from recompute.cli.inventory import Inventory

    inventory = Inventory(Path.cwd(), options.names)
    text = json.dumps(inventory.rows(), ensure_ascii=False, indent=1) if options.json else "\n".join(inventory.table())
    print(text)
    return _reported(inventory)


def print_why(options: argparse.Namespace) -> int:
    """Print what is known of one value."""
    from recompute.cli.inventory import Inventory

    inventory = Inventory(Path.cwd(), [options.value])
    print("\n".join(inventory.why(options.value)))
    return _reported(inventory)


def audit_pages(options: argparse.Namespace) -> int:
    """Check the finished pages in a folder as a build checks its own; print what is wrong, and the numerals counted."""
    from recompute.site.finished_pages import FinishedPages

    pages = FinishedPages(Path.cwd())
    pages.audit(options.folder)
    if text := formatted(pages.site.diagnostics.found, options.format):
        print(text)
    if options.format != "json":
        print(pages.site.summary())
    return 1 if pages.site.diagnostics else 0


def print_literals(options: argparse.Namespace) -> int:
    """Print the literals of every page, and code with numbers that no test runs, each with its line and reason."""
    diagnostics = Diagnostics()
    page_indexes = configuration.load(Path.cwd())[0].page_indexes(diagnostics)
    for source in (source for page_index in page_indexes.values() for source in page_index.sources.values()):
        for line, content, reason in literals.literals(source):
            print(f"{source.file}:{line}: {content}: {reason}")
        for line, reason in literals.untested(source):
            if reason:
                print(f"{source.file}:{line}: code with numbers that no test runs: {reason}")
    if diagnostics:
        print(diagnostics, file=sys.stderr)
    return 1 if diagnostics else 0


def _reported(inventory: Inventory) -> int:
    """Print what went wrong with the values, and return the exit status."""
    if inventory.site.diagnostics:
        print(inventory.site.diagnostics, file=sys.stderr)
    return 1 if inventory.site.diagnostics else 0
