"""What has changed in a source since it was translated, told from the hashes of its sections alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from recompute.translation.sections import LEAD, named

Kin = Callable[[str, str], bool]


@dataclass(frozen=True)
class Changes:
    """The sections that are not as they were, by id; a renamed one may have changed besides."""

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
        ids = {*self.changed, *self.added, *self.removed, *self.renamed, *self.renamed.values()}
        return ids | {""} if LEAD in ids else ids  # A trace calls the beginning so.

    def words(self) -> list[str]:
        """Return the changes in words, section by section."""
        renamed = [f"#{old} renamed #{new}" for new, old in self.renamed.items()]
        told = {"changed": self.changed, "added": self.added, "removed": self.removed, "moved": self.moved}
        words = [f"{named(id_)} {what}" for what, ids in told.items() for id_ in ids]
        return renamed + [word.removeprefix("section ") for word in words]


def changes(recorded: Mapping[str, str], current: Mapping[str, str], kin: Kin | None = None) -> Changes:
    """Compare the recorded hashes with those of the source as it is now, both in the source's order.

    `kin(old, new)` tells whether a section that changed besides being renamed is still the same one.

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
    if kin is not None:
        near = _paired(gone, come, kin)
        renamed, changed = {**renamed, **near}, [*changed, *near]
    return Changes(
        changed=tuple(id_ for id_ in current if id_ in changed),
        added=tuple(id_ for id_ in come if id_ not in renamed),
        removed=tuple(id_ for id_ in gone if id_ not in renamed.values()),
        renamed={id_: renamed[id_] for id_ in current if id_ in renamed},
        moved=_moved({id_: place for place, id_ in enumerate(recorded)}, current, renamed),
    )


def _paired(gone: Iterable[str], come: Iterable[str], alike: Kin) -> dict[str, str]:
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
