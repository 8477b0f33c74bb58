"""The state of all translations is counted from the pages, and published in each language and as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recompute.__main__ import main
from recompute.cli.translations import load
from recompute.translation.overview import Overview, count, words_by_section
from tests.machinery.translation.conftest import Read
from tests.machinery.translation.project import TRANSLATED, edit, write


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("two words", 2),
        ("汉字", 2),
        ("用 softmax 函数", 4),
        ("don’t", 2),
        ("label-smoothing", 2),
        ("3D, 2016 and K1", 3),
        ("ひらがな", 4),
        ("\ufffc … —", 0),
        ("", 0),
    ],
)
def test_a_han_character_counts_like_a_word_of_letters(text: str, words: int) -> None:
    assert count(text) == words


def test_only_what_readers_see_as_words_is_counted_section_by_section(read: Read) -> None:
    text = "---\ntitle: A {{ x }}\ntags: [b]\n---\nlead\n# Two words { #a }\n$x$ [one](b.md) `code`\n\n```\nno\n```\n"
    assert words_by_section(read(text)) == {"_front": 1, "_lead": 1, "a": 3}


def left(project: Path, code: str = "la") -> dict[str, int]:
    found = json.loads(Overview(load(project), "state.md").data())["translations"]
    return {entry["page"]: entry["words_left"] for entry in found if entry["language"] == code}


def test_the_words_left_fall_as_a_page_is_translated(project: Path) -> None:
    missing = left(project)["start"]
    words = "START HOW TO BEGIN START GO FAR WITH BIG AND ROAD MIND THE OF FAR AWAY ONE TWO NAME"
    assert missing == len(words.split())
    assert main(["new", "la", "start"]) == 0
    skeleton = left(project)["start"]
    write(project, {"docs/la/start.md": TRANSLATED})
    assert main(["sync", "la", "start"]) == 0
    assert (skeleton > 0, left(project)["start"]) == (True, 0)
    edit(project, "docs/ua/start.md", "GO ", "GO ON ")
    words = "START GO ON FAR WITH BIG AND"
    assert left(project)["start"] == len(words.split())


def text(project: Path, code: str) -> list[str]:
    return Overview(load(project), "state.md").text(code).splitlines()


def test_the_page_has_a_table_for_each_language_that_is_translated_into(project: Path) -> None:
    lines = text(project, "la")
    assert [line for line in lines if line.startswith("#")] == [
        '# <span lang="en">State of the translations</span> { #state }',
        '## <span lang="x-lower">Lower</span> { #la }',
        '## <span lang="x-mixed">Mixed</span> { #xa }',
    ]
    rows = [line for line in lines if line.startswith("| <a")]
    assert rows[1].split(" | ") == [
        '| <a href="../start/" hreflang="x-lower" lang="x-upper">START</a>',
        '<span lang="en">not translated yet</span>',
        "{{ left_by_page_la[1] }}",
        "`python -m recompute new la start`{ .command } |",
    ]


def test_a_column_in_which_there_is_nothing_to_say_is_left_out(project: Path) -> None:
    heads = '<span lang="en">{}</span>'
    shown = [line for line in text(project, "la") if "Page" in line]
    assert shown == [f"| {' | '.join(map(heads.format, ['Page', 'State', 'Words left', 'Next']))} |"] * 2


def test_sections_that_changed_lead_to_the_source(project: Path) -> None:
    write(project, {"docs/la/start.md": TRANSLATED})
    assert main(["sync", "la", "start"]) == 0
    edit(project, "docs/ua/start.md", "HOW TO", "WAYS TO")
    edit(project, "docs/ua/start.md", "## ROAD { #road }", "## NEW { #new }\n\n## ROAD { #road }")
    (row,) = [line for line in text(project, "la") if "start la" in line or "la start" in line]
    link = '<a href="../../start/{0}" hreflang="x-upper">{1}</a> <span lang="en">{2}</span>'
    front = '<span lang="en">title or description</span>'
    assert row.split(" | ")[2] == ", ".join([link.format("", front, "changed"), link.format("#new", "`#new`", "added")])
    (entry,) = [found for found in _data(project) if found["file"] == "docs/la/start.md"]
    assert entry["sections"] == [
        {"id": "_front", "change": "changed", "url": "start/"},
        {"id": "new", "change": "added", "url": "start/#new"},
    ]
    assert (entry["url"], entry["source_url"]) == ("la/start/", "start/")


def _data(project: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(Overview(load(project), "state.md").data())["translations"]
    return found


def test_its_numbers_are_values_that_lead_to_what_counts_them(project: Path) -> None:
    write(project, {"docs/la/start.md": TRANSLATED})
    assert main(["sync", "la", "start"]) == 0
    values = {value.ref: value for value in Overview(load(project), "state.md").values()}
    shown = {
        name: values[f"state.{name}"].data for name in ("pages_la", "translated_la", "current_la", "translated_xa")
    }
    assert shown == {"pages_la": 2, "translated_la": 2, "current_la": 1, "translated_xa": 0}
    left = values["state.left_la"]
    assert left.data == sum(values["state.left_by_page_la"].data)
    assert (
        left.descriptions["la"] == "How many words are left to translate into Lower; each Han character counts as one."
    )
    line = Path(left.file).read_text(encoding="utf-8").splitlines()[left.line - 1]
    assert line.startswith("def words_left(")
