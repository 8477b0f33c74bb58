"""How many words of a page are still to be translated."""

from __future__ import annotations

import re
from collections import Counter

from recompute.source.page_source import Source
from recompute.translation.pages import Translations
from recompute.translation.prose import LETTER
from recompute.translation.sections import section_at, sections
from recompute.translation.skeleton import waiting
from recompute.translation.status import State, Status
from recompute.translation.visible import visible

_ALONE = rf"{LETTER}\u3040-\u30ff"  # Scripts that part no words by spaces: each character counts.
_WORD = re.compile(rf"[{_ALONE}]|(?:(?![{_ALONE}])[^\W\d_])[^\W_{_ALONE}]*")
_KIND = re.compile(r"\[!\w+\]")  # of a callout


def count(text: str) -> int:
    """Return how many words a text has: a Han character counts as one, as does a run of other letters.

    >>> count("softmax 函数, and more"), count("{} 2016 …")
    (5, 0)
    """
    return len(_WORD.findall(text))


def words_by_section(page: Source) -> Counter[str]:
    """Return how many words readers see in each section of a page."""
    counts: Counter[str] = Counter()
    known = sections(page)
    for number, line in enumerate(_KIND.sub("", visible(page)).split("\n"), start=1):
        if words := count(line):
            counts[section_at(known, number)] += words
    return counts


def words_left(translations: Translations, status: Status) -> int:
    """Return how many words of the source a translation lacks: in sections that it has not followed, and in gaps."""
    if status.state is State.ORPHANED:
        return 0
    source = translations.reading(translations.source_code, status.path)
    words = words_by_section(source.source)
    if status.state is State.MISSING:
        return words.total()
    behind = {*status.changes.changed, *status.changes.added}
    left = sum(words[id_] for id_ in behind)
    if status.state is State.UNFINISHED:
        translation = translations.reading(status.code, status.path)
        gaps = waiting(translation, translations.source_code)
        left += sum(count(text) for line, text in gaps if section_at(translation.sections, line) not in behind)
    return left
