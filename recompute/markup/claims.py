"""Claims: what the words of a page say of its numbers, tied to a condition by `*words*{ claim=name }` and checked."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor

from recompute.diagnostics import Diagnostics
from recompute.markup.elements import marked
from recompute.markup.processors import PageProcessor
from recompute.markup.quote import Number, QuoteError, is_noted, numbers_in, resolve
from recompute.source.inlines import ANY_BRACES
from recompute.values.lookup import MissingPackageError, Registry, UnknownNameError, Values
from recompute.values.numerals import DIGITS, typed_in

if TYPE_CHECKING:
    from recompute.locale.language import Language

KIND = "claim"
_EMPHASIS = {"em", "strong"}


@dataclass(frozen=True)
class Claim:
    """Whether a statement about the numbers holds, its condition in each language, and the line that declares it."""

    ref: str
    holds: bool
    conditions: Mapping[str, str]
    file: str
    line: int

    def condition(self, values: Values, language: Language) -> str:
        """Return the condition in words, with the numbers that it quotes."""
        page = self.ref.rpartition(".")[0]

        def shown(match: re.Match[str]) -> str:
            try:
                numbers = numbers_in(resolve(match[0], values, page, language.code))
            except MissingPackageError as error:
                return language.word("missing", error.package)
            return language.comma.join(number.shown for number in numbers)

        return ANY_BRACES.sub(shown, self.conditions.get(language.code, ""))

    def faults(self, values: Values, languages: Iterable[Language]) -> Iterator[str]:
        """Yield what is wrong with the condition in any language, unless that is noted with a value already."""
        page = self.ref.rpartition(".")[0]
        for language in languages:
            condition = self.conditions.get(language.code, "")
            if not condition.strip():
                yield f'{self.ref} has no condition in {language.code}; add {language.code}="…" to its declaration'
            # A threshold in words is no result: the function compares with it.
            for numeral in typed_in(ANY_BRACES.sub("", condition), re.compile(DIGITS)):
                yield f"{numeral} is typed by hand in the condition of {self.ref}; quote a value, or leave it out"
            for quote in ANY_BRACES.findall(condition):
                try:
                    resolve(quote, values, page, language.code)
                except MissingPackageError:
                    continue
                except (UnknownNameError, QuoteError) as error:
                    if not is_noted(quote, error, values, page):
                        yield str(error)


class Claims(Registry[Claim]):
    """Every claim of the site."""

    kind, item = KIND, Claim

    def check(self, values: Values, languages: Sequence[Language], diagnostics: Diagnostics) -> None:
        """Note conditions that cannot be shown, claims that no page is tied to, and those declared twice."""
        for claim in self.all().values():
            for message in claim.faults(values, languages):
                diagnostics.add(claim.file, claim.line, message)
            if claim.ref not in self.found:
                message = f"no page ties words to {claim.ref}; write *words*{{ claim={claim.ref} }}, or remove it"
                diagnostics.add(claim.file, claim.line, message)
        for claim in self.repeated:
            first = self.all()[claim.ref]
            message = f"{claim.ref} is declared in {first.file}:{first.line} already; keep one of the two"
            diagnostics.add(claim.file, claim.line, message)


class ClaimProcessor(PageProcessor, Treeprocessor):
    """Ties emphasised words to the claim that they name, and notes a claim that is unknown or does not hold."""

    def run(self, root: etree.Element) -> None:
        """Look at every element with an attribute `claim`."""
        for element in root.iter():
            if KIND in element.attrib:
                name = element.attrib.pop(KIND) or KIND  # Since Markdown 3.11, what has no value has none.
                element.set("class", " ".join(filter(None, [element.get("class"), self._tie(element, name)])))

    def _tie(self, element: etree.Element, name: str) -> str:
        """Tie an element to a claim; return its class."""
        claims = self.page.known_claims
        if element.tag not in _EMPHASIS:
            remedy = f"write *words*{{ {KIND}={name} }}"
            self._problem(element, name, f"{KIND}={name} is tied to no emphasised words; {remedy}")
            return "problem"
        try:
            claim = claims.find(name, self.page.module)
        except MissingPackageError as error:
            element.set("title", self.page.language.word("missing", error.package))
            return "missing"
        except UnknownNameError as error:
            if not claims.is_broken(name, self.page.module):
                self._problem(element, name, str(error))
            return "problem"
        condition = self.page.claims[claim.ref] = self._condition(claim)
        if not claim.holds:
            remedy = f"change the words, or the condition in {claim.file}:{claim.line}"
            self._problem(element, name, f"the claim {claim.ref} does not hold: “{condition}”; {remedy}")
        element.set("data-claim", marked(Number(f"{KIND}:{claim.ref}", claim.ref, claim.ref, True)))
        return KIND

    def _condition(self, claim: Claim) -> str:
        try:
            return claim.condition(self.page.values, self.page.language)
        except (UnknownNameError, QuoteError):  # It is noted where the claim is declared.
            return claim.conditions[self.page.language.code]

    def _problem(self, element: etree.Element, name: str, message: str) -> None:
        """Note a problem on each line that ties emphasised words to the claim, or on the likeliest."""
        source = self.page.source
        tied = re.compile(rf"\b{KIND}=[\"']?{re.escape(name)}(?![\w.])")
        lines = {source.line_at(match.start()) for match in tied.finditer(source.prose)}
        if not lines or element.tag not in _EMPHASIS:
            lines = {source.line_like(KIND, f"{''.join(element.itertext())}{{ {KIND}={name} }}")}
        for line in lines:
            self.page.problem_at(line, message)
