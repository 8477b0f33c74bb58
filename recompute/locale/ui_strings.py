"""The interface strings of the languages that the package knows, and what is wrong with those of a site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from recompute.diagnostics import did_you_mean

_FOLDER = Path(__file__).parent


@cache
def packaged(tag: str) -> dict[str, dict[str, str]]:
    """Return what the package knows of a language, `ui_strings` and `callouts`, by its BCP 47 tag.

    >>> packaged("zh-Hans")["callouts"]["tip"], packaged("x-unknown")
    ('提示', {})
    """
    file = _FOLDER / f"{tag.split('-')[0]}.yml"
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}


WORDS = packaged("en")["ui_strings"]


def faults(words: Mapping[str, object], all_of_them: bool = True) -> Iterator[str]:
    """Yield what is wrong with the words of a language: all of them are given, or none, unless it has a fallback.

    >>> list(faults({})), list(faults(WORDS | {"year": ", 2016"}))
    ([], ["the word 'year' must be a text that has {} as often as ' ({})'"])
    """
    unknown = [name for name in words if name not in WORDS]
    missing = [name for name in WORDS if name not in words] if words and not unknown and all_of_them else []
    for name in unknown:
        yield f"the word {name!r} is not known{did_you_mean(name, WORDS)}"
    if missing:
        yield f"the words {', '.join(missing)} are missing; add them beside {', '.join(words)}"
    for name, english in WORDS.items():
        text = words.get(name, english)
        if not isinstance(text, str) or text.count("{}") != english.count("{}"):
            yield f"the word {name!r} must be a text that has {{}} as often as {english!r}"
