"""What Markdown would not read as a page means it is reported with its line, and nothing else is."""

from __future__ import annotations

import pytest

from recompute.source.lint import joined_formulas, literal_asterisks, lone_signs, repeated_ids
from recompute.source.page_source import Source
from recompute.source.tables import divided_formulas
from recompute.translation.seen_text import visible


def test_an_id_used_twice_is_reported() -> None:
    text = "# A { #a }\n\n## B { #b }\n\n## C\n\n## D\n"
    assert not list(repeated_ids(Source("a.md", text)))
    found = list(repeated_ids(Source("a.md", text.replace("#b", "#a"))))
    assert found == [(3, "the id #a is used twice; give each heading its own")]


@pytest.mark.parametrize("text", ["$x$", "\\$5", "`$x`", "```\n$x\n```", "$$\nx\n$$", "<!-- $ -->", "$a$与$b$"])
def test_dollar_signs_of_formulas_and_code_may_stand(text: str) -> None:
    assert not list(lone_signs(Source("a.md", text)))


@pytest.mark.parametrize(("text", "line"), [("a $x b", 1), ("a\n\n$x$ and y$", 3), ("$ x $", 1), ("$$x\n\ny", 1)])
def test_a_dollar_sign_that_makes_no_formula_is_reported(text: str, line: int) -> None:
    found = list(lone_signs(Source("a.md", text)))
    assert found[0][0] == line
    assert found[0][1].startswith("a dollar sign is left as it is; ")


@pytest.mark.parametrize("text", ["`a`", "a \\` b", "``a`b``", "<code>a`b</code>", "~~~\n`\n~~~", "<!-- ` -->"])
def test_backquotes_of_code_may_stand(text: str) -> None:
    assert not list(lone_signs(Source("a.md", text)))


@pytest.mark.parametrize(("text", "line"), [("a `b c", 1), ("a\n\n`b`` c", 3), ("- a\n- ``b` c", 2)])
def test_a_backquote_that_makes_no_code_is_reported(text: str, line: int) -> None:
    message = "a backquote is left as it is; close the code span with as many as open it, or write \\`"
    assert (line, message) in list(lone_signs(Source("a.md", text)))


@pytest.mark.parametrize(
    "text", ["$$x$$", "a\n\n$$x$$\n\nb", "- $$x$$\n- b", "> $$x$$", "# A\n$$x$$", "- a\n\n    $$x$$"]
)
def test_a_display_formula_of_its_own_passes(text: str) -> None:
    assert not list(joined_formulas(Source("a.md", text)))


@pytest.mark.parametrize(
    "text",
    ["a\n\n$$x$$ b", "a\n\nb $$x$$", "\na\n$$x$$", "\n\n$$x$$\na", "\n- a\n    $$x$$", "|a|b|\n|-|-|\n|$$x$$|c|"],
)
def test_a_display_formula_among_words_is_reported(text: str) -> None:
    message = "a display formula is a paragraph of its own; put it there, or write it between single $"
    assert list(joined_formulas(Source("a.md", text))) == [(3, message)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "*a* **b** ***c***",
            "**交叉熵（cross-entropy）**用于",
            "**`a`**b",
            "a \\* b",
            "* a\n* b",
            "***",
            "`*`",
            "$a*b$",
        ),
        *("> **a\n> b**", "| **a** | *b* |\n|---|---|\n| c | d |", "*a\nb*", "{{ a }}*b*"),
    ],
)
def test_emphasis_that_is_read_may_stand(text: str) -> None:
    assert not list(literal_asterisks(visible(Source("a.md", text))))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n** b**", 3),
        ("**a", 1),
        ("a* b", 1),
        ("b\na ** c", 2),
        ("> *a", 1),
        ("| *a | b* |\n|---|---|", 1),
        ("# a*", 1),
    ],
)
def test_asterisks_that_are_left_are_reported(text: str, line: int) -> None:
    message = "an asterisk is left as it is; put both marks right beside the words, or write \\*"
    assert list(literal_asterisks(visible(Source("a.md", text)))) == [(line, message)]


CUT = ["| $|x|$ | a |", "| a | $p(x | y)$ |", "| $|x| + |y|$ | b |", "| $a | b$ and $c | d$ | e |", "| **$|x|$** | a |"]
WHOLE = [
    "| $x$ | $y$ |",
    r"| $\lvert x \rvert$ | a |",
    r"| $p(x \mid y)$ | a |",
    "| `$|x|$` | a |",
    r"| $p \| q$ | a |",
]


@pytest.mark.parametrize("row", CUT)
@pytest.mark.parametrize("prefix", ["", "> "])
def test_a_bar_that_cuts_a_formula_in_a_table_is_reported(row: str, prefix: str) -> None:
    text = "\n".join(prefix + line for line in ("| A | B |", "|---|:-:|", "| a | b |", row))
    ((line, message),) = divided_formulas(Source("a.md", text))
    assert line == 4
    assert message.startswith("a bar within a formula ends the cell of a table; ")


@pytest.mark.parametrize("row", WHOLE)
def test_a_formula_that_keeps_its_cell_passes(row: str) -> None:
    assert not list(divided_formulas(Source("a.md", f"| A | B |\n|---|---|\n{row}")))


def test_a_bar_outside_tables_is_no_fault() -> None:
    assert not list(divided_formulas(Source("a.md", "$|x|$ and $|y|$ | a")))
