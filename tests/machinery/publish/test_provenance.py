"""At the foot of a page each of its numbers is listed, with what it is, its first place, its lines, and its checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from recompute.audit.trace import Trace
from recompute.diagnostics import Diagnostics
from recompute.markup.html import LIST
from recompute.markup.render_context import RenderContext
from recompute.publish.provenance import Provenance
from recompute.publish.source_pages import Repository, Sources
from recompute.values.cross_checks import Checks
from recompute.values.lookup import ModuleResults, Value, Values

TEXT = """\
# Rain {{ rain }} { #top }

{{ high }}, {{ week }} and $T = {{ week[1] }}$, again {{ high }} or {{ high:.1f }}

## Sky { #sky }

$\\mathbf{ {{ low }} }$ {{ sky }} {{ climate.low }}

| | | |
|---|---|---|
| {{ stations }} |
"""

CHECKS = {
    "low": {"of": "weather.low", "by": "float32 & thumb", "within": None, "data": -3.5, "file": "c.py", "line": 1},
    "high": {"of": "weather.high", "by": "abacus", "within": None, "data": 12, "file": "c.py", "line": 5},
    "week": {"of": "weather.week", "by": "abacus", "within": None, "data": [1.5, -2.0, 3.0], "file": "c.py", "line": 9},
}


@pytest.fixture
def provenance() -> Provenance:
    reply = {"checks": CHECKS, "problems": [], "missing": {}}
    checks = Checks(modules={"checks": ["checks"]}, results=ModuleResults(lambda module: reply, Diagnostics()))
    return Provenance(checks, Sources(Path("/nowhere")))


@pytest.fixture
def listed(
    make_page: Callable[..., RenderContext], convert: Callable[[RenderContext], str], provenance: Provenance
) -> Callable[..., tuple[RenderContext, html.HtmlElement]]:
    """Convert a page and list its numbers."""

    def run(text: str = TEXT, language: str = "en", **changes: Any) -> tuple[RenderContext, html.HtmlElement]:
        page = make_page(text, language, **changes)
        content = provenance.listed(convert(page), page, "en/weather/" if language == "en" else "weather/")
        return page, html.fromstring(f"<article>{content}</article>")

    return run


def entries(article: html.HtmlElement) -> dict[str, html.HtmlElement]:
    """Return the entries of the list by the values that they are of."""
    found = article.xpath(f"//details[@id='{LIST}']/dl/div")
    return {entry.get("id").removeprefix("number:"): entry for entry in found}


def words(entry: html.HtmlElement) -> list[str]:
    return [part.text_content() for part in entry.xpath("dd")]


def test_the_list_is_folded_and_called_by_its_name(listed: Any) -> None:
    for language, name in (("zh", "本页数字"), ("en", "Numbers on this page")):
        _, article = listed(language=language)
        [numbers] = article.xpath("details[last()]")
        assert numbers.get("open") is None
        assert numbers.xpath("summary/text()") == [name]
        assert numbers.getnext() is None


def test_it_has_one_entry_for_each_value_in_reading_order(listed: Any) -> None:
    _, article = listed()
    names = ["rain", "high", "week", "low", "sky"]
    assert list(entries(article)) == [*(f"weather.{name}" for name in names), "climate.low", "weather.stations"]


def test_an_entry_shows_each_number_once_as_the_page_first_does(listed: Any) -> None:
    _, article = listed()
    shown = {ref: entry.xpath("dt")[0].text_content() for ref, entry in entries(article).items()}
    assert shown["weather.high"] == "12"
    assert shown["weather.week"] == "1.50, −2.25, 3.00"
    assert shown["weather.low"] == "−3.5"
    assert shown["weather.stations"] == "summit, −7.25, 50.0%, valley, 4.50, 12.5%"


def test_each_number_of_an_entry_leads_to_its_first_place(listed: Any) -> None:
    _, article = listed()
    numbers = article.xpath("//details//dt/a/data")
    assert len(numbers) == len({number.get("data-ref") for number in numbers}) == 14
    for number in numbers:
        id_ = number.getparent().get("href").removeprefix("#")
        [place] = article.xpath(f"//*[@id='{id_}']")
        assert place == article.xpath(f"//*[@data-ref='{number.get('data-ref')}']")[0]
        assert place.text == number.text
        assert number.get("value") == place.get("value" if place.tag == "data" else "data-value")


def test_an_entry_tells_what_the_value_is_and_the_line_that_made_it(listed: Any) -> None:
    for language, description, folders in (("zh", "值。", "../"), ("en", "A value.", "../../")):
        _, article = listed(language=language)
        entry = entries(article)["climate.low"]
        assert words(entry) == [description, "climate.low", "pages/climate.py:2"]
        assert entry.xpath("dd/a/@href") == [f"{folders}source/pages/climate.py/#L2"]


def test_an_entry_tells_what_checked_the_value_and_how_far_apart_they_are(listed: Any) -> None:
    _, article = listed()
    checked = {ref: entry.xpath("string(dd[@class='check'])") for ref, entry in entries(article).items()}
    assert checked["weather.low"] == "float32 & thumb: −3.5, differs by 4.4×10⁻²"
    assert checked["weather.high"] == "abacus: every digit is the same"
    assert checked["weather.week"] == "abacus: differs by at most 2.5×10⁻¹"
    assert checked["weather.rain"] == ""


def test_an_entry_leads_to_the_repository_where_there_is_one(
    make_page: Callable[..., RenderContext], convert: Callable[[RenderContext], str], tmp_path: Path
) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/weather.py").write_text("\n\n@value()\ndef rain(scenario):\n    return 1\n")
    sources = Sources(tmp_path, Repository("https://git.example/w", "0c9"))
    page = make_page("{{ rain }}")
    article = html.fromstring(Provenance(Checks(), sources).listed(convert(page), page, "weather/"))
    assert [link.text for link in article.xpath("//dd/a[starts-with(@href, 'https')]")] == ["repository"]
    assert article.xpath("//dd/a/@href")[1] == "https://git.example/w/blob/0c9/pages/weather.py#L3-L5"


def test_ids_are_used_once_and_are_none_that_a_heading_has(listed: Any) -> None:
    page, article = listed()
    ids = article.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.source.ids() == {"top", "sky"}
    assert {"top", "sky"} <= set(ids)


def test_the_list_passes_the_trace_and_counts_for_no_section(
    listed: Any, trace_html: Callable[[str, RenderContext], Trace]
) -> None:
    page, article = listed()
    with_list = trace_html(html.tostring(article, encoding="unicode"), page)
    article.remove(article.xpath("details")[0])
    without = trace_html(html.tostring(article, encoding="unicode"), page)
    assert with_list == without
    assert without.uncomputed == []
    assert str(page.diagnostics) == ""


def test_a_number_in_the_list_that_no_quote_made_is_a_problem(
    listed: Any, trace_html: Callable[[str, RenderContext], Trace]
) -> None:
    page, article = listed()
    text = html.tostring(article, encoding="unicode").replace(">12</data></a>", ">13</data></a>")
    trace_html(text, page)
    assert "'13' claims to be weather.high" in str(page.diagnostics)


TIED = """\
It was *[freezing](https://example.org/) at {{ low }}*{ claim=frost }, and again *cold*{ claim=frost }.
"""


def test_the_words_tied_to_a_claim_lead_to_its_condition_and_its_lines(listed: Any) -> None:
    page, article = listed(TIED)
    [claim] = [entry for entry in article.xpath("//details/dl/div") if entry.get("id").startswith("claim:")]
    assert claim.get("id") == "claim:weather.frost"
    [link] = claim.xpath("dt/a")
    assert link.text_content() == "freezing at −3.5"
    assert article.xpath(f"//*[@id='{link.get('href').removeprefix('#')}']")[0].text_content() == "freezing at −3.5"
    assert words(claim)[:2] == [page.claims["weather.frost"], "weather.frost"]
    assert [number.get("data-ref") for number in claim.xpath("dd/data")] == ["weather.low"]
    assert claim.xpath("dd/a/@href") == ["../../source/pages/weather.py/#L1"]
    assert article.xpath("//details/p/text()") == ["What the page says of them"]


def test_claims_pass_the_trace_too(listed: Any, trace_html: Callable[[str, RenderContext], Trace]) -> None:
    page, article = listed(TIED, "zh")
    traced = trace_html(html.tostring(article, encoding="unicode"), page)
    assert traced.uncomputed == []
    assert str(page.diagnostics) == ""


def test_a_page_without_numbers_has_no_list(listed: Any) -> None:
    _, article = listed("# Nothing { #top }\n\nNothing.\n")
    assert article.xpath("//details") == []


def test_descriptions_are_text(
    make_page: Callable[..., RenderContext], convert: Callable[[RenderContext], str]
) -> None:
    value = Value("weather.x", 0.25, ".2f", {"en": "p < 1 & q."}, "pages/weather.py", 1)
    page = make_page("{{ x }}", known=Values([value]))
    article = html.fromstring(Provenance(Checks(), Sources(Path("/nowhere"))).listed(convert(page), page, ""))
    [description] = article.xpath("//dd/span[@data-literal]")
    assert description.text == "p < 1 & q."
    assert description.get("data-literal") == "part of a symbol or a name"
