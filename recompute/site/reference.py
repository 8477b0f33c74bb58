"""The reference of options, front matter, quotes and formats: tables made of the code and of one list of words.

A page has a table between `<!-- reference: options -->` and `<!-- /reference -->`; `check` compares it, and
`check --fix` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config import base
from mkdocs.config import config_options as c

from recompute.diagnostics import Diagnostic
from recompute.site.configuration import LanguageConfig, RecomputeConfig
from recompute.source import controls, front_matter
from recompute.source.data_file import LOADER
from recompute.translation.pages import Translations
from recompute.translation.status import COMMAND
from recompute.values import number_format

_BLOCK = re.compile(
    r"(?P<opening><!-- reference: (?P<name>\w+) -->\n\n)(?P<table>.*?)(?=\n<!-- /reference -->)", re.DOTALL
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
    "front_matter": lambda: {key: front_matter.kind(key) for key in front_matter.KEYS},
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
    """Yield the tables of pages that are not those of the code."""
    for file, text, code in _pages(translations):
        for match in _BLOCK.finditer(text):
            if match["name"] not in TABLES:
                message = f"there is no reference of {match['name']}; there is {', '.join(TABLES)}"
            elif match["table"] != table(match["name"], code):
                message = f"the reference of {match['name']} is not that of the code; run {COMMAND} check --fix"
            else:
                continue
            yield Diagnostic.of(file, text.count("\n", 0, match.start()) + 1, message)


def fix(translations: Translations) -> Iterator[str]:
    """Write the tables of pages anew; yield what was repaired."""
    for file, text, code in _pages(translations):
        new = _BLOCK.sub(partial(_written, code), text)
        if new != text:
            (translations.settings.root / file).write_text(new, encoding="utf-8", newline="\n")
            yield f"{file}: wrote the reference"


def _written(code: str, match: re.Match[str]) -> str:
    return match["opening"] + table(match["name"], code) if match["name"] in TABLES else match[0]


def _pages(translations: Translations) -> Iterator[tuple[str, str, str]]:
    """Yield the pages that have such tables: the file, its text, and its language."""
    for code, index in translations.page_indexes.items():
        for page in index.sources.values():
            if "<!-- reference: " in page.text:
                yield page.file, page.text, code
