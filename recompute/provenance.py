"""The numbers of a page, listed at its foot: what each one is, the lines that made it, and what checked it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from recompute.checks import Checks, Comparison
from recompute.display import show
from recompute.numerals import NUMERAL
from recompute.page import Language, Page
from recompute.source_pages import Sources
from recompute.values import Value

LIST = "numbers:list"
_QUOTED = re.compile(
    r'<(?P<tag>data|mn|mtext) class="value" (?:data-)?value="(?P<full>[^"]*)" data-ref="(?P<ref>[^"]*)"'
    r">(?P<shown>[^<]*)</(?P=tag)>"
)


class Provenance:
    """Lists the numbers of pages, with links to where they come from."""

    def __init__(self, checks: Checks, sources: Sources) -> None:
        self.checks, self.sources = checks, sources

    def listed(self, content: str, page: Page, url: str) -> str:
        """Return a page's content with an id at the first place of each number, and behind it the list of all.

        `url` is the page's address from the root of the site.
        """
        entries: dict[str, dict[str, str]] = {}

        def mark(match: re.Match[str]) -> str:
            ref, quoted = match["ref"], match[0]
            numbers = entries.setdefault(ref.partition("[")[0], {})
            if ref in numbers:
                return quoted
            numbers[ref] = f'<data class="value" value="{match["full"]}" data-ref="{ref}">{match["shown"]}</data>'
            return quoted.replace(">", f' id="{_place(ref)}">', 1)

        marked = _QUOTED.sub(mark, content)
        if not entries:
            return content
        items = [
            self._entry(page.values.find(ref, page.module), numbers, page.language, url)
            for ref, numbers in entries.items()
        ]
        summary = f"<summary>{escape(page.language.word('numbers'))}</summary>"
        return f'{marked}\n<details class="numbers" id="{LIST}">{summary}<dl>\n{"".join(items)}</dl></details>'

    def _entry(self, value: Value, numbers: dict[str, str], language: Language, url: str) -> str:
        """Return what is known of a value, its numbers as links to their first places."""
        places = [f'<a href="#{_place(ref)}">{number}</a>' for ref, number in numbers.items()]
        checks = [f'<dd class="check">{_checked(check, language)}</dd>' for check in self.checks.of(value)]
        return (
            f'<div id="number:{value.ref}"><dt>{escape(language.comma).join(places)}</dt>'
            f"<dd>{_words(value.descriptions.get(language.code, ''), language)}</dd>{''.join(checks)}"
            f'<dd class="name"><code>{value.ref}</code></dd>'
            f'<dd class="origin">{" ".join(self._origin(value, language, url))}</dd></div>\n'
        )

    def _origin(self, value: Value, language: Language, url: str) -> Iterator[str]:
        if link := self.sources.link(value.file, value.line, url):
            yield f'<a href="{escape(link)}"><code>{value.file}:{value.line}</code></a>'
        if link := self.sources.repository_link(value.file, value.line):
            yield f'<a href="{escape(link)}">{escape(language.word("repository"))}</a>'


def _place(ref: str) -> str:
    """Return the id of the first place where a number stands on a page.

    >>> _place("softmax.p[2]")
    'at:softmax.p.2'
    """
    return f"at:{ref.replace('[', '.').replace(']', '')}"


def _checked(comparison: Comparison, language: Language) -> str:
    """Return by what a value was checked, and how far apart the two lie."""
    check = comparison.check
    by, apart = _words(check.by, language), f"<code>{show(comparison.difference, '.1e')}</code>"
    if not comparison.difference:
        return escape(language.word("check_same", "{}")).format(by)
    if isinstance(check.data, list):
        return escape(language.word("check_many", "{}", "{}")).format(by, apart)
    return escape(language.word("check", "{}", "{}", "{}")).format(by, f"<code>{show(check.data, '.9g')}</code>", apart)


def _words(text: str, language: Language) -> str:
    """Return a declared text for a page; the digits in it belong to symbols and names, as the build makes sure."""
    if not NUMERAL.search(text):
        return escape(text)
    return f'<span data-literal="{escape(language.word("symbol_reason"))}">{escape(text)}</span>'
