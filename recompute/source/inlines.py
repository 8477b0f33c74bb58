"""The inline elements of a text, each with its place: code, formulas, quotes of values, links, HTML, includes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FIGURE = "figure:"  # What stands before the name of a figure, where an image has its address.
QUOTE = re.compile(r"\{\{ (?P<name>[A-Za-z_][\w.]*)(?P<index>(?:\[\d+\])*)(?::(?P<format>[^{}\s]+))? \}\}", re.ASCII)
ANY_BRACES = re.compile(r"\{\{[^{}\n]*\}\}")
WIKILINK = r"(?<!\\)\[\[(?P<page>[^\[\]|#\n]*?)(?:#(?P<heading>[^\[\]|\n]*?))?(?:\\?\|(?P<words>[^\[\]\n]*))?\]\]"
HASHTAG = r"#(?<!\S#)([^\W\d_][\w/-]*)(?![^{}\n]*\})"  # Not after a word, and not the id in the braces of attributes.
_WORDS = r"\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
_TARGET = r"\(\s*<?(?P<target>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_ATTRIBUTES = r"(?P<attributes>\{:?[^{}\n]*\})?"

# As pymdownx.snippets reads it: a file in a line of its own, or several in a block of lines.
INCLUDE_MARK = r"-+8<-+"
INCLUDE = rf"^[ \t>]*{INCLUDE_MARK}[ \t]+(?P<file>\"[^\"\n]+\"|'[^'\n]+')[ \t]*$"
BLOCK_EDGE = rf"^[ \t>]*{INCLUDE_MARK}[ \t]*$"
INCLUDES = re.compile(rf"{INCLUDE}|{BLOCK_EDGE}\n(?P<files>(?:.*\n)*?){BLOCK_EDGE}", re.MULTILINE)

# What may begin at a place of a text, tried in this order: what is found first hides what is inside it.
_INLINE = {
    "include": INCLUDE,
    "definition": r"^[ \t>]*\[(?!\^)[^\[\]\n]+\]:[ \t]+<?(?P<target>\S+?)>?(?=\s|$)",
    "code": r"(?<![`\\])(?P<ticks>`+)(?!`)(?P<code>(?:(?!\n\s*\n).)+?)(?<!`)(?P=ticks)(?!`)",
    "formula": r"(?<!\\)\$\$(?P<tex>.+?)(?<!\\)\$\$|\\\[(?P<bracketed>.+?)\\\]",
    "inline formula": (r"(?<![\\$])\$(?![\s$])(?P<tex>(?:\\.|[^\\$])+?)(?<!\s)\$(?!\$)|\\\((?P<bracketed>.+?)\\\)"),
    "braces": ANY_BRACES.pattern,
    "element": r"<(?P<tag>[a-z]\w*)\b(?P<attributes>[^<>]*\b(?:lang|data-literal)\b[^<>]*)>(?P<words>.*?)</(?P=tag)>",
    "wikilink": WIKILINK,
    "citation": r"\[@[^\[\]\n]+\](?!\()",
    "footnote": r"\[\^(?P<name>[^\[\]\s]+)\](?P<text>:)?",
    "image": rf"!{_WORDS}{_TARGET}{_ATTRIBUTES}",
    "link": rf"(?<!!){_WORDS}{_TARGET}{_ATTRIBUTES}",
    "autolink": r"<(?P<target>https?://[^\s<>]+)>",
    "tag": r"</?(?P<tag>[a-zA-Z]\w*)(?P<attributes>[^<>]*)>|&[#\w]+;",
    "attributes": r"\{:?[ ]*[#.\w][^{}\n]*\}",
    "hashtag": HASHTAG,
    "escape": r"\\[!-/:-@\[-`{-~]",
}
_PATTERNS = {kind: re.compile(pattern, re.DOTALL | re.MULTILINE) for kind, pattern in _INLINE.items()}
_STARTS = re.compile(rf"^[ \t>]*(?:{INCLUDE_MARK}|\[)|[`$\\{{<\[!#&]", re.MULTILINE)


@dataclass(frozen=True)
class Inline:
    """An inline element: its kind, and the match that holds its parts and its place."""

    kind: str
    match: re.Match[str]
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends in the text."""
        return self.start, self.end

    @property
    def tex(self) -> str:
        """The TeX of a formula, without what surrounds it; nothing of any other element."""
        return self.match["tex"] or self.match["bracketed"] if "formula" in self.kind else ""

    @property
    def children(self) -> Iterator[Inline]:
        """The inline elements in the words of a link, an image or an element of HTML."""
        if self.kind in ("link", "image", "element", "wikilink") and self.match["words"]:
            yield from inlines(self.match.string, *self.match.span("words"))


def inlines(text: str, start: int = 0, end: int | None = None) -> Iterator[Inline]:
    """Yield the inline elements of a text, in order.

    >>> [(each.kind, each.match[0]) for each in inlines("`{{ a }}` is $b$, [c](d.md)")]
    [('code', '`{{ a }}`'), ('inline formula', '$b$'), ('link', '[c](d.md)')]
    """
    place, end = start, len(text) if end is None else end
    while found := _STARTS.search(text, place, end):
        place = found.start() + 1
        for kind, pattern in _PATTERNS.items():
            if match := pattern.match(text, found.start(), end):
                yield Inline(kind, match, *match.span())
                place = max(match.end(), place)
                break


def included(text: str) -> list[str]:
    r"""Return the names of the files that a text includes, each with its section where one is named.

    >>> included('--8<-- "a.py:part"\nand\n--8<--\nb.md\nc.md\n--8<--')
    ['a.py:part', 'b.md', 'c.md']
    """
    matches = INCLUDES.finditer(text)
    return [name for match in matches for name in ([match["file"][1:-1]] if match["file"] else match["files"].split())]
