"""Data files that people edit: YAML in which each node has its line, for the diagnostics."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from recompute.diagnostics import Diagnostics, Faults, LocatedError, did_you_mean
from recompute.locale.fallback import Fallbacks, with_fallbacks
from recompute.source.text_file import read_text
from recompute.values.numerals import numerals_in
from recompute.values.plain_text import unseen

_PLACE = re.compile(r"§+\s?\d+(?:\.\d+)*|https?://\S+")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # The one in C is ten times as fast.


@dataclass(frozen=True)
class Node:
    """A text as it was written, a list, or names with their values, and the line where it begins."""

    content: str | list[Node] | dict[str, Node]
    line: int

    def text(self) -> str:
        """Return a text, which is not empty."""
        if not isinstance(self.content, str) or not self.content.strip():
            raise LocatedError(self.line, "there must be a text here; write one")
        return " ".join(self.content.split())

    def words(self) -> str:
        """Return a text that states no result: its numbers are places in a source, or parts of names.

        >>> Node("Tables 1 to 3, §4.2", 7).words()
        'Tables 1 to 3, §4.2'
        """
        text = self.text()
        for numeral, _ in numerals_in(_PLACE.sub("", text)):
            if not numeral.lstrip("+-").isdecimal():
                raise LocatedError(self.line, f"{numeral} is typed by hand; put what a source prints under its figures")
        return text

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts; one text alone counts as a list of one."""
        items = self.content if isinstance(self.content, list) else [self]
        return tuple(item.text() for item in items)

    def entries(self) -> dict[str, Node]:
        """Return names with their values."""
        if not isinstance(self.content, dict):
            raise LocatedError(self.line, "there must be names here; write one `name: …` a line")
        return self.content

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> dict[str, Node]:
        """Return names with their values: all that are required, and none that is unknown."""
        known = [*required, *optional]
        entries = self.entries()
        for name, node in entries.items():
            if name not in known:
                raise LocatedError(node.line, f"{name!r} is not known here{did_you_mean(name, known)}")
        missing = [name for name in required if name not in entries]
        if missing:
            raise LocatedError(self.line, f"there is no {missing[0]!r} here; add it")
        return entries

    def in_languages(self, codes: Sequence[str], fallbacks: Fallbacks) -> dict[str, str]:
        """Return words in each language, its own or its fallback; one text alone is the same in all of them."""
        if isinstance(self.content, str):
            return dict.fromkeys(codes, self.words())
        own = self.fields([code for code in codes if code not in fallbacks], fallbacks.keys())
        return with_fallbacks({code: node.words() for code, node in own.items()}, fallbacks)


class Written(NamedTuple):
    """A text of a data file that readers see: the code of their language, the name that it has there, and its lines."""

    code: str
    name: str
    text: str
    line: int
    block: int  # The line of what it belongs to: two blocks that have changed places are one mistake in each.


def read(path: Path, file: str, diagnostics: Diagnostics) -> Node | None:
    """Read a data file, noting why it cannot be read."""
    with diagnostics.noting(file):
        text = read_text(path, "file", "put it there, or change mkdocs.yml")
        try:
            tree = yaml.compose(text, Loader=LOADER)
            if tree is not None:
                return _node(tree, tree.start_mark.line + 1, file, diagnostics)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            detail = getattr(error, "problem", None) or str(error).splitlines()[0]
            message = f"this is not YAML: {detail}; quote the text, or correct the indentation"
            raise LocatedError(mark.line + 1 if mark else 1, message) from error
        except RecursionError:
            message = "lists or names are nested too deep, or hold themselves; write fewer levels"
            raise LocatedError(1, message) from None
        raise LocatedError(1, "the file is empty; add what it is for, or take it out of mkdocs.yml")
    return None


def repeated_names(entries: Iterable[tuple[yaml.Node, yaml.Node]], first: int = 1) -> Faults:
    """Yield the line of each entry whose name another one has already; the text begins on the line `first`.

    >>> list(repeated_names(yaml.compose("{a: 1, a: 2}").value))
    [(1, "'a' is a duplicate of line 1; keep one of the two")]
    """
    lines: dict[str, int] = {}
    for key, _ in entries:
        name, line = str(key.value), key.start_mark.line + first
        if name in lines:
            yield line, f"{name!r} is a duplicate of line {lines[name]}; keep one of the two"
        lines.setdefault(name, line)


def _node(tree: yaml.Node, line: int, file: str, diagnostics: Diagnostics) -> Node:
    if isinstance(tree, yaml.SequenceNode):
        return Node([_node(item, item.start_mark.line + 1, file, diagnostics) for item in tree.value], line)
    if not isinstance(tree, yaml.MappingNode):
        if message := unseen(tree.value):
            diagnostics.add(file, line, message)
        return Node(tree.value, line)
    diagnostics.add_all(file, repeated_names(tree.value))
    entries: dict[str, Node] = {}
    for key, value in tree.value:
        if (name := str(key.value)) not in entries:
            entries[name] = _node(value, key.start_mark.line + 1, file, diagnostics)
    return Node(entries, line)
