"""Numerals that were typed: each with its line, the text around it, and what to write instead."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from recompute.markup.quote import QuoteError, numbers_in, resolve
from recompute.markup.render_context import RenderContext
from recompute.source.page_source import Source, likeliest
from recompute.values.number_format import precise
from recompute.values.numerals import numerals_in, parse

_FAR = 0.2  # A value further off than this, relatively, was hardly meant.
_LONGEST = 60


class Suggestions:
    """What to write instead of the typed numerals of a page; the values are sorted by magnitude once."""

    def __init__(self, page: RenderContext) -> None:
        self._page = page
        own_last = sorted(page.values.all().values(), key=lambda value: value.ref, reverse=True)
        own_last.sort(key=lambda value: value.ref.startswith(f"{page.module}."))  # The page's own values come first.
        self._refs = {abs(number): ref for value in own_last for ref, number in _numbers(value.ref, value.data)}
        self._magnitudes = sorted(magnitude for magnitude in self._refs if math.isfinite(magnitude))

    def of(self, numeral: str, *, in_front_matter: bool = False) -> str:
        """Say what to write instead of a numeral: the value nearest by magnitude, or a declared literal.

        Front matter, which holds no HTML, cannot declare one.
        """
        written = numeral if len(numeral) <= _LONGEST else f"{numeral[:_LONGEST]}…"
        declare = f'if it is no result, write <span data-literal="why">{written}</span>'
        if in_front_matter:
            declare = "quote a value, as {{ name }}, or leave the number out"
        ref, page = self._nearest(numeral), self._page
        try:
            number = next(numbers_in(resolve(f"{{{{ {ref} }}}}", page.values, page.module, page.language.code)))
        except (LookupError, QuoteError):  # There is none, or it cannot be shown.
            return declare
        otherwise = ", or leave the number out" if in_front_matter else f"; {declare}"
        return f"{ref} is {precise(number.full)} and shows as {number.shown}: quote {{{{ {ref} }}}}{otherwise}"

    def _nearest(self, numeral: str) -> str | None:
        """Return the name of the value nearest to a numeral by magnitude, the page's own first among equals."""
        try:
            typed = abs(parse(numeral))
        except ValueError:
            return None
        place = bisect_left(self._magnitudes, typed)
        near = self._magnitudes[max(place - 1, 0) : place + 1]
        distance, magnitude = min(((_distance(typed, each), each) for each in near), default=(math.inf, 0.0))
        return self._refs[magnitude] if distance <= _FAR else None


def _distance(typed: float, number: float) -> float:
    return abs(typed - number) / max(typed, number, 1e-300)


def _numbers(ref: str, data: object) -> Iterator[tuple[str, float]]:
    """Yield each number of a value, the first of an array last."""
    if isinstance(data, list):
        for index, item in reversed(list(enumerate(data))):
            yield from _numbers(f"{ref}[{index}]", item)
    elif isinstance(data, int | float):
        yield ref, data


CONTEXT = 30
_SIGNS = "+-\N{MINUS SIGN}"
_CANDIDATES = 3  # How many occurrences before and after the one in the same order may be that of a numeral.


def note(
    found: Sequence[tuple[str, int]], article: str, page: RenderContext, noted: Collection[int] = frozenset()
) -> None:
    """Note each numeral of an article, given with its position there, except in lines that are noted already."""
    if not found:
        return
    numerals = [numeral for numeral, _ in found]
    contexts = [article[max(0, at - CONTEXT) : at + len(numeral[:_LONGEST]) + CONTEXT] for numeral, at in found]
    suggestions = Suggestions(page)
    for numeral, context, line in zip(numerals, contexts, _lines(numerals, contexts, page.source), strict=True):
        if line in noted:
            continue
        typed = numeral if len(numeral) <= _LONGEST else f"{numeral[:_LONGEST]}…"
        around = " ".join(context.split())
        message = f"{typed} is typed by hand in “…{around}…”; {suggestions.of(numeral)}"
        page.problem_at(line, message)


def _lines(numerals: Sequence[str], contexts: Sequence[str], source: Source) -> Iterator[int]:
    """Yield the line of each numeral: in order where page and article hold it equally often, or a likely one nearby."""
    written: defaultdict[str, list[int]] = defaultdict(list)
    for numeral, start in numerals_in(source.tree.shown):
        written[numeral.lstrip(_SIGNS)].append(source.line_at(start))
    tokens = [numeral.lstrip(_SIGNS) for numeral in numerals]
    shown, passed, text = Counter(tokens), Counter[str](), source.tree.shown.split("\n")
    for token, context in zip(tokens, contexts, strict=True):
        lines = written[token]
        nth = min(passed[token], len(lines) - 1)
        passed[token] += 1
        off = min(abs(len(lines) - shown[token]), _CANDIDATES)  # By at most as much is the order shifted.
        near = sorted(set(lines[max(nth - off, 0) : nth + off + 1]))
        candidates = [(line, text[line - 1]) for line in near]
        yield likeliest(candidates, token, context) if near else source.line_like(token, context)
