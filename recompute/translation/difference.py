"""What changed in a source since its translation, section by section, as people read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from recompute.translation.changes import Changes
from recompute.translation.document import Reading
from recompute.translation.sections import Section, named

_TOKEN = re.compile(r"\{\{[^{}\n]*\}\}|\\[A-Za-z]+|[A-Za-z0-9_]+|\s+|.")
_ALIKE = 0.4  # How much of two lines must be the same for their words to be compared.


def difference(changes: Changes, source: Reading, translation: Reading, old: Mapping[str, Section]) -> Iterator[str]:
    """Yield the lines of a report; `old` holds the sections that were translated, where they are known."""
    for new, before in changes.renamed.items():
        yield from _headed(new, f"renamed from #{before}", source, translation, before)
    for id_ in changes.changed:
        was = changes.renamed.get(id_, id_)
        yield from _headed(id_, "changed", source, translation, was)
        if was in old:
            yield from _compared(_text(old[was]), _text(source.sections[id_]))
        else:
            yield "  (its old text is not in the history; this is the text now)"
            yield from _marked(" ", _text(source.sections[id_]))
    for id_ in changes.added:
        yield from _headed(id_, "added", source, translation)
        yield from _marked("+", _text(source.sections[id_]))
    for id_ in changes.removed:
        yield from _headed(id_, "removed", source, translation)
        yield from _marked("-", _text(old[id_]) if id_ in old else [])
    for id_ in changes.moved:
        yield from _headed(id_, "moved", source, translation)


def _headed(id_: str, what: str, source: Reading, translation: Reading, was: str = "") -> Iterator[str]:
    places = [
        f"{reading.source.file}:{reading.sections[name].line}"
        for reading, name in ((source, id_), (translation, was or id_))
        if name in reading.sections
    ]
    yield ""
    yield f"{named(id_)} {what} ({', '.join(places)})"


def _text(section: Section) -> list[str]:
    heading = [f"{'#' * section.level} {section.title}"] if section.level else []
    return [*heading, *section.text.strip("\n").split("\n")]


def _marked(mark: str, lines: list[str]) -> Iterator[str]:
    yield from (f"{mark} {line}".rstrip() for line in lines)


def _compared(old: list[str], new: list[str]) -> Iterator[str]:
    """Yield the lines that differ; words that were taken out stand in [-…-], words that came in {+…+}."""
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            yield "  …"
        elif b - a == d - c:
            for one, two in zip(old[a:b], new[c:d], strict=True):
                yield from _words(one, two)
        else:
            yield from _marked("-", old[a:b])
            yield from _marked("+", new[c:d])


def _words(old: str, new: str) -> Iterator[str]:
    """Yield two lines as one with the words that differ marked, or both where they have little in common.

    >>> list(_words("the loss is {{ a }} here", "the loss is {{ b:.2f }} here"))
    ['! the loss is [-{{ a }}-]{+{{ b:.2f }}+} here']
    """
    one, two = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield from _marked("-", [old])
        yield from _marked("+", [new])
        return
    pieces = []
    for operation, a, b, c, d in matcher.get_opcodes():
        out, into = "".join(one[a:b]), "".join(two[c:d])
        pieces.append(
            out if operation == "equal" else (f"[-{out}-]" if out else "") + (f"{{+{into}+}}" if into else "")
        )
    yield f"! {''.join(pieces)}"
