"""The terms of the subject in every language, read from one data file, and how they are found in text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from recompute.diagnostics import Diagnostics, LocatedError
from recompute.locale.fallback import Fallbacks
from recompute.source import data_file
from recompute.source.data_file import Node, Written
from recompute.values.numerals import numerals_in

_LATIN = r"0-9A-Za-z\u00c0-\u024f"  # Scripts that part words by spaces; Han does not.
_IN_TERM = rf"[{_LATIN}_-]"
_KEY = re.compile(r"[a-z][a-z0-9-]*")

Meant = TypeVar("Meant")


@dataclass(frozen=True)
class Wording:
    """A term in one language: what it is called and what it means, other forms, and words not to use for it."""

    term: str
    definition: str
    aliases: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """What the term is called, in all forms."""
        return self.term, *self.aliases


@dataclass(frozen=True)
class Term:
    """A term in every language, and the page that explains it, as a wikilink."""

    key: str
    line: int
    page: str
    wordings: dict[str, Wording]

    def wording(self, code: str, fallbacks: Fallbacks) -> tuple[Wording, str]:
        """Return the term in a language, or in its fallback with the tag of that language."""
        if code in self.wordings:
            return self.wordings[code], ""
        fallback = fallbacks[code]
        return self.wordings[fallback.code], fallback.tag


class Lexicon(Generic[Meant]):
    """Forms in one language with what they stand for, found in text from left to right, the longest first.

    A form stands for itself and for what it is with a first capital. Next to a sign of `in_word` it is part of a word.
    """

    def __init__(self, forms: Mapping[str, Meant], in_word: str = _IN_TERM) -> None:
        self._in_word = re.compile(in_word)
        self._meant = {**{form[0].upper() + form[1:]: meant for form, meant in forms.items()}, **forms}
        longest_first = sorted(self._meant, key=lambda form: (-len(form), form))
        self._pattern = re.compile("|".join(map(self._form, longest_first)) or r"(?!)")

    def find(self, text: str) -> Iterator[tuple[int, int, Meant]]:
        """Yield where each form begins and ends in a text, and what it stands for."""
        match = self._pattern.search(text)
        while match is not None:
            start, end = match.span()
            if start and self._in_word.match(text[start]) and self._in_word.match(text[start - 1]):
                end = start + 1  # It is the end of a longer word.
            else:
                yield start, end, self._meant[" ".join(match[0].split())]
            match = self._pattern.search(text, end)

    def _form(self, form: str) -> str:
        """Return a pattern that begins with a letter, no condition: so the search leaps from one to the next."""
        ending = rf"(?!{self._in_word.pattern})" if self._in_word.match(form[-1]) else ""
        return r"\s+".join(map(re.escape, form.split())) + ending


@dataclass
class Glossary:
    """All terms, in the order of the file, and further words that the search keeps whole."""

    file: str
    tags: Mapping[str, str]  # The BCP 47 tags of the languages, by their codes.
    terms: list[Term] = field(default_factory=list)
    search: tuple[str, ...] = ()
    avoided: dict[str, dict[str, str]] = field(default_factory=dict)  # By language: other words, and what to write.
    fallbacks: Fallbacks = field(default_factory=dict)
    lexicons: dict[str, Lexicon[Term]] = field(default_factory=dict)
    written: list[Written] = field(default_factory=list)

    def words(self) -> Iterator[str]:
        """Yield what the search does not split: the terms with all their forms, and the further words."""
        yield from self.search
        for term in self.terms:
            for wording in term.wordings.values():
                yield from wording.forms

    def forms(self, code: str) -> dict[str, Term]:
        """Return every form of the terms in a language, with its term."""
        terms = [term for term in self.terms if code in term.wordings]
        return {form: term for term in terms for form in term.wordings[code].forms}

    def avoiding(self, code: str) -> Lexicon[str]:
        """Return the words to avoid in a language, with what to write; a term, which hides what is within, has none."""
        wordings = [term.wordings[code] for term in self.terms if code in term.wordings]
        avoided = {word: wording.term for wording in wordings for word in wording.avoid}
        avoided |= self.avoided.get(code, {})
        cased = {form: use for word, use in avoided.items() for form in (word.title(), word.upper())}
        return Lexicon({**cased, **dict.fromkeys(self.forms(code), ""), **avoided}, in_word="[A-Za-z]")


def read(
    path: Path, file: str, tags: Mapping[str, str], diagnostics: Diagnostics, fallbacks: Fallbacks | None = None
) -> Glossary:
    """Read the glossary, noting what is wrong with a term; the others can still be used."""
    glossary = Glossary(file, tags, fallbacks=fallbacks or {})
    owners: dict[tuple[str, str], str] = {}
    with diagnostics.noting(file):
        if (root := data_file.read(path, file, diagnostics)) is not None:
            fields = root.fields(("terms",), ("search", "words"))
            glossary.search = fields["search"].texts() if "search" in fields else ()
            words = fields["words"].fields((), tuple(tags)) if "words" in fields else {}
            glossary.avoided = {
                code: {w: use.text() for w, use in node.entries().items()} for code, node in words.items()
            }
            for key, node in fields["terms"].entries().items():
                with diagnostics.noting(file):
                    glossary.terms.append(_term(glossary, key, node, owners))
    glossary.lexicons = {code: Lexicon(glossary.forms(code)) for code in tags}
    return glossary


def _term(glossary: Glossary, key: str, node: Node, owners: dict[tuple[str, str], str]) -> Term:
    if not _KEY.fullmatch(key):
        raise LocatedError(node.line, f"{key!r} is no key; write ASCII letters in lower case, digits and -")
    needed = [code for code in glossary.tags if code not in glossary.fallbacks]
    fields = node.fields(needed, (*glossary.fallbacks, "page"))
    wordings = {code: _wording(fields[code]) for code in glossary.tags if code in fields}
    for code, wording in wordings.items():
        for form in (*wording.forms, *wording.avoid):
            if (owner := owners.setdefault((code, form), key)) != key:
                raise LocatedError(fields[code].line, f"{form!r} belongs to {owner} already; keep it in one place")
        for name, text in (("term", wording.term), ("definition", wording.definition)):
            place = fields[code].entries()[name].line
            glossary.written.append(Written(code, name, text, place, fields[code].line))
    return Term(key, node.line, fields["page"].text() if "page" in fields else "", wordings)


def _wording(node: Node) -> Wording:
    fields = node.fields(("term", "definition"), ("aliases", "avoid"))
    lists = {name: fields[name].texts() for name in ("aliases", "avoid") if name in fields}
    definition = fields["definition"].text()
    for numeral, _ in numerals_in(definition):
        message = f"{numeral} is typed by hand in the definition; define the term without it"
        raise LocatedError(fields["definition"].line, message)
    wording = Wording(fields["term"].words(), definition, **lists)
    if both := {*wording.forms}.intersection(wording.avoid):
        raise LocatedError(node.line, f"{min(both)!r} is both used and avoided; keep it in one list")
    return wording
