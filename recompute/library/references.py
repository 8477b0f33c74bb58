"""The sources that pages cite: papers, programs and the like, read from one data file, with the figures they print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from recompute.diagnostics import Diagnostics, Faults, LocatedError, did_you_mean
from recompute.locale.fallback import Fallbacks
from recompute.source import data_file
from recompute.source.data_file import Node, Written
from recompute.source.page_source import Source

_NAME = r"[A-Za-z][\w-]*"
CITATION = re.compile(rf"\[@(?P<key>{_NAME})(?::(?P<figure>{_NAME}))?\]", re.ASCII)
_JUDGED = re.compile(r"[\w/-]+#\w+-\d+", re.ASCII)
_OPTIONAL = ("name", "authors", "year", "title", "lang", "venue", "links", "read", "figures")


class CitationError(LookupError):
    """A citation of what is not in the data file."""


@dataclass(frozen=True)
class PrintedFigure:
    """A number as a source prints it, where in the source it is, in each language, and which row of a page judges it.

    A row is named by its page, the value that has the rows, and its number from 0: `audit#probabilities-0`.
    """

    value: str
    where: dict[str, str]
    line: int
    judged: str = ""


@dataclass(frozen=True)
class Reference:
    """A source: who wrote it and when, or what it is called; where it is found, and what was read of it."""

    key: str
    group: str
    line: int
    name: dict[str, str] = field(default_factory=dict)  # Of what has no authors, in each language.
    authors: tuple[str, ...] = ()  # In full.
    families: tuple[str, ...] = ()
    year: str = ""
    title: str = ""
    lang: str = "en"  # The tag of the language of the title, which most of the literature of any field is written in.
    venue: str = ""
    links: dict[str, dict[str, str]] = field(default_factory=dict)  # By label, in each language.
    read: dict[str, str] = field(default_factory=dict)
    figures: dict[str, PrintedFigure] = field(default_factory=dict)


@dataclass
class References:
    """All sources by their keys, with words in the languages of the site."""

    file: str
    codes: Sequence[str] = ()
    fallbacks: Fallbacks = field(default_factory=dict)
    groups: dict[str, list[Reference]] = field(default_factory=dict)
    by_key: dict[str, Reference] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)  # Keys whose entries have problems of their own.
    sound: bool = True
    written: list[Written] = field(default_factory=list)

    def find(self, key: str, figure: str | None) -> Reference:
        """Return a source that has this figure, if one is named."""
        if key not in self.by_key:
            raise CitationError(f"there is no reference {key!r}{self._advice(key, self.by_key)}")
        reference = self.by_key[key]
        if figure is not None and figure not in reference.figures:
            raise CitationError(f"{key} has no figure {figure!r}{self._advice(figure, reference.figures)}")
        return reference

    @cached_property
    def judged(self) -> frozenset[str]:
        """Every row that a figure leads to."""
        figures = (figure for reference in self.by_key.values() for figure in reference.figures.values())
        return frozenset(figure.judged for figure in figures if figure.judged)

    def is_broken(self, key: str) -> bool:
        """Return whether a source is missing only because the data file has a problem, which is noted."""
        return not self.sound or key in self.broken

    def unquoted(self, sources: Iterable[Source]) -> Faults:
        """Yield each figure that no page quotes: its line, and what to do about it."""
        quoted = {match.groups() for source in sources for match in CITATION.finditer(source.prose)}
        for reference in self.by_key.values():
            for name, figure in reference.figures.items():
                if (reference.key, name) not in quoted:
                    cite = f"[@{reference.key}:{name}]"
                    yield figure.line, f"no page quotes this figure; quote it as {cite}, or remove it"

    def _advice(self, name: str, known: Iterable[str]) -> str:
        advice = did_you_mean(name, list(known))
        return advice if "did you mean" in advice else f"; add it to {self.file}"


def read(
    path: Path, file: str, codes: Sequence[str], diagnostics: Diagnostics, fallbacks: Fallbacks | None = None
) -> References:
    """Read the sources, noting what is wrong with an entry; the others can still be cited."""
    references = References(file, codes, fallbacks or {}, sound=False)
    groups: dict[str, dict[str, Node]] = {}
    with diagnostics.noting(file):
        if (root := data_file.read(path, file, diagnostics)) is not None:
            groups = {group: node.entries() for group, node in root.entries().items()}
            references.sound = True
    for group, entries in groups.items():
        references.groups[group] = []
        for key, node in entries.items():
            references.broken.add(key)
            with diagnostics.noting(file):
                reference = _reference(group, key, node, references)
                if before := references.by_key.get(key):
                    message = f"{key!r} is a duplicate of line {before.line}; give one another key"
                    raise LocatedError(node.line, message)
                references.by_key[key] = reference
                references.groups[group].append(reference)
                references.broken.remove(key)
    return references


def _reference(group: str, key: str, node: Node, references: References) -> Reference:
    if not CITATION.fullmatch(f"[@{key}]"):
        raise LocatedError(node.line, f"{key!r} is no key; write ASCII letters, digits, - and _, a letter first")
    fields = node.fields((), _OPTIONAL)
    if ("name" in fields) == ("authors" in fields):
        raise LocatedError(node.line, f"{key} needs either authors, as a list of `family, given`, or a name")
    people = [_person(author) for author in fields["authors"].texts()] if "authors" in fields else []
    if "authors" in fields and not (people and all(family for family, _ in people)):
        raise LocatedError(fields["authors"].line, f"{key} has an author without a family name; write `family, given`")
    if "authors" in fields and "year" not in fields:
        raise LocatedError(node.line, f"{key} has authors but no year; add it")
    single: dict[str, str] = {name: fields[name].text() for name in ("title", "lang") if name in fields}
    single |= {name: fields[name].words() for name in ("year", "venue") if name in fields}
    links = fields["links"].entries() if "links" in fields else {}
    figures = fields["figures"].entries() if "figures" in fields else {}
    return Reference(
        key,
        group,
        node.line,
        name=fields["name"].in_languages(references.codes, references.fallbacks) if "name" in fields else {},
        authors=tuple(f"{given} {family}".strip() for family, given in people),
        families=tuple(family for family, _ in people),
        **single,
        links={Node(label, link.line).words(): _address(link, references) for label, link in links.items()},
        read=_words("read", fields["read"], references) if "read" in fields else {},
        figures={name: _figure(name, figure, references) for name, figure in figures.items()},
    )


def _words(name: str, node: Node, references: References) -> dict[str, str]:
    """Return words in each language, and remember where those are written that have to be in that language."""
    words = node.in_languages(references.codes, references.fallbacks)
    own = node.content if isinstance(node.content, dict) else dict.fromkeys(references.codes, node)
    references.written.extend(Written(code, name, each.text(), each.line, each.line) for code, each in own.items())
    return words


def _person(author: str) -> tuple[str, str]:
    family, _, given = author.partition(",")
    return family.strip(), given.strip()


def _address(node: Node, references: References) -> dict[str, str]:
    addresses = node.in_languages(references.codes, references.fallbacks)
    for address in addresses.values():
        if not re.fullmatch(r"https://[^\s/\[\]]+(?:/\S*)?", address):
            raise LocatedError(node.line, f"{address!r} is no address; write one that begins with https://")
    return addresses


def _figure(name: str, node: Node, references: References) -> PrintedFigure:
    fields = node.fields(("value", "where"), ("judged",))
    if not re.fullmatch(_NAME, name, re.ASCII):
        raise LocatedError(node.line, f"{name!r} is no name; write ASCII letters, digits, - and _, a letter first")
    judged = fields["judged"].text() if "judged" in fields else ""
    if judged and not _JUDGED.fullmatch(judged):
        raise LocatedError(node.line, f"{judged!r} names no row; write the page, the value and the row: page#rows-0")
    return PrintedFigure(fields["value"].text(), _words("where", fields["where"], references), node.line, judged)
