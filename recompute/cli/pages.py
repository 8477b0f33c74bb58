"""The commands for who writes pages: a server that does without what is not installed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add_commands(commands: Any) -> None:
    """Add the commands to those of a parser."""
    serve = commands.add_parser(
        "serve", help="preview the site, as mkdocs serve does, without the packages that are not installed"
    )
    serve.add_argument("--dev-addr", "-a", metavar="HOST:PORT", help="where to serve; default: localhost:8000")
    serve.set_defaults(run=serve_site)


def serve_site(options: argparse.Namespace) -> int:
    """Serve the site until it is interrupted."""
    from recompute.site.preview import preview  # The server is slow to import.

    return preview(Path.cwd(), options.dev_addr)
