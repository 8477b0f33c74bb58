"""A translation agrees with its source."""

from __future__ import annotations

from collections import Counter

import pytest

from recompute.diagnostics import Diagnostics
from recompute.source.notebook import Cell
from recompute.source.page_index import PageIndex
from recompute.source.page_source import Source
from recompute.translation.document import Document, Pair
from recompute.translation.neutral import Location
from recompute.translation.parity import (
    Sections,
    check_cells,
    check_pages,
    check_sections,
    same_outline,
)
from tests.machinery.conftest import lines, page


def test_a_page_without_a_source_is_a_problem_and_one_that_is_not_translated_none(diagnostics: Diagnostics) -> None:
    chinese = {"a.md": page(file="docs/zh/a.md"), "b.md": page(file="docs/zh/b.md")}
    english = {"b.md": page(file="docs/en/b.md"), "c.md": page(file="docs/en/c.md")}
    check_pages(chinese, english, diagnostics)
    assert lines(diagnostics) == ["docs/en/c.md:1: the page has no source of the same name; rename it or remove it"]


def quoted(expected: Sections, found: Sections, translation: str) -> list[str]:
    """Return what is wrong with what a translation quotes, by section."""
    location, diagnostics = Location("loss.md"), Diagnostics()
    source, other = (Document(page(text), location, PageIndex({})) for text in ("", translation))
    check_sections(Pair(source, other), expected, found, (), diagnostics)
    return lines(diagnostics)


def test_order_within_a_section_is_free() -> None:
    assert not quoted({"a": Counter(["x", "y"])}, {"a": Counter(["y", "x"])}, "# A { #a }\n")


@pytest.mark.parametrize(
    ("source", "translation", "says"),
    [
        (["x"], [], "quotes loss.x not at all, its source once"),
        ([], ["x"], "quotes loss.x once, its source not at all"),
        (["x", "x"], ["x"], "quotes loss.x once, its source twice"),
        (["x"] * 3, ["x"] * 4, "quotes loss.x 4 times, its source 3 times"),
    ],
)
def test_other_values_or_fewer_are_problems(source: list[str], translation: list[str], says: str) -> None:
    refs, found = Counter(f"loss.{name}" for name in source), Counter(f"loss.{name}" for name in translation)
    reported = quoted({"a": refs}, {"a": found}, "text\n\n# A { #a }\n")
    assert reported == [f"docs/en/loss.md:3: section #a {says}; make the two equal"]


def test_a_value_moved_to_another_section_is_two_problems() -> None:
    assert quoted({"a": Counter("x")}, {"b": Counter("x")}, "# A { #a }\n\n# B { #b }\n") == [
        "docs/en/loss.md:1: section #a quotes x not at all, its source once; make the two equal",
        "docs/en/loss.md:3: section #b quotes x once, its source not at all; make the two equal",
    ]


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        (
            "# A { #a }\n\n## C { #c }\n",
            ["docs/en/loss.md:1: the heading #b of docs/en/loss.md:3 is missing; add it"],
        ),
        (
            "# A { #a }\n\n## B { #bee }\n\n## C { #c }\n",
            [
                "docs/en/loss.md:1: the heading #b of docs/en/loss.md:3 is missing; add it",
                "docs/en/loss.md:3: the heading #bee is not in docs/en/loss.md; give both the same id, or add it there",
            ],
        ),
    ],
)
def test_a_translation_has_the_headings_of_its_source(
    translation: str, expected: list[str], diagnostics: Diagnostics
) -> None:
    source = page("# A { #a }\n\n## B { #b }\n\n## C { #c }\n")
    assert not same_outline(source, page(translation), diagnostics)
    assert lines(diagnostics) == expected


def notebook(*codes: str, file: str = "docs/en/loss.ipynb") -> Source:
    """A notebook whose cells begin on lines 10, 20 and so on."""
    return Source(file, "", cells=tuple(Cell(code, 10 * place) for place, code in enumerate(codes, start=1)))


def test_notebooks_with_the_same_code_agree(diagnostics: Diagnostics) -> None:
    check_cells(notebook("a\nb", "c"), notebook("a\nb", "c"), diagnostics)
    assert not diagnostics


SOURCE = "docs/zh/loss.ipynb"


@pytest.mark.parametrize(
    ("source", "translation", "problem"),
    [
        (["a", "b\nc"], ["a", "b\nd"], f"21: the code is not that of {SOURCE}:21; give both the same"),
        (["a\nb", "c"], ["a\nb\nc", "d"], f"12: the code is not that of {SOURCE}:12; give both the same"),
        (["a", "b"], ["b"], f"10: the code is not that of {SOURCE}:10; give both the same"),
        (["a\nb"], ["a", "b"], f"11: the code is not that of {SOURCE}:11; give both the same"),
        (["a", "b", "c"], ["a"], f"10: the code cell of {SOURCE}:20 does not follow; add it"),
        (["a"], [], f"1: the code cell of {SOURCE}:10 does not follow; add it"),
        (["a"], ["a", "b", "c"], f"20: the code cell is not in {SOURCE}; remove it, or add it there"),
    ],
)
def test_the_first_difference_in_code_is_a_problem(
    source: list[str], translation: list[str], problem: str, diagnostics: Diagnostics
) -> None:
    check_cells(notebook(*source, file=SOURCE), notebook(*translation), diagnostics)
    assert lines(diagnostics) == [f"docs/en/loss.ipynb:{problem}"]
