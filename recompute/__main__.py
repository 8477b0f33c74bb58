"""The command line: values and where they come from, and translations and what became of their sources."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.metadata import packages_distributions, version
from typing import Any

from recompute.cli import pages, translations, values
from recompute.diagnostics import CommandError

_EXIT_CODES = "Exit codes: 0 where all is well, 1 where something is wrong, 2 where the command cannot be understood."


class _Version(argparse.Action):
    """Prints the version, which takes longer to look up than most commands."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        print(version(packages_distributions()[str(__package__)][0]))
        parser.exit()


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return its exit status.

    >>> main(["doctest", "--unknown"])
    Traceback (most recent call last):
        ...
    SystemExit: 2
    """
    parser = argparse.ArgumentParser(prog="python -m recompute", description=__doc__, epilog=_EXIT_CODES)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = parser.add_subparsers(required=True, metavar="command")
    pages.add_commands(commands)
    values.add_commands(commands)
    translations.add_commands(commands)
    options = parser.parse_args(arguments)
    try:
        status = int(options.run(options))
        sys.stdout.flush()
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # The reader, such as `head`, has read enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(main())
