"""Words are tied to claims; a claim that is unknown, does not hold or is tied to nothing is one clean problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from recompute.audit.trace import Trace
from recompute.diagnostics import Diagnostics
from recompute.markup.claims import Claims
from recompute.markup.render_context import RenderContext
from recompute.values.lookup import ModuleResults, Values

Look = Callable[..., tuple[RenderContext, Trace]]
MakePage = Callable[..., RenderContext]
Convert = Callable[[RenderContext], str]


def diagnostics_of(page: RenderContext) -> list[str]:
    return str(page.diagnostics).splitlines()


def reply(line: int = 1, file: str = "pages/weather.py", **conditions: dict[str, str]) -> dict[str, Any]:
    """A module's reply with claims that hold, all declared on one line."""
    place = {"file": file, "line": line}
    declared = {name: {"holds": True, "conditions": words, **place} for name, words in conditions.items()}
    return {"claims": declared, "values": {}, "problems": [], "missing": {}}


def claims_of(diagnostics: Diagnostics, **replies: dict[str, Any]) -> Claims:
    """The claims of a page called weather, from modules by name."""
    return Claims(
        modules={"weather": list(replies)}, results=ModuleResults(lambda module: replies[module], diagnostics)
    )


def checked(values: Values, page: RenderContext, **replies: dict[str, Any]) -> list[str]:
    """Return what a check says of claims of which none but `tied` is tied to words."""
    claims = claims_of(page.diagnostics, **replies)
    claims.found.add("weather.tied")
    claims.check(values, [page.language], page.diagnostics)
    return diagnostics_of(page)


def test_claims_count_in_their_sections_but_not_as_numbers(look: Look) -> None:
    page, trace = look("# A { #a }\n\n*Cold*{ claim=frost }, {{ low }}, **cold**{ claim=weather.frost }\n\n*x*{ .y }\n")
    assert diagnostics_of(page) == []
    assert trace.sections == {"a": Counter({"claim:weather.frost": 2, "weather.low": 1})}
    assert trace.computed == 1


def test_a_page_knows_the_conditions_of_its_claims_with_their_numbers(look: Look) -> None:
    text = "*Cold*{ claim=frost }, *up*{ claim=rising }, *mild*{ claim=climate.mild }"
    assert look(text)[0].claims == {
        "weather.frost": "The low, −3.5, lies below zero.",
        "weather.rising": "1.50, −2.25, 3.00 rise all the way.",
        "climate.mild": "The mean, 8, lies above zero.",
    }
    assert look(text, "zh")[0].claims["weather.rising"] == "1.50、−2.25、3.00 一路上升。"


def test_a_claim_that_does_not_hold_is_a_problem_on_each_of_its_lines(look: Look) -> None:
    page, _ = look(
        "*Hot*{ claim=heat }\n\n*Cold*{ claim=frost }\n\n**hot**{ .x claim='heat' } and `*a*{ claim=heat }`\n"
    )
    remedy = "change the words, or the condition in pages/weather.py:3"
    message = f"the claim weather.heat does not hold: “12 is twice 8.25.”; {remedy}"
    assert diagnostics_of(page) == [f"docs/en/weather.md:1: {message}", f"docs/en/weather.md:5: {message}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*x*{ claim=frots }", "there is no claim 'frots'; did you mean 'frost'?"),
        ("*x*{ claim=mild }", "there is no claim 'mild'; did you mean 'climate.mild'?"),
        ("*x*{ claim=climate.frost }", "there is no claim 'climate.frost'; did you mean 'weather.frost'"),
        (
            "[x](https://a.example/){ claim=frost }",
            "claim=frost is tied to no emphasised words; write *words*{ claim=",
        ),
        ("x\n{: claim=rising }", "claim=rising is tied to no emphasised words; write *words*{ claim="),
        ("*x* { claim=rising }", "'{ claim=rising }' was left as it is; a quote needs"),
        ("x{ claim=rising }", "'{ claim=rising }' was left as it is; a quote needs"),
        (
            '<em data-claim="weather.frost">x</em>',
            "'x' is tied to 'weather.frost' by hand; outside HTML, write *x*{ cl",
        ),
        ('<em claim="frost">x</em>', "'x' is tied to 'frost' by hand; outside HTML, write *x*{ claim=frost }"),
    ],
)
def test_words_that_cannot_be_tied_are_a_problem_at_their_line(text: str, expected: str, look: Look) -> None:
    page, trace = look(f"*Cold*{{ claim=frost }}\n\n{text}\n")
    (problem,) = diagnostics_of(page)
    line = 4 if text.startswith("x\n") else 3
    assert problem.startswith(f"docs/en/weather.md:{line}: {expected}")
    assert trace.sections == {"": {"claim:weather.frost": 1}}


def test_a_claim_without_a_name_is_a_problem_at_its_line(look: Look) -> None:
    assert diagnostics_of(look("a\n\n*x*{ claim }\n")[0]) == [
        "docs/en/weather.md:3: there is no claim 'claim'; declare it in the page's module"
    ]


def test_other_attributes_may_have_no_value(look: Look) -> None:
    assert diagnostics_of(look("*High pressure*{ class } and *pressure*{ title }\n")[0]) == []


def test_a_longer_name_is_another_claim(look: Look) -> None:
    page, _ = look("*x*{ claim=heat }\n\n*y*{ claim=heat_wave }\n")
    assert [problem.split(": ")[0] for problem in diagnostics_of(page)] == [
        "docs/en/weather.md:1",
        "docs/en/weather.md:3",
    ]


def test_numerals_in_tied_words_are_traced(look: Look) -> None:
    assert look("*7 degrees*{ claim=frost }")[1].uncomputed == ["7"]


def test_a_term_in_the_name_of_a_claim_is_left_alone(make_page: MakePage, convert: Convert) -> None:
    page = make_page("*Heavy*{ claim=pressure } pressure")
    page.known_claims = claims_of(page.diagnostics, weather=reply(pressure={"en": "It is high."}))
    html = convert(page)
    assert html.startswith('<p><em class="claim" data-claim="')
    assert html.count("<abbr ") == 1


def test_a_claim_that_lacks_a_package_leaves_emphasis_that_says_so(make_page: MakePage, convert: Convert) -> None:
    page = make_page("*Cold*{ claim=frost }")
    lacking = {**reply(), "missing": {"": ["abacus", "pages/weather.py", 3]}}
    page.known_claims = claims_of(page.diagnostics, weather=lacking)
    assert convert(page) == '<p><em class="missing" title="(not computed: abacus is not installed)">Cold</em></p>'
    assert diagnostics_of(page) == []


def test_a_claim_of_a_broken_module_is_not_reported_again(make_page: MakePage, convert: Convert) -> None:
    page = make_page("*Cold*{ claim=frost }")
    broken = {**reply(), "problems": [["pages/weather.py", 7, "it cannot be imported"]]}
    page.known_claims = claims_of(page.diagnostics, weather=broken)
    convert(page)
    assert diagnostics_of(page) == ["pages/weather.py:7: it cannot be imported"]


def test_a_condition_may_lack_a_package(make_page: MakePage, convert: Convert) -> None:
    page = make_page("*Cold*{ claim=frost }")
    lacking = {**reply(), "missing": {"depth": ["abacus", "pages/weather.py", 3]}}
    page.values = Values(
        modules={"weather": ["pages.weather"]}, results=ModuleResults(lambda module: lacking, page.diagnostics)
    )
    page.known_claims = claims_of(page.diagnostics, weather=reply(frost={"en": "{{ depth }} is deep."}))
    convert(page)
    page.known_claims.check(page.values, [page.language], page.diagnostics)
    assert page.claims == {"weather.frost": "(not computed: abacus is not installed) is deep."}
    assert diagnostics_of(page) == []


def test_a_page_s_claims_may_stand_in_two_modules(values: Values, make_page: MakePage) -> None:
    words = {"en": "It is so."}
    claims = claims_of(Diagnostics(), a=reply(first=words), b=reply(second=words))
    assert claims.find("first", "weather").ref == "weather.first"
    assert claims.find("second", "weather").ref == "weather.second"
    twice = checked(values, make_page(""), a=reply(4, tied=words), b=reply(9, "claims/weather.py", tied=words))
    assert twice == ["claims/weather.py:9: weather.tied is declared in pages/weather.py:4 already; keep one of the two"]


def test_a_claim_that_no_words_are_tied_to_is_a_problem_where_it_is_declared(
    values: Values, make_page: MakePage
) -> None:
    words = {"en": "It is so."}
    expected = (
        "pages/weather.py:6: no page ties words to weather.lost; write *words*{ claim=weather.lost }, or remove it"
    )
    assert checked(values, make_page(""), a=reply(6, tied=words, lost=words)) == [expected]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{{ lov }} is low.", "there is no value 'lov'; did you mean 'low'?"),
        ("{{ week[3] }} is low.", "weather.week has 3 items; [3] is past its end, the last is [2]"),
        ("{{low}} is low.", "{{low}} is not a quote; write {{ name }}"),
        (" ", 'weather.tied has no condition in en; add en="…" to its declaration'),
    ],
)
def test_a_condition_that_cannot_be_shown_is_a_problem_where_it_is_declared(
    condition: str, expected: str, values: Values, make_page: MakePage
) -> None:
    (problem,) = checked(values, make_page(""), a=reply(6, tied={"en": condition}))
    assert problem.startswith(f"pages/weather.py:6: {expected}")


def test_a_faulty_condition_is_not_reported_where_it_is_tied(make_page: MakePage, convert: Convert) -> None:
    page = make_page("*Cold*{ claim=tied }")
    page.known_claims = claims_of(page.diagnostics, a=reply(tied={"en": "{{ lov }} is low."}))
    assert 'data-claim="' in convert(page)
    assert diagnostics_of(page) == []
