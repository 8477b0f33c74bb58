"""The commands about translations: their state, what changed in the source, a new page, and that one is up to date."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from recompute.cli import add_command, aligned
from recompute.diagnostics import COMMAND, FORMATS, CommandError, Diagnostics, counted, default_format, formatted
from recompute.site import configuration, reference
from recompute.translation import validation, workflow
from recompute.translation.fix import fix
from recompute.translation.history import export
from recompute.translation.pages import Translations
from recompute.translation.prose import LinterMissingError
from recompute.translation.record import REVIEWS
from recompute.translation.report import Report
from recompute.translation.status import State, Status

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


def add_commands(commands: Any) -> None:
    """Add the commands to those of a parser."""
    status = add_command(
        commands, "status", print_status, "print the state of every page in every language", "status en"
    )
    status.add_argument(
        "names",
        nargs="*",
        metavar="name",
        help="a language such as en, or a page, by its path; all where none is named",
    )
    status.add_argument("--json", action="store_true", help="the same as data")
    check = add_command(
        commands,
        "check",
        check_pages,
        "check that translations agree with their sources, and how pages are written; exits with 1 where they do not",
        "check docs/en/start.md --fix",
    )
    check.add_argument("pages", nargs="*", metavar="page", help="report these pages only, named as for status")
    check.add_argument("--fix", action="store_true", help="first repair ids, included code, the order of front matter")
    how = "how to print what is found; github adds annotations, and is the default in GitHub Actions"
    check.add_argument("--format", choices=FORMATS, default=default_format(), help=how)
    _add_changed(commands)
    _add_work(commands)


def _add_changed(commands: Any) -> None:
    changed = add_command(
        commands,
        "changed",
        print_changed,
        "print, as Markdown, what a change makes stale in translations, and what it leaves unchecked; exits with 1 "
        "where a translation loses its record",
        "changed --base main",
    )
    changed.add_argument("--base", required=True, help="what the change is made to: a branch or a commit, such as main")


def _add_work(commands: Any) -> None:
    """Add what a translator runs on one page after another."""
    new = add_command(commands, "new", write_skeleton, "write the skeleton of a translation", "new en start")
    what = "print what changed in the source since a page was translated"
    diff = add_command(commands, "diff", print_difference, what, "diff en start")
    sync = add_command(commands, "sync", record, "record that a translation is up to date", "sync en start")
    for command in (new, diff, sync):
        command.add_argument("language", help="the folder of the language, such as en")
        command.add_argument("pages", nargs="+", metavar="page", help="a page by its path, such as guide/start")
    sync.add_argument(
        "--review", choices=REVIEWS, help="who reviewed it: a human, or nobody yet since a machine did it"
    )
    sync.add_argument("--translator", help="who translated it")
    sync.add_argument(
        "--unchanged",
        action="store_true",
        help="record sections whose source has changed, though the translation has not",
    )


def load(root: Path) -> Translations:
    """Return the pages of every language of the site in a folder; raise CommandError where some cannot be read."""
    diagnostics = Diagnostics()
    translations = _read(root, diagnostics)
    if diagnostics:
        raise CommandError(str(diagnostics))
    return translations


def _read(root: Path, diagnostics: Diagnostics) -> Translations:
    """Return the pages of every language of the site in a folder, noting what cannot be read."""
    found, _ = configuration.load(root)
    page_indexes = found.page_indexes(diagnostics)
    _, terms = found.data_files(diagnostics)
    return Translations(found, page_indexes, terms)


def print_status(options: argparse.Namespace) -> int:
    """Print the state of every page, or of those named."""
    translations = load(Path.cwd())
    codes = {name for name in options.names if _LANGUAGE.fullmatch(name) and name not in translations.names}
    for code in codes:
        translations.check_language(code)
    wanted = {translations.named(name) for name in options.names if name not in codes}
    statuses = [
        status
        for status in translations.statuses()
        if (not wanted or status.path in wanted) and (not codes or status.code in codes)
    ]
    if options.json:
        print(json.dumps([status.data() for status in statuses], ensure_ascii=False, indent=1))
    else:
        print("\n".join(_table(statuses)))
    return 0


def _table(statuses: Sequence[Status]) -> Iterator[str]:
    """Yield the lines of a table for a terminal, and last the number of pages in each state."""
    rows = [[s.page, s.code, s.state.value, ", ".join(s.changes.words()), s.command] for s in statuses]
    yield from aligned([["page", "language", "state", "sections", "next"], *rows])
    counts = [(sum(s.state is state for s in statuses), state.value) for state in State]
    yield ", ".join(f"{count} {name}" for count, name in counts if count)


def check_pages(options: argparse.Namespace) -> int:
    """Run every check that needs no build; print the errors, which fail a build, and the warnings."""
    diagnostics = Diagnostics()
    translations = _read(Path.cwd(), diagnostics)
    paths = {translations.named(page) for page in options.pages}
    files = {translations.file(code, path) for path in paths for code in translations.settings.codes}
    data = options.format == "json"
    if options.fix and not diagnostics:
        root = translations.settings.root
        for line in (*fix(translations), *reference.fix(load(root))):
            print(line, file=sys.stderr if data else None)
        translations = load(root)
    diagnostics.found.update(() if diagnostics else reference.problems(translations))
    validation.check_all(translations, diagnostics, paths)
    diagnostics.found.update(validation.warnings(translations))
    diagnostics.found.update(validation.possible_swaps(translations))
    try:
        diagnostics.found.update(validation.advised_spaces(translations))
    except LinterMissingError as error:
        print(error, file=sys.stderr)
    found = [each for each in diagnostics.found if not files or each.file in files]
    errors = sum(each.severity == "error" for each in found)
    if text := formatted(found, options.format):
        print(text)
    if not data:
        print(f"{counted(errors, 'error')}, {counted(len(found) - errors, 'warning')}")
    return 1 if errors else 0


def print_changed(options: argparse.Namespace) -> int:
    """Print what the change since a branch or a commit means for translations; fail where it takes a mark away."""
    translations = load(Path.cwd())
    with TemporaryDirectory() as folder:
        export(translations.settings.root, options.base, Path(folder))
        report = Report(load(Path(folder)), translations)
        print("\n".join(report.markdown()))
        diagnostics = list(report.diagnostics())
    if diagnostics:
        print(formatted(diagnostics, default_format()), file=sys.stderr)
    return 1 if diagnostics else 0


def write_skeleton(options: argparse.Namespace) -> int:
    """Write skeletons of translations."""
    translations = load(Path.cwd())
    for page in options.pages:
        file = workflow.new(translations, options.language, page)
        print(f"wrote {file}; write the words where … stands, take the comments out, and run {COMMAND} check {page}")
    return 0


def print_difference(options: argparse.Namespace) -> int:
    """Print what changed in the source since pages were translated."""
    translations = load(Path.cwd())
    for page in options.pages:
        print("\n".join(workflow.diff(translations, options.language, page)))
    return 0


def record(options: argparse.Namespace) -> int:
    """Record that translations are up to date."""
    translations = load(Path.cwd())
    given = {"review": options.review, "translator": options.translator, "unchanged": options.unchanged}
    for page in options.pages:
        print(workflow.sync(translations, options.language, page, **given))
    return 0
