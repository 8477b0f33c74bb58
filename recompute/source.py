"""The source text of a page: its front matter, its headings, and the line where something stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

from recompute.fences import FENCE
from recompute.problems import Problems

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n\s*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_HEADING = re.compile(
    r"^(?:> ?)*(?P<level>#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]*\{:?(?P<attributes>[^{}\n]*)\})?[ \t]*#*[ \t]*$",
    re.MULTILINE,
)
_ID = re.compile(r"#([A-Za-z][\w.:-]*)", re.ASCII)


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
    prose: str = ""

    def headings(self) -> Iterator[Heading]:
        """Yield the headings outside code."""
        for match in _HEADING.finditer(self.prose):
            id_match = _ID.search(match["attributes"] or "")
            yield Heading(len(match["level"]), match["text"], id_match and id_match[1], self.line_at(match.start()))

    def line_at(self, offset: int) -> int:
        """Return the line, counted from 1, that holds an offset of the text."""
        return self.text.count("\n", 0, offset) + 1

    def lines_with(self, quoted: str) -> list[int]:
        """Return the lines on which a text begins outside code, or line 1 where it cannot be found."""
        starts = [match.start() for match in re.finditer(re.escape(quoted), self.prose)]
        return sorted({self.line_at(start) for start in starts}) or [1]

    def line_like(self, token: str, context: str) -> int:
        """Return the line that holds a token and resembles its context in the rendered page most."""
        lines = list(enumerate(self.prose.splitlines(), start=1))
        holding = [(number, line) for number, line in lines if token in line] or lines or [(1, "")]
        return max(holding, key=lambda candidate: _likeness(candidate[1], context))[0]


def _likeness(line: str, context: str) -> int:
    blocks = SequenceMatcher(None, line, context, autojunk=False).get_matching_blocks()
    return sum(block.size**2 for block in blocks)


def read(path: Path, file: str, problems: Problems) -> Source | None:
    """Read a page, noting what makes it unreadable."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problems.add(file, line, f"this is not UTF-8 ({error.reason}); save the file as UTF-8")
        return None
    except OSError as error:
        problems.add(file, 1, f"the page cannot be read: {error.strerror or error}")
        return None
    return parse(text, file, problems)


def parse(text: str, file: str, problems: Problems) -> Source:
    """Split a page's text into front matter and prose, noting front matter that is not YAML."""
    text = text.replace("\r\n", "\n")
    match = _FRONT_MATTER.match(text)
    prose = mask_code(text)
    if match is None:
        return Source(file, text, {}, prose)
    meta: Any = None
    try:
        meta = yaml.safe_load(match[1])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        detail = getattr(error, "problem", None) or str(error).splitlines()[0]
        problems.add(
            file,
            2 + (mark.line if mark else 0),
            f"the front matter is not YAML: {detail}; quote the text, or mend the indentation",
        )
    if meta is not None and not isinstance(meta, dict):
        problems.add(file, 2, "the front matter is not a mapping; write one `name: value` a line")
        meta = None
    return Source(file, text, meta or {}, prose)


def mask_code(text: str) -> str:
    """Blank out fences, comments and code spans, so that offsets and lines stay as they are.

    >>> mask_code("a `{{ b }}` c")
    'a           c'
    """
    for pattern in (FENCE, _COMMENT, _CODE_SPAN):
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text
