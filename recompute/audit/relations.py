"""Formulas as chains of relations: which sign governs each number, and what is on either side of a sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from recompute.markup.html import STACKED, is_wide_space

Element = etree._Element

EQUAL = frozenset("=＝≡≔≝≜")
NEAR = frozenset("≈≃≅∼≐≒≊")
OTHER = frozenset("<>≤≥≪≫≲≳≠∈∉⊂⊆→⟶↦←∝")
RELATIONS = EQUAL | NEAR | OTHER
_CONNECTIVES = frozenset("⟹⟸⟺⇒⇐⇔")
_FENCES = frozenset("([{|‖⟨⌈⌊\N{INVISIBLE SEPARATOR}")
_ROWS = {"mrow", "mtd", "msqrt", "menclose"}


@dataclass
class Member:
    """What is between two relations, and the sign before it."""

    relation: str
    elements: list[Element] = field(default_factory=list)


Statement = list[Member]


def statements(row: Iterable[Element]) -> list[Statement]:
    """Return what a row of a formula states: chains of members, the first of each without a sign before it."""
    found: list[Statement] = [[Member("")]]
    for element in _side_by_side(row):
        if element is None:
            found.append([Member("")])
        elif sign := _relation(element):
            found[-1].append(Member(sign))
        else:
            found[-1][-1].elements.append(element)
    return found


def governed(row: Iterable[Element], outside: str = "") -> Iterator[tuple[Element, str]]:
    """Yield each computed number of a row with the nearest sign to its left at its own level, or else outside it.

    What comes before the first sign of a chain is governed by that sign: both sides claim to be the same.
    """
    for statement in statements(row):
        first = statement[1].relation if len(statement) > 1 else outside
        for member in statement:
            sign = member.relation or first
            for element in member.elements:
                if "data-ref" in element.attrib:
                    yield element, sign
                elif element.tag in _ROWS:
                    yield from governed(element, sign)
                else:
                    for part in element:
                        yield from governed([part], sign)


def _side_by_side(row: Iterable[Element]) -> Iterator[Element | None]:
    """Yield the elements at the level of a row, whatever groups it for TeX; None begins a new statement."""
    after_comma = False
    for element in row:
        text = (element.text or "").strip()
        if element.tag == "mtable" and element.get("displaystyle") == "true":  # aligned, not a vector or cases
            yield from _lines(element)
        elif element.tag in {"mrow", "mstyle"} and not _is_fenced(element):
            yield from _side_by_side(element)
        elif text in _CONNECTIVES or (after_comma and is_wide_space(element)):
            yield None
        elif element.tag not in {"mspace", "mphantom"}:
            yield element
        after_comma = text in {",", ";", "，", "；"}


def _lines(table: Element) -> Iterator[Element | None]:
    """Yield the lines of aligned equations; one with nothing on its left side goes on where the last one ended."""
    for line in table:
        for cell in line:
            is_left_side = "text-align: right" in cell.get("style", "")
            if len(cell) and (is_left_side or len(line) == 1):
                yield None
            yield from _side_by_side(cell)


def _relation(element: Element) -> str:
    # It may carry a mark, as in \stackrel.
    sign = element[0] if element.tag in STACKED and len(element) else element
    text = (sign.text or "").strip() if sign.tag == "mo" else ""
    return text if text in RELATIONS else ""


def _is_fenced(element: Element) -> bool:
    first = element[0] if len(element) else None
    return first is not None and first.tag == "mo" and (first.text or "").strip() in _FENCES
