"""Blocks that Python-Markdown reads otherwise than CommonMark are reported in one line, and sound ones are not."""

from __future__ import annotations

import pytest

from recompute.source.page_source import Source
from recompute.source.unread_blocks import faults, unread_lines

TABLE = "| a | b |\n|---|---|\n"
ABOVE = "a list needs an empty line above it"
INDENT = "what belongs to an item of a list is indented by 4 spaces"
CELLS = "this row has "

LISTS = [
    ("text\n- a\n- b", 2, ABOVE),
    ("text\n1. a\n2. b", 2, ABOVE),
    ("> text\n> - a", 2, ABOVE),
    ("> [!note]\n> text\n> - a", 3, ABOVE),
    ("> words\n- a", 2, ABOVE),
    ("- a\n\ntext\n- b", 4, ABOVE),
    ("- a\n\n    more\n    - b", 4, ABOVE),
    ("$$\nx\n$$\n- a", 4, ABOVE),
    ("```\nx\n```\n- a", 4, ABOVE),
    ('=== "A"\n\n    text\n    - a', 4, ABOVE),
    ("text\n  - a", 2, ABOVE),
    ("- a\n  - b", 2, INDENT),
    ("1. a\n   - b", 2, INDENT),
    ("- a\n\n  more\n\n  again", 3, INDENT),
    ("1. a\n\n   more", 3, INDENT),
    ("- a\n    - b\n      - c", 3, INDENT),
    ("> - a\n>   - b", 2, INDENT),
    ("- a\n\n  ```\n  x\n  ```", 3, INDENT),
    ('=== "A"\n\n    - a\n      - b', 4, INDENT),
    ("- a\n    > b", 2, "a callout needs an empty line above it"),
    ("- a\n    # b", 2, "a heading needs an empty line above it"),
    ("1. a\n\n- b", 3, "a list right below one of another kind is read as part of it"),
]
TABLES = [
    (f"text\n{TABLE}| c | d |", 2, "a table needs an empty line above it"),
    (f"- a\n{TABLE}| c | d |", 2, "a table needs an empty line above it"),
    (f"{TABLE}| c | d |\ntext", 4, "a table needs an empty line below it"),
    (f"{TABLE}| c | d |\n- a", 4, "a table needs an empty line below it"),
    ("| a | b |\n|---|\n| c | d |", 1, "the heading of this table has 2 cells, the line below it 1"),
    (f"{TABLE}| c | d | e |", 3, f"{CELLS}3 cells, the heading of its table 2"),
    (f"{TABLE}| c |", 3, f"{CELLS}1 cell, the heading of its table 2"),
    (f"{TABLE}| c | d |\n| [[page|words]] | d |", 4, f"{CELLS}3 cells"),
    (f"{TABLE}| c {{{{ rows }}}} |", 3, f"{CELLS}1 cell"),
    ("> | a | b |\n> |---|---|\n> | c |", 3, f"{CELLS}1 cell"),
]
HEADINGS = [
    ("##Head { #h }", 1, "a heading begins with one to six # and a space"),
    ("text\n##Head", 2, "a heading begins with one to six # and a space"),
    ("#Head { #h }", 1, "a heading begins with one to six # and a space"),
    ("####### Head", 1, "a heading begins with one to six # and a space"),
    ("## { #h }", 1, "a heading has no words"),
    (" ## Head { #h }", 1, "a heading is not read after spaces"),
]
INCLUDES = [
    (text, 1, "an include is not read; write it in a line of its own, with the file in quotes")
    for text in ("--8<-- a.md", '--8<-- ""', '--8<-- "a.md', 'see --8<-- "a.md"', '--8<-- "a.md" now')
]
SOUND = [
    "text\n\n- a\n- b\n    - c\n\n        more",
    "# Head\n- a",
    "> [!note] Title\n> - a",
    "> a\n\n- b",
    "words\n> - a",
    '=== "A"\n    - a\n    - b',
    "<div markdown>\n- a\n</div>",
    "<!-- a -->\n- a",
    "[a]: https://example.org\n- a",
    "***\n- a",
    "1. a\n\n    more\n\n    ```\n    - x\n      - y\n    ```",
    "- a\n  and more\n- b",
    "- a\n    - b\n        - c",
    "- a\n  ```\n  x\n  ```",
    "- a\n  > b",
    "-   a\n\n    b",
    "  - a\n  - b",
    "- a\n* b",
    "- a\n\n<!-- b -->\n\n1. c",
    "text\n\n    - code:\n      - more\n      ##x",
    "\\[\na\n+ b\n\\]",
    "<pre>\nx\n- y\n##z\n</pre>",
    "text\n-5 or 1.5",
    "in the year\n1986. It",
    f"# Head\n{TABLE}| c | d |",
    f"{TABLE}| {{{{ rows }}}} |",
    f"{TABLE}| `a|b` | c |",
    rf"{TABLE}| [[page\|words]] | c |",
    f"{TABLE}| | c |\n\ntext",
    "a | b\n--|--\nc | d",
    "| a |\n|---|\n| b |",
    "text | more\n\n---\n",
    "#tag and words",
    "## `code` { #h }",
    "## {{ name }} { #h }",
    '=== "A"\n\n    ## Head { #h }',
    '--8<-- "a.md"\n\n`--8<-- a`\n\n```text\n--8<-- a\n```',
    "--8<--\na.md\n--8<--",
    ';--8<-- "a.md"',
]


@pytest.mark.parametrize(("text", "line", "message"), [*LISTS, *TABLES, *HEADINGS, *INCLUDES])
def test_a_block_that_is_read_otherwise_is_reported_once(text: str, line: int, message: str) -> None:
    ((found, said),) = faults(Source("a.md", f"---\ntitle: A\n---\n\n{text}\n"))
    assert found == line + 4
    assert said.startswith(message)
    assert "; " in said


@pytest.mark.parametrize("text", SOUND)
def test_a_block_that_is_read_as_it_looks_passes(text: str) -> None:
    assert not list(faults(Source("a.md", f"{text}\n")))


def test_a_formula_that_a_bar_cuts_has_no_second_line() -> None:
    assert not list(faults(Source("a.md", f"{TABLE}| $|x|$ | d |")))


def test_every_line_of_a_block_is_known_as_unread() -> None:
    assert unread_lines(Source("a.md", "text\n1. a\n2. b\n")) == {2, 3}


@pytest.mark.parametrize("text", ["# " + " " * 60_000 + "x", "#x {#" + "a" * 60_000, "<pre>" * 20_000, "-" * 60_000])
def test_long_lines_are_read_in_linear_time(text: str) -> None:
    assert len(list(faults(Source("a.md", text)))) < 2


def test_long_pages_are_read_in_linear_time() -> None:
    text = "".join(f"text\n- a\n\n{TABLE}| c |\n\n##x\n\n" for _ in range(2000)) + "|-|\n" * 5000
    assert len(list(faults(Source("a.md", text)))) == 6000
