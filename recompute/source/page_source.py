"""The source text of a page: its front matter, its headings, and the line where something is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from recompute.diagnostics import Diagnostics, Faults
from recompute.source import front_matter, notebook
from recompute.source.notebook import Cell
from recompute.source.text_file import read_text
from recompute.source.tree import FRONT_MATTER, Tree, lines_of, text_start
from recompute.values.plain_text import unseen

HEADING = re.compile(
    r"^(?:> ?)*(?P<level>#{1,6})[ \t]+(?P<text>(?:.*?[^ \t#\n])??)"
    r"(?:[ \t]*\{:?(?P<attributes>[^{}\n]*)\})?[ \t]*(?:#+[ \t]*)?$",
    re.MULTILINE,
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?=\s|\Z)", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?:)?//[^\s<>()\"']*")
_DASHES = re.compile(r"\ufeff*\s*(?:-{3,}|\+{3,}|[\u2013\u2014\u2212]+)[ \t]*\n[A-Za-z_]+[ \t]*[:=]")
_META = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:")
_ID = re.compile(r"(?:#|(?<![\w-])id=[\"']?)([A-Za-z][\w.:-]*)", re.ASCII)
_ATTRIBUTES = re.compile(r"\{([^{}\n]*)\}")
_EXCERPT = 200  # How many characters before and after a token distinguish its line.


@dataclass(frozen=True)
class Heading:
    """A heading of a page, with its explicit id."""

    level: int
    text: str
    id: str | None
    line: int


@dataclass(frozen=True)
class Source:
    """A page as it was written."""

    file: str
    text: str
    meta: dict[str, Any] = field(default_factory=dict)
    sound: bool = True  # Whether it could be read; what an unsound page lacks is no further problem.
    cells: tuple[Cell, ...] = ()  # The code cells of a notebook.

    @cached_property
    def start(self) -> int:
        """The offset after the front matter."""
        return text_start(self.text)

    @cached_property
    def tree(self) -> Tree:
        """The blocks and the inline elements of the page."""
        return parsed(self.text, self.start)

    @property
    def prose(self) -> str:
        """The text with code and comments blanked out, of the same length."""
        return self.tree.prose

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings, in order."""
        found = []
        for node in self.tree.nodes("heading"):
            line = lines_of(node).start
            if match := HEADING.match(self.prose, self.tree.offset(line)):
                id_match = _ID.search(match["attributes"] or "")
                found.append(Heading(len(match["level"]), match["text"], id_match and id_match[1], line + 1))
        return found

    def ids(self) -> set[str]:
        """Return the ids that the page gives, to headings or anything else."""
        return ids_in(self.prose)

    def line_of(self, *keys: str) -> int:
        """Return the line of the front matter that begins one of these keys, the first of them; 1 without any."""
        lines = enumerate(self.text[: self.start].splitlines(), start=1)
        return next((number for number, line in lines if line.startswith(tuple(f"{key}:" for key in keys))), 1)

    def line_at(self, offset: int) -> int:
        """Return the line, counted from 1, that holds an offset of the text."""
        return self.tree.line_at(offset)

    def lines_with(self, quoted: str) -> list[int]:
        """Return the lines on which a text begins outside code, or line 1 where it cannot be found."""
        words = filter(None, re.split(r"[\s>]+", quoted))
        pattern = r"[\s>]+".join(map(re.escape, words))  # In a callout or list its lines have prefixes.
        starts = [match.start() for match in re.finditer(pattern, self.prose)]
        return sorted({self.line_at(start) for start in starts}) or [1]

    def line_like(self, token: str, context: str) -> int:
        """Return the line that holds a token and resembles its context in the rendered page most."""
        lines = list(enumerate(self.prose.splitlines(), start=1))
        return likeliest([(number, line) for number, line in lines if token in line] or lines, token, context)


def ids_in(prose: str) -> set[str]:
    """Return the ids in the braces of a text.

    >>> ids_in("# A { #a .b }")
    {'a'}
    """
    ids = (_ID.findall(attributes) for attributes in _ATTRIBUTES.findall(prose))
    return {found[-1] for found in ids if found}


@lru_cache(maxsize=2000)  # A server reads all pages again whenever one of them changes.
def parsed(text: str, start: int = 0) -> Tree:
    """Return the tree of a text whose blocks begin at an offset, parsed once."""
    return Tree(text, start)


def likeliest(lines: Sequence[tuple[int, str]], token: str, context: str) -> int:
    """Return the number of the line that resembles, around a token, the context of that token most; 1 without lines."""
    if len(lines) < 2:
        return lines[0][0] if lines else 1

    def likeness(candidate: tuple[int, str]) -> int:
        place = max(candidate[1].find(token), 0)
        excerpt = candidate[1][max(place - _EXCERPT, 0) : place + _EXCERPT]
        blocks = SequenceMatcher(None, excerpt, context[:_EXCERPT], autojunk=False).get_matching_blocks()
        return sum(block.size**2 for block in blocks)

    return max(lines, key=likeness)[0]


def read(path: Path, file: str, diagnostics: Diagnostics) -> Source:
    """Read a page, noting what makes it unreadable."""
    with diagnostics.noting(file):
        return parse_file(read_text(path, "page", "put a text file there"), file, diagnostics)
    return Source(file, "", sound=False)


def rewrite(path: Path, change: Callable[[str], str]) -> bool:
    """Change the text of a file, which keeps its line ends and its byte order mark; return whether it changed."""
    written = path.read_bytes().decode("utf-8")
    mark = "\ufeff" if written.startswith("\ufeff") else ""
    newline = "\r\n" if "\r\n" in written else "\n"
    changed = mark + change(written.removeprefix(mark).replace("\r\n", "\n")).replace("\n", newline)
    if changed != written:
        path.write_bytes(changed.encode())
    return changed != written


def parse_file(written: str, file: str, diagnostics: Diagnostics) -> Source:
    """Read what a page's file holds, a notebook or Markdown as its name says."""
    if not file.endswith(notebook.SUFFIX):
        return parse(written, file, diagnostics)
    with diagnostics.noting(file):
        found = notebook.parse(written)
        diagnostics.add_all(file, found.faults)
        return replace(parse(found.text, file, diagnostics), cells=tuple(found.cells))
    return Source(file, "", sound=False)


def parse(text: str, file: str, diagnostics: Diagnostics) -> Source:
    """Split a page's text into front matter and prose, noting what keeps it from being read as it is meant."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unresolved, match = list(conflicts(text)), FRONT_MATTER.match(text)
    diagnostics.add_all(file, [*unresolved, *_unseen(text)])
    meta = front_matter.read(match[1], file, diagnostics) if match else {}
    if match is None and _META.match(text):
        message = "MkDocs takes this line for front matter; begin the page with a heading or an empty line"
        diagnostics.add(file, 1, message)
    if unread := match is None and _DASHES.match(text):
        place = (
            "give the notebook a raw cell first," if file.endswith(notebook.SUFFIX) else "begin it in the first line,"
        )
        message = f"this is not read as front matter; {place} between two lines of ---"
        diagnostics.add(file, text[: unread.end()].count("\n"), message)
    source = Source(file, text, meta or {}, sound=meta is not None and not unresolved and not unread)
    diagnostics.add_all(file, _addresses(source))
    for opening in source.tree.unclosed:
        message = "the fence that opens here is never closed; write its backquotes or tildes again below its code"
        diagnostics.add(file, opening, message)
    return replace(source, sound=False) if source.tree.unclosed else source


def conflicts(text: str) -> Faults:
    """Yield the marks of merge conflicts in a text."""
    for match in _CONFLICT.finditer(text):
        message = f"a merge conflict is not resolved: {match[0]}; keep one side, and remove the marks"
        yield text.count("\n", 0, match.start()) + 1, message


def _addresses(source: Source) -> Faults:
    """Yield the addresses in which MkDocs would find no host."""
    for match in _ADDRESS.finditer(source.prose):
        try:
            urlsplit(match[0])
        except ValueError as error:
            yield source.line_at(match.start()), f"{match[0]} is no address ({error}); correct it"


def _unseen(text: str) -> Faults:
    """Yield characters that no page may hold: the build marks its numbers by them."""
    for number, line in enumerate(text.split("\n"), start=1):
        if message := unseen(unescape(notebook.OUTPUT.sub("", line))):
            yield number, message


def module_of(path: str) -> str:
    """Return the module, within the package of page values, that belongs to a page.

    >>> module_of("guide/label-smoothing.md")
    'guide.label_smoothing'
    """
    return path.rpartition(".")[0].replace("-", "_").replace("/", ".")
