"""What the words of a page must not contain: another script, wrong punctuation, missing spaces."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Any

from recompute.diagnostics import Faults
from recompute.library.glossary import Lexicon
from recompute.locale.language import Language
from recompute.source.data_file import Written
from recompute.source.inlines import ANY_BRACES
from recompute.source.page_source import Source
from recompute.source.tree import blanked
from recompute.translation.seen_text import ATOM
from recompute.values.plain_text import FULL_WIDTH, HAN

_SENTENCE = re.compile(r".+?(?:[。！？]|[.!?](?=\s)|$)")


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph.

    >>> sentences("One is 0.5. Two!")
    ['One is 0.5.', 'Two!']
    """
    return [sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip()]


_STRAY = re.compile(rf"(?:(?![\uff10-\uff19])[{FULL_WIDTH}])+")  # Digits are the matter of the trace.
_HAN = re.compile(f"[{HAN}]")
EASTERN = rf"{HAN}\u3040-\u30ff"  # Han characters and kana
_HALF = re.compile(
    rf"[{EASTERN}][*_ ]*(?P<sign>[,.;:!?()])[*_ ]*(?=[{EASTERN}])"
    rf"|(?<=[{EASTERN}])[*_]*(?P<last>[,.;:!?])(?=[ \t]*$)",
    re.MULTILINE,
)
_WIDE = dict(zip(",.;:!?()", "，。；：！？（）", strict=True))
_NARROW = {"。": ".", "、": ",", "《": "“", "》": "”", "「": "“", "」": "”"}
_CONTEXT = 8


ALLOW = "list it under allowed_foreign_words in mkdocs.yml"


def stray_han(
    text: str,
    language: Language,
    allowed: Iterable[str] = (),
    place: str = "on a page",
    remedy: str = f'translate it, or mark it up as <span lang="…">, or {ALLOW}',
) -> Faults:
    """Yield where words that are written in another script hold Han characters or their punctuation."""
    for word in sorted({*language.allowed_foreign_words, *allowed}, key=len, reverse=True):
        text = text.replace(word, ATOM * len(word))
    for match in _STRAY.finditer(text) if not language.writes_han else ():
        run, line = match[0], text.count("\n", 0, match.start()) + 1
        if _HAN.search(run):
            yield line, f"“{run}” is Han script {place} in {language.name}; {remedy}"
        else:
            narrow = "".join(_NARROW.get(sign, unicodedata.normalize("NFKC", sign)) for sign in run)
            yield line, f"“{run}” is full-width punctuation {place} in {language.name}; write “{narrow}”"


def foreign(text: str, language: Language, place: str, remedy: str = f"translate it, or {ALLOW}") -> Iterator[str]:
    """Yield what is wrong with the script of a text outside pages that readers of a language see: one fault at most.

    >>> english = Language("en", "en", "English", "", "")
    >>> list(foreign("平滑 4 平滑", english, "under term"))
    ['“平滑” is Han script under term in English; translate it, or list it under allowed_foreign_words in mkdocs.yml']
    """
    yield from (message for _, message in islice(stray_han(text, language, (), place, remedy), 1))


def foreign_texts(written: Iterable[Written], languages: Iterable[Language]) -> Faults:
    """Yield the texts of a data file that are in the script of another language, one of each block."""
    by_code, noted = {language.code: language for language in languages}, set[int]()
    for each in written:
        for message in foreign(each.text, by_code[each.code], f"under {each.name}") if each.block not in noted else ():
            noted.add(each.block)
            yield each.line, message


def half_width_punctuation(text: str, language: Language) -> Faults:
    """Yield where punctuation between Han characters or kana, or after the last of a line, is that of Latin."""
    for match in _HALF.finditer(text) if language.writes_han else ():
        place = "sign" if match["sign"] else "last"
        line, sign = text.count("\n", 0, match.start(place)) + 1, match[place]
        around = text[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT].replace(ATOM, "…")
        context = " ".join(around.replace("\n", " ").split())
        yield line, f"“{sign}” is half-width punctuation in “{context}”; write “{_WIDE[sign]}”"


def avoided_words(text: str, lexicon: Lexicon[str]) -> Faults:
    r"""Yield where a page uses a word that the glossary lists with another one to write.

    >>> list(avoided_words("It puts\nout numbers.", Lexicon({"puts out": "outputs"})))
    [(1, '“puts out” is a word that the glossary avoids; write “outputs”')]
    """
    for start, end, instead in lexicon.find(text):
        if instead:
            found = " ".join(text[start:end].split())
            yield text.count("\n", 0, start) + 1, f"“{found}” is a word that the glossary avoids; write “{instead}”"


PACKAGE = "autocorrect-py"
_RULES = {"space-word": 1, "space-dollar": 1}
_OTHER_RULES = (
    *("space-punctuation", "space-bracket", "space-backticks", "space-dash", "no-space-fullwidth"),
    *("no-space-fullwidth-quote", "fullwidth", "halfwidth-word", "halfwidth-punctuation", "spellcheck"),
)
_AROUND = 4


class LinterMissingError(ImportError):
    """The linter is not installed."""


@cache
def _linter() -> Any:
    try:
        linter = import_module("autocorrect_py")  # One command alone needs it; its stubs lack load_config.
    except ImportError as error:
        raise LinterMissingError(f"spaces are not checked: run python -m pip install {PACKAGE}") from error
    linter.load_config(json.dumps({"rules": {**dict.fromkeys(_OTHER_RULES, 0), **_RULES}}))
    return linter


def missing_spaces(source: Source) -> Faults:
    """Yield where a space is advised in a page's text, once a line."""
    tree, text = source.tree, source.text
    plain = blanked(text, tree.comments_and_fences)
    plain = blanked(plain, (each.span for each in tree.inlines if each.kind == "code"), "x")
    plain = ANY_BRACES.sub(lambda match: "0" * len(match[0]), plain)
    lines = text.split("\n")
    for advice in _linter().lint_for(plain, "markdown").lines:
        place = _first_space(advice.old, advice.new)
        if place is not None:
            line, column = lines[advice.line - 1], advice.col - 1 + place
            before, after = line[max(0, column - _AROUND) : column], line[column : column + _AROUND]
            yield advice.line, f"write a space in “{before}{after}”: “{before} {after}”"


def _first_space(old: str, new: str) -> int | None:
    """Return where a text first has a space that another lacks.

    >>> _first_space("用softmax函数", "用 softmax 函数")
    1
    """
    place = next((number for number, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    return place if place is not None and new[place] == " " else None
