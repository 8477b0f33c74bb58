"""The commands about translations: their state, what changed in the source, a new page, and that one is up to date."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from recompute.diagnostics import FORMATS, Diagnostics, counted, default_format, formatted
from recompute.site import configuration
from recompute.translation import validation, workflow
from recompute.translation.fix import fix
from recompute.translation.history import HistoryError, export
from recompute.translation.pages import Translations, UnknownPageError
from recompute.translation.prose import LinterMissingError
from recompute.translation.record import REVIEWS
from recompute.translation.report import Report, check_shares, fix_shares
from recompute.translation.status import COMMAND, table


def add_commands(commands: Any) -> None:
    """Add the commands to those of a parser."""
    status = commands.add_parser("status", help="print the state of every page in every language")
    status.add_argument("pages", nargs="*", metavar="page", help="a page by its path; every page where none is named")
    status.add_argument("--json", action="store_true", help="the same as data")
    status.set_defaults(run=_with_translations(print_status))
    check = commands.add_parser(
        "check", help="check that translations agree with their sources, and how pages are written"
    )
    check.add_argument("pages", nargs="*", metavar="page", help="tell of these pages only, named as for status")
    check.add_argument("--fix", action="store_true", help="first repair ids, included code, the order of front matter")
    how = "how to print what is found; github adds annotations, and is the default in GitHub Actions"
    check.add_argument("--format", choices=FORMATS, default=default_format(), help=how)
    check.set_defaults(run=_with_translations(check_pages))
    changed = commands.add_parser(
        "changed", help="print, as Markdown, what a change makes stale in translations, and what it leaves unchecked"
    )
    changed.add_argument("--base", required=True, help="what the change is made to: a branch or a commit, such as main")
    changed.set_defaults(run=_with_translations(print_changed))
    new = commands.add_parser("new", help="write the skeleton of a translation")
    diff = commands.add_parser("diff", help="print what changed in the source since a page was translated")
    sync = commands.add_parser("sync", help="record that a translation is up to date")
    for command, run in ((new, write_skeleton), (diff, print_difference), (sync, record)):
        command.add_argument("language", help="the folder of the language, such as en")
        command.add_argument("pages", nargs="+", metavar="page", help="a page by its path, such as guide/start")
        command.set_defaults(run=_with_translations(run))
    sync.add_argument(
        "--review", choices=REVIEWS, help="who reviewed it: a human, or nobody yet since a machine did it"
    )
    sync.add_argument("--translator", help="who translated it")


def _with_translations(
    run: Callable[[argparse.Namespace, Translations], int],
) -> Callable[[argparse.Namespace], int]:
    """Return what runs a command with the pages of the working directory, and tells what cannot be done."""

    def command(options: argparse.Namespace) -> int:
        try:
            return run(options, load(Path.cwd()))
        except (UnknownPageError, HistoryError, workflow.WorkError) as error:
            print(error, file=sys.stderr)
            return 1

    return command


def load(root: Path) -> Translations:
    """Return the pages of every language of the site in a folder."""
    config, diagnostics = configuration.load(root), Diagnostics()
    found = configuration.settings(config.plugins["recompute"].config, config)
    page_indexes = found.page_indexes(diagnostics)
    _, terms = found.data_files(diagnostics)
    if diagnostics:
        raise workflow.WorkError(str(diagnostics))
    return Translations(found, page_indexes, terms)


def print_status(options: argparse.Namespace, translations: Translations) -> int:
    """Print the state of every page, or of those named."""
    wanted = {translations.named(page) for page in options.pages}
    statuses = [status for status in translations.statuses() if status.path in wanted or not wanted]
    if options.json:
        print(json.dumps([status.data() for status in statuses], ensure_ascii=False, indent=1))
    else:
        print("\n".join(table(statuses)))
    return 0


def check_pages(options: argparse.Namespace, translations: Translations) -> int:
    """Run every check that needs no build; print the errors, which fail a build, and the warnings."""
    paths, codes = map(translations.named, options.pages), translations.settings.codes
    files = {translations.file(code, path) for path in paths for code in codes}
    data = options.format == "json"
    if options.fix:
        done = [*fix(translations)]
        translations = load(translations.settings.root)
        for line in (*done, *fix_shares(translations)):
            print(line, file=sys.stderr if data else None)
    diagnostics = Diagnostics()
    validation.check_all(translations, diagnostics)
    diagnostics.found.update(check_shares(translations))
    diagnostics.found.update(validation.warnings(translations))
    try:
        diagnostics.found.update(validation.spaces(translations))
    except LinterMissingError as error:
        print(error, file=sys.stderr)
    found = [each for each in diagnostics.found if not files or each.file in files]
    errors = sum(each.severity == "error" for each in found)
    if text := formatted(found, options.format):
        print(text)
    if not data:
        print(f"{counted(errors, 'error')}, {counted(len(found) - errors, 'warning')}")
    return 1 if errors else 0


def print_changed(options: argparse.Namespace, translations: Translations) -> int:
    """Print what the change since a branch or a commit means for translations; fail where it takes a mark away."""
    with TemporaryDirectory() as folder:
        export(translations.settings.root, options.base, Path(folder))
        report = Report(load(Path(folder)), translations)
        print("\n".join(report.markdown()))
        diagnostics = list(report.diagnostics())
    for problem in diagnostics:
        print(problem, file=sys.stderr)
    return 1 if diagnostics else 0


def write_skeleton(options: argparse.Namespace, translations: Translations) -> int:
    """Write skeletons of translations."""
    for page in options.pages:
        file = workflow.new(translations, options.language, page)
        print(f"wrote {file}; write the words where … stands, take the comments out, and run {COMMAND} check {page}")
    return 0


def print_difference(options: argparse.Namespace, translations: Translations) -> int:
    """Print what changed in the source since pages were translated."""
    for page in options.pages:
        print("\n".join(workflow.diff(translations, options.language, page)))
    return 0


def record(options: argparse.Namespace, translations: Translations) -> int:
    """Record that translations are up to date."""
    for page in options.pages:
        print(workflow.sync(translations, options.language, page, options.review, options.translator))
    return 0
