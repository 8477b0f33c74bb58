"""The front matter of a page: which entries it may have, and of what kind each of them is."""

from __future__ import annotations

import datetime
import re
import reprlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from recompute.diagnostics import Diagnostics, did_you_mean
from recompute.source.data_file import LOADER, repeated_names
from recompute.values.plain_text import unseen

PUBLISHED = ("title", "description", "subtitle", "announce")  # What readers see, or hear.
_WITHOUT_MARKUP = (*PUBLISHED, "aliases", "tags")
_UNREADABLE = (yaml.YAMLError, ValueError, TypeError, AttributeError, LookupError, RecursionError)
_DATE = re.compile(r"\d{4}-\d")
_MARKUP = re.compile(r"[<>\"]")
_HIDDEN = ("navigation", "toc", "path", "footer", "tags", "feedback")


class Kind(NamedTuple):
    """The kind of an entry in a word, a test of its value, and what to write instead of a value that fails it."""

    word: str
    fits: Callable[[Any], bool]
    expected: str


def _is_text(item: Any) -> bool:
    return isinstance(item, (str, int, float, datetime.date)) and not isinstance(item, bool)


def _is_list(item: Any) -> bool:
    return isinstance(item, list) and all(isinstance(text, str) for text in item)


def _is_search(item: Any) -> bool:
    kinds: dict[str, type | tuple[type, ...]] = {"exclude": bool, "boost": (int, float)}
    return isinstance(item, dict) and all(isinstance(item[key], kinds.get(key, ())) for key in item)


KINDS: dict[str, Kind] = {
    **dict.fromkeys((*PUBLISHED, "date", "icon", "location", "status", "template"), Kind("text", _is_text, "a text")),
    "aliases": Kind("list", lambda item: isinstance(item, str) or _is_list(item), "a list of texts"),
    "tags": Kind("list", _is_list, "a list of texts"),
    "hide": Kind(
        "list", lambda item: _is_list(item) and set(item) <= set(_HIDDEN), f"a list of some of {', '.join(_HIDDEN)}"
    ),
    "values": Kind("switch", lambda item: isinstance(item, bool), "true or false"),
    "search": Kind("mapping", _is_search, "`exclude: true`, or `boost: 2`"),
    # What reads these two says what is wrong with them.
    **dict.fromkeys(("translation", "controls"), Kind("", lambda item: True, "")),
}


def read(front_matter: str, file: str, diagnostics: Diagnostics) -> dict[str, Any] | None:
    """Return what front matter says, or None where it says nothing that can be read."""
    try:
        loader = LOADER(front_matter)
        tree: yaml.Node | None = loader.get_single_node()
        entries = list(tree.value) if isinstance(tree, yaml.MappingNode) else []
        meta = {} if tree is None else loader.construct_document(tree)
    except _UNREADABLE as error:  # A ValueError is a date that does not exist.
        mark, date = getattr(error, "problem_mark", None), _DATE.search(front_matter)
        line = mark.line if mark else front_matter.count("\n", 0, date.start() if date else 0)
        detail = getattr(error, "problem", None) or (str(error).splitlines() or [type(error).__name__])[0]
        message = f"the front matter is not YAML: {detail}; quote the text, or correct the indentation"
        diagnostics.add(file, 2 + line, message)
        return None
    if meta is None:
        return {}
    if not isinstance(meta, dict):
        line = len(front_matter) - len(front_matter.lstrip("\n"))  # A notebook has blank lines before it.
        diagnostics.add(file, 2 + line, "the front matter is not a mapping; write one `name: value` a line")
        return None
    diagnostics.add_all(file, repeated_names(entries, first=2))
    lines = {str(key.value): key.start_mark.line for key, _ in entries}
    faults = list(_faults(meta))
    for key, message in faults:
        diagnostics.add(file, 2 + lines.get(str(key), 0), message)
    known = {key: item for key, item in meta.items() if key in KINDS}
    return None if any(key in known for key, _ in faults) else known


def _faults(meta: dict[Any, Any]) -> Iterator[tuple[Any, str]]:
    for key, item in meta.items():
        kind = KINDS.get(key)
        if kind is None:
            yield key, f"{reprlib.repr(key)} is not known in front matter{did_you_mean(str(key), list(KINDS))}"
        elif not kind.fits(item):
            yield key, f"{key} in the front matter is {reprlib.repr(item)}; write {kind.expected}"
        elif kind.expected and (message := unseen(_texts(item))):  # YAML may write such a character as an escape.
            yield key, message
        elif key in _WITHOUT_MARKUP and _MARKUP.search(_texts(item)):
            yield key, f"{key} in the front matter has one of < > and straight quotes in it; write words and “…”"


def _texts(item: Any) -> str:
    return "\n".join(item) if isinstance(item, list) else str(item)
