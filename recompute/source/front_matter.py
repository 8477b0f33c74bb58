"""The front matter of a page: which entries it may have, and of what kind each of them is."""

from __future__ import annotations

import datetime
import re
import reprlib
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from recompute.diagnostics import Diagnostics, did_you_mean
from recompute.source.data_file import LOADER, repeated_names
from recompute.values.plain_text import unseen

PUBLISHED = ("title", "description", "subtitle", "announce")  # What readers see, or hear.
_WITHOUT_MARKUP = (*PUBLISHED, "aliases", "tags")
_UNREADABLE = (yaml.YAMLError, ValueError, TypeError, AttributeError, LookupError, RecursionError)
_META = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:(?:[ \t]|$)")
_DATE = re.compile(r"\d{4}-\d")
_MARKUP = re.compile(r"[<>\"]")
_HIDDEN = ("navigation", "toc", "path", "footer", "tags", "feedback")


def _is_text(item: Any) -> bool:
    return isinstance(item, (str, int, float, datetime.date)) and not isinstance(item, bool)


def _is_list(item: Any) -> bool:
    return isinstance(item, list) and all(isinstance(text, str) for text in item)


def _is_text_or_list(item: Any) -> bool:
    return isinstance(item, str) or _is_list(item)


def _is_hidden(item: Any) -> bool:
    return _is_list(item) and all(text in _HIDDEN for text in item)


def _is_search(item: Any) -> bool:
    kinds: dict[str, type | tuple[type, ...]] = {"exclude": bool, "boost": (int, float)}
    return isinstance(item, dict) and all(isinstance(item[key], kinds.get(key, ())) for key in item)


_Kind = tuple[Callable[[Any], bool], str]
_TEXT: _Kind = (_is_text, "a text")
_KINDS: dict[str, _Kind] = {
    **dict.fromkeys((*PUBLISHED, "date", "icon", "location", "status", "template"), _TEXT),
    "aliases": (_is_text_or_list, "a list of texts"),
    "tags": (_is_list, "a list of texts"),
    "hide": (_is_hidden, f"a list of some of {', '.join(_HIDDEN)}"),
    "values": (lambda item: isinstance(item, bool), "true or false"),
    "search": (_is_search, "`exclude: true`, or `boost: 2`"),
    # What reads these two says what is wrong with them.
    **dict.fromkeys(("translation", "controls"), (lambda item: True, "")),
}


KEYS = tuple(_KINDS)


def kind(key: str) -> str:
    """Return of what kind an entry is, in a word; nothing where whatever reads it says so.

    >>> kind("title"), kind("tags"), kind("values"), kind("search"), kind("controls")
    ('text', 'list', 'switch', 'mapping', '')
    """
    fits, expected = _KINDS[key]
    examples = {"mapping": {}, "switch": True, "list": [], "text": "a"}
    return next(name for name, example in examples.items() if fits(example)) if expected else ""


def read(front_matter: str, file: str, diagnostics: Diagnostics) -> dict[str, Any] | None:
    """Return what front matter says, or None where it says nothing that can be read."""
    try:
        meta = yaml.load(front_matter, LOADER)
    except _UNREADABLE as error:  # A ValueError is a date that does not exist.
        mark = getattr(error, "problem_mark", None)
        line = mark.line if mark else _first_line(front_matter, _DATE.search)
        detail = getattr(error, "problem", None) or (str(error).splitlines() or [type(error).__name__])[0]
        message = f"the front matter is not YAML: {detail}; quote the text, or correct the indentation"
        diagnostics.add(file, 2 + line, message)
        return None
    meta = {} if meta is None else meta
    if not isinstance(meta, dict):
        line = len(front_matter) - len(front_matter.lstrip("\n"))  # A notebook has blank lines before it.
        diagnostics.add(file, 2 + line, "the front matter is not a mapping; write one `name: value` a line")
        return None
    if isinstance(tree := yaml.compose(front_matter, LOADER), yaml.MappingNode):
        diagnostics.add_all(file, repeated_names(tree, first=2))
    faults = list(_faults(meta))
    for key, message in faults:
        diagnostics.add(file, 2 + _line_of(key, front_matter), message)
    known = {key: item for key, item in meta.items() if key in _KINDS}
    return None if any(key in known for key, _ in faults) else known


def taken_for_front_matter(text: str) -> bool:
    """Tell whether MkDocs would take the first line of a page without front matter for some, and leave it out.

    >>> taken_for_front_matter("Note: read this first."), taken_for_front_matter("# Note: read this")
    (True, False)
    """
    return _META.match(text) is not None


def _faults(meta: dict[Any, Any]) -> Iterator[tuple[Any, str]]:
    for key, item in meta.items():
        if key not in _KINDS:
            hint = did_you_mean(str(key), list(_KINDS))
            yield key, f"{reprlib.repr(key)} is not known in front matter{hint}"
            continue
        fits, expected = _KINDS[key]
        if not fits(item):
            yield key, f"{key} in the front matter is {reprlib.repr(item)}; write {expected}"
        elif expected and (message := unseen(_texts(item))):  # YAML may write such a character as an escape.
            yield key, message
        elif key in _WITHOUT_MARKUP and _MARKUP.search(_texts(item)):
            yield key, f"{key} in the front matter has one of < > and straight quotes in it; write words and “…”"


def _texts(item: Any) -> str:
    return "\n".join(item) if isinstance(item, list) else str(item)


def _line_of(key: Any, front_matter: str) -> int:
    return _first_line(front_matter, lambda line: line.lstrip("{\"' ").startswith(str(key)))


def _first_line(front_matter: str, is_wanted: Callable[[str], object]) -> int:
    lines = enumerate(front_matter.splitlines())
    return next((number for number, line in lines if is_wanted(line)), 0)
