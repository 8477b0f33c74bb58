"""What code cells give is below them as HTML, and the trace trusts that alone, not what looks like it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from recompute.audit.trace import Trace
from recompute.diagnostics import Diagnostics
from recompute.locale.language import Language
from recompute.markup.notebook_outputs import Outputs
from recompute.markup.render_context import RenderContext
from recompute.source.notebook import Cell, parse
from recompute.source.page_source import Source
from tests.machinery.source.notebooks import code, saved, words

MakePage = Callable[..., RenderContext]
Convert = Callable[[RenderContext], str]
TraceHtml = Callable[[str, RenderContext], Trace]

GERMAN = Language("de", "de", "Deutsch", "", "", ui_strings={"missing": "Ohne {} keine Ausgabe."})
NOTEBOOK = saved(words("Rain falls."), code("fall()"), words("It has fallen."), code("stop()"))
TABLE = "| k | mm |\n| - | -: |\n| `a` | 7.25 |"
SHOWN_TABLE = (
    '<div class="output no-copy">\n<div class="wide-table">\n<table>\n<thead>\n'
    '<tr>\n<th>k</th>\n<th style="text-align: right;">mm</th>\n</tr>\n'
    '</thead>\n<tbody>\n<tr>\n<td><code>a</code></td>\n<td style="text-align: right;">7.25</td>\n</tr>\n</tbody>\n'
    "</table>\n</div>\n</div>"
)


@dataclass
class Ran:
    """A notebook that has been run, with this reply."""

    outputs: list[list[tuple[str, str]]]
    problems: list[tuple[int, int, str]] = field(default_factory=list)
    missing: str | None = None
    opened: list[str] = field(default_factory=list)

    def reply(self, file: str) -> dict[str, Any]:
        assert file == "docs/en/a.ipynb"
        return vars(self)


def shown(ran: Ran, language: Language = GERMAN) -> tuple[list[str], list[str]]:
    """Return the HTML of a notebook with code on lines 3 and 7, and the problems."""
    source = Source("docs/en/a.ipynb", "", cells=(Cell("fall()\nfall()", 3), Cell("stop()", 7)))
    diagnostics = Diagnostics()
    outputs = Outputs(ran, {"a.ipynb": source}, "try apt", diagnostics)  # type: ignore[arg-type]
    return outputs.shown("a.ipynb", language), str(diagnostics).splitlines()


GIVEN = {
    "nothing": ([], ""),
    "a table": ([("text/markdown", TABLE)], SHOWN_TABLE),
    "text": ([("text/plain", "a < b\n  & c\n")], "<pre><code>a &lt; b\n  &amp; c</code></pre>"),
    "both": ([("text/plain", "1"), ("text/markdown", "*2*")], "<pre><code>1</code></pre>\n<p><em>2</em></p>"),
}


@pytest.mark.parametrize(("output", "html"), GIVEN.values(), ids=GIVEN)
def test_what_a_cell_gives_becomes_html(output: list[tuple[str, str]], html: str) -> None:
    [found, nothing], diagnostics = shown(Ran([output, []]))
    assert found in {html, f'<div class="output no-copy">\n{html}\n</div>'}
    assert (nothing, diagnostics) == ("", [])


def test_a_page_that_is_no_notebook_has_no_outputs() -> None:
    assert Outputs(Ran([]), {}, "", Diagnostics()).shown("b.md", GERMAN) == []  # type: ignore[arg-type]


def test_a_problem_is_reported_with_the_line_of_the_file() -> None:
    html, diagnostics = shown(Ran([], [(0, 2, "ValueError: dry")]))
    assert (html, diagnostics) == ([], ["docs/en/a.ipynb:4: ValueError: dry"])


def test_what_was_given_before_the_problem_is_shown() -> None:
    html, diagnostics = shown(Ran([[("text/plain", "wet")]], [(1, 1, "ValueError: dry")]))
    assert html == ['<div class="output no-copy">\n<pre><code>wet</code></pre>\n</div>']
    assert diagnostics == ["docs/en/a.ipynb:7: ValueError: dry"]


def test_where_a_package_is_missing_each_cell_says_so_in_the_language_of_the_page() -> None:
    html, diagnostics = shown(Ran([], [(0, 1, "ModuleNotFoundError: …")], missing="clouds"))
    assert html == ['<div class="output missing"><p>Ohne clouds keine Ausgabe.</p></div>'] * 2
    assert diagnostics == ["docs/en/a.ipynb:3: clouds is not installed, and this cell needs it; try apt"]


@pytest.mark.parametrize(
    "text", ["<Rain object at 0x7f1b2c3d4e5f>", "saved in /tmp/rain.txt", "see /home/me/rain, or not"]
)
def test_an_output_that_changes_with_run_or_machine_is_a_problem(text: str) -> None:
    _, [problem] = shown(Ran([[], [("text/plain", text)]]))
    assert problem.startswith("docs/en/a.ipynb:7: the cell gives ")
    assert problem.endswith("which is another in every run; print what stays the same")


@pytest.mark.parametrize("text", ["7 l/m", "src/tmp/x and https://a.example/home/b", "0x10 at 0"])
def test_an_output_that_merely_looks_so_is_none(text: str) -> None:
    assert shown(Ran([[], [("text/plain", text)]]))[1] == []


# On the page


def notebook_page(make_page: MakePage, *outputs: str, written: str = NOTEBOOK) -> RenderContext:
    page = make_page(parse(written).text)
    page.outputs = list(outputs)
    return page


def test_an_output_stands_right_below_its_cell(make_page: MakePage, convert: Convert) -> None:
    html = convert(notebook_page(make_page, "", SHOWN_TABLE))
    before, between, after = html.partition(SHOWN_TABLE)
    assert between
    assert "fall" in before and "It has fallen." in before and "stop" in before
    assert before.rstrip().endswith("</code></pre></div>")
    assert after.strip() == ""
    assert "\ue004" not in html


@pytest.mark.parametrize("outputs", [(), ("",)])
def test_a_cell_without_an_output_leaves_no_trace(
    outputs: tuple[str, ...], make_page: MakePage, convert: Convert
) -> None:
    assert "\ue004" not in convert(notebook_page(make_page, *outputs))


def test_numerals_of_an_output_are_computed(make_page: MakePage, convert: Convert, trace_html: TraceHtml) -> None:
    page = notebook_page(make_page, SHOWN_TABLE)
    assert trace_html(convert(page), page).uncomputed == []
    assert not page.diagnostics


FORGED = {
    "without any output": ((), SHOWN_TABLE),
    "beside an output": ((SHOWN_TABLE,), '<div class="output no-copy">It is 7.25.</div>'),
    "with another number": ((SHOWN_TABLE,), SHOWN_TABLE.replace("7.25", "7.5")),
    "with a number more": ((SHOWN_TABLE,), SHOWN_TABLE.replace("<td><code>a</code></td>", "<td>3</td>")),
    "with a tooltip": ((SHOWN_TABLE,), SHOWN_TABLE.replace("<table>", '<table title="3 rows">')),
    "around an output": ((SHOWN_TABLE,), f'<div class="output">3 {SHOWN_TABLE}</div>'),
}


@pytest.mark.parametrize(("outputs", "forged"), FORGED.values(), ids=FORGED)
def test_what_merely_looks_like_an_output_is_not_trusted(
    outputs: tuple[str, ...], forged: str, make_page: MakePage, trace_html: TraceHtml
) -> None:
    assert trace_html(forged, notebook_page(make_page, *outputs)).uncomputed != []


def test_a_typed_numeral_in_a_notebook_is_reported_with_the_line_of_its_file(
    make_page: MakePage, convert: Convert, trace_html: TraceHtml
) -> None:
    written = saved(words("Rain falls.\n\nIt is 7.25 mm."), code("fall()"))
    page = notebook_page(make_page, SHOWN_TABLE, written=written)
    trace_html(convert(page), page)
    [problem] = page.diagnostics.found
    assert "7.25 mm." in written.splitlines()[problem.line - 1]
