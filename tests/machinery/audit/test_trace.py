"""A numeral that nobody computed is found wherever a reader meets it; what is computed or declared passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from recompute.audit.trace import Trace, trace
from recompute.markup.render_context import RenderContext

MakePage = Callable[..., RenderContext]
TraceHtml = Callable[[str, RenderContext], Trace]
Look = Callable[..., tuple[RenderContext, Trace]]


TYPED = {
    "prose": ("The loss is 0.0165.", ["0.0165"]),
    "an integer": ("There are 4 of them, not 1.", ["4", "1"]),
    "glued to Han characters": ("共4类，第2个", ["4", "2"]),
    "full-width digits": ("共４类", ["４"]),
    "per cent": ("about 98.4% or ９８％", ["98.4%", "９８％"]),
    "a fraction": ("½ of 3/4", ["½", "3", "4"]),
    "circled and superscript": ("① and m²", ["①", "²"]),
    "another script's digits": ("٣ cats", ["٣"]),
    "glued to letters": ("float32", ["32"]),
    "an entity": ("a&#55;b", ["7"]),
    "emphasis": ("**0.5**", ["0.5"]),
    "a link": ("[page 3](climate.md)", ["3"]),
    "a heading": ("# Step 3 { #step }", ["3"]),
    "a table": ("| 3 | a |\n|---|---|\n| b | 4 |", ["3", "4"]),
    "a list item": ("- 3 cats", ["3"]),
    "a callout": ("> [!note] Title 3\n> Body 4", ["3", "4"]),
    "a foldable callout": ("> [!note]- Title 3\n> Body", ["3"]),
    "a tab": ('=== "Tab 3"\n\n    Body 4', ["3", "4"]),
    "alt": ("![3 cats](a.png)", ["3"]),
    "an image title": ('![cats](a.png "3 cats")', ["3"]),
    "a link title": ('[cats](climate.md "3 cats")', ["3"]),
    "an abbreviation's title": ('The <abbr title="3 words">NLL</abbr>.', ["3"]),
    "aria-label": ('<span aria-label="3 more">more</span>', ["3"]),
    "raw HTML": ("<div><p>3 <b>4</b> 5</p></div>", ["3", "4", "5"]),
    "a caption": ("<figure><figcaption>Figure 3</figcaption></figure>", ["3"]),
    "a formula": ("$x = 0.5 + 10$", ["0.5", "10"]),
    "text in a formula": (r"$\text{page 7}$", ["7"]),
    "a display formula": ("$$\n3x\n$$", ["3"]),
    "around code": ("3 `x` 4", ["3", "4"]),
}


@pytest.mark.parametrize(("text", "numerals"), TYPED.values(), ids=TYPED)
def test_a_typed_numeral_is_found(text: str, numerals: list[str], look: Look) -> None:
    page, trace = look(text)
    assert trace.uncomputed == numerals
    assert {problem.message.split(" is typed by hand")[0] for problem in page.diagnostics.found} == set(numerals)


PERMITTED = {
    "a computed number": "{{ low }} and {{ week }} in $x = {{ high }}$ and ![{{ low }}](a.png)",
    "symbols of a formula": r"$x_0 + x_1^2 = \frac{1}{2} + f_{1,2}$ and $\mathbf{1}$",
    "a literal with its reason": 'In <span data-literal="a year">2016</span>.',
    "code": "`label_smoothing=0.1` and `1.26.4`\n\n```python\nx = 3\n```\n\n    nine\n",
    "addresses and sizes": '[a](climate.md "b")\n\n<img src="a3.png" width="300" alt="A map">',
    "Han numerals": "三只猫",
    "a comment": "a <!-- 7 --> b",
    "no numeral": "words",
}


@pytest.mark.parametrize("text", PERMITTED.values(), ids=PERMITTED)
def test_what_is_computed_declared_or_a_symbol_passes(text: str, look: Look) -> None:
    page, trace = look(text)
    assert trace.uncomputed == []
    assert str(page.diagnostics) == ""


def test_only_the_article_is_looked_at(make_page: MakePage) -> None:
    output = "<nav>7</nav><article><p>A cat</p></article><footer>2016</footer>"
    assert trace(output, make_page("")).uncomputed == []


@pytest.mark.parametrize("symbol", ["3", "0.1", "12", "1.0"])
def test_no_other_number_is_a_symbol_of_a_formula(symbol: str, look: Look) -> None:
    assert look(f"${symbol}$")[1].uncomputed == [symbol]


@pytest.mark.parametrize("number", ["0", "1", "2"])
def test_a_symbol_of_formulas_is_no_symbol_in_prose(number: str, look: Look) -> None:
    assert look(f"{number} cats")[1].uncomputed == [number]


def test_computed_and_literal_numbers_are_counted(look: Look) -> None:
    _, trace = look('{{ low }} {{ week }} ![{{ low }}](a.png) <span data-literal="a year">2016</span> $x ≈ {{ low }}$')
    assert (trace.computed, trace.literal) == (6, 1)


def test_values_are_counted_in_their_sections(look: Look) -> None:
    _, trace = look("{{ low }}\n\n# A { #a }\n\n{{ low }} ![{{ low }}](a.png)\n\n## {{ high }} { #b }\n\n${{ low }}$\n")
    assert trace.sections == {
        "": Counter(["weather.low"]),
        "a": Counter(["weather.low", "weather.low"]),
        "b": Counter(["weather.high", "weather.low"]),
    }


@pytest.mark.parametrize("reason", ['""', '" "', '"\u200b"', '"…"', '"x"'])
def test_a_literal_without_a_reason_is_a_problem(reason: str, look: Look) -> None:
    page, _ = look(f"In <span data-literal={reason}>2016</span>.")
    assert str(page.diagnostics) == (
        "docs/en/weather.md:1: data-literal of '2016' gives no reason; say in words why it is no result"
    )


@pytest.mark.parametrize(
    "forged",
    [
        '<data class="value" value="0.5" data-ref="weather.low">0.5</data>',
        '<data class="value" value="9.5" data-ref="weather.low">−3.5</data>',
        '<span data-ref="nothing.at_all">7</span>',
        '<b data-ref="">7</b>',
    ],
)
def test_a_number_that_no_quote_made_is_a_forgery(forged: str, look: Look) -> None:
    page, _ = look(f"{{{{ low }}}} {forged}")
    (problem,) = page.diagnostics.found
    assert "but no quote on this page made it; quote the value instead" in problem.message


@pytest.mark.parametrize("text", ["{{ low\n}}", "<div>{{ low }}</div>", "a $$ b"])
def test_a_quote_or_formula_left_as_it_was_is_a_problem(text: str, look: Look) -> None:
    page, _ = look(text)
    assert "was left as it is; a quote needs {{ name }}" in str(page.diagnostics)


@pytest.mark.parametrize(
    "text", ['The <abbr title="is {{ low }}">NLL</abbr>.', '<div title="{{ low }}">x</div>', "![{{ stations }}](a.png)"]
)
def test_a_quote_left_in_an_attribute_is_a_problem(text: str, look: Look) -> None:
    page, _ = look(text)
    assert page.diagnostics


def test_a_vector_in_an_alt_text_is_computed(look: Look) -> None:
    page, trace = look("![{{ week }}](a.png)")
    assert (str(page.diagnostics), trace.computed) == ("", 3)


@pytest.mark.parametrize("raw", ["<article>x</article>", "<!-- </article> -->"])
def test_an_article_in_the_article_is_not_its_end(raw: str, look: Look) -> None:
    assert look(f"{raw}\n\n7.5 cats\n")[1].uncomputed == ["7.5"]


@pytest.mark.parametrize("tex", ["1{2}", "0{.}1", ".1", "x = .2", "x_{.1}"])
def test_a_number_pieced_together_from_symbols_is_typed(tex: str, look: Look) -> None:
    assert look(f"${tex}$")[1].uncomputed != []


def test_a_problem_names_the_line_and_the_text_around_it(look: Look) -> None:
    page, _ = look("The cat has 7 lives, as every cat will tell you.\n\n`x = 7`\n\nA week has 7 days, as you know.\n")
    first, second = sorted(page.diagnostics.found)
    assert (first.line, second.line) == (1, 5)
    assert "7 is typed by hand in “…The cat has 7 lives, as" in first.message
    assert "A week has 7 days" in second.message


def test_a_number_typed_in_the_title_of_a_fence_or_as_code_is_found_at_its_line(look: Look) -> None:
    text = 'Step one\n\n```python title="Step 27 of one"\nx = 27\n```\n\nAnd `27` of `x27`\n'
    page, _ = look(text)
    found = sorted(page.diagnostics.found)
    assert [(each.line, each.what.split()[0]) for each in found] == [(3, "27"), (7, "27")]


def test_a_short_line_is_not_mistaken_for_its_neighbour(look: Look) -> None:
    page, _ = look("The first 7 lines.\n\nThe second 7 lines.\n")
    assert sorted(problem.line for problem in page.diagnostics.found) == [1, 3]


@pytest.mark.parametrize(
    "text", ["## Rain\n", "Rain\n----\n", "- a\n\n    ## Rain\n", "<h2>Rain</h2>\n", "## Rain\n\n#a\n"]
)
def test_a_heading_without_an_id_of_its_own_is_a_problem(text: str, look: Look) -> None:
    page, _ = look(text)
    (problem,) = page.diagnostics.found
    assert "the heading 'Rain' has no id of its own; end it with { #short-ascii-name }" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "## Rain { #rain }\n",
        '## Rain { id="rain" }\n',
        "## Rain { .a id=rain }\n",
        "Rain {#rain}\n----\n",
        '<h2 id="rain">Rain</h2>\n\n*Rain*{#rain}\n',
    ],
)
def test_a_heading_with_an_id_of_its_own_is_none(text: str, look: Look) -> None:
    page, _ = look(text)
    assert not page.diagnostics


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("<main><p>7</p></main>", "the finished page has no <article>"),
        ("<article><p>1</p><!-- 7</article>", "the finished page cannot be read to its end"),
        (f"<article>{'<div>' * 260}7{'</div>' * 260}</article>", "the finished page cannot be read to its end"),
    ],
)
def test_a_finished_page_that_cannot_be_read_whole_is_an_error(output: str, message: str, make_page: MakePage) -> None:
    page = make_page("Seven\n")
    trace(output, page)
    assert any(each.what.startswith(message) for each in page.diagnostics.found)
