"""Blocks that Python-Markdown reads otherwise than CommonMark does: lists, tables, headings and includes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise

from markdown_it.tree import SyntaxTreeNode

from recompute.diagnostics import Faults
from recompute.source.inlines import BLOCK_EDGE, INCLUDE_MARK, INCLUDES
from recompute.source.lint import opens_formula, unread_rows
from recompute.source.page_source import Source, ids_in
from recompute.source.tree import Tree, after_prefix, blanked, is_joined, lines_of, prefix

_Unread = Iterator[tuple[range, str]]  # Lines, counted from 1, each with what is wrong there and what to do about it.
_LISTS = ("bullet_list", "ordered_list")
_MARKER = re.compile(r"(?:[-+*]|1\.)[ \t]+\S")
_NAMES = {**dict.fromkeys(_LISTS, "list"), "blockquote": "callout", "heading": "heading"}
_TOUCHING = ("fence", "blockquote")  # Read within an item wherever they begin, right below its words.
_NO_HEADING = re.compile(r"#{7,}[ \t]|#{2,6}[^\s#]|#[^\s#][^\n]*\{:?[ ]*#\w[^{}\n]*\}[ \t]*$")
_NO_WORDS = re.compile(r"#{1,6}[# \t]*(?:\{[^{}\n]*\}[# \t]*)?")
_INCLUDE = re.compile(rf"(?!{BLOCK_EDGE})(?:^[ \t>]*|(?<=[^;\w-])){INCLUDE_MARK}", re.MULTILINE)
_HOLDER = re.compile(r"===|[-+*][ \t]|\d+\.[ \t]")  # What the indented lines below belong to.
_PREFORMATTED = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_TAB = 4


def faults(source: Source) -> Faults:
    """Yield the first line of each block that is not read as the page means it."""
    for lines, message in _unread(source.tree):
        yield lines.start, message


def unread_lines(source: Source) -> set[int]:
    """Return the lines of these blocks: what else is wrong there may come of that."""
    return {line for lines, _ in _unread(source.tree) for line in lines}


def unread_ids(source: Source) -> set[str]:
    """Return the ids in lines that are shown as words, as of headings that are none."""
    written = source.text.split("\n")
    return ids_in("\n".join(written[line - 1] for line in sorted(unread_lines(source))))


@lru_cache(maxsize=2000)  # As many as the trees that are kept; each is asked for several times in a build.
def _unread(tree: Tree) -> list[tuple[range, str]]:
    found = [*_lists(tree), *_hidden_lists(tree), *unread_rows(tree), *_headings(tree), *_includes(tree)]
    code = _code(tree) if found else ()
    return [(lines, message) for lines, message in found if lines.start not in code]


def _code(tree: Tree) -> set[int]:
    """Return the lines, counted from 1, that are shown as they are: in an element for code, or indented like code.

    What is indented in a tab or in a list belongs to it.
    """
    code, is_code, tag = set[int](), True, "</pre>"
    for number, line in enumerate(tree.lines, start=1):
        words = after_prefix(line)
        if words and _indent(line, line.count(">")) < _TAB:
            is_code = not _HOLDER.match(words)
        elif words and is_code:
            code.add(number)
    end = tree.text.rfind(tag) + len(tag)  # What no tag closes need not be searched.
    for match in _PREFORMATTED.finditer(tree.text, 0, end):
        code.update(range(tree.line_at(match.start()), tree.line_at(match.end()) + 1))
    return code


def _lists(tree: Tree) -> _Unread:
    """Yield the lists that an item, or what is in it, does not belong to: one fault of each list and those in it."""
    for node in tree.nodes(*_LISTS):
        if node.parent is None or node.parent.type != "list_item":
            for line, message in islice(_faults_of(tree, node), 1):
                yield range(line + 1, lines_of(node).stop + 1), message


def _faults_of(tree: Tree, node: SyntaxTreeNode) -> Iterator[tuple[int, str]]:
    """Yield what is wrong in an outermost list, with the line, counted from 0."""
    marks, above = _marks(node), node.previous_sibling
    first = lines_of(node).start
    if above and above.type == "table":
        return  # What is right below a table is one of its rows.
    if above and above.type in _LISTS:
        between = tree.text[tree.offset(lines_of(above).start) : tree.offset(first)]
        if above.type != node.type and "-->" not in between:  # A comment divides the two.
            yield (
                first,
                "a list right below one of another kind is read as part of it; put words or a comment between the two",
            )
    elif first and is_joined(tree.lines, first):
        if above is None or not _is_in_a_formula(tree, above):
            yield first, "a list needs an empty line above it; add one"
        return
    base = _indent(tree.lines[first], marks) // _TAB * _TAB
    yield from _items(tree, node, marks, base + _TAB)


def _items(tree: Tree, node: SyntaxTreeNode, marks: int, needed: int) -> Iterator[tuple[int, str]]:
    """Yield the blocks in the items of a list that are indented by too little, and those that join words above.

    A list may begin right below the item's own words.
    """
    lines = tree.lines
    for item in node.children:
        for above, child in pairwise(item.children):
            line, is_list = lines_of(child).start, child.type in _LISTS
            goes_on = above.type == "paragraph" and not (is_list and above is item.children[0])
            touches, is_further = lines[line - 1].strip(" \t>"), _indent(lines[line], marks) >= needed
            if not is_further and not (touches and child.type in _TOUCHING):
                yield line, f"what belongs to an item of a list is indented by {_TAB} spaces; write {needed} before it"
            elif is_further and touches and child.type in _NAMES and goes_on:
                yield line, f"a {_NAMES[child.type]} needs an empty line above it; add one"
            if is_list:
                yield from _items(tree, child, marks, needed + _TAB)


def _hidden_lists(tree: Tree) -> _Unread:
    """Yield the indented lines of a paragraph, in a tab or elsewhere, that begin a list without an empty line."""
    lines = tree.bare.split("\n")
    for node in tree.nodes("paragraph"):
        if node.parent and node.parent.type != "list_item":
            marks = _marks(node)
            for line in lines_of(node)[1:]:
                if _MARKER.match(lines[line], len(prefix(lines[line]))):
                    further = _indent(lines[line], marks) - _indent(tree.lines[line - 1], marks)
                    if further < _TAB and is_joined(tree.lines, line):
                        yield range(line + 1, lines_of(node).stop + 1), "a list needs an empty line above it; add one"
                    break


def _headings(tree: Tree) -> _Unread:
    """Yield the headings that are shown as words, or without any."""
    for node in tree.nodes("heading", "paragraph"):
        for line in lines_of(node):
            before, words = tree.line(line)
            message = ""
            if node.type == "paragraph":
                if _NO_HEADING.match(words) and tree.prose.startswith("#", tree.offset(line) + len(before)):
                    message = "a heading begins with one to six # and a space; write them so"
            elif _NO_WORDS.fullmatch(words.rstrip("\n")):
                message = "a heading has no words; write them before its id"
            elif _indent(before, _marks(node)) % _TAB and node.parent and node.parent.type != "list_item":
                message = "a heading is not read after spaces; leave them out"
            if message:
                yield range(line + 1, line + 2), message


def _includes(tree: Tree) -> _Unread:
    """Yield what looks like an include and is shown as it is."""
    text = blanked(tree.bare, (match.span() for match in INCLUDES.finditer(tree.prose)))
    for match in _INCLUDE.finditer(text, tree.start):
        line = tree.line_at(match.start())
        yield range(line, line + 1), "an include is not read; write it in a line of its own, with the file in quotes"


def _is_in_a_formula(tree: Tree, above: SyntaxTreeNode) -> bool:
    """Return whether a formula begins in a block, and is read across what looks like a list below it."""
    lines = lines_of(above)
    text = tree.prose[tree.offset(lines.start) : tree.offset(lines.stop)]
    return text.rfind("\\[") > text.rfind("\\]") or opens_formula(text)


def _marks(node: SyntaxTreeNode) -> int:
    """Return how many callouts a block is in."""
    count = 0
    while node.parent:
        node = node.parent
        count += node.type == "blockquote"
    return count


def _indent(line: str, marks: int) -> int:
    """Return by how many spaces a line is indented, after the marks of callouts."""
    match = re.match(rf"(?:[ \t]*>[ ]?){{,{marks}}}([ \t]*)", line)
    return len(match[1].expandtabs(_TAB)) if match else 0
