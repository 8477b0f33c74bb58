"""What a translator does with a page: begin it, see what changed in its source, record that it is up to date."""

from __future__ import annotations

from collections.abc import Iterator

from recompute.diagnostics import Diagnostics
from recompute.source.notebook import SUFFIX
from recompute.translation.document import Document, changes
from recompute.translation.gaps import Gaps
from recompute.translation.history import difference, translated
from recompute.translation.pages import Translations
from recompute.translation.parity import check_outline_and_quotes, check_structure
from recompute.translation.record import Record, RecordError, record_of, write_record
from recompute.translation.sections import named
from recompute.translation.skeleton import Skeleton, check_written
from recompute.translation.status import COMMAND


class WorkError(Exception):
    """Something that cannot be done, with the reason and what to do instead."""


def new(translations: Translations, code: str, name: str) -> str:
    """Write the skeleton of a page; return the name of its file."""
    path = translations.find(code, name)
    file = translations.file(code, path)
    target = translations.settings.root / file
    if path.endswith(SUFFIX):
        source = translations.file(translations.source_code, path)
        raise WorkError(f"{file} would be a notebook; copy {source} there, and translate its words in Jupyter")
    if target.exists():
        raise WorkError(f"{file} exists already; see what to do with: {COMMAND} status {name}")
    document = translations.document(translations.source_code, path)
    gaps = Gaps(
        document.location, translations.location(code, path), translations.page_indexes[translations.source_code]
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(Skeleton(document, gaps, translations.tags(code)).text(), encoding="utf-8", newline="\n")
    return file


def diff(translations: Translations, code: str, name: str) -> Iterator[str]:
    """Yield what changed in the source since a page was translated."""
    path = _translated(translations, code, name)
    source, translation = translations.document(translations.source_code, path), translations.document(code, path)
    record = _record(translations, code, path)
    files = f"{source.source.file} since {translation.source.file} was translated"
    if not record.sections:
        command = f"{COMMAND} sync {code} {name}"
        raise WorkError(
            f"{translation.source.file} does not record what it was translated from; once it is up to date: {command}"
        )
    found = translations.changes(code, path)
    if not found:
        yield f"nothing changed in {files}"
        return
    yield f"what changed in {files}: {', '.join(found.words())}"
    wanted = {id_: record.sections[id_] for id_ in found.outdated & record.sections.keys()}
    old = translated(translations.settings.root, source.source.file, wanted, translations.include)
    yield from difference(found, source, translation, old)
    yield from ("", f"let {translation.source.file} follow, then run {COMMAND} sync {code} {name}")


def sync(
    translations: Translations,
    code: str,
    name: str,
    *,
    review: str | None = None,
    translator: str | None = None,
    unchanged: bool = False,
) -> str:
    """Record that a page is up to date with its source; return what was done.

    Raises:
        WorkError: The page visibly is not up to date, and nothing is recorded. Or the source of some sections has
            changed since they were recorded and their translation has not, and only the others are recorded;
            `unchanged` says that these need no change.
    """
    path = _translated(translations, code, name)
    file = translations.file(code, path)
    source, translation = translations.document(translations.source_code, path), translations.document(code, path)
    if diagnostics := _differences(source, translation):
        raise WorkError(f"{diagnostics}\n{file} is not up to date, and not recorded to be; correct this first")
    before = _record(translations, code, path)
    ids = {id_: _recorded_id(id_, before, source, translation) for id_ in source.hashes}
    kept = {id_: old for id_, old in ids.items() if not unchanged and _waits(id_, old, before, source, translation)}
    record = Record(
        {id_: before.sections[kept[id_]] if id_ in kept else found for id_, found in source.hashes.items()},
        {id_: translation.hashes.get(id_, "") for id_ in source.hashes},
        review or before.review,
        translator or before.translator,
    )
    try:
        changed = write_record(translations.settings.root / file, record, file)
    except RecordError as error:
        raise WorkError(f"{file}:{error.line}: {error}") from error
    if kept:
        those = ", ".join(map(named, kept))
        raise WorkError(
            f"{file}:{translation.line(next(iter(kept)))}: the source of {those} has changed and the translation has "
            f"not, so it is not recorded; translate the change, or, where none is needed, run {COMMAND} sync {code} "
            f"{name} --unchanged"
        )
    return f"{file} is recorded to be up to date" if changed else f"{file} was up to date already"


def _differences(source: Document, translation: Document) -> Diagnostics:
    """Return what shows that a translation is not up to date."""
    diagnostics = Diagnostics()
    check_written(source, translation, diagnostics)
    check_outline_and_quotes(source, translation, (), diagnostics)
    check_structure(source, translation, (), diagnostics)
    for id_ in changes(dict.fromkeys(translation.sections, ""), dict.fromkeys(source.sections, "")).moved:
        message = f"{named(id_)} has another place in {source.source.file}:{source.line(id_)}; move it there"
        diagnostics.add(translation.source.file, translation.line(id_), message)
    return diagnostics


def _recorded_id(id_: str, record: Record, source: Document, translation: Document) -> str:
    """Return the id that a section was recorded by: its own, or that of a section with the same translated words."""
    gone = {old: own for old, own in record.translated.items() if old not in source.hashes}
    same = (old for old, own in gone.items() if own == translation.hashes.get(id_))
    return id_ if id_ in record.sections else next(same, id_)


def _waits(id_: str, recorded: str, record: Record, source: Document, translation: Document) -> bool:
    """Return whether a section's source has changed since it was recorded, by another id perhaps, and its words not."""
    changed = record.sections.get(recorded, source.hashes[id_]) != source.hashes[id_]
    return changed and record.translated.get(recorded) == translation.hashes.get(id_)


def _translated(translations: Translations, code: str, name: str) -> str:
    path = translations.find(code, name)
    if path not in translations.page_indexes[code].sources:
        file = translations.file(code, path)
        raise WorkError(f"there is no {file} yet; begin it with: {COMMAND} new {code} {name}")
    return path


def _record(translations: Translations, code: str, path: str) -> Record:
    source = translations.page_indexes[code].sources[path]
    try:
        return record_of(source) or Record()
    except RecordError as error:
        raise WorkError(f"{source.file}:{error.line}: {error}") from error
