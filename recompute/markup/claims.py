"""Claims: what the words of a page say of its numbers, tied to a condition by `*words*{ claim=name }` and checked."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recompute.diagnostics import Diagnostics
from recompute.markup.elements import marked
from recompute.markup.quote import Number, QuoteError, is_noted, numbers_in, resolve
from recompute.source.inlines import ANY_BRACES
from recompute.values.lookup import MissingPackageError, Registry, UnknownNameError, Values
from recompute.values.numerals import DIGITS, typed_in

if TYPE_CHECKING:
    from recompute.locale.language import Language
    from recompute.markup.render_context import RenderContext

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


def tie_claims(root: etree.Element, page: RenderContext) -> None:
    """Tie emphasised words to the claim that they name, and note a claim that is unknown or does not hold."""
    for element in root.iter():
        if KIND in element.attrib:
            name = element.attrib.pop(KIND) or KIND  # Since Markdown 3.11, what has no value has none.
            element.set("class", " ".join(filter(None, [element.get("class"), _tie(element, name, page)])))


def _tie(element: etree.Element, name: str, page: RenderContext) -> str:
    """Tie an element to a claim; return its class."""
    claims = page.known_claims
    if element.tag not in _EMPHASIS:
        remedy = f"write *words*{{ {KIND}={name} }}"
        _problem(element, name, f"{KIND}={name} is tied to no emphasised words; {remedy}", page)
        return "problem"
    try:
        claim = claims.find(name, page.module)
    except MissingPackageError as error:
        element.set("title", page.language.word("missing", error.package))
        return "missing"
    except UnknownNameError as error:
        if not claims.is_broken(name, page.module):
            _problem(element, name, str(error), page)
        return "problem"
    try:
        condition = claim.condition(page.values, page.language)
    except (UnknownNameError, QuoteError):  # It is noted where the claim is declared.
        condition = claim.conditions[page.language.code]
    page.claims[claim.ref] = condition
    if not claim.holds:
        remedy = f"change the words, or the condition in {claim.file}:{claim.line}"
        _problem(element, name, f"the claim {claim.ref} does not hold: “{condition}”; {remedy}", page)
    element.set("data-claim", marked(Number(f"{KIND}:{claim.ref}", claim.ref, claim.ref, True)))
    return KIND


def _problem(element: etree.Element, name: str, message: str, page: RenderContext) -> None:
    """Note a problem on each line that ties emphasised words to the claim, or on the likeliest."""
    tied = re.compile(rf"\b{KIND}=[\"']?{re.escape(name)}(?![\w.])")
    lines = {page.source.line_at(match.start()) for match in tied.finditer(page.source.prose)}
    if not lines or element.tag not in _EMPHASIS:
        lines = {page.source.line_like(KIND, f"{''.join(element.itertext())}{{ {KIND}={name} }}")}
    for line in lines:
        page.problem_at(line, message)
