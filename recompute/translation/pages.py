"""The pages of every language beside those of the first, which the others were translated from."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from recompute.diagnostics import Diagnostics
from recompute.library.glossary import Glossary
from recompute.source.page_index import PageIndex
from recompute.translation.document import Changes, Document, changes_since, renamings
from recompute.translation.links import Location
from recompute.translation.record import Record, RecordError, record_of
from recompute.translation.sections import FRONT, LEAD, includer
from recompute.translation.skeleton import gaps, waiting
from recompute.translation.status import State, Status

if TYPE_CHECKING:
    from recompute.site.settings import Settings

_SAME_PAGE = 0.5  # How many sections a page must share with one of another name to be that page, renamed.


class UnknownPageError(LookupError):
    """A page or a language that does not exist."""


class Translations:
    """What is known of every page in every language; nothing is evaluated for it."""

    def __init__(
        self, settings: Settings, page_indexes: Mapping[str, PageIndex], glossary: Glossary | None = None
    ) -> None:
        self.settings, self.page_indexes, self.glossary = settings, page_indexes, glossary
        self.source_code, *self.codes = settings.codes
        self.words = tuple({word for language in settings.languages for word in language.address_words})
        self.include = includer(settings.snippets)
        self._documents: dict[tuple[str, str], Document] = {}

    def document(self, code: str, path: str) -> Document:
        """Return a page, read for comparison."""
        if (code, path) not in self._documents:
            source = self.page_indexes[code].sources[path]
            self._documents[code, path] = Document(
                source, self.location(code, path), self.page_indexes[code], self.include
            )
        return self._documents[code, path]

    def location(self, code: str, path: str) -> Location:
        """Return the location of a page, whether there is one or not."""
        return Location(path, code, self.source_code, self.words, self.settings.directories)

    def paths(self, code: str) -> list[str]:
        """Return the pages that can be read, of those that a language shares with the source language."""
        return sorted(path for path in self.page_indexes[code].sources if self.is_shared(code, path))

    def is_shared(self, code: str, path: str) -> bool:
        """Tell whether a page is one of these."""
        sources = (self.page_indexes[each].sources.get(path) for each in (self.source_code, code))
        return all(source is not None and source.sound for source in sources)

    def find(self, code: str, name: str) -> str:
        """Return the path of the page that a command names, in a language that is translated into."""
        self.check_language(code)
        return self.named(name)

    def check_language(self, code: str) -> None:
        """Raise UnknownPageError where a code names no language that is translated into."""
        if code not in self.codes:
            known = f"there is {', '.join(self.codes) or 'none'}"
            how = 'a new one is added as the section "Add a language" of the contributing page says'
            raise UnknownPageError(f"{code} is not a language to translate into; {known}; {how}")

    def has_page(self, name: str) -> bool:
        """Return whether the source language has a page of a name."""
        return name in self._by_name()

    def _by_name(self) -> dict[str, str]:
        return {posixpath.splitext(path)[0]: path for path in self.page_indexes[self.source_code].sources}

    def named(self, name: str) -> str:
        """Return the path of the page that a command names: by its name, its path, or a file in any language."""
        names = self._by_name()
        folder = f"{self.settings.docs.relative_to(self.settings.root).as_posix()}/"
        file = name.removeprefix("./")
        path = file.removeprefix(folder).partition("/")[2] if file.startswith(folder) else file
        stem = posixpath.splitext(path)[0] if path in names.values() else path
        if stem not in names:
            near = get_close_matches(name, names, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there is {', '.join(names)}"
            raise UnknownPageError(f"{self.source_code} has no page {name}; {hint}")
        return names[stem]

    def file(self, code: str, path: str) -> str:
        """Return the name of a page's file from the folder of mkdocs.yml, whether there is one or not."""
        return (self.settings.docs / code / path).relative_to(self.settings.root).as_posix()

    def tags(self, code: str) -> dict[str, str]:
        """Return the tags of a language by those of the source language, where pages of both have as many."""
        pairs: dict[str, str] = {}
        for path in self.paths(code):
            metas = (self.page_indexes[each].sources[path].meta for each in (self.source_code, code))
            source, translation = (meta.get("tags") or [] for meta in metas)
            if isinstance(source, list) and isinstance(translation, list) and len(source) == len(translation):
                pairs |= dict(zip(source, translation, strict=True))
        return pairs

    def record(self, code: str, path: str) -> Record | None:
        """Return what a translation says of itself; None where that is nothing, or cannot be understood."""
        try:
            return record_of(self.page_indexes[code].sources[path])
        except RecordError:
            return None

    def check_records(self, code: str, diagnostics: Diagnostics) -> None:
        """Note records that cannot be understood."""
        for path in self.paths(code):
            try:
                record_of(self.page_indexes[code].sources[path])
            except RecordError as error:
                diagnostics.add(self.file(code, path), error.line, str(error))

    def changes(self, code: str, path: str) -> Changes:
        """Return what has changed in the source since a page was translated; nothing where that is not recorded."""
        record = self.record(code, path)
        if record is None or not record.sections:
            return Changes()
        return changes_since(record, self.document(self.source_code, path), self.document(code, path))

    @cached_property
    def renamed(self) -> dict[str, str]:
        """The new id of each heading that the source language has renamed since it was translated, by `path#id`."""
        found: dict[str, str] = {}
        for code in self.codes:
            for path in self.paths(code):
                record, source = self.record(code, path), self.document(self.source_code, path)
                if record and record.sections and record.sections.keys() - source.sections.keys():
                    ids = renamings(record, source, self.document(code, path))
                    found |= {f"{path}#{old}": new for old, new in ids.items()}
        return found

    def marked(self, code: str, path: str) -> set[str]:
        """Return the ids that a page has beside its own: links may lead to sections that it has not followed yet."""
        changes = self.changes(code, path) if self.is_shared(code, path) and code in self.codes else None
        return set(self.document(self.source_code, path).sections) - {FRONT, LEAD} if changes else set()

    def statuses(self) -> Iterator[Status]:
        """Yield the status of every page in every language that is translated into."""
        for code in self.codes:
            source, pages = self.page_indexes[self.source_code].sources, self.page_indexes[code].sources
            renamed = self._renamed(code)
            for path in source:
                yield self.status(code, path, renamed.get(path, ""))
            for path in sorted(pages.keys() - source.keys()):
                yield Status(path, code, self.file(code, path), State.ORPHANED)

    def status(self, code: str, path: str, old_path: str = "") -> Status:
        """Return the state of a page of the source language in another; it may have had another path."""
        file = self.file(code, path)
        if path not in self.page_indexes[code].sources:
            return Status(path, code, file, State.MISSING, other_name=self.file(code, old_path) if old_path else "")
        record, changes = self.record(code, path) or Record(), self.changes(code, path)
        source, translation = self.document(self.source_code, path), self.document(code, path)
        if any(waiting(translation, self.source_code)) or any(gaps(source, translation)):
            state = State.UNFINISHED
        elif not record.sections:
            state = State.UNRECORDED
        elif changes:
            state = State.STALE
        else:
            state = State.CURRENT if record.review == "human" else State.UNREVIEWED
        return Status(path, code, file, state, changes, record.review, record.translator)

    def _renamed(self, code: str) -> dict[str, str]:
        """Return the pages that a language has under another name, as their sections show, by the source's name."""
        source, pages = self.page_indexes[self.source_code].sources, self.page_indexes[code].sources
        renamed: dict[str, str] = {}
        for new in sorted(source.keys() - pages.keys()):
            hashes = set(self.document(self.source_code, new).hashes.values())
            for old in sorted(pages.keys() - source.keys() - set(renamed.values())):
                record = self.record(code, old)
                recorded = set(record.sections.values()) if record else set()
                if recorded and len(recorded & hashes) >= _SAME_PAGE * len(recorded):
                    renamed[new] = old
                    break
        return renamed
