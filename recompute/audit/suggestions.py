"""What to write instead of a numeral that was typed by hand."""

from __future__ import annotations

import math
from collections.abc import Iterable

from recompute.markup.quote import QuoteError, resolve
from recompute.markup.render_context import Page
from recompute.values.number_format import precise
from recompute.values.numerals import parse

_FAR = 0.2  # A value further off than this, relatively, was hardly meant.


def suggestion(numeral: str, page: Page) -> str:
    """Say what to write instead of a typed numeral: the value nearest by magnitude, or a declared literal."""
    declare = f'if it is no result, write <span data-literal="why">{numeral}</span>'
    ref = nearest(numeral, page)
    try:
        number = next(resolve(f"{{{{ {ref} }}}}", page.values, page.module, page.language.code).numbers())
    except (LookupError, QuoteError):  # There is none, or it cannot be shown.
        return declare
    return f"{ref} is {precise(number.full)} and shows as {number.shown}: quote {{{{ {ref} }}}}; {declare}"


def nearest(numeral: str, page: Page) -> str | None:
    """Return the name of the value nearest to a numeral by magnitude, the page's own first among equals."""
    try:
        typed = parse(numeral)
    except ValueError:
        return None
    candidates = [
        (_distance(typed, number), not value.ref.startswith(f"{page.module}."), ref)
        for value in page.values.all().values()
        for ref, number in _numbers(value.ref, value.data)
    ]
    distance, _, ref = min(candidates, default=(math.inf, False, ""))
    return ref if distance <= _FAR else None


def _distance(typed: float, number: float) -> float:
    if not math.isfinite(number):
        return math.inf
    return abs(abs(typed) - abs(number)) / max(abs(typed), abs(number), 1e-300)


def _numbers(ref: str, data: object) -> Iterable[tuple[str, float]]:
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _numbers(f"{ref}[{index}]", item)
    elif isinstance(data, int | float):
        yield ref, data
