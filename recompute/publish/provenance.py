"""The numbers of a page and what it says of them, listed at its foot: meanings, places, lines of code, and checks."""

from __future__ import annotations

import re
from html import escape

from recompute.locale.fallback import marked_up
from recompute.locale.language import Language
from recompute.markup.elements import format_mark, without_marks
from recompute.markup.html import LIST
from recompute.markup.quote import Number, QuoteError, display, numbers_in, resolve
from recompute.markup.render_context import RenderContext
from recompute.publish.source_pages import Sources
from recompute.source.inlines import QUOTE
from recompute.values.cross_checks import Checks, Comparison
from recompute.values.lookup import MissingPackageError, UnknownNameError, Value
from recompute.values.number_format import show
from recompute.values.numerals import numerals_in

_QUOTED = re.compile(
    r'<(?P<tag>data|mn|mtext) class="value" (?:data-)?value="(?P<full>[^"]*)" data-ref="(?P<ref>[^"]*)"'
    r">(?P<shown>(?:[^<]|<wbr>)*)</(?P=tag)>"
)
_TIED = re.compile(
    r'<(?P<tag>em|strong) (?=[^>]*data-claim="(?P<claim>[^"]*)")[^>]*>(?P<words>.*?)</(?P=tag)>', re.DOTALL
)
_NOT_IN_A_LINK = re.compile(r'</?(?:a|abbr)\b[^>]*>| id="[^"]*"')


class Provenance:
    """Lists the numbers and the claims of pages, with links to where they come from."""

    def __init__(self, checks: Checks, sources: Sources) -> None:
        self.checks, self.sources = checks, sources

    def listed(self, content: str, page: RenderContext, url: str) -> str:
        """Return a page's content with an id at the first place of each number and claim, followed by the list.

        `url` is the page's address from the root of the site.
        """
        claims: dict[str, str] = {}
        numbers: dict[str, dict[str, str]] = {}

        def mark_claim(match: re.Match[str]) -> str:
            ref = without_marks(match["claim"])
            if ref in claims or ref not in page.claims:
                return match[0]
            claims[ref] = _NOT_IN_A_LINK.sub("", match["words"])
            return match[0].replace(">", f' id="said:{ref}">', 1)

        def mark_number(match: re.Match[str]) -> str:
            ref = match["ref"]
            known = numbers.setdefault(ref.partition("[")[0], {})
            if ref in known:
                return match[0]
            known[ref] = _data(ref + _slot(page, ref), match["full"], match["shown"].replace("<wbr>", ""))
            return match[0].replace(">", f' id="{_place(ref)}">', 1)

        content = _QUOTED.sub(mark_number, _TIED.sub(mark_claim, content))
        parts = [
            [
                self._number(page.values.find(ref, page.module), shown, page.language, url)
                for ref, shown in numbers.items()
            ],
            [self._claim(ref, words, page, url) for ref, words in claims.items()],
        ]
        return content + page.slots.take(_list(page.language, *parts)) if numbers or claims else content

    def _number(self, value: Value, shown: dict[str, str], language: Language, url: str) -> str:
        """Return what is known of a value, its numbers as links to their first places."""
        places = [f'<a href="#{_place(ref)}">{number}</a>' for ref, number in shown.items()]
        checks = [f'<dd class="check">{_checked(check, language)}</dd>' for check in self.checks.comparisons(value)]
        meaning = f"<dd>{_words(value.descriptions.get(language.code, ''), language)}</dd>{''.join(checks)}"
        origin = self._origin(value.ref, value.file, value.line, language, url)
        numbers = numbers_in(display(value, language.code))
        fallback = next((f' lang="{number.lang}"' for number in numbers if number.lang), "")
        listed = f"<dt{fallback}>{escape(language.comma).join(places)}</dt>"
        return f'<div id="number:{value.ref}">{listed}{meaning}{origin}</div>\n'

    def _claim(self, ref: str, words: str, page: RenderContext, url: str) -> str:
        """Return what is known of a claim, the words that are tied to it as a link to their first place."""
        claim = page.known_claims.find(ref, page.module)
        text = claim.conditions.get(page.language.code, "")
        meaning = f"<dd>{marked_up(text, _condition(claim.ref, text, page))}</dd>"
        origin = self._origin(ref, claim.file, claim.line, page.language, url)
        return f'<div id="claim:{ref}"><dt><a href="#said:{ref}">{words}</a></dt>{meaning}{origin}</div>\n'

    def _origin(self, ref: str, file: str, line: int, language: Language, url: str) -> str:
        """Return the name of something, and links to the lines that made it."""
        links = []
        if link := self.sources.link(file, line, url):
            links.append(f'<a href="{escape(link)}"><code>{file}:{line}</code></a>')
        if link := self.sources.repository_link(file, line):
            links.append(f'<a href="{escape(link)}">{marked_up(language.word("repository"))}</a>')
        return f'<dd class="name"><code>{ref}</code></dd><dd class="origin">{" ".join(links)}</dd>'


def _list(language: Language, numbers: list[str], claims: list[str]) -> str:
    summary = f"<summary>{marked_up(language.word('numbers'))}</summary>"
    lists = f"<dl>\n{''.join(numbers)}</dl>" if numbers else ""
    if claims:
        lists += f"<p>{marked_up(language.word('claims'))}</p><dl>\n{''.join(claims)}</dl>"
    return f'\n<details class="numbers" id="{LIST}">{summary}{lists}</details>'


def _place(ref: str) -> str:
    """Return the id of the first place of a number on a page.

    >>> _place("softmax.p[2]")
    'at:softmax.p.2'
    """
    return f"at:{ref.replace('[', '.').replace(']', '')}"


def _checked(comparison: Comparison, language: Language) -> str:
    """Return by what a value was checked, and by how much the two differ."""
    check = comparison.check
    by, difference = _words(check.by, language), f"<code>{show(comparison.difference, '.1e')}</code>"
    if not comparison.difference:
        return _filled(language, "check_same", by)
    if isinstance(check.data, list):
        return _filled(language, "check_many", by, difference)
    return _filled(language, "check", by, f"<code>{show(check.data, '.9g')}</code>", difference)


def _filled(language: Language, name: str, *parts: str) -> str:
    """Return words as HTML, filled in with parts that are HTML already."""
    words = language.word(name, *["{}"] * len(parts))
    return marked_up(words, escape(words).format(*parts))


def _words(text: str, language: Language) -> str:
    """Return a declared text for a page; the digits in it belong to symbols and names, as the build makes sure."""
    if not any(numerals_in(text)):
        return marked_up(text)
    return marked_up(text, f'<span data-literal="{escape(language.word("symbol_reason"))}">{escape(text)}</span>')


def _condition(ref: str, text: str, page: RenderContext) -> str:
    """Return the condition of a claim, its numbers as those of a page; what cannot be shown is noted elsewhere."""
    own, written, until = ref.rpartition(".")[0], [], 0
    for match in QUOTE.finditer(text):
        written.append(_words(text[until : match.start()], page.language))
        until = match.end()
        try:
            shown = resolve(match[0], page.values, own, page.language.code)
        except (MissingPackageError, UnknownNameError, QuoteError):
            written.append("…")
            continue
        numbers = numbers_in(page.remember(shown, match["format"]))
        written.append(escape(page.language.comma).join(map(_number_data, numbers)))
    return "".join([*written, _words(text[until:], page.language)])


def _number_data(number: Number) -> str:
    return _data(escape(f"{number.ref}{number.slot}"), escape(number.full), escape(number.shown))


def _slot(page: RenderContext, ref: str) -> str:
    """Return the mark of the format in which a page with controls first shows a number."""
    return escape(format_mark(page.slots.format_of(ref))) if page.controls else ""


def _data(ref: str, full: str, shown: str) -> str:
    return f'<data class="value" value="{full}" data-ref="{ref}">{shown}</data>'
