"""What makes a translation stale, and what does not, as the record in its front matter shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from recompute.translation.document import Pair
from recompute.translation.record import Record, record_of, with_record
from tests.machinery.translation.conftest import Read

BEFORE = """\
---
title: Title {{ x }}
description: What it is about.
tags: [one]
---

Words before the first heading.

# Page { #page }

Opening words, a formula $a + b$ and a [link](sky.md).

## First { #first }

First words, one two three four five.
Then {{ x }} and {{ y:.2f }} of `code`.

--8<-- "shared.md"

```python
>>> 1 / 3
0.333
```

## Second { #second }

> [!note] Mind
> Second words, which are long enough
> for two lines.

| a | b |
| --- | --: |
| c | d |

### Third { #third }

中文的字排成
两行，还有词。

## Fourth { #fourth }

- Only words in a list,
- and more words.
"""

FIRST = BEFORE[BEFORE.index("## First") : BEFORE.index("## Second")]
SECOND = BEFORE[BEFORE.index("## Second") : BEFORE.index("### Third")]
THIRD = BEFORE[BEFORE.index("### Third") : BEFORE.index("## Fourth")]
FOURTH = BEFORE[BEFORE.index("## Fourth") :]


@dataclass
class Scenario:
    """A source, what happened to it since its translation, and what there is to say about that."""

    name: str
    after: Callable[[str], str]
    says: list[str] = field(default_factory=list)
    shared: str = "Shared words."


def swap(old: str, new: str) -> Callable[[str], str]:
    assert old in BEFORE, old
    return lambda text: text.replace(old, new)


def several(*edits: Callable[[str], str]) -> Callable[[str], str]:
    def run(text: str) -> str:
        for edit in edits:
            text = edit(text)
        return text

    return run


SCENARIOS = [
    Scenario("a section moved", swap(SECOND + THIRD + FOURTH, FOURTH + SECOND + THIRD), ["#fourth moved"]),
    Scenario("two sections swapped", swap(THIRD + FOURTH, FOURTH + THIRD), ["#third moved"]),
    Scenario(
        "a section split",
        swap("- and more words.", "\n## Fifth { #fifth }\n\n- and more words."),
        ["#fourth changed", "#fifth added"],
    ),
    Scenario("two sections merged", swap("### Third { #third }\n\n", ""), ["#second changed", "#third removed"]),
    Scenario("an id renamed", swap("{ #first }", "{ #one }"), ["#first renamed #one"]),
    Scenario(
        "two ids exchanged",
        several(swap("{ #first }", "{ #x }"), swap("{ #second }", "{ #first }"), lambda t: t.replace("#x", "#second")),
        ["#first renamed #second", "#second renamed #first"],
    ),
    Scenario(
        "an id renamed and its section moved",
        swap(THIRD + FOURTH, FOURTH.replace("#fourth", "#last") + THIRD),
        ["#fourth renamed #last", "#third moved"],
    ),
    Scenario(
        "an id renamed and a word changed, which a formula, a quote or code shows",
        several(swap("{ #first }", "{ #one }"), swap("one two three", "uno dos tres")),
        ["#first renamed #one", "#one changed"],
    ),
    Scenario(
        "an id renamed and a word changed, which only the place shows",
        several(swap("{ #third }", "{ #han }"), swap("还有词", "也有词")),
        ["#third renamed #han", "#han changed"],
    ),
    Scenario(
        "a section replaced by another one",
        swap(FIRST, "## New { #new }\n\nNew words with $z^2$ and `other`.\n\n"),
        ["#new added", "#first removed"],
    ),
    Scenario("an included file changed", lambda text: text, ["#first changed"], shared="Other shared words."),
    Scenario("a line of an included file wrapped", lambda text: text, shared="Shared\nwords."),
    Scenario("only a formula changed", swap("$a + b$", "$a - b$"), ["#page changed"]),
    Scenario("only a number's format changed", swap("{{ y:.2f }}", "{{ y:.3f }}"), ["#first changed"]),
    Scenario("another value is quoted", swap("{{ y:.2f }}", "{{ z:.2f }}"), ["#first changed"]),
    Scenario("only a link changed", swap("(sky.md)", "(sky.md#rain)"), ["#page changed"]),
    Scenario("only a word changed", swap("Opening", "First"), ["#page changed"]),
    Scenario("only a Han character changed", swap("两行", "三行"), ["#third changed"]),
    Scenario("only a heading changed", swap("## First", "## The first"), ["#first changed"]),
    Scenario("only a heading's level changed", swap("### Third", "## Third"), ["#third changed"]),
    Scenario("only the kind of a callout changed", swap("[!note]", "[!warning]"), ["#second changed"]),
    Scenario("a paragraph left its callout", swap("> for two lines.", "\nfor two lines."), ["#second changed"]),
    Scenario("only the alignment of a column changed", swap("| --- | --: |", "| --- | --- |"), ["#second changed"]),
    Scenario("only the code that is typed changed", swap(">>> 1 / 3", ">>> 2 / 3"), ["#first changed"]),
    Scenario("only what the code prints changed", swap("0.333", "0.3333")),
    Scenario("the title changed", swap("title: Title", "title: Other"), ["the front matter changed"]),
    Scenario("the description was removed", swap("description: What it is about.\n", ""), ["the front matter changed"]),
    Scenario("tags changed", swap("tags: [one]", "tags: [one, two]")),
    Scenario("words before the first heading changed", swap("Words before", "Text before"), ["the beginning changed"]),
    Scenario(
        "words before the headings removed", swap("Words before the first heading.", ""), ["the beginning removed"]
    ),
    Scenario("a line wrapped", swap("one two three", "one two\nthree")),
    Scenario("a line between Han characters joined", swap("排成\n两行", "排成两行")),
    Scenario("a line of a callout wrapped elsewhere", swap("long enough\n> for", "long\n> enough for")),
    Scenario("a paragraph parted in two", swap("five.\nThen", "five.\n\nThen")),
    Scenario("a table laid out anew", swap("| a | b |\n| --- | --: |", "|a    |    b |\n|-----|-----:|")),
    Scenario("a comment added", swap("Opening words", "<!-- for editors\n\nonly -->\nOpening words")),
    Scenario("spaces at the ends of lines", lambda text: text.replace("\n", "  \n")),
    Scenario("blank lines", lambda text: text.replace("\n\n", "\n\n\n")),
    Scenario("line ends of Windows", lambda text: text.replace("\n", "\r\n")),
    Scenario("a paragraph added", swap("- and more words.", "- and more words.\n\nMore."), ["#fourth changed"]),
    Scenario(
        "everything at once",
        lambda text: "# Else { #else }\n",
        ["#else added", "the front matter removed", "the beginning removed"]
        + [f"#{id_} removed" for id_ in ("page", "first", "second", "third", "fourth")],
    ),
]


def including(shared: str) -> Callable[[str], str]:
    return lambda text: text.replace('--8<-- "shared.md"', shared)


def lower(text: str) -> str:
    """Translate a page of words into the other language, which leaves everything else as it is."""
    return text.replace("words", "WORDS").replace("字", "jimoji")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_what_happened_to_a_source_is_reported(scenario: Scenario, read: Read) -> None:
    before = read(BEFORE, include=including("Shared words."))
    after = read(scenario.after(BEFORE), include=including(scenario.shared))
    translation = read(lower(BEFORE), "la")
    assert Pair(after, translation, Record(before.hashes)).changes.words() == scenario.says


def synced(translation: str, source: str, read: Read) -> str:
    return with_record(translation, Record(read(source).hashes))


def state(translation: str, source: str, read: Read, path: str = "page.md") -> list[str]:
    document = read(translation, "la", path)
    return Pair(read(source, "ua", path), document, record_of(document.source)).changes.words()


EDITED = BEFORE.replace("Opening", "Initial")


def test_a_typo_corrected_in_a_stale_translation_hides_nothing(read: Read) -> None:
    translation = synced(lower(BEFORE), BEFORE, read)
    assert state(translation.replace("WORDS", "MOTS"), EDITED, read) == ["#page changed"]


def test_a_source_taken_back_is_as_it_was(read: Read) -> None:
    translation = synced(lower(BEFORE), BEFORE, read)
    assert state(translation, EDITED, read)
    assert not state(translation, BEFORE, read)


def test_the_second_of_two_syncs_changes_nothing(read: Read) -> None:
    once = synced(lower(BEFORE), EDITED, read)
    assert not state(once, EDITED, read)
    assert synced(once, EDITED, read) == once


def test_a_sync_between_two_edits_leaves_the_second_to_be_reported(read: Read) -> None:
    translation = synced(synced(lower(BEFORE), BEFORE, read), EDITED, read)
    assert state(translation, EDITED.replace("Second words", "Other words"), read) == ["#second changed"]


def test_an_id_that_the_translation_has_followed_is_no_change(read: Read) -> None:
    renamed = BEFORE.replace("{ #first }", "{ #one }")
    translation = synced(lower(BEFORE), BEFORE, read)
    assert state(translation, renamed, read) == ["#first renamed #one"]
    assert not state(translation.replace("{ #first }", "{ #one }"), renamed, read)


def test_a_page_renamed_in_both_languages_is_as_it_was(read: Read) -> None:
    translation = synced(lower(BEFORE), BEFORE, read)
    assert not state(translation, BEFORE, read, "guide/renamed.md")


def test_each_section_has_a_hash_of_ten_hexadecimal_digits(read: Read) -> None:
    hashes = read(BEFORE).hashes
    assert list(hashes) == ["_front", "_lead", "page", "first", "second", "third", "fourth"]
    assert all(len(found) == 10 and set(found) <= set("0123456789abcdef") for found in hashes.values())
