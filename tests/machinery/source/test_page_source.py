"""The source of a page: front matter, headings outside code, and the line where something is."""

from __future__ import annotations

from pathlib import Path

import pytest

from recompute.diagnostics import Diagnostics
from recompute.source.page_source import Source, parse, read
from recompute.source.tree import Tree


def source(text: str) -> Source:
    diagnostics = Diagnostics()
    parsed = parse(text, "docs/en/a.md", diagnostics)
    assert not diagnostics
    return parsed


def diagnostic_of(text: str) -> str:
    diagnostics = Diagnostics()
    parse(text, "docs/en/a.md", diagnostics)
    return str(diagnostics)


def headings(text: str) -> list[tuple[int, str, str | None, int]]:
    return [(heading.level, heading.text, heading.id, heading.line) for heading in source(text).headings]


@pytest.mark.parametrize("end", ["---", "...", "---  "])
def test_front_matter_is_read(end: str) -> None:
    assert source(f"---\ntitle: 天气\ntags: [a, b]\n{end}\nText\n").meta == {"title": "天气", "tags": ["a", "b"]}


@pytest.mark.parametrize("text", ["Text\n", "", "---\n---\nText\n", "Text\n\n---\na: b\n---\n", "---\n\nText: a\n"])
def test_a_page_may_have_no_front_matter(text: str) -> None:
    assert source(text).meta == {}


@pytest.mark.parametrize("text", ["Note: read this first.\n", "   a-b:\nText\n", "https://example.org\n"])
def test_a_first_line_that_mkdocs_would_leave_out_is_a_problem(text: str) -> None:
    assert diagnostic_of(text) == (
        "docs/en/a.md:1: MkDocs takes this line for front matter; begin the page with a heading or an empty line"
    )
    assert source(f"# {text}").sound and source(f"\n{text}").sound


def test_line_ends_of_windows_are_line_ends() -> None:
    assert source("---\r\ntitle: x\r\n---\r\n").meta == {"title": "x"}


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        ("title: a: b", "docs/en/a.md:2: the front matter is not YAML: mapping values are not allowed"),
        ("tags: [a\ntitle: b", "docs/en/a.md:3: the front matter is not YAML"),
        ("title: {{ low }}", "docs/en/a.md:2: the front matter is not YAML: found unhashable key"),
        ("just words", "docs/en/a.md:2: the front matter is not a mapping"),
        ("- a\n- b", "docs/en/a.md:2: the front matter is not a mapping"),
        ("date: 2016-13-01", "docs/en/a.md:2: the front matter is not YAML: month must be in 1..12"),
        ("title: a\naliases: 2016", "docs/en/a.md:3: aliases in the front matter is 2016; write a list of texts"),
        ("tags: [a, 2016]", "docs/en/a.md:2: tags in the front matter is ['a', 2016]; write a list of texts"),
        ("title: [a]", "docs/en/a.md:2: title in the front matter is ['a']; write a text"),
    ],
)
def test_front_matter_that_cannot_be_read_is_a_problem(front_matter: str, expected: str) -> None:
    assert diagnostic_of(f"---\n{front_matter}\n---\nText\n").startswith(expected)


def test_a_page_that_is_not_utf_8_is_a_problem_at_its_line(tmp_path: Path) -> None:
    page, diagnostics = tmp_path / "a.md", Diagnostics()
    page.write_bytes("one\ntwo 晴\n".encode() + "三".encode("gb18030"))
    assert not read(page, "docs/zh/a.md", diagnostics).sound
    assert str(diagnostics).startswith("docs/zh/a.md:3: this is not UTF-8")


def test_a_page_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    assert not read(tmp_path / "gone.md", "docs/zh/gone.md", diagnostics).sound
    assert str(diagnostics).startswith("docs/zh/gone.md:1: the page cannot be read: No such file")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_bytes(b"\xef\xbb\xbf---\ntitle: x\n---\n")
    assert read(page, "a.md", Diagnostics()).meta == {"title": "x"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One { #one }\n", [(1, "One", "one", 1)]),
        ("text\n\n## Two {: #two .wide }\n", [(2, "Two", "two", 3)]),
        ('## Two { .wide id="two" data-id="b" }\n', [(2, "Two", "two", 1)]),
        ("# Plain\n", [(1, "Plain", None, 1)]),
        ("# 晴 { .wide }\n", [(1, "晴", None, 1)]),
        ("# Low {{ low }} { #low }\n", [(1, "Low {{ low }}", "low", 1)]),
        ("# Low {{ low }}\n", [(1, "Low {{ low }}", None, 1)]),
        ("## Closed ##\n", [(2, "Closed", None, 1)]),
        ("> ## In a callout { #in }\n", [(2, "In a callout", "in", 1)]),
        ("#tag\n", []),
        ("a # b\n", []),
        ("```\n# code\n```\n", []),
        ("<!-- # comment -->\n<!--\n# comment\n-->\n", []),
    ],
)
def test_headings_outside_code(text: str, expected: list[tuple[int, str, str | None, int]]) -> None:
    assert headings(text) == expected


def test_a_comment_in_the_front_matter_is_no_heading() -> None:
    assert headings("---\n# a comment\ntitle: x\n---\n# One { #one }\n") == [(1, "One", "one", 5)]


def test_ids_given_anywhere_on_a_page() -> None:
    text = '# One { #one }\n\nTwo {#two .big}\n===\n\n=== "Tab"\n\n    ## Three {: #three }\n\n`{ #four }` #five\n'
    assert source(text).ids() == {"one", "two", "three"}


def test_lines_outside_code_that_hold_a_text() -> None:
    text = "{{ a }}\n`{{ a }}`\n```\n{{ a }}\n```\n<!-- {{ a }} -->\nand {{ a }} {{ a }}\n"
    assert source(text).lines_with("{{ a }}") == [1, 7]
    assert source(text).lines_with("not there") == [1]


def test_the_line_most_like_its_context() -> None:
    page = source("12 cats\n12 dogs and 3 birds\n12 fish\n")
    assert page.line_like("12", "there are 12 dogs and") == 2
    assert page.line_like("12", "12 fish") == 3


def visible(text: str) -> str:
    """Return the letters that are left where code is blanked out."""
    masked = Tree(text).prose
    assert len(masked) == len(text)
    assert masked.count("\n") == text.count("\n")
    return "".join(masked.split())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a `b` c", "ac"),
        ("a ``b ` b`` c", "ac"),
        (r"a \` b \` c", r"a\`b\`c"),
        ("a ` b", "a`b"),
        ("a `b\n\nc` d", "a`bc`d"),
        ("a\n```\nb\n```\nc", "ac"),
        ("a\n~~~\nb\n```\nb\n~~~\nc", "ac"),
        ("a\n````md\nb\n```\nb\n```\nb\n````\nc", "ac"),
        ('a\n``` { .py title="b" }\nb\n```\nc', "ac"),
        ("a\n    ```\n    b\n    ```\nc", "ac"),
        ("> a\n> ```\n> b\n> ```\n> c", ">a>c"),
        ("> a\n> > ```\n> > b\n> > ```\n> c", ">a>c"),
        ("a\n```\nb\n\nb\n", "a```bb"),
        ("a <!-- b\n`b` --> c", "ac"),
        ("a <!-- b --> c <!-- b --> d", "acd"),
        ("a\n```\n<!-- b\n```\nc -->", "ac-->"),
    ],
)
def test_code_and_comments_are_blanked_out(text: str, left: str) -> None:
    assert visible(text) == left


def test_a_code_span_of_three_ticks_ends_on_its_line() -> None:
    assert visible("```b``` a\n\nc") == "ac"


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "||||||| 1f07a84", ">>>>>>> a-branch", "<<<<<<<"])
@pytest.mark.parametrize("before", ["", "---\ntitle: A\n", "---\ntitle: A\n---\n\n```\ncode\n"])
def test_a_merge_conflict_that_is_not_resolved_is_refused_anywhere(mark: str, before: str) -> None:
    line = before.count("\n") + 1
    assert f"docs/en/a.md:{line}: a merge conflict is not resolved: {mark[:7]}; " in diagnostic_of(
        f"{before}{mark}\nA\n"
    )


def test_marks_within_a_line_are_no_conflict() -> None:
    assert source("a <<<<<<< b\n\n<<<<<<<<<\n\n=======\n").text
