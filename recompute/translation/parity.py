"""Where a translation does not agree with its source: headings, code of notebooks, what sections quote and cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import zip_longest

from recompute.diagnostics import Diagnostics, Faults
from recompute.source.page_source import Source
from recompute.source.unread_blocks import unread_ids
from recompute.translation.document import Pair
from recompute.translation.sections import FRONT, LEAD, named
from recompute.translation.structure import Comparison

Sections = Mapping[str, Counter[str]]


def check_pages(source: Mapping[str, Source], pages: Mapping[str, Source], diagnostics: Diagnostics) -> None:
    """Note pages of a translation that have no source; those that are not translated yet are no fault."""
    for path in sorted(pages.keys() - source.keys()):
        diagnostics.add(pages[path].file, 1, "the page has no source of the same name; rename it or remove it")


def check_cells(source: Source, translation: Source, diagnostics: Diagnostics) -> None:
    """Note where the code of a translated notebook first departs from that of its source, whose outputs serve both."""
    line = 1
    for cell, other in zip_longest(source.cells, translation.cells):
        if cell is not None and other is not None and cell.code == other.code:
            line = other.line
        elif other is None:
            message = f"the code cell of {source.file}:{cell.line} does not follow; add it"
            return diagnostics.add(translation.file, line, message)
        elif cell is None:
            message = f"the code cell is not in {source.file}; remove it, or add it there"
            return diagnostics.add(translation.file, other.line, message)
        else:
            pairs = zip_longest(cell.code.split("\n"), other.code.split("\n"))
            down = next(number for number, (expected, found) in enumerate(pairs) if expected != found)
            message = f"the code is not that of {source.file}:{cell.line + down}; give both the same"
            return diagnostics.add(translation.file, other.line + down, message)


def same_outline(
    source: Source, translation: Source, diagnostics: Diagnostics, outdated: Collection[str | None] = ()
) -> bool:
    """Note headings that only one of two languages has; without them there are no sections to compare.

    Those that are known to be out of date are no problem.
    """
    expected = {heading.id for heading in source.headings if heading.id}
    line, lines = 1, dict[str | None, int]()
    skipped = {*outdated, *unread_ids(source), *unread_ids(translation)}  # Why a heading is none is noted already.
    for heading in translation.headings:
        if heading.id and heading.id not in expected and heading.id not in skipped:
            message = f"the heading #{heading.id} is not in {source.file}; give both the same id, or add it there"
            diagnostics.add(translation.file, heading.line, message)
        lines.setdefault(heading.id, heading.line)
    for heading in source.headings:
        if heading.id in lines:
            line = lines[heading.id]
        elif heading.id and heading.id not in skipped:
            message = f"the heading #{heading.id} of {source.file}:{heading.line} is missing; add it"
            diagnostics.add(translation.file, line, message)
    return not (lines.keys() ^ expected) - {None, *outdated}


def _out_of_order(source: Source, translation: Source, left_out: Collection[str | None]) -> Faults:
    """Yield the first heading that stands in the place of another one; those left out may stand anywhere."""
    pages = ({each.id: each for each in page.headings if each.id not in left_out} for page in (source, translation))
    for expected, found in zip(*(page.values() for page in pages), strict=False):
        if expected.id != found.id:
            there = f"{source.file}:{expected.line} has #{expected.id}"
            yield found.line, f"the heading #{found.id} stands where {there}; put the sections in the same order"
            return


def check_sections(
    pair: Pair, source: Sections, translation: Sections, outdated: Collection[str], diagnostics: Diagnostics
) -> None:
    """Note where a section of a translation quotes or cites otherwise than its source, less or more often.

    Where it lacks a quote, the message shows what to write, and the sentence of the source that has it.
    """
    page, skipped = pair.translation.source, {*outdated, *pair.source.unread, *pair.translation.unread}
    lines = {heading.id: heading.line for heading in page.headings}
    for section in dict.fromkeys([*source, *translation]):
        expected, found = source.get(section, Counter()), translation.get(section, Counter())
        differing = sorted(ref for ref in expected.keys() | found.keys() if expected[ref] != found[ref])
        for ref in differing if section not in skipped else ():
            message = f"{named(section)} quotes {ref} {_times(found[ref])}, its source {_times(expected[ref])}"
            example = pair.source.example(section, ref) if expected[ref] > found[ref] else ""
            diagnostics.add(page.file, lines.get(section, 1), f"{message}; {example or 'make the two equal'}")


def _times(count: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(count, f"{count} times")


def check_structure(pair: Pair, outdated: Collection[str], diagnostics: Diagnostics) -> None:
    """Note what differs section by section, other than ids and how often a value is quoted.

    What precedes the first heading has none that could be missing: it is compared where one page alone has it, too.
    """
    for id_ in {**pair.source.sections, **pair.translation.sections}:
        shared = id_ in pair.source.sections and id_ in pair.translation.sections
        if (shared or id_ == LEAD) and id_ not in outdated:
            diagnostics.add_all(pair.translation.source.file, Comparison(pair, id_).findings())


def check_outline_and_quotes(
    pair: Pair,
    outdated: Collection[str],
    diagnostics: Diagnostics,
    quoted: tuple[Sections, Sections] | None = None,
) -> None:
    """Note where headings, the code of notebooks, or what sections quote and cite are not those of the source.

    `quoted` is what the sections of source and translation quote once they are rendered, if they are.
    """
    source, translation = pair.source.source, pair.translation.source
    if not outdated:
        check_cells(source, translation, diagnostics)
    if same_outline(source, translation, diagnostics, outdated):
        diagnostics.add_all(
            translation.file, _out_of_order(source, translation, {None, *outdated, *pair.changes.moved})
        )
        # The trace of a rendered page has no id for the beginning.
        both = quoted or (pair.source.quotes, pair.translation.quotes)
        expected, found = ({id_ or LEAD: count for id_, count in each.items()} for each in both)
        check_sections(pair, expected, found, outdated, diagnostics)


def check_front_matter(pair: Pair, outdated: Collection[str], diagnostics: Diagnostics) -> None:
    """Note where what readers see of it quotes otherwise, which is no part of an article."""
    expected, found = ({FRONT: each.quotes.get(FRONT, Counter())} for each in (pair.source, pair.translation))
    check_sections(pair, expected, found, outdated, diagnostics)
