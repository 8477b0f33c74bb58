"""What a language lacks, it may borrow from another: texts that know whose they are, so that pages can say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any


class Borrowed(str):
    """A text in another language than that of the page that shows it; `lang` is its tag."""

    lang: str

    def __new__(cls, text: str, lang: str) -> Borrowed:
        """Return a text with the tag of its language."""
        borrowed = super().__new__(cls, text)
        borrowed.lang = lang
        return borrowed


@dataclass(frozen=True)
class Lender:
    """The language that another one borrows from, by its code and its tag."""

    code: str
    tag: str


Lenders = Mapping[str, Lender]  # by the codes of the languages that borrow


def lend(texts: Mapping[str, Any], lenders: Lenders) -> dict[str, Any]:
    """Return texts by language with what is lent to those that have none.

    >>> lend({"en": "cat", "zh": "猫"}, {"ja": Lender("en", "en")})
    {'en': 'cat', 'zh': '猫', 'ja': 'cat'}
    """
    lent = {
        code: _borrowed(texts[lender.code], lender.tag)
        for code, lender in lenders.items()
        if code not in texts and lender.code in texts
    }
    return {**texts, **lent}


def _borrowed(text: Any, tag: str) -> Any:
    if isinstance(text, list):
        return [_borrowed(item, tag) for item in text]
    return Borrowed(text, tag) if isinstance(text, str) else text


def lend_throughout(data: Any, lenders: Lenders) -> Any:
    """Return plain data in which wherever there are texts by language what is lacking is lent.

    >>> lend_throughout([{"en": "cat"}, {"n": 1}], {"ja": Lender("en", "en")})
    [{'en': 'cat', 'ja': 'cat'}, {'n': 1}]
    """
    if isinstance(data, list):
        return [lend_throughout(item, lenders) for item in data]
    if not isinstance(data, dict) or not lenders:
        return data
    known = {code: lend_throughout(item, lenders) for code, item in data.items()}
    return lend(known, lenders) if all(isinstance(item, str | list) for item in known.values()) else known


def own(texts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts by language that are not borrowed.

    >>> own(lend({"en": "cat"}, {"ja": Lender("en", "en")}))
    {'en': 'cat'}
    """
    return {code: text for code, text in texts.items() if not isinstance(text, Borrowed)}


def lang(text: str) -> str:
    """Return the tag of the language of a borrowed text; nothing for one in the language of its page."""
    return text.lang if isinstance(text, Borrowed) else ""


def marked_up(text: str, html: str = "", tag: str = "span") -> str:
    """Return HTML, by default the text itself, in an element that says the language where the text is borrowed.

    >>> marked_up("a < b"), marked_up(Borrowed("a < b", "en"))
    ('a &lt; b', '<span lang="en">a &lt; b</span>')
    """
    html = html or escape(text)
    return f'<{tag} lang="{lang(text)}">{html}</{tag}>' if lang(text) else html
