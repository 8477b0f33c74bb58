"""Pages read for comparison, and a translation with its source: what has changed there since, section by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from recompute.source.page_index import PageIndex
from recompute.source.page_source import Source
from recompute.source.unread_blocks import unread_lines
from recompute.translation.gaps import Block, Kind, paragraphs
from recompute.translation.neutral import Location
from recompute.translation.parts import COUNTED, Part, Scanner
from recompute.translation.prose import sentences
from recompute.translation.record import Record
from recompute.translation.sections import FRONT, LEAD, Include, Section, digest, named, section_at, sections
from recompute.translation.seen_text import visible

IsRenamed = Callable[[str, str], bool]


@dataclass(frozen=True)
class Changes:
    """The sections of a source that have changed since it was translated, by id; a renamed one may be changed too."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)  # from the id in the source to the one translated
    moved: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.changed, self.added, self.removed, self.renamed, self.moved))

    @property
    def outdated(self) -> set[str]:
        """The ids, in source or translation, of sections that need not agree until the translation is brought up."""
        return {*self.changed, *self.added, *self.removed, *self.renamed, *self.renamed.values()}

    def words(self) -> list[str]:
        """Return the changes in words, section by section."""
        renamed = [f"#{old} renamed #{new}" for new, old in self.renamed.items()]
        parts = {"changed": self.changed, "added": self.added, "removed": self.removed, "moved": self.moved}
        words = [f"{named(id_)} {what}" for what, ids in parts.items() for id_ in ids]
        return renamed + [word.removeprefix("section ") for word in words]


def changes(recorded: Mapping[str, str], current: Mapping[str, str], is_renamed: IsRenamed | None = None) -> Changes:
    """Compare the recorded hashes with those of the source as it is now, both in the source's order.

    `is_renamed(old, new)` says whether a section with another id and other words is still the same one.

    >>> changes({"a": "1", "b": "2", "c": "3"}, {"a": "1", "bee": "2", "c": "4"})
    Changes(changed=('c',), added=(), removed=(), renamed={'bee': 'b'}, moved=())
    """
    same = {id_ for id_ in current if recorded.get(id_) == current[id_]}
    gone = [id_ for id_ in recorded if id_ not in same]
    come = [id_ for id_ in current if id_ not in same]
    renamed = _paired(gone, come, lambda old, new: recorded[old] == current[new])
    gone, come = [i for i in gone if i not in renamed.values()], [i for i in come if i not in renamed]
    changed = [id_ for id_ in come if id_ in gone]
    gone, come = [i for i in gone if i not in changed], [i for i in come if i not in changed]
    if is_renamed is not None:
        similar = _paired(gone, come, is_renamed)
        renamed, changed = {**renamed, **similar}, [*changed, *similar]
    return Changes(
        changed=tuple(id_ for id_ in current if id_ in changed),
        added=tuple(id_ for id_ in come if id_ not in renamed),
        removed=tuple(id_ for id_ in gone if id_ not in renamed.values()),
        renamed={id_: renamed[id_] for id_ in current if id_ in renamed},
        moved=_moved({id_: place for place, id_ in enumerate(recorded)}, current, renamed),
    )


def _paired(gone: Iterable[str], come: Iterable[str], alike: IsRenamed) -> dict[str, str]:
    """Return the new id of each old one, in order; each is used once."""
    left, pairs = list(gone), {}
    for new in come:
        old = next((id_ for id_ in left if alike(id_, new)), None)
        if old is not None:
            left.remove(old)
            pairs[new] = old
    return pairs


def _moved(places: Mapping[str, int], current: Iterable[str], renamed: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fewest sections, of those that were there before, without which the others kept their order."""
    was = {id_: places[renamed.get(id_, id_)] for id_ in current if renamed.get(id_, id_) in places}
    best: list[list[str]] = []  # the longest row in order that ends with each section
    for id_ in was:
        rows = [row for row in best if was[row[-1]] < was[id_]]
        best.append([*max(rows, key=len, default=[]), id_])
    kept = max(best, key=len, default=[])
    return tuple(id_ for id_ in was if id_ not in kept)


_SIMILARITY = 0.5  # How much of two sections must be the same for one to be the other, renamed and changed.


class Document:
    """What is read of a page, once it is asked for."""

    def __init__(self, source: Source, location: Location, page_index: PageIndex, include: Include = str) -> None:
        self.source, self.location = source, location
        self.page_index, self._include = page_index, include

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections by their ids, in order."""
        return sections(self.source)

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The hash of each section."""
        return {id_: digest(section, self._include) for id_, section in self.sections.items()}

    @cached_property
    def visible(self) -> str:
        """The text of the page, with spaces for what readers do not see as text."""
        return visible(self.source)

    @cached_property
    def parts(self) -> Mapping[str, list[Part]]:
        """What must agree in every language, in the order of the page, by section."""
        found = Scanner(self.source, self.location, self.page_index).parts()
        by_section: dict[str, list[Part]] = {id_: [] for id_ in self.sections}
        for part in sorted(found, key=lambda part: part.line):
            by_section.setdefault(self.section_at(part.line), []).append(part)
        return by_section

    @property
    def links(self) -> Iterator[Part]:
        """The links of the page, of Markdown and of HTML."""
        return (part for parts in self.parts.values() for part in parts if part.kind == "link")

    @cached_property
    def quotes(self) -> Mapping[str, Counter[str]]:
        """How often each section quotes what, shows which figure, cites whom, is tied to which claim."""
        return {id_: Counter(part.value for part in parts if part.kind in COUNTED) for id_, parts in self.parts.items()}

    @cached_property
    def paragraphs(self) -> Mapping[str, list[Block]]:
        """The paragraphs of each section, with displayed formulas and items of lists among them."""
        found: dict[str, list[Block]] = {}
        for block in paragraphs(self.source):
            if block.kind in (Kind.TEXT, Kind.FORMULA, Kind.ITEM):
                found.setdefault(self.section_at(block.line), []).append(block)
        return found

    def example(self, id_: str, ref: str) -> str:
        """Return how to write what a section quotes, and the sentence that has it; nothing where it is not found."""
        for part in self.parts.get(id_, ()):
            if part.value == ref and part.written:
                sentence = _sentence(self.source.text.split("\n")[part.line - 1], part.written.removeprefix("*…*"))
                return f"write {part.written} where {self.source.file}:{part.line} has “{sentence}”"
        return ""

    @cached_property
    def unread(self) -> set[str]:
        """The ids of sections with a block that is not read as it looks, and may show less than is written."""
        return {self.section_at(line) for line in unread_lines(self.source)}

    def section_at(self, line: int) -> str:
        """Return the id of the section that holds a line."""
        return section_at(self.sections, line)

    def line(self, id_: str) -> int:
        """Return the line of a section's heading."""
        return self.sections[id_].line if id_ in self.sections else 1


def _sentence(line: str, words: str) -> str:
    """Return the sentence of a line that holds some words.

    >>> _sentence("> One. The loss is {{ x }}. Three.", "{{ x }}")
    'The loss is {{ x }}.'
    """
    return next((each for each in sentences(line) if words in each), line).strip(" \t>|")


class Pair:
    """A page of the source language and its translation, which records what version of the source it was made from."""

    def __init__(self, source: Document, translation: Document, record: Record | None = None) -> None:
        self.source, self.translation, self.record = source, translation, record or Record()
        self.code, self.path = translation.location.code, translation.location.path

    @cached_property
    def _found(self) -> Changes:
        return changes(self.record.sections, self.source.hashes, self._is_renamed)

    @cached_property
    def changes(self) -> Changes:
        """What has changed in the source since it was translated; nothing where the version is not recorded.

        Where only an id has changed, it is enough that the translation has the new one.
        """
        if not self.record.sections:
            return Changes()
        ids, found = self.translation.sections, self._found
        followed = {new for new, old in found.renamed.items() if new in ids and old not in ids}
        kept = {new: old for new, old in found.renamed.items() if new not in followed or new in found.changed}
        return replace(found, renamed=kept)

    @property
    def renamed(self) -> dict[str, str]:
        """The new id of each section that the source has renamed, whether the translation has followed or not."""
        if self.record.sections.keys() <= self.source.sections.keys():
            return {}
        return {old: new for new, old in self._found.renamed.items() if old not in self.source.sections}

    def _is_renamed(self, old: str, new: str) -> bool:
        """Return whether a section of the source is one that was translated under another id, and has changed.

        The old text is not at hand, but its translation is: formulas, code and quotes are compared, or else the places.
        """
        source, translation = self.source, self.translation
        if old not in translation.sections or {old, new} & {FRONT, LEAD}:
            return False
        mine = Counter((part.kind, part.value) for part in translation.parts[old])
        theirs = Counter((part.kind, part.value) for part in source.parts[new])
        if mine or theirs:
            return 2 * (mine & theirs).total() >= _SIMILARITY * (mine + theirs).total()
        same_level = translation.sections[old].level == source.sections[new].level
        return same_level and _neighbours(list(translation.sections), old) == _neighbours(list(source.sections), new)


def _neighbours(ids: list[str], id_: str) -> list[str]:
    place = ids.index(id_)
    return ids[max(0, place - 1) : place] + ids[place + 1 : place + 2]
