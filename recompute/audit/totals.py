"""Totals: whether numbers add up as they are shown, where in full precision they do."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, groupby, pairwise
from operator import ge, gt, itemgetter, le, lt

from recompute.audit.article import Block
from recompute.audit.relations import EQUAL, NEAR, Element, Statement
from recompute.audit.shown_number import Displayed, is_noise, parse

_LISTED = 6  # More terms than these are counted instead of written down.
_OPENING, _CLOSING = {"(", "["}, {")", "]"}
_PUNCTUATION = {",", ".", ";", "，", "。", "；"}
_TRUE = {"<": lt, ">": gt, "≤": le, "≥": ge}


@dataclass(frozen=True)
class Contradiction:
    """Numbers that contradict each other as they are shown, and how."""

    numbers: tuple[Displayed, ...]
    text: str


@dataclass(frozen=True)
class Term:
    """A term of a sum as it is shown: with its sign, and the computed number that it is, if it is one."""

    amount: Decimal
    number: Displayed | None = None


def contradictions(blocks: Sequence[Block], numbers: Mapping[Element, Displayed]) -> Iterator[Contradiction]:
    """Yield what does not add up in formulas, paragraphs, rows of tables, and between vectors and their totals."""
    for block in blocks:
        for statement in block.statements:
            yield from _in_chain(statement, numbers)
    for _, row in groupby(blocks, key=lambda block: (block.place.section, block.place.table, block.place.row)):
        for together in _read_together(list(row)):
            yield from _of_three(together)
    for _, section in groupby(blocks, key=lambda block: block.place.section):
        in_section = list(section)
        scalars = [number for block in in_section if not block.place.cell for number in block.scalars]
        vectors = [vector for block in in_section for vector in block.vectors]
        columns = list(_columns(in_section))
        for vector in [*vectors, *columns]:
            yield from _of_vector(vector, scalars)
        for *column, last in columns:
            yield from _of_vector(column, [last])


def _read_together(blocks: list[Block]) -> list[list[Displayed]]:
    """Return the scalars that are read together: of a paragraph or formula, or of all cells of a row."""
    if blocks[0].place.row:
        return [[number for block in blocks for number in block.scalars]]
    return [block.scalars for block in blocks]


def _columns(blocks: Iterable[Block]) -> Iterator[list[Displayed]]:
    """Yield the columns of tables whose rows show one number a cell."""
    cells = [block for block in blocks if block.place.cell == "td" and len(block.scalars) == 1]
    for _, table in groupby(cells, key=lambda block: block.place.table):
        rows = [[cell.scalars[0] for cell in row] for _, row in groupby(table, key=lambda block: block.place.row)]
        if len({len(row) for row in rows}) == 1 < len(rows):
            yield from map(list, zip(*rows, strict=True))


def _in_chain(statement: Statement, numbers: Mapping[Element, Displayed]) -> Iterator[Contradiction]:
    """Yield adjacent members that are numbers, or sums of them, and not related as the sign between them says."""
    for first, second in pairwise(statement):
        left, right = terms(first.elements, numbers), terms(second.elements, numbers)
        if left is None or right is None:
            continue
        involved = tuple(term.number for term in (*left, *right) if term.number is not None)
        sums = _sum(left), _sum(right)
        if second.relation in _TRUE and involved and not _TRUE[second.relation](*sums):
            yield Contradiction(involved, f"{_text(sums[0])} {second.relation} {_text(sums[1])} is not true")
        elif second.relation in EQUAL | NEAR and _differ(*sums, involved):
            terms_, total = (left, right) if len(left) > 1 else (right, left)
            if len(terms_) > 1 and total[0].number is not None and len(total) == 1:
                yield Contradiction(involved, _sum_text(terms_, _sum(total)))


def terms(elements: Iterable[Element], numbers: Mapping[Element, Displayed]) -> list[Term] | None:
    """Return the terms of a member of a formula that is a sum of numbers, or None where it is anything else."""
    found: list[Term] = []
    outside, sign, is_due = [1], 1, True  # Two numbers side by side would be a product.
    for element in _flat(elements):
        text = (element.text or "").strip()
        number = numbers.get(element)
        amount = parse(text) if element.tag == "mn" else None
        if amount is not None and is_due:
            found.append(Term(amount * sign * outside[-1], number))
            sign, is_due = 1, False
        elif text in ("+", "−", "-"):
            sign, is_due = (sign if text == "+" else -sign), True
        elif text in _OPENING and is_due:
            outside.append(outside[-1] * sign)
            sign = 1
        elif text in _CLOSING and len(outside) > 1:
            outside.pop()
        else:
            return None
    return found or None


def _flat(elements: Iterable[Element]) -> Iterator[Element]:
    for element in elements:
        if element.tag in {"mrow", "mstyle"}:
            yield from _flat(element)
        elif element.tag != "mspace" and (element.text or "").strip() not in _PUNCTUATION:
            yield element


def _of_three(shown: Sequence[Displayed]) -> Iterator[Contradiction]:
    """Yield a sum or difference of two numbers that is shown beside them; their signs may differ."""
    sized = sorted(((abs(number.value), number) for number in _distinct(shown) if number.value), key=itemgetter(0))
    sizes = [size for size, _ in sized]
    for (one, first), (other, second) in combinations(sized, 2):
        # Noise may place the total before its equal, never far from it.
        place = bisect_left(sizes, one + other)
        for size, third in sized[max(place - 1, 0) : place + 2]:
            if third not in (first, second) and is_noise(size - one - other, size):
                yield from _compare([Term(abs(_shown(first)), first), Term(abs(_shown(second)), second)], third)


def _of_vector(vector: Sequence[Displayed], scalars: Iterable[Displayed]) -> Iterator[Contradiction]:
    """Yield a total of a vector or column that is shown in the same section, with either sign.

    A whole number is taken for a count or an index: 1 would be the total of every distribution.
    """
    values = [number.value for number in vector]
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return
    total, size = abs(sum(known, Decimal(0))), max(map(abs, known))
    names = {number.ref for number in vector}
    for scalar in _distinct(scalars):
        value = scalar.value or Decimal(0)
        if value != value.to_integral_value() and scalar.ref not in names and is_noise(abs(value) - total, size):
            yield from _compare([Term(_shown(number), number) for number in vector], scalar)


def _compare(side: Sequence[Term], total: Displayed) -> Iterator[Contradiction]:
    """Yield the contradiction, if there is one, between terms as they are shown and the total as it is shown."""
    shown = _shown(total).copy_sign(_sum(side))
    numbers = (*(term.number for term in side if term.number is not None), total)
    if _differ(_sum(side), shown, numbers):
        yield Contradiction(numbers, _sum_text(side, shown))


def _shown(number: Displayed) -> Decimal:
    return Decimal(0) if number.number is None else number.number


def _differ(left: Decimal, right: Decimal, numbers: Iterable[Displayed]) -> bool:
    """Return whether two sums differ by more than rounding to the coarsest of their units explains.

    Where all are rounded alike, the last digit must agree. What is rounded at a later digit can turn a half either way.
    """
    units = sorted(number.unit for number in numbers)
    coarsest = units[-1] if units else Decimal(0)
    return abs(left - right) > (coarsest + sum(unit for unit in units if unit < coarsest)) / 2


def _distinct(numbers: Iterable[Displayed]) -> list[Displayed]:
    return list({(number.ref, number.shown): number for number in numbers}.values())


def _sum(side: Iterable[Term]) -> Decimal:
    return sum((term.amount for term in side), Decimal(0))


def _sum_text(side: Sequence[Term], shown: Decimal) -> str:
    added = " + ".join(_text(term.amount) for term in side).replace("+ −", "− ")
    if len(side) > _LISTED:
        added = f"the sum of {len(side)} numbers"
    return f"{added} is {_text(_sum(side))}, not {_text(shown)}"


def _text(number: Decimal) -> str:
    return format(number, "f").replace("-", "−")
