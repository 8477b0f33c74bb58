"""The commands of `python -m recompute`, by subject; how each is added, and rows are aligned for a terminal."""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from recompute.diagnostics import COMMAND


def add_command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], what: str, example: str
) -> argparse.ArgumentParser:
    """Add a command that `run` carries out; return its parser, which takes its options."""
    epilog = f"Example: {COMMAND} {example}"
    parser: argparse.ArgumentParser = commands.add_parser(name, help=what, description=f"{what}.", epilog=epilog)
    parser.set_defaults(run=run)
    return parser


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows as lines, in each of which a column begins at the same place.

    >>> list(aligned([["函数", "x"], ["f", "y"]]))
    ['函数  x', 'f     y']
    """
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for *cells, last in rows:
        padded = [cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths[:-1], strict=True)]
        yield "  ".join([*padded, last]).rstrip()


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes; Han characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
