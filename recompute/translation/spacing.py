"""Spaces between Han and other scripts, as the linter autocorrect tells; its advice is shown and never applied."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from recompute.source.page_source import Source
from recompute.source.tree import ANY_BRACES, blanked

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


def missing_spaces(source: Source) -> Iterator[tuple[int, str]]:
    """Yield where a space is advised in a page's text, once a line."""
    tree, text = source.tree, source.text
    unseen = [*tree.comments, *((fence.first, fence.last) for fence in tree.fences)]
    plain = blanked(text, unseen)
    plain = blanked(plain, ((each.start, each.end) for each in tree.inlines if each.kind == "code"), "x")
    plain = ANY_BRACES.sub(lambda match: "0" * len(match[0]), plain)
    lines = text.split("\n")
    for advice in _linter().lint_for(plain, "markdown").lines:
        place = _first_space(advice.old, advice.new)
        if place is not None:
            line, column = lines[advice.line - 1], advice.col - 1 + place
            before, behind = line[max(0, column - _AROUND) : column], line[column : column + _AROUND]
            yield advice.line, f"write a space in “{before}{behind}”: “{before} {behind}”"


def _first_space(old: str, new: str) -> int | None:
    """Return where a text first has a space that another lacks.

    >>> _first_space("用softmax函数", "用 softmax 函数")
    1
    """
    place = next((number for number, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    return place if place is not None and new[place] == " " else None
