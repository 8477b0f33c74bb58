"""The words of a page: what readers see, or hear, of it as text, and what that must not contain.

They see prose, entries of front matter, titles and labels of elements. Wrong are another script, punctuation of another
width, words that the glossary avoids, and missing spaces.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Any

import yaml

from recompute.diagnostics import Faults
from recompute.library.glossary import Lexicon
from recompute.locale.language import Language
from recompute.markup.line_breaks import FULL_WIDTH
from recompute.source.controls import KEY as CONTROLS
from recompute.source.data_file import LOADER, Written
from recompute.source.front_matter import PUBLISHED
from recompute.source.inlines import ANY_BRACES, Inline
from recompute.source.page_source import Source
from recompute.source.tree import FRONT_MATTER, between, blanked
from recompute.translation.neutral import spans_of_words
from recompute.values.plain_text import HAN

ATOM = "\ufffc"  # Replaces each character of what is seen but is no word: a formula, a number, code.
_LINKS = {"wikilink", "image", "link"}
_UNSEEN = {"include", "definition", "tag", "attributes", "autolink"}
_ENTRIES = (*PUBLISHED, "tags", CONTROLS)
_LABELS = {"title", "alt", "alttext", "aria-label", "data-toc-label"}
_ATTRIBUTE = re.compile(r"(?<![\w:-])(?P<name>[\w:-]+)\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'<>{}]+))")
_TITLE = re.compile(r"\s(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)')\s*\)")
_ASCII = re.compile(r"[!-~]+")

Span = tuple[int, int]


def visible(source: Source) -> str:
    """Return the text of a page, of the same length, with spaces for what readers do not see as text.

    Words in another language that are marked up with `lang`, and declared numbers, are no words of the page. Of tags,
    titles and labels, what is ASCII counts as none either: it may be the name of a file.
    """
    tree, entries = source.tree, dict(_entries(source))
    unseen = [*tree.comments, *between(0, source.start, entries)]
    atoms = list(_ascii(source.text, (span for span, key in entries.items() if key not in PUBLISHED)))
    for fence in tree.fences:
        labels = list(_labels(source.text, fence.first, fence.start))
        unseen += between(fence.first, fence.last, labels)
        atoms += _ascii(source.text, labels)
    for each in tree.inlines:
        if each.kind != "attributes" or each.start >= source.start:  # In front matter such braces are YAML.
            _classify(each, unseen, atoms)
    return blanked(blanked(source.text, unseen), atoms, ATOM)


def _ascii(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield where parts of a text hold ASCII."""
    for start, end in spans:
        yield from (match.span() for match in _ASCII.finditer(text, start, end))


def _entries(source: Source) -> Iterator[tuple[Span, str]]:
    """Yield the texts of front matter that readers see, those of lists one by one, each with the name of its entry."""
    if not source.meta or not (match := FRONT_MATTER.match(source.text)):
        return
    for key, node in _mapping(yaml.compose(match[1], LOADER)):
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if key == CONTROLS:
            items = [label for item in items for name, label in _mapping(item) if name == "label"]
        for item in items if key in _ENTRIES else ():
            yield (match.start(1) + item.start_mark.index, match.start(1) + item.end_mark.index), key


def _mapping(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the names and the nodes of a mapping; nothing of any other node."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        yield key.value, value


def _classify(each: Inline, unseen: list[Span], atoms: list[Span]) -> None:
    """Add where an inline element is not seen, and where it is seen but is no word."""
    if each.kind in _UNSEEN:
        labels = list(_labels_of(each))
        unseen += between(*each.span, labels)
        atoms += _ascii(each.match.string, labels)
    elif each.tex:
        in_tex = [(each.start + start, each.start + end) for start, end in spans_of_words(each.match[0])]
        atoms += between(*each.span, in_tex)
    elif (each.kind in _LINKS and each.match["words"] is not None) or _is_of_the_page(each):
        words, labels = each.match.span("words"), list(_labels_of(each))
        unseen += between(*each.span, [words, *labels])
        atoms += _ascii(each.match.string, [*labels, *([] if each.kind in _LINKS else [words])])
        for child in each.children:
            _classify(child, unseen, atoms)
    elif each.kind == "hashtag":
        atoms += _ascii(each.match.string, [each.span])
    else:
        atoms.append(each.span)


def _is_of_the_page(each: Inline) -> bool:
    """Return whether an element holds a declared number, in the language of the page."""
    return each.kind == "element" and not _is_foreign(each.match.string, *each.match.span("attributes"))


def _is_foreign(text: str, start: int, end: int) -> bool:
    """Return whether attributes say that their element is in a language of its own."""
    return any(match["name"] == "lang" for match in _ATTRIBUTE.finditer(text, start, end))


def _labels_of(each: Inline) -> Iterator[Span]:
    """Yield where the title and the attributes of an element hold words that readers see."""
    match, text = each.match, each.match.string
    grouped = "attributes" in match.re.groupindex
    start, end = match.span("attributes") if grouped and match["attributes"] else (each.end, each.end)
    if each.kind in ("link", "image") and not _is_foreign(text, start, end):
        title = _TITLE.search(text, match.end("target"), start)
        yield from [title.span(title.lastgroup)] if title and title.lastgroup else ()
    yield from _labels(text, *(each.span if each.kind == "attributes" else (start, end)))


def _labels(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield where attributes hold words that readers see, in the language of the page."""
    for match in _ATTRIBUTE.finditer(text, start, end) if not _is_foreign(text, start, end) else ():
        if match["name"] in _LABELS and match.lastgroup:
            yield match.span(match.lastgroup)


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
