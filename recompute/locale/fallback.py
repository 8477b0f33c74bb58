"""The fallback of a language: texts that it lacks come from another language, and carry the tag of that language."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recompute.locale.language import Language


class FallbackText(str):
    """A text in another language than that of the page that shows it; `lang` is its tag."""

    lang: str

    def __new__(cls, text: str, lang: str) -> FallbackText:
        """Return a text with the tag of its language."""
        fallback = super().__new__(cls, text)
        fallback.lang = lang
        return fallback

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """Return what makes a copy in another process."""
        return str(self), self.lang


Fallbacks = Mapping[str, "Language"]  # by the codes of the languages that have one


def with_fallbacks(texts: Mapping[str, Any], fallbacks: Fallbacks) -> dict[str, Any]:
    """Return texts by language, with the text of the fallback language for those that have none.

    >>> from recompute.locale.language import Language
    >>> with_fallbacks({"en": "cat", "zh": "猫"}, {"ja": Language("en", "en", "English", "", "")})
    {'en': 'cat', 'zh': '猫', 'ja': 'cat'}
    """
    given = {
        code: _as_fallback(texts[fallback.code], fallback.tag)
        for code, fallback in fallbacks.items()
        if code not in texts and fallback.code in texts
    }
    return {**texts, **given}


def _as_fallback(text: Any, tag: str) -> Any:
    if isinstance(text, list):
        return [_as_fallback(item, tag) for item in text]
    return FallbackText(text, tag) if isinstance(text, str) else text


def with_fallbacks_throughout(data: Any, fallbacks: Fallbacks) -> Any:
    """Return plain data with the texts that are missing in any mapping of languages filled in.

    >>> from recompute.locale.language import Language
    >>> with_fallbacks_throughout([{"en": "cat"}, {"n": 1}], {"ja": Language("en", "en", "English", "", "")})
    [{'en': 'cat', 'ja': 'cat'}, {'n': 1}]
    """
    if isinstance(data, list):
        return [with_fallbacks_throughout(item, fallbacks) for item in data]
    if not isinstance(data, dict) or not fallbacks:
        return data
    known = {code: with_fallbacks_throughout(item, fallbacks) for code, item in data.items()}
    return with_fallbacks(known, fallbacks) if all(isinstance(item, str | list) for item in known.values()) else known


def own_texts(texts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts by language that come from no fallback.

    >>> own_texts({"en": "cat", "ja": FallbackText("cat", "en")})
    {'en': 'cat'}
    """
    return {code: text for code, text in texts.items() if not isinstance(text, FallbackText)}


def lang(text: str) -> str:
    """Return the tag of the language of a fallback text; nothing for one in the language of its page."""
    return text.lang if isinstance(text, FallbackText) else ""


def marked_up(text: str, html: str = "", tag: str = "span") -> str:
    """Return HTML, by default the text itself, in an element with the language of a fallback text.

    >>> marked_up("a < b"), marked_up(FallbackText("a < b", "en"))
    ('a &lt; b', '<span lang="en">a &lt; b</span>')
    """
    html = html or escape(text)
    return f'<{tag} lang="{lang(text)}">{html}</{tag}>' if lang(text) else html
