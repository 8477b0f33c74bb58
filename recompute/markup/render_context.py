"""What a page's Markdown needs to know while it is converted: its path, and what it may quote."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from recompute.diagnostics import Diagnostics
from recompute.library.glossary import Glossary
from recompute.library.references import References
from recompute.locale.language import Language
from recompute.markup.claims import Claims
from recompute.markup.elements import Slots, format_mark
from recompute.markup.figures import Figures
from recompute.markup.html import relative_url
from recompute.markup.quote import QuoteError, Shown, is_noted, mapped, numbers_in, resolve
from recompute.source.controls import Control
from recompute.source.inlines import QUOTE
from recompute.source.page_index import PageIndex
from recompute.source.page_source import Source
from recompute.values.lookup import MissingPackageError, UnknownNameError, Values


@dataclass
class RenderContext:
    """A page in one language, with what was quoted on it so far."""

    path: str
    source: Source
    module: str
    language: Language
    values: Values
    page_index: PageIndex
    diagnostics: Diagnostics
    figures: Figures = field(default_factory=Figures)
    symbols: dict[str, str] = field(default_factory=dict)  # The classes of identifiers in formulas.
    known_claims: Claims = field(default_factory=Claims)
    quoted: dict[tuple[str, str], str] = field(default_factory=dict)  # Full precision, by name and display.
    drawn: set[str] = field(default_factory=set)
    claims: dict[str, str] = field(default_factory=dict)  # The conditions in words, by the claims tied on this page.
    failed: set[str] = field(default_factory=set)
    missing: dict[str, str] = field(default_factory=dict)  # Words, by the quote that they replace.
    references: References | None = None
    glossary: Glossary | None = None
    outputs: list[str] = field(default_factory=list)  # What each code cell of a notebook gives, as HTML.
    headings: list[tuple[str, str]] = field(default_factory=list)  # The tag and the id of each, as it was written.
    controls: tuple[Control, ...] = ()
    slots: Slots = field(default_factory=Slots)

    def quote(self, text: str) -> Shown | None:
        """Resolve a quote and remember it, or note what is wrong with it, on each line that holds it."""
        try:
            shown = resolve(text, self.values, self.module, self.language.code)
        except MissingPackageError as error:
            self.missing[text] = self.language.word("missing", error.package)
            return None
        except (UnknownNameError, QuoteError) as error:
            self.failed.add(text)
            if not is_noted(text, error, self.values, self.module):
                self.problem(text, str(error))
            return None
        match = QUOTE.fullmatch(text)
        return self.remember(shown, match["format"] if match else "")

    def remember(self, shown: Shown, format_: str | None) -> Shown:
        """Remember the numbers of a quote; return them, on a page with controls with marks of the format."""
        self.quoted.update({(number.ref, number.shown): number.full for number in numbers_in(shown)})
        mark = format_mark(format_ or "")
        return mapped(shown, lambda number: replace(number, slot=mark)) if self.controls else shown

    def link(self, path: str, anchor: str = "") -> str:
        """Return the link to a page, or to a place on it; both are known by their paths in the folder of the pages."""
        page = "" if anchor and path == self.path else relative_url(path, self.path)
        return f"{page}#{anchor}" if anchor else page

    def problem(self, text: str, message: str) -> None:
        """Add an error on each line of the page that holds a text outside code."""
        for line in self.source.lines_with(text):
            self.problem_at(line, message)

    def problem_at(self, line: int, message: str) -> None:
        """Add an error at a line of the page."""
        self.diagnostics.add(self.source.file, line, message)

    def note_missing_title(self, tag: str) -> bool:
        """Note, and return, whether a heading is the theme's own, which stands where a page has none of level one.

        What else the page lacks is no fault then.
        """
        if tag != "h1" or any(written == tag for written, _ in self.headings):
            return False
        line = min(self.source.line_at(self.source.start), max(len(self.source.text.splitlines()), 1))
        message = "the page has no heading of level one; begin its text with # Title { #short-ascii-name }"
        self.problem_at(line, message)
        self.source = replace(self.source, sound=False)
        return True
