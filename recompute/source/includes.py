"""What a text includes, as pymdownx.snippets reads it: a file in a line of its own, or several in a block of lines."""

from __future__ import annotations

import re

MARK = r"-+8<-+"
LINE = rf"^[ \t>]*{MARK}[ \t]+(?P<file>\"[^\"\n]+\"|'[^'\n]+')[ \t]*$"
BLOCK_EDGE = rf"^[ \t>]*{MARK}[ \t]*$"
_INCLUDES = re.compile(rf"{LINE}|{BLOCK_EDGE}\n(?P<files>(?:.*\n)*?){BLOCK_EDGE}", re.MULTILINE)


def included(text: str) -> list[str]:
    r"""Return the names of the files that a text includes, each with its section where one is named.

    >>> included('--8<-- "a.py:part"\nand\n--8<--\nb.md\nc.md\n--8<--')
    ['a.py:part', 'b.md', 'c.md']
    """
    matches = _INCLUDES.finditer(text)
    return [name for match in matches for name in ([match["file"][1:-1]] if match["file"] else match["files"].split())]


def without_includes(text: str) -> str:
    """Return a text without what includes files."""
    return _INCLUDES.sub("", text)


def spans(text: str) -> list[tuple[int, int]]:
    """Return where a text includes files."""
    return [match.span() for match in _INCLUDES.finditer(text)]
