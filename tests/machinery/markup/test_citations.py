"""Citations lead to the entries of sources; one that cannot is reported in one line; sections count what they cite."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from recompute.audit.trace import Trace
from recompute.library.references import References
from recompute.markup.render_context import RenderContext

MakePage = Callable[..., RenderContext]
Convert = Callable[[RenderContext], str]
Look = Callable[..., tuple[RenderContext, Trace]]

ADD = "add it to docs/references.yml"
WAYS = "write [@key] or [@key:figure], [@group/*] in a paragraph of its own, or put it in code"
WRONG = {
    "[@luke1803]": "there is no reference 'luke1803'; did you mean 'luke1802'?",
    "[@quetelet]": f"there is no reference 'quetelet'; {ADD}",
    "[@luke1802:kind]": "luke1802 has no figure 'kind'; did you mean 'kinds'?",
    "[@sun1900:speed]": f"sun1900 has no figure 'speed'; {ADD}",
    "[@unlisted]": "no page lists unlisted; write [@lost/*] on the page of references",
    "[@luke1802; @sun1900]": f"[@luke1802; @sun1900] is no citation; {WAYS}",
    "[@luke1802, p. 3]": f"[@luke1802, p. 3] is no citation; {WAYS}",
    "See [@books/*].": f"[@books/*] is no citation; {WAYS}",
    "[@boks/*]": "there is no list 'boks'; did you mean 'books'?",
    "[@terms/*]": "there is no list 'terms'; known are books, instruments, lost, glossary",
}


@pytest.mark.parametrize("written", WRONG)
def test_what_cannot_be_cited_is_reported_once_at_its_line(written: str, look: Look) -> None:
    page, _ = look(f"A line.\n\n{written}\n")
    assert str(page.diagnostics) == f"docs/en/weather.md:3: {WRONG[written]}"


@pytest.mark.parametrize("text", ["<div>[@barometer]</div>", "\\[@barometer]"])
def test_a_citation_left_as_it_was_is_a_problem(text: str, look: Look) -> None:
    page, _ = look(text)
    assert "'[@barometer]' was left as it is; " in str(page.diagnostics)


def test_a_source_whose_entry_is_at_fault_is_not_reported_again(make_page: MakePage, convert: Convert) -> None:
    page = make_page("[@broken] and [@broken:figure]")
    assert page.references is not None
    page.references.broken.add("broken")
    convert(page)
    assert str(page.diagnostics) == ""


def test_without_a_sound_data_file_no_citation_is_reported(make_page: MakePage, convert: Convert) -> None:
    page = make_page("[@luke1802]\n\n[@books/*]\n")
    page.references = References("docs/references.yml", sound=False)
    convert(page)
    assert str(page.diagnostics) == ""


def test_without_a_data_file_nothing_is_a_citation(make_page: MakePage, convert: Convert) -> None:
    page = make_page("[@luke1802]\n\n[@books/*]\n")
    page.references = page.glossary = None
    assert convert(page) == "<p>[@luke1802]</p>\n<p>[@books/*]</p>"


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("weather.md", "sources.md#luke1802"),
        ("guide/old/weather.md", "../../sources.md#luke1802"),
        ("books.md", "#luke1802"),  # It lists them itself, before sources.md does in the order of names.
    ],
)
def test_a_citation_leads_from_any_page_to_the_list(
    path: str, href: str, make_page: MakePage, convert: Convert
) -> None:
    page = make_page("[@luke1802]\n" + ("\n[@books/*]\n" if path == "books.md" else ""), path=path)
    if path == "books.md":
        page.page_index = type(page.page_index)({path: page.source})
    assert f'href="{href}"' in convert(page)


def test_sections_count_citations_and_figures_beside_values(look: Look) -> None:
    _, trace = look("[@luke1802]\n\n# A { #a }\n\n{{ low }} [@luke1802:kinds], [@luke1802:kinds]; [@barometer]\n")
    assert trace.sections == {
        "": Counter(["[@luke1802]"]),
        "a": Counter(["weather.low", "[@luke1802:kinds]", "[@luke1802:kinds]", "[@barometer]"]),
    }
    assert (trace.computed, trace.literal, trace.uncomputed) == (1, 3, [])


def test_a_figure_leads_to_the_row_that_judges_it(make_page: MakePage, convert: Convert) -> None:
    table = "| A | B | C |\n| --- | --- | --- |\n| {{ stations }} |\n"
    page = make_page(f"[@luke1802:kinds], [@luke1802:height]\n\n{table}")
    assert page.references is not None
    figures = page.references.by_key["luke1802"].figures
    figures["kinds"] = replace(figures["kinds"], judged="weather#stations-1")
    figures["height"] = replace(figures["height"], judged="guide/old#rows-0")
    html = convert(page)
    assert '<a class="judged" href="#stations-1"><span class="printed"' in html
    assert '<a class="judged" href="guide/old.md#rows-0"><span' in html
    assert re.findall(r'<tr id="[^"]*">', html) == ['<tr id="stations-1">']


def test_a_figure_that_no_page_quotes_is_reported(make_page: MakePage) -> None:
    page = make_page("[@luke1802:kinds] and `[@luke1802:height]`")
    assert page.references is not None
    assert list(page.references.unquoted([page.source])) == [
        (11, "no page quotes this figure; quote it as [@luke1802:height], or remove it")
    ]
