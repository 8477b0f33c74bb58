"""Generated text of pages and READMEs: tables of options, keys and formats, and how much is translated.

It is between two marks: a table between `<!-- reference: options -->` and `<!-- /reference -->`, how much is translated
between `<!-- translations -->` and `<!-- /translations -->`. `check` compares it, and `check --fix` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config import base
from mkdocs.config import config_options as c

from recompute.diagnostics import COMMAND, Diagnostic
from recompute.site.configuration import LanguageConfig, RecomputeConfig
from recompute.source import controls, front_matter
from recompute.source.data_file import LOADER
from recompute.source.page_source import Source
from recompute.translation.fix import write_page
from recompute.translation.overview import shares
from recompute.translation.pages import Translations
from recompute.values import number_format

_MARKED = re.compile(
    r"(?P<opening><!-- (?P<kind>reference|translations)(?:: (?P<name>\w+))? -->\n*)"
    r"(?P<text>.*?)(?P<closing>\n?<!-- /(?P=kind) -->)",
    re.DOTALL,
)
_WORDS = Path(__file__).with_suffix(".yml")
_TYPES = {str: "text", bool: "switch", dict: "mapping", int: "number"}
Kinds = dict[str, str]  # The kind of each name, a word of the list, with a star where it is required.


@cache
def words() -> dict[str, dict[str, dict[str, str]]]:
    """Return what each name means in each language, by table."""
    found: dict[str, dict[str, dict[str, str]]] = yaml.load(_WORDS.read_text(encoding="utf-8"), LOADER)
    return found


def _of_options(config: type[base.Config]) -> Kinds:
    return {name: _kind(option) + "*" * _is_required(option) for name, option in config._schema}


def _kind(option: Any) -> str:
    if isinstance(option, c.Optional):
        return _kind(option.option)
    if isinstance(option, c.ListOfItems):
        return "list"
    types = option._type if isinstance(option._type, tuple) else (option._type,)
    return _TYPES[types[0]]


def _is_required(option: Any) -> bool:
    return bool(option.required and option.default is None and not isinstance(option, c.Optional))


TABLES: dict[str, Callable[[], Kinds]] = {
    "options": lambda: _of_options(RecomputeConfig),
    "languages": lambda: _of_options(LanguageConfig),
    "front_matter": lambda: {key: kind.word for key, kind in front_matter.KINDS.items()},
    "controls": lambda: dict.fromkeys(controls.FIELDS, ""),
    "formats": lambda: dict.fromkeys((*number_format.TYPES, *number_format.MARKS), ""),
    "syntax": lambda: dict.fromkeys(words()["syntax"], ""),
}


def table(name: str, code: str) -> str:
    """Return a table in a language, as Markdown; English where the list has no such language."""
    kinds, meanings, word = TABLES[name](), words()[name], words()["words"]

    def said(texts: dict[str, str]) -> str:
        return texts.get(code, texts["en"])

    headings = [said(word[name]), *([said(word["kind"])] if any(kinds.values()) else [])]
    headings.append(said(word["readers" if name == "syntax" else "meaning"]))
    rows = [headings, ["---"] * len(headings)]
    for each, kind in kinds.items():
        shown = said(word[kind.rstrip("*")]) if kind else ""
        shown = said(word["required"]).format(shown) if kind.endswith("*") else shown
        cells = f"`{each}`", *([shown] if len(headings) > 2 else []), said(meanings[each])
        rows.append([cell.replace("|", r"\|") for cell in cells])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def problems(translations: Translations) -> Iterator[Diagnostic]:
    """Yield the texts between marks that are out of date, or that nothing generates."""
    for code, page in _pages(translations):
        for match in _MARKED.finditer(page.text):
            expected = _generated(match, code, translations)
            if expected is None:
                message = f"there is no reference of {match['name']}; there is {', '.join(TABLES)}"
            elif match["text"] != expected:
                message = f"the generated text between these marks is out of date; run {COMMAND} check --fix"
            else:
                continue
            yield Diagnostic.of(page.file, page.line_at(match.start()), message)


def fix(translations: Translations) -> Iterator[str]:
    """Write the texts between marks anew; yield what was repaired."""
    for code, page in _pages(translations):
        text = _MARKED.sub(partial(_renewed, code=code, translations=translations), page.text)
        if text != page.text:
            write_page(translations.settings.root, replace(page, text=text))
            yield f"{page.file}: wrote what is generated"


def _renewed(match: re.Match[str], code: str, translations: Translations) -> str:
    text = _generated(match, code, translations)
    return match[0] if text is None else match["opening"] + text + match["closing"]


def _generated(match: re.Match[str], code: str, translations: Translations) -> str | None:
    """Return what belongs between two marks, in a language; None where they name no table."""
    if match["kind"] == "translations":
        return shares(translations)
    return table(match["name"], code) if match["name"] in TABLES else None


def _pages(translations: Translations) -> Iterator[tuple[str, Source]]:
    """Yield the pages with their languages, and the texts beside mkdocs.yml, which are in none."""
    for code, index in translations.page_indexes.items():
        yield from ((code, page) for page in index.sources.values())
    for path in sorted(translations.settings.root.glob("*.md")):
        yield "", Source(path.name, path.read_text(encoding="utf-8-sig"))
