"""A figure is shown on a page with its texts; one that cannot be shown is a problem at its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recompute.audit.trace import Trace
from recompute.diagnostics import Diagnostics
from recompute.markup.figures import Figures
from recompute.markup.render_context import RenderContext
from recompute.values.lookup import ModuleResults

Look = Callable[..., tuple[RenderContext, Trace]]
SVG = '<svg viewBox="0 0 9 9"></svg>'


def diagnostics_of(page: RenderContext) -> list[str]:
    return str(page.diagnostics).splitlines()


def test_a_figure_counts_in_its_section_and_the_numbers_in_it_are_its_own(look: Look) -> None:
    page, trace = look("# A { #a }\n\n![Wind at {{ low }}](figure:wind)\nCaption {{ high }}.\n")
    assert diagnostics_of(page) == []
    assert trace.sections == {"a": {"figure:wind": 1, "weather.low": 1, "weather.high": 1}}


def test_a_description_is_traced_like_any_words(look: Look) -> None:
    page, trace = look("![Wind of 7 knots](figure:wind)")
    assert trace.uncomputed == ["7"]
    assert diagnostics_of(page)[0].startswith("docs/en/weather.md:1: 7 is typed by hand")


def test_only_what_the_build_drew_may_hold_numerals(look: Look) -> None:
    _, trace = look('<svg viewBox="0 0 7 7"><text>7</text></svg>')
    assert trace.uncomputed == ["7"]
    _, trace = look('<svg data-figure="wind"><text>7</text></svg>')
    assert trace.uncomputed == ["7"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![Wind](figure:win)", "there is no figure 'win'; did you mean figure:wind?"),
        ("![](figure:wind)", "figure:wind has no description; write one between the square brackets"),
        ("See ![Wind](figure:wind)", "figure:wind must begin a paragraph of its own; its caption follows it"),
        ("| a |\n|---|\n| ![Wind](figure:wind) |", "figure:wind must begin a paragraph of its own"),
    ],
)
def test_a_figure_that_cannot_be_shown_is_a_problem_at_its_line(text: str, expected: str, look: Look) -> None:
    page, _ = look(text)
    line = 1 + text[: text.index("figure:")].count("\n")
    assert [problem.startswith(f"docs/en/weather.md:{line}: {expected}") for problem in diagnostics_of(page)] == [True]


def drawn(titles: dict[str, str]) -> Figures:
    drawing = {"svg": {"en": SVG}, "titles": titles, "file": "figures/wind.py", "line": 3}
    reply = {"drawings": {"draw": drawing}, "problems": [], "missing": {}}
    return Figures(modules={"wind": ["figures.wind"]}, results=ModuleResults(lambda module: reply, Diagnostics()))


def test_a_figure_without_a_title_in_some_language_is_a_problem() -> None:
    figures, diagnostics = drawn({"en": "Wind"}), Diagnostics()
    figures.drawing("wind")
    figures.check(["zh", "en"], diagnostics)
    assert str(diagnostics) == 'figures/wind.py:3: the figure has no title in zh; add zh="…" to its declaration'


def test_a_figure_that_no_page_shows_is_a_problem() -> None:
    diagnostics = Diagnostics()
    drawn({"en": "Wind"}).check(["en"], diagnostics)
    assert str(diagnostics).startswith("figures/wind.py:1: no page shows this figure")


def test_a_figure_that_lacks_a_package_is_replaced_by_words(
    make_page: Callable[..., RenderContext], convert: Callable[[RenderContext], str]
) -> None:
    page = make_page("![Wind](figure:wind)")
    reply = {"drawings": {}, "problems": [], "missing": {"draw": ["abacus", "figures/wind.py", 4]}}
    page.figures = Figures(
        modules={"wind": ["figures.wind"]}, results=ModuleResults(lambda module: reply, page.diagnostics)
    )
    html = convert(page)
    assert '<div class="missing">(not computed: abacus is not installed)</div>' in html
    assert not page.diagnostics
