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
from recompute.markup.quote import Number, QuoteError, is_noted, resolve
from recompute.source.tree import ANY_BRACES
from recompute.values.lookup import UnknownValueError, Values, suggestion
from recompute.values.module_results import MissingPackageError, ModuleResults
from recompute.values.numerals import DIGITS, typed_in

if TYPE_CHECKING:
    from recompute.locale.language import Language

KIND = "claim"
_EMPHASIS = {"em", "strong"}


class UnknownClaimError(LookupError):
    """A page ties words to a claim that no module declares."""


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
                numbers = resolve(match[0], values, page, language.code).numbers()
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
                except (UnknownValueError, QuoteError) as error:
                    if not is_noted(quote, error, values, page):
                        yield str(error)


class Claims:
    """Every claim of the site by its full name, `page.name`; a look-up waits only for the modules that it needs."""

    def __init__(
        self, modules: Mapping[str, Sequence[str]] | None = None, replies: ModuleResults | None = None
    ) -> None:
        self.tied: set[str] = set()
        self._modules = modules or {}  # Those that may declare a page's claims, by the page's name.
        self._results = replies
        self._pending = set(self._modules)
        self._by_ref: dict[str, Claim] = {}
        self._again: list[Claim] = []

    def find(self, name: str, page: str) -> Claim:
        """Return the claim that `name` means on a page: the page's own, or another page's by its full name."""
        for ref in (f"{page}.{name}", name):
            owner, _, own_name = ref.rpartition(".")
            self._await(owner)
            if ref in self._by_ref:
                return self._by_ref[ref]
            for module in self._modules.get(owner, ()):
                if self._results is not None:
                    self._results.check(module, own_name)
        raise UnknownClaimError(f"there is no claim {name!r}; {suggestion(name, page, self.all())}")

    def all(self) -> Mapping[str, Claim]:
        """Return every claim by its full name, once all have arrived."""
        for page in sorted(self._pending):
            self._await(page)
        return self._by_ref

    def is_broken(self, name: str, page: str) -> bool:
        """Return whether a name is missing only because a module, or the scenario, has a problem of its own."""
        modules = self._modules.get(name.rpartition(".")[0] or page, ())
        return self._results is not None and any(map(self._results.is_broken, modules))

    def check(self, values: Values, languages: Sequence[Language], diagnostics: Diagnostics) -> None:
        """Note conditions that cannot be shown, claims that no page is tied to, and those declared twice."""
        for claim in self.all().values():
            for message in claim.faults(values, languages):
                diagnostics.add(claim.file, claim.line, message)
            if claim.ref not in self.tied:
                message = f"no page ties words to {claim.ref}; write *words*{{ claim={claim.ref} }}, or remove it"
                diagnostics.add(claim.file, claim.line, message)
        for claim in self._again:
            first = self._by_ref[claim.ref]
            message = f"{claim.ref} is declared in {first.file}:{first.line} already; keep one of the two"
            diagnostics.add(claim.file, claim.line, message)

    def _await(self, page: str) -> None:
        if page not in self._pending or self._results is None:
            return
        self._pending.discard(page)
        for module in self._modules[page]:
            for name, declared in self._results.take(module)["claims"].items():
                claim = Claim(ref=f"{page}.{name}", **declared)
                if self._by_ref.setdefault(claim.ref, claim) is not claim:
                    self._again.append(claim)


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
        except UnknownClaimError as error:
            if not claims.is_broken(name, self.page.module):
                self._problem(element, name, str(error))
            return "problem"
        claims.tied.add(claim.ref)
        condition = self.page.claims[claim.ref] = self._condition(claim)
        if not claim.holds:
            remedy = f"change the words, or the condition in {claim.file}:{claim.line}"
            self._problem(element, name, f"the claim {claim.ref} does not hold: “{condition}”; {remedy}")
        element.set("data-claim", marked(Number(f"{KIND}:{claim.ref}", claim.ref, claim.ref, True)))
        return KIND

    def _condition(self, claim: Claim) -> str:
        try:
            return claim.condition(self.page.values, self.page.language)
        except (UnknownValueError, QuoteError):  # It is noted where the claim is declared.
            return claim.conditions[self.page.language.code]

    def _problem(self, element: etree.Element, name: str, message: str) -> None:
        """Note a problem on each line that ties emphasised words to the claim, or on the likeliest."""
        source = self.page.source
        tied = re.compile(rf"\b{KIND}=[\"']?{re.escape(name)}(?![\w.])")
        lines = {source.line_at(match.start()) for match in tied.finditer(source.prose)}
        if not lines or element.tag not in _EMPHASIS:
            lines = {source.line_like(KIND, f"{''.join(element.itertext())}{{ {KIND}={name} }}")}
        for line in lines:
            self.page.diagnostics.add(source.file, line, message)
