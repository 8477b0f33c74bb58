"""Notices for readers: that a page is not translated, that its source has changed, who made the translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from recompute.locale.fallback import lang
from recompute.locale.language import Language
from recompute.markup.html import LIST, relative_url
from recompute.translation.document import Changes
from recompute.translation.pages import Translations
from recompute.translation.record import Record
from recompute.translation.sections import FRONT, LEAD
from recompute.values.numerals import numerals_in

_HEADING = re.compile(r'<(?P<tag>h[1-6])\b[^>]*?\bid="(?P<id>[^"]+)"[^>]*>.*?</(?P=tag)>', re.DOTALL)


def noticed(content: str, translations: Translations, code: str, path: str) -> str:
    """Return the content of a page in the site of a language with its notices, if it needs any."""
    if code == translations.source_code or path not in translations.sources(translations.source_code):
        return content
    languages = {language.code: language for language in translations.settings.languages}
    page = translations.settings.status_page
    status = translations.location(code, page).url if page else None
    here, there = (translations.location(each, path).url for each in (code, translations.source_code))
    notices = Notices(languages[code], languages[translations.source_code], here, there, status)
    if path not in translations.sources(code):
        return notices.untranslated(content)
    if not translations.is_shared(code, path):
        return content
    pair = translations.pair(code, path)
    return notices.translated(content, pair.record, pair.changes, list(pair.source.sections))


class Notices:
    """Writes the notices of one page, in the language of its site.

    Three addresses from the root of the site: `here` is the page, `there` its source, `status` the page that shows the
    state of all translations, if the site has one.
    """

    def __init__(self, language: Language, source: Language, here: str, there: str, status: str | None = None) -> None:
        self.language, self.source = language, source
        self._there = relative_url(there, here)
        self._status = None if status is None else relative_url(status, here)

    def untranslated(self, content: str) -> str:
        """Return the content of the page in the source language, below what says that it is in that language."""
        notice = self._notice("untranslated", ["untranslated"])
        return f'{notice}<div lang="{self.source.tag}">\n{content}\n</div>'

    def translated(self, content: str, record: Record, changes: Changes, ids: Sequence[str]) -> str:
        """Return the content of a translation with a mark where each section that is out of date begins.

        `ids` are those of the sections of the source, in order.
        """
        outdated = {*changes.changed, *changes.added, *changes.removed, *changes.moved}
        words = ["outdated"] if outdated - {FRONT} else []
        words += ["front_changed"] if FRONT in outdated else []
        words += ["machine"] if record.review == "machine" else []
        content, foot = _split(content)
        for place, mark in sorted(self._marks(content, changes, ids), key=lambda found: found[0], reverse=True):
            content = content[:place] + mark + content[place:]
        notice = self._notice("outdated" if outdated else "unreviewed", words) if words else ""
        return f"{notice}{content}{self._translator(record)}{foot}"

    def _marks(self, content: str, changes: Changes, ids: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Yield where each mark belongs in the content, and the mark; the last first where several share a place."""
        headings = {match["id"]: match.span() for match in _HEADING.finditer(content)}
        for id_ in reversed([id_ for id_ in ids if id_ != FRONT]):
            own = changes.renamed.get(id_, id_)
            alias = f' id="{id_}"' if own != id_ and id_ not in headings else ""
            changed = id_ in changes.changed or id_ in changes.added
            if own == LEAD:
                yield from [(0, self._mark("section_changed"))] if changed else []
            elif own in headings and (changed or id_ in changes.moved):
                yield headings[own][1], self._mark("section_changed" if changed else "section_moved", id_, alias)
            elif own in headings and alias:
                yield headings[own][1], f"<span{alias}></span>"
            elif changed:
                following = (headings[next_] for next_ in ids[ids.index(id_) + 1 :] if next_ in headings)
                place = next(following, (len(content), 0))[0]
                yield place, self._mark("section_added", id_, f' id="{id_}"')
        for id_ in changes.removed:
            if id_ in headings or id_ == LEAD:
                yield headings.get(id_, (0, 0))[1], self._mark("section_removed")

    def _mark(self, word: str, anchor: str = "", attributes: str = "") -> str:
        said = self._said(word, f"#{anchor}" if anchor else "")
        return f'\n<div class="outdated-mark" role="note"{attributes}>{said}</div>\n'

    def _notice(self, kind: str, words: Sequence[str]) -> str:
        said = "\n".join(map(self._said, words))
        if self._status is not None:
            word = self.language.word("status")
            said += f'\n<p class="status"{_attribute(word)}><a href="{self._status}">{escape(word)}</a></p>'
        return f'<div class="notice {kind}" role="note">\n{said}\n</div>\n'

    def _said(self, word: str, anchor: str = "") -> str:
        """Return a sentence that leads to the source, as a paragraph."""
        tag = self.source.tag
        link = f'<a href="{self._there}{anchor}" hreflang="{tag}" lang="{tag}">{escape(self.source.name)}</a>'
        sentence = self.language.word(word, "{}")
        return f"<p{_attribute(sentence)}>{escape(sentence).replace('{}', link)}</p>"

    def _translator(self, record: Record) -> str:
        if not record.translator:
            return ""
        name, sentence = escape(record.translator), self.language.word("translator", "{}")
        if any(numerals_in(name)):
            name = f'<span data-literal="{escape(self.language.word("name_reason"))}">{name}</span>'
        return f'\n<p class="translator"{_attribute(sentence)}>{escape(sentence).replace("{}", name)}</p>'


def _split(content: str) -> tuple[str, str]:
    """Return what was written of a page, and the list at its foot."""
    foot = content.find(f'<details class="numbers" id="{LIST}"')
    return (content, "") if foot < 0 else (content[:foot], content[foot:])


def _attribute(text: str) -> str:
    """Return the attribute `lang` of an element whose text comes from the fallback language."""
    return f' lang="{lang(text)}"' if lang(text) else ""
