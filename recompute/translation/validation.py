"""Every check of pages in several languages: those that stop a build, and those that only warn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, zip_longest

from recompute.diagnostics import COMMAND, Diagnostic, Diagnostics, Faults
from recompute.locale.language import Language
from recompute.source import lint, tables, unread_blocks
from recompute.source.page_source import Source
from recompute.source.unread_blocks import unread_ids
from recompute.translation import prose
from recompute.translation.document import Document, Pair
from recompute.translation.pages import Translations
from recompute.translation.record import record_of
from recompute.translation.sections import FRONT, LEAD, named
from recompute.translation.skeleton import check_written
from recompute.translation.structure import Comparison, swapped

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


def check_build(
    translations: Translations,
    diagnostics: Diagnostics,
    noted: Collection[Diagnostic] = (),
    in_detail: Collection[str] = (),
) -> None:
    """Note the errors of a build that are found in what was written, not in rendered pages.

    Pages asked for in detail list each text that is not translated. A section in which an error has been noted already
    is not compared: one mistake is reported once.
    """
    source_pages = translations.sources(translations.source_code)
    for code in translations.codes:
        check_pages(source_pages, translations.sources(code), diagnostics)
    for pair in translations.pairs():
        skipped = pair.changes.outdated | _with_errors(pair.source, noted) | _with_errors(pair.translation, noted)
        check_written(pair, diagnostics, in_detail=pair.path in in_detail)
        check_structure(pair, skipped, diagnostics)
        check_front_matter(pair, skipped, diagnostics)
        with diagnostics.noting(pair.translation.source.file):
            record_of(pair.translation.source)
    check_texts(translations, diagnostics)


def _with_errors(document: Document, noted: Collection[Diagnostic]) -> set[str]:
    """Return the sections of a page in which an error has been noted, or a block is not read as it looks."""
    file = document.source.file
    return {document.section_at(problem.line) for problem in noted if problem.file == file} | document.unread


def check_all(translations: Translations, diagnostics: Diagnostics, in_detail: Collection[str] = ()) -> None:
    """Note all that a build would say of the pages in several languages, without building anything."""
    check_build(translations, diagnostics, in_detail=in_detail)
    for code in translations.settings.codes:
        for page in translations.documents(code):
            diagnostics.add_all(page.source.file, _dead_links(translations, page))
    for pair in translations.pairs():
        check_outline_and_quotes(pair, pair.changes.outdated, diagnostics)


def check_texts(translations: Translations, diagnostics: Diagnostics) -> None:
    """Note what the text of a page must not contain, in any language."""
    glossary, code = translations.glossary, translations.source_code
    addresses = {translations.location(code, path).url for path in translations.sources(code)}
    for language in translations.settings.languages:
        forms, avoiding = glossary.forms(language.code), glossary.avoiding(language.code)
        for page in translations.documents(language.code):
            source, text = page.source, page.visible
            found = chain(
                prose.stray_han(text, language, forms),
                prose.half_width_punctuation(text, language),
                prose.avoided_words(text, avoiding),
                lint.repeated_ids(source),
                lint.literal_asterisks(text),
                lint.lone_signs(source),
                lint.joined_formulas(source),
                lint.unread_fences(source),
                tables.divided_formulas(source),
                unread_blocks.faults(source),
                _crossings(translations, language, page, addresses),
            )
            diagnostics.add_all(source.file, found)


def _dead_links(translations: Translations, page: Document) -> Faults:
    """Yield the links of a page to no page or heading, and what replaces a heading whose id the source has renamed."""
    pages = page.page_index.every()
    for link in page.links:
        target, _, id_ = link.value.partition("#")
        if (new := translations.renamed.get(link.value)) and id_ not in pages[target].ids():
            message = f"the link {link.value} leads to a heading that is called #{new} now"
            yield link.line, f"{message}; run {COMMAND} check --fix"
        elif link.fault:
            yield link.line, link.fault


def _crossings(translations: Translations, language: Language, page: Document, addresses: set[str]) -> Faults:
    """Yield the links of a page that lead into another language without saying so."""
    root, *others = translations.settings.languages
    folders = {other.code: other for other in others}
    for link in page.links if others else ():
        address = link.address or ""
        into = folders.get(address.partition("/")[0], root if link.address in addresses else None)
        if into is not None and into is not language:
            message = f"{link.shown} leads to a page in {into.name}; link to the page in {language.name}"
            yield link.line, f"{message}, or say so with hreflang={into.tag}"


def stale(translations: Translations) -> Iterator[str]:
    """Yield a line for each page whose source has changed since."""
    for status in translations.statuses():
        if status.changes:
            changed = ", ".join(status.changes.words())
            yield f"{status.file} is out of date: {changed}; see {COMMAND} diff {status.code} {status.page}"


def missing(translations: Translations) -> Iterator[str]:
    """Yield a line for each language that lacks pages; readers find them in the source language, with a notice."""
    source = translations.sources(translations.source_code)
    for code in translations.codes:
        if lacking := sorted(source.keys() - translations.sources(code).keys()):
            pages = f"{', '.join(lacking)}; see {COMMAND} status"
            yield f"{len(lacking)} of {len(source)} pages are not translated into {code} yet: {pages}"


def warnings(translations: Translations) -> Iterator[Diagnostic]:
    """Yield the sections that are out of date, which stops nothing."""
    for status in translations.statuses():
        if status.changes and translations.is_shared(status.code, status.path):
            pair = translations.pair(status.code, status.path)
            for id_, message in _outdated(pair):
                yield Diagnostic(status.file, pair.translation.line(id_), message, f"see {status.command}", "warning")


def _outdated(pair: Pair) -> Iterator[tuple[str, str]]:
    """Yield the id in the translation of each section that is out of date, and what became of its source."""
    changes, source, file = pair.changes, pair.source, pair.source.source.file
    for id_ in changes.changed:
        there = f"{file}:{source.line(id_)}"
        yield changes.renamed.get(id_, id_), f"{named(id_)} has changed since it was translated ({there})"
    for new, old in changes.renamed.items():
        yield old, f"{named(old)} is called #{new} in {file}:{source.line(new)}; run {COMMAND} check --fix"
    for id_ in changes.added:
        yield "", f"{named(id_)} has been added in {file}:{source.line(id_)}"
    for id_ in changes.removed:
        yield id_, f"{named(id_)} has been removed from {file}"
    for id_ in changes.moved:
        yield id_, f"{named(id_)} has been moved in {file}:{source.line(id_)}"


def possible_swaps(translations: Translations) -> Iterator[Diagnostic]:
    """Yield where numbers of a sentence have changed places, which may be right."""
    for pair in translations.pairs():
        for id_ in pair.translation.sections.keys() - pair.changes.outdated:
            for line, message in swapped(pair, id_, translations.glossary.lexicons):
                yield Diagnostic.of(pair.translation.source.file, line, message, "warning")


def advised_spaces(translations: Translations) -> Iterator[Diagnostic]:
    """Yield where the linter advises a space; raises LinterMissingError where it is not installed."""
    for language in translations.settings.languages:
        for page in translations.documents(language.code) if language.parts_scripts else ():
            for line, message in prose.missing_spaces(page.source):
                yield Diagnostic.of(page.source.file, line, message, "warning")
