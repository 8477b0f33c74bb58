"""The tree of a page's source, with positions: its blocks as markdown-it-py parses them, and their inline elements.

Python-Markdown renders the page. Its syntax beyond CommonMark (attributes, callouts, tabs, quotes of values, wikilinks)
is recognised in the text of the blocks; indented code, raw HTML and underlined headings are no blocks here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.dollarmath import dollarmath_plugin

from recompute.source.fences import Fence
from recompute.source.inlines import INCLUDE_MARK, Inline, inlines
from recompute.values.numerals import NUMERAL

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PREFIX = re.compile(r"(?:[ \t]*>[ ]?)*[ \t]*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OWN_BLOCK = re.compile(
    rf"#{{1,6}}[ \t]|<.*>$|===[!+]? |\[![\w-]|\[[^\[\]]+\]:[ \t]|(?:[-*_][ \t]*){{3,}}$|{INCLUDE_MARK}"
)
_TITLE = re.compile(r"""\btitle=(?P<quote>["'])(?P<title>[^\n]*?)(?P=quote)""")
_LETTER = re.compile(r"[^\W\d_]")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
    parser.disable(["code", "lheading", "html_block", "reference"]).use(dollarmath_plugin, allow_labels=False)
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a list; an indented line of a paragraph begins one only within a list."""
    if silent and state.parentType == "paragraph" and state.blkIndent == 0 < state.sCount[start]:
        return False
    return list_block(state, start, end, silent)


_BLOCKS = _parser()


def blanked(text: str, spans: Iterable[tuple[int, int]], by: str = " ") -> str:
    """Return a text in which each character of the spans but line ends is replaced, so that all else keeps its place.

    >>> blanked("a `b` c", [(2, 5)])
    'a     c'
    """
    pieces, place = [], 0
    for start, end in sorted(spans):
        pieces += [text[place:start], re.sub(r"[^\n]", by, text[max(start, place) : end])]
        place = max(end, place)
    return "".join([*pieces, text[place:]])


def between(start: int, end: int, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what lies between the spans from one offset to another.

    >>> list(between(0, 9, [(6, 7), (2, 4)]))
    [(0, 2), (4, 6), (7, 9)]
    """
    for first, last in sorted(spans):
        yield start, first
        start = last
    yield start, end


class Tree:
    """The blocks of a text, each with its lines, and their inline elements, each with its offsets."""

    def __init__(self, text: str, start: int = 0) -> None:
        self.text, self.start = text, start  # Blocks begin after the front matter.
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        left = blanked(text, [(0, self.start)])
        self.unclosed: list[int] = []  # The lines of fences that are never closed, counted from 1.
        self.root, self.fences = self._parsed(left)
        left = blanked(left, (fence.span for fence in self.fences))
        closed = left.rfind("-->") + len("-->")  # What no comment closes need not be searched.
        self.comments = [match.span() for match in _COMMENT.finditer(left, 0, closed)]
        if self.comments:
            self.unclosed = []  # Those in comments do no harm.
            self.root, _ = self._parsed(blanked(text, [(0, self.start), *self.comments]))

    def offset(self, line: int) -> int:
        """Return the offset where a line begins, counted from 0, or the end of the text after the last."""
        return self.line_starts[line] if line < len(self.line_starts) else len(self.text)

    def line(self, number: int) -> tuple[str, str]:
        """Return the prefix of a line, counted from 0, and what follows it."""
        line = self.text[self.offset(number) : self.offset(number + 1)]
        return prefix(line), after_prefix(line)

    def line_at(self, offset: int) -> int:
        """Return the line, counted from 1, that holds an offset."""
        return bisect_right(self.line_starts, offset)

    def nodes(self, *kinds: str) -> Iterator[SyntaxTreeNode]:
        """Yield the blocks of some kinds, or all of them, in order."""
        return (node for node in self.root.walk(include_self=False) if not kinds or node.type in kinds)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without front matter and comments."""
        return blanked(self.text, [(0, self.start), *self.comments]).split("\n")

    @cached_property
    def inlines(self) -> list[Inline]:
        """The inline elements of front matter, paragraphs, headings and tables, none of them in code or comments."""
        text = blanked(self.text, self.comments)
        blocks = map(lines_of, self.nodes("paragraph", "heading", "table", "math_block"))
        places = [(0, self.start), *((self.offset(lines.start), self.offset(lines.stop)) for lines in blocks)]
        return [each for start, end in places for each in inlines(text, start, end)]

    @property
    def comments_and_fences(self) -> list[tuple[int, int]]:
        """Where comments and fences begin and end."""
        return [*self.comments, *(fence.span for fence in self.fences)]

    @cached_property
    def prose(self) -> str:
        """The text with code and comments blanked out, of the same length."""
        code = [each.span for each in self.inlines if each.kind == "code"]
        return blanked(self.text, [*code, *self.comments_and_fences])

    @cached_property
    def bare(self) -> str:
        """The prose with all inline elements blanked out."""
        return blanked(self.prose, (each.span for each in self.inlines))

    @cached_property
    def shown(self) -> str:
        """The prose with all else in which readers see a number: titles of fences, and code that is only a number."""
        openings = ((fence.first, fence.start) for fence in self.fences)
        spans = [match.span("title") for opening in openings for match in _TITLE.finditer(self.text, *opening)]
        code = (each.match for each in self.inlines if each.kind == "code")
        spans += [match.span() for match in code if not _LETTER.search(NUMERAL.sub("", match["code"]))]
        text = self.prose
        for start, end in spans:
            text = text[:start] + self.text[start:end] + text[end:]
        return text

    def _parsed(self, text: str) -> tuple[SyntaxTreeNode, list[Fence]]:
        """Return the blocks of a text and its fences; what opens a fence that is never closed is text, and noted."""
        while True:
            root, fences = SyntaxTreeNode(_BLOCKS.parse(text)), []
            for node in root.walk(include_self=False):
                if node.type == "fence":
                    first, fence = lines_of(node).start, self._fence(node)
                    if fence is None:
                        self.unclosed.append(first + 1)
                        text = blanked(text, [(self.offset(first), self.offset(first + 1))], "x")
                        break
                    fences.append(fence)
            else:
                return root, fences

    def _fence(self, node: SyntaxTreeNode) -> Fence | None:
        lines = lines_of(node)
        start, body, last = (self.offset(line) for line in (lines.start, lines.start + 1, lines.stop - 1))
        before, closing = prefix(self.text[start:body]), self.text[last : self.offset(lines.stop)]
        if len(lines) < 2 or not after_prefix(closing).startswith(node.markup):
            return None
        if re.search(
            rf"^[ \t>]*{node.markup}[{node.markup[0]}]*[ \t]*[\w{{][^`\n]*$", self.text[body:last], re.MULTILINE
        ):
            return None  # It has run into the fence that opens there.
        stop = last + len(closing.rstrip("\n"))
        info = self.text[start + len(before) + len(node.markup) : body].rstrip("\n")
        return Fence(info, before, self.text[body:last], body, last, start, stop)


def fences(text: str) -> list[Fence]:
    """Return the fences of a text.

    >>> page = chr(10).join(["> ```python title='a.py'", "> x = 1", "> ```"])
    >>> [(fence.language, fence.code.strip()) for fence in fences(page)]
    [('python', 'x = 1')]
    """
    return Tree(text, text_start(text)).fences


def lines_of(node: SyntaxTreeNode) -> range:
    """Return the lines of a block, counted from 0."""
    return range(*(node.map or (0, 0)))


def text_start(text: str) -> int:
    """Return the offset after the front matter of a text."""
    front_matter = FRONT_MATTER.match(text)
    return front_matter.end() if front_matter else 0


def prefix(line: str) -> str:
    """Return the marks of callouts and the indentation that a line begins with."""
    match = _PREFIX.match(line)
    return match[0] if match else ""


def after_prefix(line: str) -> str:
    """Return a line without the marks of callouts and the indentation that it begins with."""
    return line[len(prefix(line)) :]


def is_joined(lines: list[str], number: int) -> bool:
    """Return whether Python-Markdown takes a line, counted from 0, for one more of the block above it.

    Headings, rules, raw HTML, definitions, includes, and the titles of callouts and tabs are blocks of their own.

    >>> is_joined(["words", "- a"], 1), is_joined(["# Words", "- a"], 1), is_joined(["words", "> - a"], 1)
    (True, False, False)
    """
    above, before, here = lines[number - 1], prefix(lines[number - 1]), prefix(lines[number])
    words = above[len(before) :].strip()
    is_further = before.count(">") < here.count(">") or before.startswith(f"{here}    ")
    return bool(words) and not is_further and not _OWN_BLOCK.match(words)
