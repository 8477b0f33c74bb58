"""Front matter shows computed values too, and what is typed there is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from recompute.markup.elements import MARK, without_marks
from recompute.markup.render_context import RenderContext
from recompute.site.filled_front_matter import filled

MakePage = Callable[..., RenderContext]


def published(meta: Any) -> Any:
    """Return front matter as it reaches the reader, once its numbers have been traced."""
    if isinstance(meta, dict):
        return {key: published(item) for key, item in meta.items()}
    if isinstance(meta, list):
        return [published(item) for item in meta]
    return without_marks(meta) if isinstance(meta, str) else meta


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "cloudy: −2.25 of 1.50, −2.25, 3.00"), ("zh", "多云: −2.25 of 1.50、−2.25、3.00")],
)
def test_quotes_are_filled_in(language: str, title: str, make_page: MakePage) -> None:
    page = make_page('---\ntitle: "{{ sky }}: {{ week[1] }} of {{ week }}"\n---\nText\n', language)
    assert published(filled(page)) == {"title": title}
    assert not page.diagnostics


def test_lists_are_filled_in_and_other_data_stays(make_page: MakePage) -> None:
    page = make_page('---\ntags: [a, "{{ high }}"]\nvalues: false\nhide: [toc]\n---\n')
    assert published(filled(page)) == {"tags": ["a", "12"], "values": False, "hide": ["toc"]}


def test_a_filled_in_number_is_marked_until_it_is_traced(make_page: MakePage) -> None:
    page = make_page("---\ndescription: down to {{ low }}\n---\n")
    assert MARK in filled(page)["description"]
    assert set(page.quoted) == {("weather.low", "−3.5")}


@pytest.mark.parametrize("key", ["title", "description"])
def test_a_typed_numeral_is_a_problem(key: str, make_page: MakePage) -> None:
    page = make_page(f"---\ntags: [a]\n{key}: from {{{{ low }}}} to 12\n---\n")
    filled(page)
    (problem,) = page.diagnostics.found
    assert str(problem).startswith(f"docs/en/weather.md:3: 12 is typed by hand in the {key}; weather.high is 12")
    assert str(problem).endswith("quote {{ weather.high }}, or leave the number out")


def test_a_numeral_that_nobody_reads_is_none(make_page: MakePage) -> None:
    page = make_page("---\ntags: [GPT-2]\ndate: 2016-01-01\n---\n")
    filled(page)
    assert not page.diagnostics


def test_an_unknown_value_is_a_problem_at_its_line(make_page: MakePage) -> None:
    page = make_page("---\ntags: [a]\ntitle: about {{ lov }}\n---\n")
    assert filled(page)["title"] == "about {{ lov }}"
    assert str(page.diagnostics).startswith("docs/en/weather.md:3: there is no value 'lov'")
