"""How much of a site is translated, in the texts beside it that say so between two marks, such as a README."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from recompute.diagnostics import Diagnostic
from recompute.translation.pages import Translations
from recompute.translation.status import COMMAND, State

_MARKED = re.compile(r"(?<=<!-- translations -->)[^\n]*?(?=<!-- /translations -->)")
_UNTRANSLATED = (State.MISSING, State.UNFINISHED, State.ORPHANED)


def shares(translations: Translations) -> str:
    """Return how many of the pages each language has, in percent; only all of them are 100%."""
    statuses = list(translations.statuses())
    pages = len(translations.page_indexes[translations.source_code].sources)
    told = []
    for language in translations.settings.languages[1:]:
        here = sum(status.code == language.code and status.state not in _UNTRANSLATED for status in statuses)
        told.append(f"{language.name} {100 * here // max(pages, 1)}%")
    return ", ".join(told)


def check_shares(translations: Translations) -> Iterator[Diagnostic]:
    """Yield where a text beside the site tells it otherwise."""
    expected = shares(translations)
    for path, text in _texts(translations):
        for match in _MARKED.finditer(text):
            if match[0] != expected:
                message = f"the text says that “{match[0]}” is translated, but it is “{expected}”"
                line = text.count("\n", 0, match.start()) + 1
                yield Diagnostic.of(path.name, line, f"{message}; run {COMMAND} check --fix")


def fix_shares(translations: Translations) -> Iterator[str]:
    """Let the texts beside the site tell it as it is; yield what was repaired."""
    expected, diagnostics = shares(translations), list(check_shares(translations))
    for path, text in _texts(translations):
        if path.name in {problem.file for problem in diagnostics}:
            path.write_bytes(_MARKED.sub(lambda _: expected, text).encode())
    for problem in diagnostics:
        yield f"{problem.file}:{problem.line}: told how much is translated"


def _texts(translations: Translations) -> Iterator[tuple[Path, str]]:
    for path in sorted(translations.settings.root.glob("*.md")):
        yield path, path.read_bytes().decode("utf-8")
