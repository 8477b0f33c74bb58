"""The few words that the machinery itself writes on pages: English, unless mkdocs.yml has others for a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recompute.diagnostics import did_you_mean

WORDS = {
    "two_authors": "{} and {}",
    "more_authors": "{} et al.",
    "year": " ({})",
    "year_reason": "year of publication",  # Why a number is no result, as the page's source tells it.
    "figure_reason": "{}, {}",  # The source of a figure, and where in the source it stands.
    "entry_reason": "bibliographic detail",
    "read": "Read: ",
    "cited": "Cited on: ",
    "explained": "See: ",
    "numbers": "Numbers on this page",
    "claims": "What the page says of them",
    "check": "{}: {}, differs by {}",  # By what a number was checked, what it came to there, how far apart they are.
    "check_many": "{}: differs by at most {}",
    "check_same": "{}: every digit is the same",
    "repository": "repository",
    "symbol_reason": "part of a symbol or a name",
    "what_if": "What if?",
    "reset": "Reset",
    "no_longer": " (does not hold here)",  # What follows words whose claim fails where a reader's controls lead.
    "no_grid": "The numbers could not be loaded.",
    "missing": "(not computed: {} is not installed)",  # What stands in place of a missing number.
    "not_found": "There is no such page",
    "not_found_advice": "The address may be mistaken, or the page has moved. Try the search above, or go to the {}.",
    "home": "home page",
    # Notices of translations; {} is the name of the source language, as a link to the page in it.
    "untranslated": "This page has not been translated yet. Below it stands as it was written, in {}.",
    "outdated": "Parts of this page are out of date: they have changed in {}. Each is marked where it begins.",
    "front_changed": "The title or the description has changed in {}.",
    "section_changed": "This section is out of date; it has changed in {}.",
    "section_moved": "This section stands elsewhere in {} now.",
    "section_added": "A section is missing here; it can be read in {}.",
    "section_removed": "This section has been taken out in {}.",
    "machine": "This page was translated by machine, and nobody has reviewed it yet; if in doubt, go by {}.",
    "translator": "Translated by {}.",
    "name_reason": "part of a name",
    # The page of the state of translations; {} are numbers, the name of a language, or a file.
    "status": "State of the translations",
    "status_about": "What is translated, what is out of date, and the command that comes next; as data: {}.",
    "status_summary": "{} of {} pages are translated, {} of them up to date; words left: {}.",
    "status_page": "Page",
    "status_state": "State",
    "status_sections": "Sections changed",
    "status_words": "Words left",
    "status_next": "Next",
    "status_changed": "changed",
    "status_added": "added",
    "status_removed": "removed",
    "status_renamed": "renamed",
    "status_moved": "moved",
    "status_front": "title or description",
    "status_beginning": "beginning",
    "status_pages": "How many pages there are to translate into {}.",
    "status_translated": "How many pages are translated into {}.",
    "status_current": "How many translations into {} are up to date.",
    "status_left": "How many words are left to translate into {}; each Han character counts as one.",
    "status_left_by_page": "How many words of each page are left to translate into {}.",
    "state_missing": "not translated yet",
    "state_unfinished": "unfinished",
    "state_unrecorded": "not recorded",
    "state_stale": "out of date",
    "state_unreviewed": "up to date, not reviewed",
    "state_current": "up to date",
}


def faults(words: Mapping[str, object], all_of_them: bool = True) -> Iterator[str]:
    """Yield what is wrong with the words of a language: all of them are given, or none, unless it may borrow them.

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
