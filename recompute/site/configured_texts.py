"""The texts of mkdocs.yml that readers see: titles of the navigation, names and descriptions of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from recompute.diagnostics import Diagnostics
from recompute.markup.render_context import RenderContext
from recompute.values.numerals import NUMERAL

_MARKUP = re.compile(r"[<>\"]")
_YEAR = re.compile(r"(?:©|\(c\)|&copy;) ?\d{4}(?:[-–]\d{4})?", re.IGNORECASE)
_OF_THE_SITE = ("site_name", "site_description", "site_author", "copyright", "repo_name")
_NAMES = ("name", "site_name", "site_description")


def check(config: MkDocsConfig, languages: Any, diagnostics: Diagnostics) -> None:
    """Note numbers that are typed in texts of the configuration, and markup in them, by line."""
    file = Path(config.config_file_path)
    written = file.read_text(encoding="utf-8-sig").splitlines()
    texts = [(name, _YEAR.sub("", config[name] or "")) for name in _OF_THE_SITE]
    texts += [("nav", title) for title in _titles(config.nav)]
    texts += [(name, language[name]) for language in languages for name in _NAMES]
    texts += [
        (option, text)
        for language in languages
        for option in ("callouts", "ui_strings")
        for text in map(str, language[option].values())
    ]
    for key, text in texts:
        for message in _faults(key, str(text)):
            line = next((number for number, line in enumerate(written, start=1) if str(text) in line), 1)
            diagnostics.add(file.name, line, message)


def with_known_templates(meta: dict[str, Any], page: RenderContext, theme: Sequence[str]) -> dict[str, Any]:
    """Return front matter without a template or an icon that no folder of the theme has, noting each."""
    known = dict(meta)
    for key, name in (("template", "{}"), ("icon", ".icons/{}.svg")):
        wanted = known.get(key)
        if wanted is not None and not any(Path(folder, name.format(wanted)).is_file() for folder in theme):
            message = f"the theme has no {key} {wanted!r}; name one that it has, or leave it out"
            page.diagnostics.add(page.source.file, page.source.line_of(key), message)
            del known[key]
    return known


def _faults(key: str, text: str) -> Iterator[str]:
    if numeral := NUMERAL.search(text.replace("{}", "")):
        yield f"{numeral[0]} is typed by hand in {text!r}, under {key}; leave the number out"
    if _MARKUP.search(text):
        yield f"{text!r}, under {key}, has one of < > and straight quotes in it; write words and “…”"


def _titles(nav: Any) -> Iterator[str]:
    """Yield the titles of a navigation, at every level."""
    if isinstance(nav, list):
        for item in nav:
            yield from _titles(item)
    elif isinstance(nav, dict):
        for title, item in nav.items():
            yield str(title)
            yield from _titles(item)
