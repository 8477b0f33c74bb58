"""The data file of sources: what is wrong in it is reported in one line with its place, and the rest can be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from recompute.diagnostics import Diagnostics
from recompute.library.references import References, read

HEAD = "books:\n  sun1900:\n    authors: ['Sun, Li']\n    year: 1900\n"
FIGURE = HEAD + "    figures:\n      speed: {}\n"


def reading(text: str | bytes | None, folder: Path) -> tuple[References, list[str]]:
    file, diagnostics = folder / "references.yml", Diagnostics()
    if text is not None:
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(file, "references.yml", ["zh", "en"], diagnostics), str(diagnostics).splitlines()


def test_a_source_is_read_as_it_was_written(tmp_path: Path) -> None:
    text = (
        HEAD + "    links: {Leaflet: https://a.example}\n    figures: {speed: {value: 0.150, where: {zh: 表, en: T}}}\n"
    )
    references, diagnostics = reading(text, tmp_path)
    assert diagnostics == []
    found = references.find("sun1900", "speed")
    assert (found.group, found.authors, found.families, found.year) == ("books", ("Li Sun",), ("Sun",), "1900")
    assert found.links == {"Leaflet": {"zh": "https://a.example", "en": "https://a.example"}}
    assert (found.figures["speed"].value, found.figures["speed"].where) == ("0.150", {"zh": "表", "en": "T"})


FAULTY = {
    "no YAML": ("books: [\n", 2, "this is not YAML: "),
    "an unknown alias": ("books: *none\n", 1, "this is not YAML: found undefined alias; quote the text"),
    "not UTF-8": (b"books: \xe9\n", 1, "this is not UTF-8 ("),
    "empty": ("# nothing\n", 1, "the file is empty; add what it is for, or take it out of mkdocs.yml"),
    "missing": (None, 1, "the file cannot be read: No such file or directory; put it there, or change mkdocs.yml"),
    "lists within lists": (f"books: {'[' * 3000}{']' * 3000}\n", 1, "this is not YAML: exceeded maximum nesting"),
    "a name within itself": ("books: &a {b: *a}\n", 1, "lists or names are nested too deep, or hold themselves"),
    "a list": ("- books\n", 1, "there must be names here; write one `name: …` a line"),
    "a text for a group": ("books: none\n", 1, "there must be names here"),
    "a group without entries": ("books:\n", 1, "there must be names here"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_file_that_cannot_be_used_is_reported_in_one_line(name: str, tmp_path: Path) -> None:
    text, line, message = FAULTY[name]
    references, diagnostics = reading(text, tmp_path)
    assert len(diagnostics) == 1
    assert diagnostics[0].startswith(f"references.yml:{line}: {message}")
    assert references.is_broken("anything")


WRONG = {
    "a duplicate key": (HEAD + "  sun1900:\n    name: B\n", 5, "'sun1900' is a duplicate of line 2; keep one"),
    "one key in two groups": (HEAD + "more:\n  sun1900: {name: B}\n", 6, "'sun1900' is a duplicate of line 2;"),
    "a duplicate field": (HEAD + "    year: 1901\n", 5, "'year' is a duplicate of line 4; keep one of the two"),
    "a key that cannot be cited": ("books:\n  孙1900: {name: A}\n", 2, "'孙1900' is no key; write ASCII letters"),
    "a misspelt field": ("books:\n  a:\n    nam: A\n", 3, "'nam' is not known here; did you mean 'name'?"),
    "neither authors nor name": ("books:\n  a: {title: A}\n", 2, "a needs either authors, as a list"),
    "authors and name": (HEAD + "    name: A\n", 2, "sun1900 needs either authors, as a list"),
    "no author": ("books:\n  a:\n    authors: []\n    year: 1\n", 3, "a has an author without a family name"),
    "no family name": ("books:\n  a:\n    authors: [', Li']\n    year: 1\n", 3, "a has an author without a family"),
    "no year": ("books:\n  a:\n    authors: [A]\n", 2, "a has authors but no year; add it"),
    "an empty text": ("books:\n  a:\n    name:\n", 3, "there must be a text here; write one"),
    "a list for a text": ("books:\n  a:\n    name: A\n    title: [A]\n", 4, "there must be a text here; write one"),
    "one language only": ("books:\n  a:\n    name: {zh: A}\n", 3, "there is no 'en' here; add it"),
    "no address": (HEAD + "    links: {A: www.a.example}\n", 5, "'www.a.example' is no address; write one that"),
    "a result in a name": ("books:\n  a:\n    name: Loss 0.57\n", 3, "0.57 is typed by hand; put what a source"),
    "a result in what was read": (
        HEAD + "    read:\n      zh: 零点五七\n      en: §3\n",
        6,
        "零点五七 is typed by hand; put what a source",
    ),
    "a result in a place": (FIGURE.format("{value: 3, where: 'Table 3, 98.4 %'}"), 6, "98.4 % is typed by hand;"),
    "a result in a venue": (HEAD + "    venue: ninety percent\n", 5, "ninety percent is typed by hand;"),
    "a result in a label": (HEAD + "    links: {'98.4%': https://a.example}\n", 5, "98.4% is typed by hand;"),
    "a result as a year": (HEAD.replace("1900\n", "0.57\n"), 4, "0.57 is typed by hand;"),
    "a figure without its place": (FIGURE.format("{value: 3}"), 6, "there is no 'where' here; add it"),
    "a figure without its value": (FIGURE.format("{where: §3}"), 6, "there is no 'value' here; add it"),
    "a row that is none": (
        FIGURE.format("{value: 3, where: §3, judged: audit#rows}"),
        6,
        "'audit#rows' names no row; write the page, the value and the row: page#rows-0",
    ),
    "a figure without a name": (FIGURE.replace("speed", "3rd").format("{value: 3, where: §3}"), 6, "'3rd' is no name;"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_entry_is_reported_in_one_line(name: str, tmp_path: Path) -> None:
    text, line, message = WRONG[name]
    _, diagnostics = reading(text, tmp_path)
    assert len(diagnostics) == 1
    assert diagnostics[0].startswith(f"references.yml:{line}: {message}")


def test_numbers_of_places_and_names_are_no_results(tmp_path: Path) -> None:
    head = "books:\n  a:\n    name: issue #73 of ResNet-50\n    read: Tables 1 to 3, §4.2\n    venue: Workshop 2019\n"
    assert reading(head + "    links: {v2/models.py: 'https://a.example/3.5%'}\n", tmp_path)[1] == []


def test_a_wrong_entry_leaves_the_others_sound(tmp_path: Path) -> None:
    references, diagnostics = reading(HEAD + "  wrong: {title: A}\n  other: {name: A}\n", tmp_path)
    assert len(diagnostics) == 1
    assert list(references.by_key) == ["sun1900", "other"]
    assert [references.is_broken(key) for key in ("sun1900", "wrong", "other")] == [False, True, False]
