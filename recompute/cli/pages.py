"""The commands for who writes pages: a new page, and a server that does without what is not installed.

A new page is the module of its values with one that works, the page in each language, and its place in the nav.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from recompute.cli import add_command
from recompute.cli.translations import load
from recompute.diagnostics import CommandError
from recompute.site import configuration
from recompute.site.packages import preview
from recompute.site.settings import Settings
from recompute.source.page_source import module_of
from recompute.translation import workflow
from recompute.values.evaluators import scenario_at

_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-/][a-z][a-z0-9]*)*")
_NAV = re.compile(r"^nav:\n(?:(?:[ \t#].*)?\n|- .*\n)*?(?=^[^\s#-]|\Z)", re.MULTILINE)
_ENTRY = re.compile(r"^(?P<indent>[ \t]*)- \S.*\n", re.MULTILINE)

_MODULE = '''\
"""What the page on {title} quotes."""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

from recompute import value
from {scenario_module} import {scenario_class}


@value("{display}", {descriptions})
def {quantity}(scenario: {scenario_class}) -> {kind}:
    return scenario.{quantity}
'''
_PAGE = """\
---
title: {title}
description: {description}
---

# {title} {{ #{id} }}

{sentence} {{{{ {quantity} }}}}{stop}
"""
# What a page says until its author writes more.
_WORDS = {
    "zh": {
        "description": "还没有写完的一页。",
        "sentence": "场景里 `{quantity}` 是",
        "stop": "。",
        "value": "场景里的 {quantity}。",
    },
    "en": {
        "description": "A page that is not finished yet.",
        "sentence": "In the scenario, `{quantity}` is",
        "stop": ".",
        "value": "The {quantity} of the scenario.",
    },
}


def add_commands(commands: Any) -> None:
    """Add the commands to those of a parser."""
    what = "preview the site, as mkdocs serve does, without the packages that are not installed"
    serve = add_command(commands, "serve", serve_site, what, "serve")
    serve.add_argument("--dev-addr", "-a", metavar="HOST:PORT", help="where to serve; default: localhost:8000")
    what = "write a page in each language with the module of its values, and one value that works"
    new = add_command(commands, "new-page", new_page, what, "new-page focal-loss")
    new.add_argument("name", help="its path without the ending, such as focal-loss or guide/start")


def serve_site(options: argparse.Namespace) -> int:
    """Serve the site until it is interrupted."""
    return preview(Path.cwd(), options.dev_addr)


def new_page(options: argparse.Namespace) -> int:
    """Write a page and its module, and record that its translations are up to date."""
    settings, _ = configuration.load(Path.cwd())
    files = write_page(settings, options.name)
    translations = load(settings.root)
    for code in settings.codes[1:]:
        workflow.sync(translations, code, options.name)
    print("\n".join(f"wrote {file}" for file in files))
    return 0


def write_page(settings: Settings, name: str) -> list[str]:
    """Write the module and the pages of a name such as `focal-loss`; return the files written.

    Raises:
        CommandError: The name is no name of a page, a file exists already, or the scenario holds no number.
    """
    if not _NAME.fullmatch(name):
        raise CommandError(f"{name!r} is no name of a page; write lower-case letters and hyphens, such as focal-loss")
    words = {each.code: _WORDS["zh" if each.tag.startswith("zh") else "en"] for each in settings.languages}
    title = name.rpartition("/")[2].replace("-", " ").capitalize()
    quantity, number, scenario = _first_number(settings)
    filled = {code: {key: text.format(quantity=quantity) for key, text in each.items()} for code, each in words.items()}
    module = f"{settings.package}.{module_of(f'{name}.md')}".replace(".", "/")
    files = {f"{module}.py": _module(settings, title, quantity, number, scenario, filled)}
    docs = settings.docs.relative_to(settings.root).as_posix()
    for code, each in filled.items():
        page = _PAGE.format(title=title, id=name.rpartition("/")[2], quantity=quantity, **each)
        files[f"{docs}/{code}/{name}.md"] = page
    if existing := [file for file in files if (settings.root / file).exists()]:
        raise CommandError(f"{existing[0]} exists already; choose another name")
    for file, text in files.items():
        (settings.root / file).parent.mkdir(parents=True, exist_ok=True)
        (settings.root / file).write_text(text, encoding="utf-8", newline="\n")
    return [*files, *_listed(settings.root / "mkdocs.yml", f"{name}.md")]


def _first_number(settings: Settings) -> tuple[str, int | float, Any]:
    """Return the first field of the scenario that holds a number, that number, and the scenario."""
    sys.path.insert(0, str(settings.root))
    scenario = scenario_at(settings.scenario)
    if dataclasses.is_dataclass(scenario):
        for field in dataclasses.fields(scenario):
            found = getattr(scenario, field.name)
            if isinstance(found, int | float) and not isinstance(found, bool):
                return field.name, found, scenario
    raise CommandError(f"{settings.scenario} is no dataclass with a field that holds a number; add one")


def _module(
    settings: Settings, title: str, quantity: str, number: float, scenario: Any, words: Mapping[str, Mapping[str, str]]
) -> str:
    codes = [language.code for language in settings.languages if not language.fallback]
    return _MODULE.format(
        title=title.lower(),
        scenario_module=type(scenario).__module__,
        scenario_class=type(scenario).__name__,
        display="d" if isinstance(number, int) else "g",
        descriptions=", ".join(f'{code}="{words[code]["value"]}"' for code in codes),
        quantity=quantity,
        kind=type(number).__name__,
    )


def _listed(configuration: Path, page: str) -> Iterator[str]:
    """Add a page at the end of the nav, where there is one; yield the file that has changed."""
    text = configuration.read_text(encoding="utf-8")
    nav = _NAV.search(text)
    entries = list(_ENTRY.finditer(nav[0])) if nav else []
    if nav and entries:
        place = nav.start() + entries[-1].end()
        added = f"{entries[0]['indent']}- {page}\n"
        configuration.write_text(text[:place] + added + text[place:], encoding="utf-8", newline="\n")
        yield configuration.name
