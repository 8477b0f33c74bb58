"""Exactness: what follows = is exact as shown, what is rounded says so, and what is added up adds up as shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from recompute.audit.article import DECLARATION, ArticleBlocks, Block
from recompute.audit.relations import EQUAL, NEAR, Element
from recompute.audit.rounding_words import NUMBER, Words
from recompute.audit.shown_number import Displayed
from recompute.audit.totals import contradictions
from recompute.markup.elements import MARKED
from recompute.markup.quote import QuoteError, numbers_in, resolve
from recompute.markup.render_context import RenderContext
from recompute.source.inlines import QUOTE
from recompute.values.lookup import MissingPackageError, UnknownNameError
from recompute.values.number_format import precise

Finding = tuple[Displayed, str]
Signed = tuple[Displayed, str]  # The sign that governs a number, or nothing.


def check(article: Element, page: RenderContext) -> None:
    """Note each number of an article that claims to be more exact than it is, and sums that do not add up as shown."""
    reading = ArticleBlocks(article, page)
    lines = _Lines(reading, page)
    for number, message in [*_claims(reading.blocks, page), *_sums(reading, page)]:
        page.problem_at(lines.of(number), message)


def check_text(key: str, text: str, page: RenderContext) -> None:
    """Note the same in a text of the front matter, in which numbers are still marked."""
    found = MARKED.findall(text)
    signs = Words(page.language).signs(MARKED.sub(NUMBER, text)) if found else []
    numbers = [Displayed(ref, page.quoted[ref, shown], shown) for ref, shown in found]
    line = page.source.line_of(key)
    for _, message in _in_text(zip(numbers, signs, strict=True), page):
        page.problem_at(line, message)


def _claims(blocks: list[Block], page: RenderContext) -> Iterator[Finding]:
    """Yield what claims to be exact and is not."""
    for block in blocks:
        if block.place.cell:  # Decimals listed in a table need no word each.
            yield from _false_equalities(block.signed)
        else:
            yield from _in_text(block.signed, page)
    cells = [block for block in blocks if block.place.cell == "td"]
    for _, table in groupby(cells, key=lambda block: block.place.table):
        in_table = list(table)
        for labels in (True, False):  # The first column says which row it is: “with ε = 0.1”.
            chosen = [cell for cell in in_table if (cell.place.column == 1) == labels]
            yield from _in_mixed_table([signed for cell in chosen for signed in cell.signed])


def _in_text(signed: Iterable[Signed], page: RenderContext) -> Iterator[Finding]:
    signed = list(signed)
    yield from _false_equalities(signed)
    words = page.language.rounding_words_before
    for number, sign in signed:
        if words and not sign and not number.exact:
            advice = f"write ≈ or {words[0]!r} before it, or show it exactly"
            yield number, f"{number.shown} is rounded, for {_fact(number)}, and nothing says so; {advice}"


def _false_equalities(signed: Iterable[Signed]) -> Iterator[Finding]:
    for number, sign in signed:
        if sign in EQUAL and not number.exact:
            advice = "write \\approx (≈), or show it exactly"
            yield number, f"{number.shown} has an equals sign, but {_fact(number)}; {advice}"


def _in_mixed_table(signed: list[Signed]) -> Iterator[Finding]:
    """Yield what a table leaves unmarked where it marks other numbers as exact or as rounded."""
    if any(sign in EQUAL | NEAR for _, sign in signed):
        for number, sign in signed:
            if not sign and not number.exact:
                advice = "its table marks other numbers with = or ≈; mark it too, or show it exactly"
                yield number, f"{number.shown} is rounded, for {_fact(number)}, and {advice}"


def _fact(number: Displayed) -> str:
    return f"{number.ref} is {precise(number.full)}"


def _sums(reading: ArticleBlocks, page: RenderContext) -> Iterator[Finding]:
    """Yield each sum that does not add up as shown and that the page does not mention, once."""
    declared = {ref for name in _declared(reading, page) if (ref := _resolved(name, reading, page))}
    reported: set[frozenset[str]] = set()
    for found in contradictions(reading.blocks, reading.numbers):
        refs = frozenset(number.ref for number in found.numbers)
        if refs not in reported and not declared & {ref.partition("[")[0] for ref in refs}:
            reported.add(refs)
            last = max(found.numbers, key=lambda number: number.position)
            name = last.ref.partition("[")[0].removeprefix(f"{page.module}.")
            advice = f'show more digits, or say so on the page, in <span {DECLARATION}="{name}">…</span>'
            yield last, f"as shown, {found.text}; {advice}"


def _declared(reading: ArticleBlocks, page: RenderContext) -> Iterator[str]:
    """Yield the names of the sums that the page mentions, noting where it says nothing."""
    for names, words in reading.declared:
        if words.strip():
            yield from names.split()
        else:
            _note(page, names, f"{DECLARATION} of {names!r} has no words; say to readers that the sum may be off")


def _resolved(name: str, reading: ArticleBlocks, page: RenderContext) -> str | None:
    """Return the full name of a value that the page mentions, noting one that it does not show."""
    try:
        ref = page.values.find(name, page.module).ref
    except UnknownNameError as error:
        _note(page, name, f"{DECLARATION} names {name!r}, but {error}")
        return None
    except MissingPackageError:
        return None
    if not any(shown.partition("[")[0] == ref for shown in reading.counts):
        _note(page, name, f"{DECLARATION} names {ref}, which the page does not show; name a number of the sum")
    return ref


def _note(page: RenderContext, names: str, message: str) -> None:
    page.problem_at(page.source.line_like(DECLARATION, f'{DECLARATION}="{names}"'), message)


class _Lines:
    """The lines of a page on which its numbers were quoted, in the order in which readers meet them."""

    def __init__(self, reading: ArticleBlocks, page: RenderContext) -> None:
        self._counts, self._page = reading.counts, page
        self._lines: dict[str, list[int]] | None = None

    def of(self, number: Displayed) -> int:
        """Return the line of a number: in order where page and article hold it equally often, or the likeliest."""
        if self._lines is None:
            self._lines = self._quoted()
        lines = self._lines[number.ref]
        if len(lines) == self._counts[number.ref]:
            return lines[number.nth]
        name = number.ref.partition("[")[0].rpartition(".")[2]
        return self._page.source.line_like(name, f"{{{{ {name} }}}}")

    def _quoted(self) -> dict[str, list[int]]:
        """Return, for each number, the line of each quote that shows it, front matter aside."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        source, page = self._page.source, self._page
        for match in QUOTE.finditer(source.prose, source.start):
            try:
                shown = resolve(match[0], page.values, page.module, page.language.code)
            except (LookupError, QuoteError):  # The page has noted it.
                continue
            for number in numbers_in(shown):
                found[number.ref].append(source.line_at(match.start()))
        return found
