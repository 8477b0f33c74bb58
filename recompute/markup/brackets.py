"""Brackets around numbers of formulas that would be misread without them, as in 5 − (−2) and (−2)²."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from recompute.markup.html import GROUPS, SCRIPTS, STACKED

_TAG = re.compile(r"<(?P<closes>/?)(?P<tag>m[a-z]+)\b[^>]*?(?P<empty>/?)>")
_SUMS, _PRODUCTS = set("+-−±∓"), set("⋅·×∗*/∕÷∘⊗⊙\u2061\u2062∑∏∫)]⟩!")

# What a number may not look like without brackets, as JavaScript reads it too: after + or −, as a factor, as a base.
SIGNED, COMPOUND, POWER = "^[−+<>]", "^[−+<>]|[×/]", "^[−+<>]|[×/%]"


@dataclass
class Node:
    """An element of MathML, and where its text begins and ends."""

    tag: str
    start: int
    parent: Node | None = None
    end: int = 0
    inside: int = 0  # where its content begins
    children: list[Node] = field(default_factory=list)


@dataclass
class Brackets:
    """Which numbers of a formula need brackets, and when; each is found by where its token begins."""

    mathml: str
    root: Node = field(init=False)

    def __post_init__(self) -> None:
        self.root = Node("", 0)
        node = self.root
        for match in _TAG.finditer(self.mathml):
            if match["closes"]:
                node.end = match.end()
                node = node.parent or node
            else:
                child = Node(match["tag"], match.start(), node, match.end(), match.end())
                node.children.append(child)
                node = node if match["empty"] else child

    def when(self, start: int) -> str:
        """Return the pattern of numbers that need brackets where this token begins, or nothing where none does."""
        return self._when(next(node for node in self._nodes(self.root) if node.start == start))

    def fractions(self, starts: set[int]) -> Iterator[tuple[int, int]]:
        """Yield where the fractions begin and end that hold a number and have an exponent."""
        for node in self._nodes(self.root):
            holds = any(node.start < start < node.end for start in starts)
            if node.tag == "mfrac" and holds and self._is_base(self._outermost(node)):
                yield node.start, node.end

    def _when(self, node: Node) -> str:
        node = self._outermost(node)
        if self._is_base(node):
            return POWER
        before, after = self._beside(node, -1), self._beside(node, 1)
        if after is not None and after.tag == "mo" and self._text(after) == "!":
            return POWER
        if before is None or before.tag == "mtext":
            return ""
        while before.tag in SCRIPTS | STACKED and before.children:
            before = before.children[0]
        if before.tag != "mo":
            return COMPOUND
        sign = self._text(before)
        return SIGNED if sign in _SUMS else COMPOUND if sign in _PRODUCTS else ""

    def _outermost(self, node: Node) -> Node:
        """Return the largest group that holds nothing but a node."""
        parent = node.parent
        while parent is not None and (
            (parent.tag in GROUPS and len(self._visible(parent)) == 1)
            or (parent.tag in STACKED and parent.children[0] is node)
        ):
            node, parent = parent, parent.parent
        return node

    def _is_base(self, node: Node) -> bool:
        parent = node.parent
        return parent is not None and parent.tag in SCRIPTS and parent.children[0] is node

    def _beside(self, node: Node, step: int) -> Node | None:
        """Return the node beside another one, whatever groups they are in."""
        parent = node.parent
        if parent is None or parent.tag not in GROUPS | {"", "mtd"}:
            return None
        row = self._visible(parent)
        place = row.index(node) + step
        if 0 <= place < len(row):
            return row[place]
        return self._beside(parent, step) if parent.tag in GROUPS and parent.tag != "math" else None

    def _visible(self, parent: Node) -> list[Node]:
        return [child for child in parent.children if child.tag not in {"mspace", "mphantom"} and self._shows(child)]

    def _shows(self, node: Node) -> bool:
        return node.tag not in GROUPS | {"mi", "mn", "mo", "mtext"} or self._text(node) != "" or bool(node.children)

    def _text(self, node: Node) -> str:
        end = node.children[0].start if node.children else self.mathml.find("</", node.inside, node.end)
        return self.mathml[node.inside : end].replace("&ApplyFunction;", "\u2061").strip()

    def _nodes(self, node: Node) -> Iterator[Node]:
        for child in node.children:
            yield child
            yield from self._nodes(child)
