"""The pages of every language, each with the page of the source language that it was translated from."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from recompute.diagnostics import CommandError, LocatedError
from recompute.library.glossary import Glossary
from recompute.source.page_index import PageIndex
from recompute.source.page_source import Source
from recompute.translation.document import Document, Pair
from recompute.translation.neutral import Location
from recompute.translation.record import Record, record_of
from recompute.translation.sections import FRONT, LEAD, includer
from recompute.translation.skeleton import gaps, waiting
from recompute.translation.status import State, Status

if TYPE_CHECKING:
    from recompute.site.settings import Settings

_SAME_PAGE = 0.5  # How many sections a page must share with one of another name to be that page, renamed.


class Translations:
    """What is known of every page in every language; nothing is evaluated for it."""

    def __init__(
        self, settings: Settings, page_indexes: Mapping[str, PageIndex], glossary: Glossary | None = None
    ) -> None:
        self.settings, self.page_indexes = settings, page_indexes
        self.glossary = glossary or Glossary("", {})
        self.source_code, *self.codes = settings.codes
        self.language_words = tuple({word for language in settings.languages for word in language.address_words})
        self.include = includer(settings.snippets)
        self._documents: dict[tuple[str, str], Document] = {}
        self._pairs: dict[tuple[str, str], Pair] = {}

    def sources(self, code: str) -> Mapping[str, Source]:
        """Return the pages of a language as they were written, by their paths; none of a language that there is not."""
        return self.page_indexes[code].sources if code in self.page_indexes else {}

    def document(self, code: str, path: str) -> Document:
        """Return a page, read for comparison."""
        if (code, path) not in self._documents:
            source, location = self.sources(code)[path], self.location(code, path)
            self._documents[code, path] = Document(source, location, self.page_indexes[code], self.include)
        return self._documents[code, path]

    def documents(self, code: str) -> Iterator[Document]:
        """Yield the pages of a language that can be read; why others cannot is noted where they are."""
        return (self.document(code, path) for path, source in self.sources(code).items() if source.sound)

    def pair(self, code: str, path: str) -> Pair:
        """Return a page of the source language with its translation, which both must exist."""
        if (code, path) not in self._pairs:
            source, translation = (self.document(each, path) for each in (self.source_code, code))
            self._pairs[code, path] = Pair(source, translation, self.record(code, path))
        return self._pairs[code, path]

    def pairs(self, *codes: str) -> Iterator[Pair]:
        """Yield the pages that can be read in the source language and in another, in some languages or in all."""
        for code in codes or self.codes:
            for path in sorted(self.sources(code)):
                if self.is_shared(code, path):
                    yield self.pair(code, path)

    def location(self, code: str, path: str) -> Location:
        """Return the location of a page, whether there is one or not."""
        return Location(path, code, self.source_code, self.language_words, self.settings.directories)

    def is_shared(self, code: str, path: str) -> bool:
        """Return whether a page can be read in the source language and in another one."""
        sources = (self.sources(each).get(path) for each in (self.source_code, code))
        return all(source is not None and source.sound for source in sources)

    def find(self, code: str, name: str) -> str:
        """Return the path of the page that a command names, in a language that is translated into."""
        self.check_language(code)
        return self.named(name)

    def check_language(self, code: str) -> None:
        """Raise CommandError where a code names no language that is translated into."""
        if code not in self.codes:
            known = f"there is {', '.join(self.codes) or 'none'}"
            how = 'a new one is added as the section "Add a language" of the contributing page says'
            raise CommandError(f"{code} is not a language to translate into; {known}; {how}")

    @cached_property
    def names(self) -> dict[str, str]:
        """The paths of the pages of the source language, by the names that commands know them by."""
        return {posixpath.splitext(path)[0]: path for path in self.sources(self.source_code)}

    def named(self, name: str) -> str:
        """Return the path of the page that a command names: by its name, its path, or a file in any language."""
        folder = f"{self.settings.docs.relative_to(self.settings.root).as_posix()}/"
        file = name.removeprefix("./")
        path = file.removeprefix(folder).partition("/")[2] if file.startswith(folder) else file
        stem = posixpath.splitext(path)[0] if path in self.names.values() else path
        if stem not in self.names:
            near = get_close_matches(name, self.names, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there is {', '.join(self.names)}"
            raise CommandError(f"{self.source_code} has no page {name}; {hint}")
        return self.names[stem]

    def file(self, code: str, path: str) -> str:
        """Return the name of a page's file from the folder of mkdocs.yml, whether there is one or not."""
        return (self.settings.docs / code / path).relative_to(self.settings.root).as_posix()

    def tags(self, code: str) -> dict[str, str]:
        """Return what another language calls each tag of the source, where a page has as many tags in both."""
        pairs: dict[str, str] = {}
        for pair in self.pairs(code):
            source, translation = (each.source.meta.get("tags") or [] for each in (pair.source, pair.translation))
            if isinstance(source, list) and isinstance(translation, list) and len(source) == len(translation):
                pairs |= dict(zip(source, translation, strict=True))
        return pairs

    def record(self, code: str, path: str) -> Record:
        """Return what a translation says of itself; nothing where that cannot be understood."""
        try:
            return record_of(self.sources(code)[path])
        except LocatedError:
            return Record()

    @cached_property
    def renamed(self) -> dict[str, str]:
        """The new id of each heading that the source language has renamed since it was translated, by `path#id`."""
        found: dict[str, str] = {}
        for pair in self.pairs():
            found |= {f"{pair.path}#{old}": new for old, new in pair.renamed.items()}
        return found

    def marked(self, code: str, path: str) -> set[str]:
        """Return the ids of the marks on a page that is out of date: links may lead to sections that it lacks."""
        outdated = code in self.codes and self.is_shared(code, path) and self.pair(code, path).changes
        return set(self.document(self.source_code, path).sections) - {FRONT, LEAD} if outdated else set()

    def statuses(self) -> Iterator[Status]:
        """Yield the status of every page in every language that is translated into."""
        for code in self.codes:
            source, pages = self.sources(self.source_code), self.sources(code)
            renamed = self._renamed(code)
            for path in source:
                yield self.status(code, path, renamed.get(path, ""))
            for path in sorted(pages.keys() - source.keys()):
                yield Status(path, code, self.file(code, path), State.ORPHANED)

    def status(self, code: str, path: str, old_path: str = "") -> Status:
        """Return the state of a page of the source language in another; it may have had another path."""
        file = self.file(code, path)
        if path not in self.sources(code):
            return Status(path, code, file, State.MISSING, other_name=self.file(code, old_path) if old_path else "")
        pair = self.pair(code, path)
        record = pair.record
        if any(waiting(pair)) or any(gaps(pair)):
            state = State.UNFINISHED
        elif not record.sections:
            state = State.UNRECORDED
        elif pair.changes:
            state = State.STALE
        else:
            state = State.CURRENT if record.review == "human" else State.UNREVIEWED
        return Status(path, code, file, state, pair.changes, record.review, record.translator)

    def _renamed(self, code: str) -> dict[str, str]:
        """Return the pages that a language has under another name, as their sections show, by the source's name."""
        source, pages = self.sources(self.source_code), self.sources(code)
        renamed: dict[str, str] = {}
        for new in sorted(source.keys() - pages.keys()):
            hashes = set(self.document(self.source_code, new).hashes.values())
            for old in sorted(pages.keys() - source.keys() - set(renamed.values())):
                recorded = set(self.record(code, old).sections.values())
                if recorded and len(recorded & hashes) >= _SAME_PAGE * len(recorded):
                    renamed[new] = old
                    break
        return renamed
