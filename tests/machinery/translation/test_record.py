"""The record in a translation's front matter is read strictly, and written without touching anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from recompute.diagnostics import Diagnostics, LocatedError
from recompute.source.page_source import parse
from recompute.translation.record import Record, record_of, with_record, write_record

RECORD = Record(
    {"_front": "0123456789", "top": "12e4567890", "on": "abcdef0123"}, review="human", translator="李华: a #1 fan"
)
BLOCK = """\
translation:
  review: human
  translator: '李华: a #1 fan'
  sections:
    _front: "0123456789"
    top: "12e4567890"
    'on': "abcdef0123"
"""


def read(text: str) -> Record:
    diagnostics = Diagnostics()
    source = parse(text, "page.md", diagnostics)
    assert not diagnostics
    return record_of(source)


def error_of(front_matter: str) -> str:
    with pytest.raises(LocatedError) as caught:
        read(f"---\ntitle: t\n{front_matter}---\n")
    return f"{caught.value.line}: {caught.value}"


ODD = "---\na:   'x'  # b\nc: [d,\n  e]\n{}---\n# A"
BETWEEN = "---\na: |\n  x\n\n{}\n# why\nb: |\n  y\n---\n"

PLACES = {
    "none": ("# A\n", f"---\n{BLOCK}---\n# A\n"),
    "an empty page": ("", f"---\n{BLOCK}---\n"),
    "empty front matter": ("---\n---\n# A\n", f"---\n{BLOCK}---\n# A\n"),
    "added at its end": (ODD.format(""), ODD.format(BLOCK)),
    "replaced": ("---\ntranslation: {sections: {}}\na: x\n...\n# A\n", f"---\n{BLOCK}a: x\n...\n# A\n"),
    "replaced between others": (BETWEEN.format("translation:\n  sections:\n\n    b: c\n"), BETWEEN.format(BLOCK)),
    "without a line end": ("---\ntitle: x\n---", f"---\ntitle: x\n{BLOCK}---"),
}


@pytest.mark.parametrize("place", PLACES)
def test_all_else_stays_byte_for_byte(place: str) -> None:
    before, after = PLACES[place]
    assert with_record(before, RECORD) == after


def test_a_byte_order_mark_and_line_ends_of_windows_stay(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes("\ufeff---\r\ntitle: x\r\n---\r\n\r\n# A\r\n".encode())
    assert write_record(page, RECORD)
    written = f"\ufeff---\ntitle: x\n{BLOCK}---\n\n# A\n".replace("\n", "\r\n")
    assert page.read_bytes().decode() == written
    assert not write_record(page, RECORD)


def test_what_is_written_is_read_again_and_hashes_stay_texts() -> None:
    assert read(with_record("---\ntitle: x\n---\n", RECORD)) == RECORD


def test_what_is_not_known_is_not_written() -> None:
    assert Record({"a": "0" * 10}).lines() == ["translation:", "  sections:", f'    a: "{"0" * 10}"']


def test_a_page_may_have_no_record() -> None:
    assert read("---\ntitle: x\n---\n") == Record()


@pytest.mark.parametrize(
    ("front_matter", "says"),
    [
        ("translation: yes\n", "3: translation in the front matter is no mapping; let `python -m"),
        ("translation: {sections: [a]}\n", "3: translation in the front matter is no mapping"),
        ("translation: {author: x}\n", "3: translation in the front matter has 'author'; it may have review, "),
        ("tags: [a]\ntranslation: {review: yes}\n", "4: review in the front matter is True; write human or machine"),
        ("translation: {translator: 7}\n", "3: translator in the front matter is 7; write a name"),
    ],
)
def test_a_record_that_cannot_be_understood_is_reported(front_matter: str, says: str) -> None:
    assert error_of(front_matter).startswith(says)


@pytest.mark.parametrize("front_matter", ["{title: x}\n", "title: [a\n"])
def test_front_matter_that_cannot_take_a_record_is_refused(front_matter: str) -> None:
    with pytest.raises(LocatedError):
        with_record(f"---\n{front_matter}---\n", RECORD)
