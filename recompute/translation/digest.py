"""The hash of a section: it changes with each word, formula, quote and link, and not with cosmetic edits.

Value quotes count as they are written, so a recomputed number changes nothing; nor does what code prints, which
`doctest --fix` rewrites. A format that a quote names is part of its text. Included text counts, included code does not:
both languages show the same. The id does not count, so that a section with another id is still recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from recompute.markup.line_breaks import HAN
from recompute.source.fences import Fence, has_prompts
from recompute.source.tree import Tree
from recompute.translation.inclusion import MARK, Include
from recompute.translation.sections import Section

_LENGTH = 10
_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)*")
_OUTPUT_MARK = re.compile("[\ue000-\uf8ff]\\d+[\ue000-\uf8ff]")  # Where what a notebook's cell gives will stand.
_AROUND_BAR = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")
_RULE = re.compile(r"(?<=\|)(:?)-+(:?)(?=\|)")
_SPACE = re.compile(r"\s+")
_HAN_SPACE = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")  # It is typography.


def digest(section: Section, include: Include = str) -> str:
    """Return the hash of a section: hexadecimal digits, short enough for front matter."""
    heading = f"{section.level} {_spaced(section.title)}"
    return sha256(f"{heading}\n{normal(section.text, include)}".encode()).hexdigest()[:_LENGTH]


def normal(text: str, include: Include = str) -> str:
    """Return a text without what is cosmetic: comments, wrapped lines, white space.

    >>> normal("两行" + chr(10) + "中文  and `code`" + chr(10) + chr(10) + "<!-- a note -->more")
    '两行中文and `code` more'
    """
    tree = Tree(_OUTPUT_MARK.sub("", text))
    pieces, place = [], 0
    for fence in tree.fences:
        pieces += [_prose(_without_comments(tree, place, fence.first), include), _code(fence)]
        place = fence.last
    return "\n".join(filter(None, [*pieces, _prose(_without_comments(tree, place, len(tree.text)), include)]))


def _without_comments(tree: Tree, start: int, end: int) -> str:
    pieces, place = [], start
    for first, last in tree.comments:
        if start <= first < end:
            pieces.append(tree.text[place:first])
            place = last
    return "".join([*pieces, tree.text[place:end]])


def _prose(text: str, include: Include) -> str:
    if MARK in text and (included := include(text)) != text:
        return normal(included)
    return _spaced(" ".join(_lines(text)))


def _lines(text: str) -> Iterator[str]:
    """Yield lines without the marks of the callouts that they stand in, but where these begin and end."""
    depth = 0
    for line in text.split("\n"):
        prefix = _PREFIX.match(line)
        assert prefix is not None
        bare = line[prefix.end() :].strip()
        if not bare:
            continue
        if prefix[0].count(">") != depth:
            depth = prefix[0].count(">")
            yield f"<{depth}>"
        yield _RULE.sub(r"\1-\2", _AROUND_BAR.sub("|", bare)) if bare.startswith("|") else bare


def _code(fence: Fence) -> str:
    lines = [line.rstrip() for line in fence.code.splitlines()]
    if has_prompts(fence.code):
        lines = [line for line in lines if line.lstrip().startswith((">>>", "..."))]
    return "\n".join([f"```{_spaced(fence.info)}", *lines, "```"])


def _spaced(text: str) -> str:
    return _HAN_SPACE.sub("", _SPACE.sub(" ", text).strip())
