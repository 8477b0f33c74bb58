"""Pages that cannot be read, and links to headings that are called otherwise: one message each, where the fault is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recompute.__main__ import main
from recompute.translation.sections import includer
from tests.machinery.source.notebooks import raw, saved, words
from tests.machinery.translation.project import CONFIGURATION, check, edit, write

Printed = pytest.CaptureFixture[str]
START, OTHER = "docs/la/start.md", "docs/la/guide/far.md"


UNCLOSED = "the fence that opens here is never closed; write its backquotes or tildes again below its code"


@pytest.mark.parametrize("file", [START, "docs/ua/start.md"])
@pytest.mark.parametrize("following", ["", "\n## More { #more }\n\n$x {{ y }}.\n", "\nWords.\n\n```text\nx\n```\n"])
def test_a_fence_that_is_not_closed_is_one_message(
    file: str, following: str, translated: Path, capsys: Printed
) -> None:
    path = translated / file
    text = path.read_text(encoding="utf-8").removesuffix("```\n")
    path.write_text(text + following, encoding="utf-8")
    line = text[: text.index("```python")].count("\n") + 1
    assert check(capsys) == [f"{file}:{line}: {UNCLOSED}"]


def test_a_fence_within_a_longer_one_needs_no_end(translated: Path, capsys: Printed) -> None:
    for code in ("ua", "la", "xa"):
        edit(translated, f"docs/{code}/start.md", "```python title", "````text\n```python\nx\n````\n\n```python title")
    assert not [line for line in check(capsys) if "never closed" in line]


def test_a_conflict_is_reported_with_what_is_wrong_elsewhere(translated: Path, capsys: Printed) -> None:
    edit(translated, START, "- one\n", "<<<<<<< HEAD\n- one\n=======\n- a\n>>>>>>> other\n")
    edit(translated, OTHER, "only words", "only ** words**")
    message = "a merge conflict is not resolved: {}; keep one side, and remove the marks"
    assert check(capsys) == [
        f"{OTHER}:12: an asterisk is left as it is; put both marks right beside the words, or write \\*",
        f"{START}:25: {message.format('<<<<<<<')}",
        f"{START}:29: {message.format('>>>>>>>')}",
    ]
    assert main(["status"]) == 1
    assert "a merge conflict" in capsys.readouterr().err


BOOK = "See [[start#road|{}]]."
GLOSSARY = """\
terms:
  road:
    page: "[[start#road]]"
    ua: {term: ROADWAY, definition: WORDS.}
    la: {term: roadway, definition: words.}
    xa: {term: roadway, definition: words.}
"""
LINKS = {
    "ua": "SEE [[start#road|ROAD]].\n\nGO [IT](../start.md#road).",
    "la": "see [[start#road|road]].\n\ngo [it](../start.md#road).",
}


@pytest.fixture
def linked(translated: Path, capsys: Printed) -> Path:
    """The project with links from a page, a notebook and the glossary to a heading that the source then renames."""
    for code in ("ua", "la", "xa"):
        edit(translated, f"docs/{code}/start.md", "## ROAD" if code == "ua" else "## road", "## A")
        edit(
            translated,
            f"docs/{code}/guide/far.md",
            "WORDS." if code == "ua" else "words.",
            LINKS.get(code, LINKS["la"]),
        )
        book = saved(
            raw("---\ntitle: B\n---"), words(f"# B {{ #b }}\n\n{BOOK.format('ROAD' if code == 'ua' else 'road')}")
        )
        write(translated, {f"docs/{code}/book.ipynb": book})
    configuration = CONFIGURATION.replace("      languages:", "      glossary: terms.yml\n      languages:")
    write(translated, {"mkdocs.yml": configuration, "terms.yml": GLOSSARY})
    for code in ("la", "xa"):
        assert main(["sync", code, "start", "guide/far", "book"]) == 0
    capsys.readouterr()
    assert check(capsys) == []
    edit(translated, "docs/ua/start.md", "{ #road }", "{ #way }")
    return translated


def errors(lines: list[str]) -> list[str]:
    return [line for line in lines if ": warning: " not in line]


def test_a_link_to_an_id_that_was_renamed_blames_the_page_that_has_it(linked: Path, capsys: Printed) -> None:
    gone = "the link start.md#road leads to a heading that is called #way now; run python -m recompute check --fix"
    found = errors(check(capsys))
    assert [line.partition(": ")[2] for line in found] == [gone] * 3
    assert [line.rpartition(":")[0] for line in (each.partition(": ")[0] for each in found)] == [
        "docs/ua/book.ipynb", "docs/ua/guide/far.md", "docs/ua/guide/far.md",
    ]  # fmt: skip


@pytest.mark.parametrize("followed", [False, True], ids=["in the source alone", "in a translation too"])
def test_links_to_an_id_that_was_renamed_are_corrected_in_every_language(
    followed: bool, linked: Path, capsys: Printed
) -> None:
    if followed:
        edit(linked, START, "{ #road }", "{ #way }")
    assert errors(check(capsys, "--fix"))[-1] == "terms.yml: updated its links to the new ids"
    assert errors(check(capsys)) == []
    for file in ("guide/far.md", "book.ipynb", "start.md"):
        for code in ("ua", "la", "xa"):
            text = (linked / f"docs/{code}/{file}").read_text(encoding="utf-8")
            assert "#road" not in text
            assert "#way" in text
    assert (linked / "terms.yml").read_text(encoding="utf-8") == GLOSSARY.replace("#road", "#way")
    for code in ("la", "xa"):
        assert main(["sync", code, "start", "guide/far", "book"]) == 0
    capsys.readouterr()
    assert check(capsys) == []


def test_a_link_to_no_heading_is_reported_once_where_it_is(translated: Path, capsys: Printed) -> None:
    edit(translated, "docs/ua/start.md", "[[guide/far|", "[[guide/far#near|")
    assert errors(check(capsys)) == ["docs/ua/start.md:18: guide/far.md has no heading 'near'; it has far"]


def test_an_included_pipe_is_left_as_it_is_written(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")  # Whoever read it would wait for ever.
    text = '--8<-- "pipe.txt"'
    assert includer({"base_path": [str(tmp_path)]})(text) == text
