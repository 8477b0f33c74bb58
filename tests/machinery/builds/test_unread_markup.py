"""Markdown that no extension of a site reads stops the build: readers would see its signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.machinery.builds.test_bad_input import Fault, in_body

if TYPE_CHECKING:
    from pathlib import Path

    from tests.machinery.builds.conftest import Build, Content, Outcome, Write


def left(name: str, text: str, kind: str, shown: str, line: int = 7) -> Fault:
    return in_body(name, text, rf"{kind} is left as it is: {re.escape(shown)}; .*", line)


HEADING = "| A |\n|---|\n"
FAULTS = [
    left("open-comment", "Words <!-- more", "a comment", "<!--"),
    left("end-of-a-comment", "Words --> more", "a comment", "-->"),
    left("comment-in-a-list", "- one\n- two <!-- more", "a comment", "<!--", 8),
    left("footnote", "A note[^a].", "a footnote", "[^a]"),
    left("link-to-a-definition", "[There][place]", "a link to a definition", "[There][place]"),
    left("box", "- [ ] one", "a box to tick", "[ ]"),
    left("highlight", "==Bright==", "a highlight", "==Bright=="),
    left("struck-text", "~~Gone~~", "struck text", "~~Gone~~"),
    left("comment-of-obsidian", "%%Hidden%%", "a comment of Obsidian", "%%Hidden%%"),
    left("admonition", "!!! note", "an admonition", "!!! note"),
    left("name-of-a-block", "Words ^name", "the name of a block", "^name"),
    left("unclosed-link", "[There](https://example.org now", "a link", "[There](https://"),
    left("link-after-a-space", "[There] (page.md)", "a link", "[There] (page.md"),
    left("unclosed-image", "![There](image.png now", "a link", "[There](image.png"),
    left("unclosed-wikilink", "Words [[page now", "a wikilink", "[[page now"),
    left("link-to-its-words", "[There][]", "a link to a definition", "[There][]"),
    left("single-braces", "{ page.third }", "a quote of a value", "{ page.third }"),
    left("single-braces-without-spaces", "{page.squares[1]}", "a quote of a value", "{page.squares[1]}"),
    left("attributes-in-words", "Words { #name } more", "an attribute", "{ #name }"),
    left("class-after-words", "Words {: .name }", "an attribute", "{: .name }"),
    left("emoji", "Words :smile: more", "the name of an emoji", ":smile:"),
    left("type-of-a-callout", "[!tip] Words", "the type of a callout", "[!tip]"),
    left("type-after-a-space", "> [! tip] Words", "the type of a callout", "[! tip]"),
    in_body(
        "numbered-list",
        "Words\n1. one\n2. two",
        "a list needs an empty line above it; add one",
        8,
        "Words\n\n1. one\n2. two",
    ),
    in_body(
        "heading-without-a-space",
        "Words\n\n##Again { #again }",
        "a heading begins with one to six # .*",
        9,
        "## A { #again }",
    ),
    in_body("heading-without-words", "## { #again }", "a heading has no words; .*", source="## A { #again }"),
    in_body("include-without-quotes", "--8<-- a.md", "an include is not read; .*"),
    in_body(
        "bar-in-a-wikilink",
        "| A | B |\n|---|---|\n| [[page|A]] | B |",
        "this row has 3 cells, .*",
        9,
        "[[page|A]]\n\n| A | B |\n|---|---|\n| B | A |",
    ),
    left("rest-of-a-conflict", "Words\n\n=======\n\nmore", "a mark of a merge conflict", "=======", 9),
]
READ = (
    '`==a==` ~~ $a == b$, a == b, a -> b\n\n```text title="mnist2.txt"\n<!-- ~~a~~ -->\n```\n\n<!-- a comment -->\n\n'
)
ESCAPED = r"{}\{{page.third\}} \[a](b.md) `[a](b.md` $\{{a.b\}}$ {{a, b}} [[a], [b]] x[i][] :word: a:key:b"


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, write: Write, build: Build, sound: dict[str, Content]) -> Outcome:
    project = write(tmp_path_factory.mktemp("unread"), sound)
    for fault in FAULTS:
        write(project, fault.spoilt())
    return build(project)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_is_left_is_reported_in_one_line(fault: Fault, outcome: Outcome) -> None:
    fault.assert_reported(outcome)


@pytest.mark.parametrize("text", [READ, ESCAPED])
def test_code_formulas_comments_and_lone_signs_are_no_fault(
    text: str, tmp_path: Path, write: Write, build: Build, sound: dict[str, Content]
) -> None:
    files = in_body("read", text.format("Words "), "", source=text.format("话")).spoilt()
    assert build(write(tmp_path, {**sound, **files})).code == 0
