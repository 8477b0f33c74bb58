"""The command line: values and where they come from, and translations and what became of their sources."""

from __future__ import annotations

import argparse
import sys

from recompute.cli import translations, values


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return its exit status.

    >>> main(["doctest", "--unknown"])
    Traceback (most recent call last):
        ...
    SystemExit: 2
    """
    parser = argparse.ArgumentParser(prog="python -m recompute", description=__doc__)
    commands = parser.add_subparsers(required=True)
    values.add_commands(commands)
    translations.add_commands(commands)
    options = parser.parse_args(arguments)
    return int(options.run(options))


if __name__ == "__main__":
    sys.exit(main())
