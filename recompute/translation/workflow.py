"""What a translator does with a page: begin it, see what changed in its source, record that it is up to date."""

from __future__ import annotations

from collections.abc import Iterator

from recompute.diagnostics import COMMAND, CommandError, Diagnostics, LocatedError
from recompute.source.notebook import SUFFIX
from recompute.translation.document import Pair, changes
from recompute.translation.history import difference, translated
from recompute.translation.pages import Translations
from recompute.translation.parity import check_outline_and_quotes, check_structure
from recompute.translation.record import Record, record_of, write_record
from recompute.translation.sections import named
from recompute.translation.skeleton import Skeleton, check_written


def new(translations: Translations, code: str, name: str) -> str:
    """Write the skeleton of a page; return the name of its file."""
    path = translations.find(code, name)
    file = translations.file(code, path)
    target = translations.settings.root / file
    if path.endswith(SUFFIX):
        source = translations.file(translations.source_code, path)
        raise CommandError(f"{file} would be a notebook; copy {source} there, and translate its words in Jupyter")
    if target.exists():
        raise CommandError(f"{file} exists already; see what to do with: {COMMAND} status {name}")
    document, location = translations.document(translations.source_code, path), translations.location(code, path)
    skeleton = Skeleton(document, location, translations.tags(code)).text()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(skeleton, encoding="utf-8", newline="\n")
    return file


def diff(translations: Translations, code: str, name: str) -> Iterator[str]:
    """Yield what changed in the source since a page was translated."""
    pair = _pair(translations, code, name)
    source, file = pair.source.source.file, pair.translation.source.file
    if not pair.record.sections:
        command = f"{COMMAND} sync {code} {name}"
        raise CommandError(f"{file} does not record what it was translated from; once it is up to date: {command}")
    files = f"{source} since {file} was translated"
    if not pair.changes:
        yield f"nothing changed in {files}"
        return
    yield f"what changed in {files}: {', '.join(pair.changes.words())}"
    recorded = pair.record.sections
    wanted = {id_: recorded[id_] for id_ in pair.changes.outdated & recorded.keys()}
    yield from difference(pair, translated(translations.settings.root, source, wanted, translations.include))
    yield from ("", f"let {file} follow, then run {COMMAND} sync {code} {name}")


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
        CommandError: The page visibly is not up to date, and nothing is recorded. Or the source of some sections has
            changed since they were recorded and their translation has not, and only the others are recorded;
            `unchanged` says that these need no change.
    """
    pair = _pair(translations, code, name)
    file, before = pair.translation.source.file, pair.record
    if diagnostics := _differences(pair):
        raise CommandError(f"{diagnostics}\n{file} is not up to date, and not recorded to be; correct this first")
    hashes, translated_hashes = pair.source.hashes, pair.translation.hashes
    ids = {id_: _recorded_id(id_, pair) for id_ in hashes}
    kept = {id_: old for id_, old in ids.items() if not unchanged and _waits(id_, old, pair)}
    record = Record(
        {id_: before.sections[kept[id_]] if id_ in kept else found for id_, found in hashes.items()},
        {id_: translated_hashes.get(id_, "") for id_ in hashes},
        review or before.review,
        translator or before.translator,
    )
    try:
        changed = write_record(translations.settings.root / file, record)
    except LocatedError as error:
        raise CommandError(f"{file}:{error.line}: {error}") from error
    if kept:
        those = ", ".join(map(named, kept))
        raise CommandError(
            f"{file}:{pair.translation.line(next(iter(kept)))}: the source of {those} has changed and the translation "
            f"has not, so it is not recorded; translate the change, or, where none is needed, run {COMMAND} sync "
            f"{code} {name} --unchanged"
        )
    return f"{file} is recorded to be up to date" if changed else f"{file} was up to date already"


def _differences(pair: Pair) -> Diagnostics:
    """Return what shows that a translation is not up to date."""
    diagnostics, source, translation = Diagnostics(), pair.source, pair.translation
    check_written(pair, diagnostics)
    check_outline_and_quotes(pair, (), diagnostics)
    check_structure(pair, (), diagnostics)
    for id_ in changes(dict.fromkeys(translation.sections, ""), dict.fromkeys(source.sections, "")).moved:
        message = f"{named(id_)} has another place in {source.source.file}:{source.line(id_)}; move it there"
        diagnostics.add(translation.source.file, translation.line(id_), message)
    return diagnostics


def _recorded_id(id_: str, pair: Pair) -> str:
    """Return the id that a section was recorded by: its own, or that of a section with the same translated words."""
    gone = {old: own for old, own in pair.record.translated.items() if old not in pair.source.hashes}
    same = (old for old, own in gone.items() if own == pair.translation.hashes.get(id_))
    return id_ if id_ in pair.record.sections else next(same, id_)


def _waits(id_: str, recorded: str, pair: Pair) -> bool:
    """Return whether a section's source has changed since it was recorded, by another id perhaps, and its words not."""
    now = pair.source.hashes[id_]
    changed = pair.record.sections.get(recorded, now) != now
    return changed and pair.record.translated.get(recorded) == pair.translation.hashes.get(id_)


def _pair(translations: Translations, code: str, name: str) -> Pair:
    """Return the page that a command names, with its translation, whose record can be understood."""
    path = translations.find(code, name)
    if path not in translations.sources(code):
        file = translations.file(code, path)
        raise CommandError(f"there is no {file} yet; begin it with: {COMMAND} new {code} {name}")
    pair = translations.pair(code, path)
    try:
        record_of(pair.translation.source)
    except LocatedError as error:
        raise CommandError(f"{pair.translation.source.file}:{error.line}: {error}") from error
    return pair
