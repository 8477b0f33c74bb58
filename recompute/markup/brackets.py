"""Brackets around numbers of formulas that would be misread without them, as in 5 − (−2) and (−2)²."""

from __future__ import annotations

from lxml import etree

from recompute.markup.html import GROUPS, SCRIPTS, STACKED

_SUMS, _PRODUCTS = set("+-−±∓"), set("⋅·×∗*/∕÷∘⊗⊙\u2061\u2062∑∏∫)]⟩!")

# What a number may not look like without brackets, as JavaScript reads it too: after + or −, as a factor, as a base.
SIGNED, COMPOUND, POWER = "^[−+<>]", "^[−+<>]|[×/]", "^[−+<>]|[×/%]"


def when(node: etree._Element) -> str:
    """Return the pattern of numbers that need brackets in the place of a token, or nothing where none does."""
    node = _outermost(node)
    if _is_base(node):
        return POWER
    before, after = _beside(node, -1), _beside(node, 1)
    if after is not None and after.tag == "mo" and _text(after) == "!":
        return POWER
    if before is None or before.tag == "mtext":
        return ""
    while before.tag in SCRIPTS | STACKED and len(before):
        before = before[0]
    if before.tag != "mo":
        return COMPOUND
    sign = _text(before)
    return SIGNED if sign in _SUMS else COMPOUND if sign in _PRODUCTS else ""


def is_raised(fraction: etree._Element) -> bool:
    """Return whether a fraction has an exponent."""
    return _is_base(_outermost(fraction))


def _outermost(node: etree._Element) -> etree._Element:
    """Return the largest group that holds nothing but a node."""
    while (parent := node.getparent()) is not None and (
        (parent.tag in GROUPS and len(_visible(parent)) == 1) or (parent.tag in STACKED and parent[0] is node)
    ):
        node = parent
    return node


def _is_base(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag in SCRIPTS and parent[0] is node


def _beside(node: etree._Element, step: int) -> etree._Element | None:
    """Return the node beside another one, whatever groups they are in."""
    parent = node.getparent()
    if parent is None or parent.tag not in GROUPS | {"mtd"}:
        return None
    row = _visible(parent)
    place = row.index(node) + step
    if 0 <= place < len(row):
        return row[place]
    return _beside(parent, step) if parent.tag in GROUPS and parent.tag != "math" else None


def _visible(parent: etree._Element) -> list[etree._Element]:
    return [child for child in parent if child.tag not in {"mspace", "mphantom"} and _shows(child)]


def _shows(node: etree._Element) -> bool:
    return node.tag not in GROUPS | {"mi", "mn", "mo", "mtext"} or _text(node) != "" or len(node) > 0


def _text(node: etree._Element) -> str:
    return (node.text or "").strip()
