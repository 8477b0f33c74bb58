"""The commands for who writes pages: a new page, and a server that does without what is not installed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from recompute.cli.new_page import NewPageError, write_page
from recompute.cli.translations import load
from recompute.site import configuration
from recompute.translation import workflow
from recompute.translation.status import COMMAND


def add_commands(commands: Any) -> None:
    """Add the commands to those of a parser."""
    what = "preview the site, as mkdocs serve does, without the packages that are not installed"
    serve = commands.add_parser("serve", help=what, description=f"{what}.", epilog=f"Example: {COMMAND} serve")
    serve.add_argument("--dev-addr", "-a", metavar="HOST:PORT", help="where to serve; default: localhost:8000")
    serve.set_defaults(run=serve_site)
    what = "write a page in each language with the module of its values, and one value that works"
    example = f"Example: {COMMAND} new-page focal-loss"
    new = commands.add_parser("new-page", help=what, description=f"{what}.", epilog=example)
    new.add_argument("name", help="its path without the ending, such as focal-loss or guide/start")
    new.set_defaults(run=new_page)


def serve_site(options: argparse.Namespace) -> int:
    """Serve the site until it is interrupted."""
    from recompute.site.preview import preview  # The server is slow to import.

    return preview(Path.cwd(), options.dev_addr)


def new_page(options: argparse.Namespace) -> int:
    """Write a page and its module, and record that its translations are up to date."""
    settings = configuration.settings(*configuration.load(Path.cwd()))
    try:
        files = write_page(settings, options.name)
        translations = load(settings.root)
        for code in settings.codes[1:]:
            workflow.sync(translations, code, options.name)
    except (NewPageError, workflow.WorkError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(f"wrote {file}" for file in files))
    return 0
