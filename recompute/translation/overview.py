"""The state of all translations for readers: a generated page in every language, and the same as data."""

from __future__ import annotations

import inspect
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from posixpath import splitext
from typing import Any

from recompute.locale.fallback import marked_up
from recompute.locale.language import Language
from recompute.markup.html import relative_url
from recompute.source.page_source import module_of
from recompute.translation.document import Changes, Document
from recompute.translation.pages import Translations
from recompute.translation.prose import EASTERN
from recompute.translation.sections import FRONT, LEAD
from recompute.translation.skeleton import waiting
from recompute.translation.status import State, Status, has_source, is_current, is_translated
from recompute.values.import_graph import relative
from recompute.values.lookup import Value
from recompute.values.numerals import numerals_in

# Han characters and kana are parted by no spaces: each of them counts as a word.
_WORD = re.compile(rf"[{EASTERN}]|(?:(?![{EASTERN}])[^\W\d_])[^\W_{EASTERN}]*")
_KIND = re.compile(r"\[!\w+\]")  # of a callout


def count(text: str) -> int:
    """Return how many words a text has: a Han character counts as one, as does a run of other letters.

    >>> count("softmax 函数, and more"), count("{} 2016 …")
    (5, 0)
    """
    return len(_WORD.findall(text))


def words_by_section(page: Document) -> Counter[str]:
    """Return how many words readers see in each section of a page."""
    counts: Counter[str] = Counter()
    for number, line in enumerate(_KIND.sub("", page.visible).split("\n"), start=1):
        if words := count(line):
            counts[page.section_at(number)] += words
    return counts


def words_left(translations: Translations, status: Status) -> int:
    """Return how many words of the source a translation lacks: in sections that it has not followed, and in gaps."""
    words = words_by_section(translations.document(translations.source_code, status.path))
    if status.state is State.MISSING:
        return words.total()
    outdated = {*status.changes.changed, *status.changes.added}
    left = sum(words[id_] for id_ in outdated)
    if status.state is State.UNFINISHED:
        pair = translations.pair(status.code, status.path)
        left += sum(count(text) for line, text in waiting(pair) if pair.translation.section_at(line) not in outdated)
    return left


def shares(translations: Translations) -> str:
    """Return how many of the pages each language has, in percent; only all of them are 100%."""
    statuses = list(translations.statuses())
    pages = len(translations.sources(translations.source_code))
    parts = []
    for language in translations.settings.languages[1:]:
        here = sum(status.code == language.code and is_translated(status) for status in statuses)
        parts.append(f"{language.name} {100 * here // max(pages, 1)}%")
    return ", ".join(parts)


_COLUMNS = {"page": "---", "state": "---", "sections": "---", "words": "--:", "next": "---"}  # and how they align


class Overview:
    """The state of all translations, as the page of a path shows it; its numbers are values, as on any page."""

    def __init__(self, translations: Translations, path: str) -> None:
        self.translations, self.path, self.module = translations, path, module_of(path)
        self.source, *self.others = translations.settings.languages
        self.rows: dict[str, list[tuple[Status, int]]] = {language.code: [] for language in self.others}
        for status in translations.statuses():
            if has_source(status):
                self.rows[status.code].append((status, words_left(translations, status)))

    def values(self) -> Iterator[Value]:
        """Yield the numbers of the page: for all pages together, and the words left of each."""
        for language in self.others:
            statuses = [status for status, _ in self.rows[language.code]]
            left = [words for _, words in self.rows[language.code]]
            yield self._value("status_pages", language, len(statuses), has_source)
            for word, is_counted in (("translated", is_translated), ("current", is_current)):
                yield self._value(f"status_{word}", language, sum(map(is_counted, statuses)), is_counted)
            yield self._value("status_left", language, sum(left), words_left)
            yield self._value("status_left_by_page", language, left, words_left)

    def _value(self, word: str, about: Language, data: Any, made_by: Callable[..., Any]) -> Value:
        """Return a number as a value, which leads back to the lines that count it."""
        languages = self.translations.settings.languages
        descriptions = {each.code: each.word(word, about.name) for each in languages}
        file = relative(str(inspect.getsourcefile(made_by)), self.translations.settings.root)
        line = inspect.getsourcelines(made_by)[1]
        return Value(f"{self.module}.{_name(word, about)}", data, "", descriptions, file, line)

    def files(self) -> set[str]:
        """Return the files of the project that count."""
        return {value.file for value in self.values() if not Path(value.file).is_absolute()}

    def text(self, code: str) -> str:
        """Return the text of the page in a language."""
        language = next(each for each in self.translations.settings.languages if each.code == code)
        return Rendering(self, language).text()

    def data(self) -> str:
        """Return the same as data; addresses are relative to the root of the site."""
        location = self.translations.location
        found = [
            {
                **status.data(),
                "words_left": words,
                "url": location(code, status.path).url,
                "source_url": location(self.source.code, status.path).url,
                "sections": [
                    {"id": id_, "change": change, "url": self._section(status, id_, change)}
                    for change, id_ in _sections(status.changes)
                ],
            }
            for code, rows in self.rows.items()
            for status, words in rows
        ]
        return json.dumps({"source": self.source.code, "translations": found}, ensure_ascii=False, indent=1) + "\n"

    def _section(self, status: Status, id_: str, change: str) -> str:
        """Return the address of a section of the source, or of its page where that has no such section."""
        page = self.translations.location(self.source.code, status.path).url
        return page if id_ in (FRONT, LEAD) or change == "removed" else f"{page}#{id_}"


class Rendering:
    """The page in one language, as Markdown: a table for each language that is translated into."""

    def __init__(self, overview: Overview, language: Language) -> None:
        self.overview, self.language = overview, language
        self._here = overview.translations.location(language.code, overview.path).url

    def text(self) -> str:
        """Return the text of the page."""
        title, data = self.language.word("status"), f"{splitext(self.overview.path)[0]}.json"
        about = self.language.word("status_about", f'<a href="{self._to(data)}">`{data}`</a>')
        description = self.language.word("status_about", data)
        front = json.dumps(
            {"title": title, "description": description, "search": {"exclude": True}}, ensure_ascii=False
        )
        lines = ["---", front, "---", "", f"# {marked_up(title)} {{ #state }}", "", marked_up(about, about)]
        return "\n".join([*lines, *(line for each in self.overview.others for line in self._table(each))])

    def _table(self, about: Language) -> Iterator[str]:
        """Yield the lines about a language; a column in which there is nothing to say is left out."""
        counted = ("status_translated", "status_pages", "status_current", "status_left")
        summary = self.language.word("status_summary", *(f"{{{{ {_name(word, about)} }}}}" for word in counted))
        rows = [self._row(number, *row, about) for number, row in enumerate(self.overview.rows[about.code])]
        heads = [marked_up(self.language.word(f"status_{name}")) for name in _COLUMNS]
        kept = [column for column in range(len(heads)) if any(row[column] for row in rows)]
        yield from ("", f'## <span lang="{about.tag}">{escape(about.name)}</span> {{ #{about.code} }}', "")
        yield from (marked_up(summary, summary), "")
        for cells in (heads, list(_COLUMNS.values()), *rows):
            yield f"| {' | '.join(cells[column] for column in kept)} |"

    def _row(self, number: int, status: Status, words: int, about: Language) -> list[str]:
        left = f"{{{{ {_name('status_left_by_page', about)}[{number}] }}}}"
        return [
            self._page(status, about),
            marked_up(self.language.word(f"state_{status.state.name.lower()}")),
            ", ".join(self._sections(status)),
            left if words else "",
            f"`{status.command}`{{ .command }}" if status.command else "",
        ]

    def _page(self, status: Status, about: Language) -> str:
        """Return a link to a page in the language of a table."""
        page_index = self.overview.translations.page_indexes[about.code]
        title, tag = page_index.title(status.path), page_index.lang(status.path) or about.tag
        title = f"`{status.page}`" if any(numerals_in(title)) else escape(title.replace("|", "\\|"))
        address = self._to(self.overview.translations.location(about.code, status.path).url)
        return f'<a href="{address}" hreflang="{about.tag}" lang="{tag}">{title}</a>'

    def _sections(self, status: Status) -> Iterator[str]:
        """Yield the sections that changed in the source, with links there."""
        named = {FRONT: "front", LEAD: "beginning"}
        for change, id_ in _sections(status.changes):
            address = self._to(self.overview._section(status, id_, change))
            shown = marked_up(self.language.word(f"status_{named[id_]}")) if id_ in named else f"`#{id_}`"
            link = f'<a href="{address}" hreflang="{self.overview.source.tag}">{shown}</a>'
            yield f"{link} {marked_up(self.language.word(f'status_{change}'))}"

    def _to(self, address: str) -> str:
        return relative_url(address, self._here)


def _sections(changes: Changes) -> Iterator[tuple[str, str]]:
    """Yield what happened to which section, by its id in the source."""
    for change, ids in vars(changes).items():
        yield from ((change, id_) for id_ in ids)


def _name(word: str, about: Language) -> str:
    """Return the name of a number about a language."""
    return f"{word.removeprefix('status_')}_{about.code.replace('-', '_')}"
