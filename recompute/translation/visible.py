"""The words of a page, character by character where they stand, with everything else blanked out."""

from __future__ import annotations

import re

from recompute.markup.quote import ANY_BRACES
from recompute.markup.tags import HASHTAG
from recompute.source.fences import FENCE
from recompute.source.page_source import CODE_SPAN, COMMENT, PUBLISHED, Source
from recompute.translation import parts
from recompute.translation.formulas import DISPLAY, INLINE, spans_of_words

ATOM = "\ufffc"  # Stands for each character of what is seen but is no word: a formula, a number, code.
_FOREIGN = re.compile(r"<(?P<tag>[a-z]\w*)\b[^<>]*\b(?:lang|data-literal)=[^<>]*>.*?</(?P=tag)>", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&[#\w]+;")
_ATTRIBUTES = re.compile(r"\{:?[ ]*[#.\w][^{}\n]*\}")
_CITATION = re.compile(r"\[@[^\[\]\n]+\]")
_TAGGED = re.compile(HASHTAG)
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")


def visible(source: Source) -> str:
    """Return the text of a page, of the same length, with spaces for what readers do not see as text.

    Words in another language that are marked up with `lang`, and declared numbers, are no words of the page.
    """
    start = source.start
    text = _published(source.text[:start]) + source.text[start:]
    for pattern in (FENCE, COMMENT):
        text = pattern.sub(lambda match: _blanked(match[0]), text)
    text = CODE_SPAN.sub(_atom, text)
    text = parts.INCLUDE.sub(lambda match: _blanked(match[0]), text)
    text = parts.DEFINITION.sub(lambda match: _blanked(match[0]), text)
    for pattern in (DISPLAY, INLINE):
        text = pattern.sub(_formula, text)
    for pattern in (ANY_BRACES, _FOREIGN, _CITATION, _TAGGED):
        text = pattern.sub(_atom, text)
    for pattern in (parts.WIKILINK, parts.IMAGE, parts.LINK):
        text = pattern.sub(_words, text)
    text = _TAG.sub(lambda match: _blanked(match[0]), text)
    return _ESCAPE.sub(_atom, _ATTRIBUTES.sub(lambda match: _blanked(match[0]), text))


def _published(front_matter: str) -> str:
    """Return front matter with nothing left but what readers see of it."""
    kept = re.compile(rf"^(?:{'|'.join(PUBLISHED)}):[^\n]*\n(?:[ \t]+[^\n]*\n)*", re.MULTILINE)
    left, place = "", 0
    for match in kept.finditer(front_matter):
        key = re.match(r"\w+:", match[0])
        assert key is not None
        left += _blanked(front_matter[place : match.start()] + key[0]) + match[0][key.end() :]
        place = match.end()
    return left + _blanked(front_matter[place:])


def _blanked(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _atom(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", ATOM, match[0])


def _formula(match: re.Match[str]) -> str:
    """Return a formula with nothing left but the words in it."""
    left, place = "", 0
    for start, end in spans_of_words(match[0]):
        left += re.sub(r"[^\n]", ATOM, match[0][place:start]) + match[0][start:end]
        place = end
    return left + re.sub(r"[^\n]", ATOM, match[0][place:])


def _words(match: re.Match[str]) -> str:
    """Return a link with nothing left but its words."""
    if match["words"] is None:
        return re.sub(r"[^\n]", ATOM, match[0])
    start, end = (place - match.start() for place in match.span("words"))
    return _blanked(match[0][:start]) + match[0][start:end] + _blanked(match[0][end:])
