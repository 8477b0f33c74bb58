"""Every check of pages in several languages: those that stop a build, and those that only warn."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from recompute.diagnostics import COMMAND, Diagnostic, Diagnostics, Faults
from recompute.locale.language import Language
from recompute.source import lint, unread_blocks
from recompute.translation import parity, prose
from recompute.translation.document import Document, Pair
from recompute.translation.pages import Translations
from recompute.translation.prose import missing_spaces
from recompute.translation.record import record_of
from recompute.translation.sections import named
from recompute.translation.skeleton import check_written
from recompute.translation.swaps import swapped


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
        parity.check_pages(source_pages, translations.sources(code), diagnostics)
    for pair in translations.pairs():
        skipped = pair.changes.outdated | _with_errors(pair.source, noted) | _with_errors(pair.translation, noted)
        check_written(pair, diagnostics, in_detail=pair.path in in_detail)
        parity.check_structure(pair, skipped, diagnostics)
        parity.check_front_matter(pair, skipped, diagnostics)
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
        parity.check_outline_and_quotes(pair, pair.changes.outdated, diagnostics)


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
                lint.divided_formulas(source.tree),
                unread_blocks.faults(source),
                _crossings(translations, language, page, addresses),
            )
            diagnostics.add_all(source.file, found)


def _dead_links(translations: Translations, page: Document) -> Faults:
    """Yield the links of a page to no page or heading, and what replaces a heading whose id the source has renamed."""
    pages = page.page_index.all_pages
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
            for line, message in missing_spaces(page.source):
                yield Diagnostic.of(page.source.file, line, message, "warning")
