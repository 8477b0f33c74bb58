"""A page read for comparison: its sections, their hashes, and what of each does not depend on the language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from recompute.source.page_index import PageIndex
from recompute.source.page_source import Source
from recompute.translation.changes import Changes, changes
from recompute.translation.digest import digest
from recompute.translation.inclusion import Include
from recompute.translation.links import Place
from recompute.translation.parts import Part, Scanner
from recompute.translation.record import Record
from recompute.translation.sections import FRONT, LEAD, Section, section_at, sections

_KIN = 0.5  # How much of two sections must be the same for one to be the other, renamed and changed.


class Reading:
    """What is read of a page, once it is asked for."""

    def __init__(self, source: Source, place: Place, page_index: PageIndex, include: Include = str) -> None:
        self.source, self.place = source, place
        self._page_index, self._include = page_index, include

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections by their ids, in order."""
        return sections(self.source)

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The hash of each section."""
        return {id_: digest(section, self._include) for id_, section in self.sections.items()}

    @cached_property
    def parts(self) -> Mapping[str, list[Part]]:
        """What must agree in every language, in the order of the page, by section."""
        found = Scanner(self.source, self.place, self._page_index).parts()
        by_section: dict[str, list[Part]] = {id_: [] for id_ in self.sections}
        for part in sorted(found, key=lambda part: part.line):
            by_section.setdefault(section_at(self.sections, part.line), []).append(part)
        return by_section

    def line(self, id_: str) -> int:
        """Return the line of a section's heading."""
        return self.sections[id_].line if id_ in self.sections else 1


def changes_since(record: Record, source: Reading, translation: Reading) -> Changes:
    """Return what has changed in a source since a translation was recorded to be up to date.

    Where only an id has changed, it is enough that the translation has the new one.
    """
    found = changes(record.sections, source.hashes, lambda old, new: _kin(old, new, source, translation))
    ids = translation.sections
    followed = {new for new, old in found.renamed.items() if new in ids and old not in ids and new not in found.changed}
    return replace(found, renamed={new: old for new, old in found.renamed.items() if new not in followed})


def _kin(old: str, new: str, source: Reading, translation: Reading) -> bool:
    """Tell whether a section of a source is one that was translated under another id, and has changed.

    The old text is not at hand, but its translation is: formulas, code and quotes tell, or else the place.
    """
    if old not in translation.sections or {old, new} & {FRONT, LEAD}:
        return False
    mine = Counter((part.kind, part.value) for part in translation.parts[old])
    theirs = Counter((part.kind, part.value) for part in source.parts[new])
    if mine or theirs:
        return 2 * (mine & theirs).total() >= _KIN * (mine + theirs).total()
    same_level = translation.sections[old].level == source.sections[new].level
    return same_level and _neighbours(list(translation.sections), old) == _neighbours(list(source.sections), new)


def _neighbours(ids: list[str], id_: str) -> list[str]:
    place = ids.index(id_)
    return ids[max(0, place - 1) : place] + ids[place + 1 : place + 2]
