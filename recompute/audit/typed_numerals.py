"""Numerals that were typed: each is noted with its line, the text around it, and what was perhaps meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from recompute.audit.suggestions import Suggestions
from recompute.markup.render_context import RenderContext
from recompute.source.page_source import Source, likeliest
from recompute.values.numerals import NUMERAL

CONTEXT = 30
_SIGNS = "+-\N{MINUS SIGN}"
_LONGEST = 60  # A longer numeral is cut off in its message.
_CANDIDATES = 3  # How many places before and after its own may be where a numeral stands.


def note(found: Sequence[tuple[str, int]], article: str, page: RenderContext) -> None:
    """Note each numeral of an article, given with its position there, as a problem of the page."""
    if not found:
        return
    numerals = [numeral for numeral, _ in found]
    contexts = [article[max(0, at - CONTEXT) : at + len(numeral[:_LONGEST]) + CONTEXT] for numeral, at in found]
    suggestions = Suggestions(page)
    for numeral, context, line in zip(numerals, contexts, _lines(numerals, contexts, page.source), strict=True):
        typed = numeral if len(numeral) <= _LONGEST else f"{numeral[:_LONGEST]}…"
        around = " ".join(context.split())
        message = f"{typed} is typed by hand in “…{around}…”; {suggestions.of(numeral)}"
        page.diagnostics.add(page.source.file, line, message)


def _lines(numerals: Sequence[str], contexts: Sequence[str], source: Source) -> Iterator[int]:
    """Yield the line of each numeral: in order where page and article hold it equally often, or a likely one nearby."""
    written: defaultdict[str, list[int]] = defaultdict(list)
    for match in NUMERAL.finditer(source.tree.shown):
        written[match[0].lstrip(_SIGNS)].append(source.line_at(match.start()))
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
