"""The command line: `python -m recompute doctest [--fix]` runs the doctests of pages and modules."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pytest

from recompute.doctests.rendering import configuration, folders


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return its exit status.

    >>> main(["doctest", "--unknown"])
    Traceback (most recent call last):
        ...
    SystemExit: 2
    """
    parser = argparse.ArgumentParser(prog="python -m recompute", description=__doc__)
    commands = parser.add_subparsers(required=True)
    doctest = commands.add_parser("doctest", help="run every example of the pages and of the modules that they show")
    doctest.add_argument("--fix", action="store_true", help="rewrite the outputs that are outdated")
    doctest.add_argument("paths", nargs="*", help="pages or modules; all of them where none is named")
    doctest.set_defaults(run=run_doctests)
    options = parser.parse_args(arguments)
    return int(options.run(options))


def run_doctests(options: argparse.Namespace) -> int:
    """Run doctests through pytest, which collects them."""
    paths = options.paths or [str(folder) for folder in folders(configuration(Path.cwd()))]
    return pytest.main(["--quiet", *(["--doctest-fix"] if options.fix else []), *paths])


if __name__ == "__main__":
    sys.exit(main())
