"""What must not stand in the text of a page: another script, punctuation of another width, unread emphasis."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from markdown import Markdown

from recompute.library.glossary import Wording
from recompute.locale.language import Language
from recompute.markup.line_breaks import HAN
from recompute.translation.gaps import prefix
from recompute.translation.visible import ATOM

Found = Iterator[tuple[int, str]]

LETTER = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_STRAY = re.compile(rf"(?:(?![\uff10-\uff19])[{HAN}{LETTER}])+")  # Digits are the matter of the trace.
_LETTERS = re.compile(rf"[{LETTER}]")
_HALF = re.compile(rf"([{LETTER}])([*_ ]*)([,.;:!?()])([*_ ]*)(?=[{LETTER}])")
_WIDE = dict(zip(",.;:!?()", "，。；：！？（）", strict=True))
_NARROW = {"。": ".", "、": ",", "《": "“", "》": "”", "「": "“", "」": "”"}
_CONTEXT = 8
_TAG = re.compile(r"<[^>]*>")
_ESCAPED = re.compile(r"\\\*")


def stray_han(text: str, language: Language, allowed: Iterable[str] = ()) -> Found:
    """Yield where words of a page that is written in another script hold Han characters or their punctuation."""
    for word in sorted({*language.allowed_foreign_words, *allowed}, key=len, reverse=True):
        text = text.replace(word, ATOM * len(word))
    for match in _STRAY.finditer(text) if not language.writes_han else ():
        run, line = match[0], text.count("\n", 0, match.start()) + 1
        if _LETTERS.search(run):
            ways = (
                'translate it, or mark it up as <span lang="…">, or list it under allowed_foreign_words in mkdocs.yml'
            )
            yield line, f"“{run}” is Han script on a page in {language.name}; {ways}"
        else:
            narrow = "".join(_NARROW.get(sign, unicodedata.normalize("NFKC", sign)) for sign in run)
            yield line, f"“{run}” is full-width punctuation on a page in {language.name}; write “{narrow}”"


def half_width_punctuation(text: str, language: Language) -> Found:
    """Yield where punctuation between two Han characters is that of another script."""
    for match in _HALF.finditer(text) if language.writes_han else ():
        line, sign = text.count("\n", 0, match.start(3)) + 1, match[3]
        around = text[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT].replace(ATOM, "…")
        context = " ".join(around.replace("\n", " ").split())
        yield line, f"“{sign}” stands between Han characters in “{context}”; write “{_WIDE[sign]}”"


def avoided_terms(text: str, wordings: Iterable[Wording]) -> Found:
    """Yield where a page says a term in a way that the glossary says to avoid, and not within a longer term."""
    for wording in wordings:
        for word in wording.avoid:
            for match in re.finditer(_whole(word), text, re.IGNORECASE):
                forms = [form for form in (wording.term, *wording.aliases) if match[0] in form]
                if not any(_stands_around(form, match.start(), match.end(), text) for form in forms):
                    line, found = text.count("\n", 0, match.start()) + 1, " ".join(match[0].split())
                    yield line, f"“{found}” is a word that the glossary avoids; write “{wording.term}”"


def _stands_around(form: str, start: int, end: int, text: str) -> bool:
    """Tell whether a longer form stands around a place in a text."""
    return form in text[max(0, start - len(form) + (end - start)) : end + len(form) - (end - start)]


def _whole(word: str) -> str:
    """Return a pattern for words as a whole, where letters of their script part them from others by spaces."""
    pattern = r"\s+".join(map(re.escape, word.split()))
    return rf"(?<![A-Za-z]){pattern}(?![A-Za-z])" if word.isascii() else pattern


def literal_asterisks(text: str) -> Found:
    r"""Yield where asterisks are left that do not make their words stand out.

    >>> list(literal_asterisks("*well* **said**\n\n\\*\n\n** badly** said"))
    [(5, 'an asterisk is left as it is; put both marks right beside the words, or write \\*')]
    """
    markdown = Markdown(extensions=["tables"])
    lines = _ESCAPED.sub(ATOM * 2, text).split("\n")
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end].strip():
            end += 1
        block = [line[len(prefix(line)) :] for line in lines[start:end]]
        if any("*" in line for line in block) and _is_left(markdown, block):
            alone = (number for number, line in enumerate(block) if _is_left(markdown, [line]))
            first = next(number for number, line in enumerate(block) if "*" in line)
            message = "an asterisk is left as it is; put both marks right beside the words, or write \\*"
            yield start + next(alone, first) + 1, message
        start = end + 1


def _is_left(markdown: Markdown, lines: list[str]) -> bool:
    return "*" in _TAG.sub("", markdown.reset().convert("\n".join(lines)))
