"""Notices say to readers, where it concerns them, what became of the source of the page that they read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from recompute.locale.language import WORDS, Language
from recompute.translation.document import Changes
from recompute.translation.notices import Notices
from recompute.translation.record import Record

SOURCE = Language("ua", "x-upper", "UPPER", "S", "S")
LOWER = Language("la", "x-lower", "lower", "S", "S", ui_strings={name: text.lower() for name, text in WORDS.items()})
NOTICES = Notices(LOWER, SOURCE, "la/guide/far/", "guide/far/")
CONTENT = (
    '<p>lead</p><h1 id="top">top</h1>'
    '<p>t</p><h2 class="c" id="one">one</h2><p>1</p><h2 id="two">two <b>b</b></h2><p>2</p>'
)
IDS = ["_front", "_lead", "top", "one", "two"]


def outline(changes: Changes, ids: list[str] | None = None, record: Record | None = None) -> list[str]:
    """Return what a page holds, in order: texts of its elements, and of marks where they lead."""
    shown = NOTICES.translated(CONTENT, record or Record(), changes, IDS if ids is None else ids)
    page = html.fragment_fromstring(shown, create_parent="div")
    return [_shown(element) for element in page]


def _shown(element: html.HtmlElement) -> str:
    if element.get("class") == "outdated-mark":
        given = f"{element.get('id')}: " if element.get("id") else ""
        return f"[{given}{element.text_content().strip()} {element.find('.//a').get('href')}]"
    return f"#{element.get('id')}" if element.tag == "span" else element.text_content().strip()


BELOW = "../../../guide/far/"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (Changes(changed=("one",)), ["one", f"[this section is out of date; it has changed in UPPER. {BELOW}#one]"]),
        (Changes(moved=("two",)), ["two b", f"[this section stands elsewhere in UPPER now. {BELOW}#two]"]),
        (Changes(removed=("one",)), ["one", f"[this section has been taken out in UPPER. {BELOW}]"]),
        (
            Changes(changed=("uno",), renamed={"uno": "one"}),
            ["one", f"[uno: this section is out of date; it has changed in UPPER. {BELOW}#uno]"],
        ),
        (Changes(renamed={"uno": "one"}), ["one", "#uno"]),
    ],
    ids=["changed", "moved", "removed", "renamed and changed", "renamed only"],
)
def test_a_section_is_marked_below_its_heading(changes: Changes, expected: list[str]) -> None:
    ids = [next((new for new, old in changes.renamed.items() if old == id_), id_) for id_ in IDS]
    ids = [id_ for id_ in ids if id_ not in changes.removed]
    shown = outline(changes, ids)
    place = shown.index(expected[0])
    assert shown[place : place + 2] == expected
    assert sum(line.startswith("[") for line in shown) == expected[1].startswith("[")


def test_a_missing_section_is_marked_where_it_would_stand_and_can_be_linked_to() -> None:
    shown = outline(Changes(added=("new", "newer", "last")), ["top", "one", "new", "newer", "two", "last"])
    mark = "[{0}: a section is missing here; it can be read in UPPER. " + BELOW + "#{0}]"
    assert shown[shown.index("1") + 1 :] == [
        mark.format("new"), mark.format("newer"), "two b", "2", mark.format("last"),
    ]  # fmt: skip


def test_what_is_added_at_the_end_is_above_the_list_of_numbers() -> None:
    numbers = '<details class="numbers" id="numbers:list">list</details>'
    changes, record = Changes(added=("last",)), Record(translator="Ada")
    shown = NOTICES.translated(CONTENT + numbers, record, changes, ["top", "one", "two", "last"])
    page = html.fragment_fromstring(shown, create_parent="div")
    assert [_shown(element).partition(":")[0] for element in page][-4:] == [
        "2",
        "[last",
        "translated by Ada.",
        "list",
    ]


def test_a_new_section_that_is_translated_but_not_recorded_counts_as_out_of_date() -> None:
    shown = outline(Changes(added=("two",)))
    assert shown[shown.index("two b") + 1].startswith("[this section is out of date")


def test_the_beginning_is_marked_above_everything() -> None:
    assert outline(Changes(changed=("_lead",)))[1:3] == [
        f"[this section is out of date; it has changed in UPPER. {BELOW}]", "lead",
    ]  # fmt: skip


def test_a_notice_above_the_page_says_that_parts_are_out_of_date() -> None:
    assert outline(Changes(changed=("one",)))[0].startswith("parts of this page are out of date")
    assert outline(Changes(changed=("_front",)))[0] == "the title or the description has changed in UPPER."


def test_a_page_that_only_needs_another_id_is_not_out_of_date_for_readers() -> None:
    assert outline(Changes(renamed={"uno": "one"}), ["top", "uno", "two"])[0] == "lead"


def test_who_translated_is_shown_and_whether_a_machine_did() -> None:
    machine = outline(Changes(), record=Record(review="machine"))
    assert machine[0].startswith("this page was translated by machine, and nobody has reviewed it yet")
    by_name = outline(Changes(), record=Record(review="human", translator="Ada <b>"))
    assert (by_name[0], by_name[-1]) == ("lead", "translated by Ada <b>.")


def test_digits_of_a_name_are_declared_to_be_no_result() -> None:
    shown = NOTICES.translated(CONTENT, Record(translator="ada99"), Changes(), IDS)
    assert '<span data-literal="part of a name">ada99</span>' in shown


def test_a_page_up_to_date_is_left_as_it_is() -> None:
    assert NOTICES.translated(CONTENT, Record(review="human"), Changes(), IDS) == CONTENT


def test_a_page_that_is_not_translated_is_in_its_own_language_below_a_notice() -> None:
    notice, content = html.fragments_fromstring(NOTICES.untranslated(CONTENT))
    assert notice.get("class") == "notice untranslated"
    assert notice.find(".//a").attrib == {"href": BELOW, "hreflang": "x-upper", "lang": "x-upper"}
    assert content.get("lang") == "x-upper"
    assert [element.tag for element in content] == ["p", "h1", "p", "h2", "p", "h2", "p"]


def test_words_that_a_language_lacks_are_english_and_say_so() -> None:
    notices = Notices(replace(LOWER, ui_strings={}), SOURCE, "la/a/", "a/", "translation-status/")
    notice, _ = html.fragments_fromstring(notices.untranslated(CONTENT))
    assert {paragraph.get("lang") for paragraph in notice} == {"en"}
    assert notice.xpath("p[@class='status']/a/@href") == ["../../translation-status/"]
