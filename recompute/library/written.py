"""The texts of a data file that readers of one language see, each with its place."""

from __future__ import annotations

from typing import NamedTuple


class Written(NamedTuple):
    """A text of a data file: the code of its language, the name that it has there, and its lines."""

    code: str
    name: str
    text: str
    line: int
    block: int  # The line of what it belongs to: two blocks that have changed places are one mistake in each.
