"""The commands about translations: their state, what changed in the source, a new page, and that one is up to date."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from recompute.catalogue import Catalogue
from recompute.configuration import settings
from recompute.doctests.rendering import configuration
from recompute.problems import Problems
from recompute.translation import work
from recompute.translation.pages import Translations, UnknownPageError
from recompute.translation.record import REVIEWS
from recompute.translation.status import table


def add_commands(commands: Any) -> None:
    """Add the commands to those of a parser."""
    status = commands.add_parser("status", help="print the state of every page in every language")
    status.add_argument("--json", action="store_true", help="the same as data")
    status.set_defaults(run=_with_translations(print_status))
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
        except (UnknownPageError, work.WorkError) as error:
            print(error, file=sys.stderr)
            return 1

    return command


def load(root: Path) -> Translations:
    """Return the pages of every language of the site in a folder."""
    config, problems = configuration(root), Problems()
    found = settings(config.plugins["recompute"].config, config)
    catalogues = {code: Catalogue(found.sources(code, problems)) for code in found.codes}
    if problems:
        raise work.WorkError(str(problems))
    return Translations(found, catalogues)


def print_status(options: argparse.Namespace, translations: Translations) -> int:
    """Print the state of every page."""
    statuses = list(translations.statuses())
    if options.json:
        print(json.dumps([status.data() for status in statuses], ensure_ascii=False, indent=1))
    else:
        print("\n".join(table(statuses)))
    return 0


def write_skeleton(options: argparse.Namespace, translations: Translations) -> int:
    """Write skeletons of translations."""
    for page in options.pages:
        print(f"wrote {work.new(translations, options.language, page)}")
    return 0


def print_difference(options: argparse.Namespace, translations: Translations) -> int:
    """Print what changed in the source since pages were translated."""
    for page in options.pages:
        print("\n".join(work.diff(translations, options.language, page)))
    return 0


def record(options: argparse.Namespace, translations: Translations) -> int:
    """Record that translations are up to date."""
    for page in options.pages:
        print(work.sync(translations, options.language, page, options.review, options.translator))
    return 0
