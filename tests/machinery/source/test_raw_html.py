"""What a page may hold besides Markdown: an allow-list of HTML, closed tags, and literals of one number each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from recompute.audit.trace import trace
from recompute.source.literals import faults, literals
from recompute.source.page_source import Source

Look = Callable[..., Any]

REFUSED = {
    "a script": ("<script>alert(1)</script>", "<script> is not allowed"),
    "a script in a drawing": ("<svg><script>alert(1)</script></svg>", "<script> is not allowed"),
    "a handler": ('text\n{ onclick="alert(1)" }', "onclick"),
    "a handler of an image": ('<img src="a.png" onerror="alert(1)" alt="">', "onerror"),
    "a script as an address": ("[a](javascript:alert(1))", "href"),
    "a script as an address with entities": ("[a](java&#115;cript:alert(1))", "href"),
    "an address with data": ('<img src="data:image/svg+xml,7" alt="">', "src"),
    "a base": ('<base href="https://e.example/">', "<base>"),
    "an object": ('<object data="https://e.example/"></object>', "<object>"),
    "a style sheet": ('<link rel="stylesheet" href="https://e.example/a.css">', "<link>"),
    "styles": ("<style>p { color: red }</style>", "<style>"),
    "a style": ("- is the loss\n{ style=\"list-style-type:'0.57 '\" }", "style"),
    "a style of a cell": ('<table><tr><td style="content: none">a</td></tr></table>', "style"),
    "a drawing": ('<svg viewBox="0 0 7 7"><path d="M7 7"/></svg>', "<svg>"),
    "a drawing with a figure's name": ('<svg data-figure="wind"><text>57</text></svg>', "data-figure"),
    "a frame": ('<iframe srcdoc="The loss is 0.57"></iframe>', "<iframe>"),
    "a template": ("<div><template shadowrootmode=open>0.57</template></div>", "<template>"),
    "a form": ("<form></form>", "<form>"),
    "a field": ('<input value="0.57">', "value"),
    "a field of numbers": ('<input type="number">', "type"),
    "a choice": ('<select><option label="0.57"></option></select>', "<option>"),
    "a button": ("<button>more</button>", "<button>"),
    "a meter": ('<meter value="0.57"></meter>', "<meter>"),
    "a progress bar": ('<progress value="0.57"></progress>', "<progress>"),
    "a video": ('<video src="a.mp4"></video>', "<video>"),
    "a canvas": ("<canvas></canvas>", "<canvas>"),
    "an item's number": ('<ol><li value="57">is the loss</li></ol>', "value"),
    "a list's first number": ('<ol start="57"><li>is the loss</li></ol>', "start"),
    "a spoken value": ('<div aria-valuetext="0.57">x</div>', "aria-valuetext"),
    "a role": ('<div role="meter">x</div>', "role"),
    "a copy of its own": ('<p data-copy="57">a</p>', "data-copy is not allowed"),
    "a copy beside code": ('```{ .python data-copy="0.57" }\nx = y\n```', "data-copy is not allowed"),
    "digits that align": ('*a*{ data-pad="0.57" }', "data-pad is not allowed"),
    "data of its own": ('<p data-tooltip="0.57">x</p>', "data-tooltip"),
    "the id of the list of numbers": ('<div id="numbers:list">x</div>', "id"),
    "a label in the contents": ('## The loss { #h data-toc-label="0.57" }', "0.57 is typed by hand in data-toc-label"),
    "a label in words": ('## The loss { #h data-toc-label="零点五" }', "零点五 is typed by hand in data-toc-label"),
    "a datum": ('<data value="0.57">x</data>', "<data> is not allowed"),
    "a formula in MathML": ('<math alttext="0.57"><mi>x</mi></math>', "<math> is not allowed"),
    "a page within another": ("![[climate]]", "a page cannot be shown within another"),
    "a wikilink in two lines": ("The [[climate|long\nrun]].", "[[climate|long… is no wikilink"),
    "a wikilink in two lines of a list": (
        "- the [[climate|气\n  候]]",
        "docs/en/weather.md:1: [[climate|气… is no wikilink",
    ),
    "deep nesting": ("<div>" * 300 + "</div>" * 300, "nested"),
    "a private-use character": ("![x \ue001low\ue0020.57\ue003](a.png)", "U+E001 is a private-use character"),
    "a private-use character as an entity": ("a &#xE001; b", "U+E001 is a private-use character"),
    "a control character": ("a\n\nb \x02 c", "docs/en/weather.md:3: U+0002 is a control character"),
    "a control character in a formula": ("$a \x1b b$", "U+001B is a control character"),
    "a direction character": ("The loss is \u202e{{ high }}\u202c.", "U+202E is a direction character"),
    "a direction character as an entity": ("a &#x202d;{{ high }}", "U+202D is a direction character"),
    "an unclosed script": ("<script>\n\nThe loss is 0.57.", "<script> is never closed"),
    "an unclosed division": ("<div>\n\nwords", "<div> is never closed"),
    "an unclosed tag in another": ("<b>a <i>b</b>", "<i> is never closed"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_allowed_is_refused(text: str, message: str, look: Look) -> None:
    page, _ = look(text)
    assert message in str(page.diagnostics)


ALLOWED = {
    "emphasis and breaks": "<b>a</b><br>b<sup>c</sup> <kbd>Ctrl</kbd>",
    "a division with Markdown": '<div class="wide" markdown="1">\n\n*a*\n\n</div>',
    "details": "<details open><summary>a</summary>b</details>",
    "an image": '<img src="a.png" alt="a" width="300">',
    "a link": '<a href="https://e.example/a:b" title="a">a</a> [b](climate.md#climate) <mailto:a@e.example>',
    "an address": "<https://e.example/a>",
    "less than in a formula": "$a<b$ and $c<d>e$",
    "a tag in code": "`<script>` and\n\n```html\n<script>\n```",
    "tabs": '=== "a"\n\n    b\n\n=== "c"\n\n    d',
    "a foldable callout": "> [!note]- Title\n> Body",
    "an aligned table": "| a | b |\n|--:|:-:|\n| c | d |",
    "a label": '## The loss { #h data-toc-label="Loss" }',
    "formulas": r"$\frac{a}{b}\sqrt{x}\hat{y}\left(\sum_i^n x_i\right)\quad\mathrm{x}\boxed{b}\overset{a}{b}$",
    "aligned formulas": "$$\n\\begin{aligned}a &= b \\\\ c &= d\\end{aligned}\\begin{cases}a\\\\b\\end{cases}\n$$",
}


@pytest.mark.parametrize("text", ALLOWED.values(), ids=ALLOWED)
def test_what_is_allowed_passes(text: str, look: Look) -> None:
    page, _ = look(text)
    assert str(page.diagnostics) == ""


def test_a_refusal_names_the_line(look: Look) -> None:
    page, _ = look("a\n\n<div>\n<script></script>\n</div>\n\nb\n{ onclick=c }")
    assert [problem.line for problem in sorted(page.diagnostics.found)] == [4, 8]


def found_in(text: str) -> list[tuple[int, str]]:
    return list(faults(Source("a.md", text)))


@pytest.mark.parametrize(
    "literal",
    [
        '<span data-literal="a year">2016</span>',
        "<span data-literal='a version'>v2.10</span>",
        '<span data-literal="名字">ResNet-50</span>',
        '<b data-literal="number of the issue" lang="en">#73</b>',
        '<span data-literal="a chapter">III</span>',
    ],
)
def test_a_literal_is_one_number_with_a_reason(literal: str) -> None:
    assert found_in(f"In {literal}.") == []


@pytest.mark.parametrize(
    ("written", "line", "message"),
    [
        ('a\n\n<span data-literal="a year">2016 the loss was 0.57 …', 3, "<span> is never closed"),
        ('<div data-literal="many" markdown="1">\n\nThe loss is 0.57.\n\n</div>', 1, "is not of the form"),
        ('<span data-literal="years">2016 and 2017</span>', 1, "declares 2 numbers"),
        ('<span data-literal="a year">then</span>', 1, "declares 0 numbers"),
        ('<span data-literal="a year"><b>2016</b></span>', 1, "is not of the form"),
        ("<span data-literal>2016</span>", 1, "is not of the form"),
        ('**2016**{ data-literal="a year" }', 1, "is not of the form"),
        ('<span DATA-LITERAL="a year">2016</span>', 1, "is not of the form"),
        ('<span data-literal="">2016</span>', 1, "gives no reason"),
        ('<span data-literal="\u200b\u2060">2016</span>', 1, "gives no reason"),
        ('<span data-literal="123">2016</span>', 1, "gives no reason"),
        ('<span data-literal="a year">2016, when the loss of most of the networks fell</span>', 1, "of the form"),
    ],
)
def test_a_literal_of_another_form_is_refused_where_it_opens(written: str, line: int, message: str) -> None:
    assert [found for number, found in found_in(written) if number == line and message in found]


def test_the_literals_of_a_page_are_listed_with_their_lines() -> None:
    text = 'a\n\n<span data-literal="a year">2016</span> `<span data-literal="code">1</span>`'
    assert list(literals(Source("a.md", text))) == [(3, "2016", "a year")]


@pytest.mark.parametrize("code", ["0.5666", "57", "98.4 %", "-0.5", "1e-5", "[0.1, 0.9]", "= 0.57", "½", "0.57, 0.58"])
def test_a_code_span_of_nothing_but_numbers_is_typed(code: str, look: Look) -> None:
    assert look(f"The loss is `{code}`.")[1].uncomputed


@pytest.mark.parametrize("code", ["label_smoothing=0.1", "1.26.4", "Python 3.12", "numpy<2", "float32", "K-1", "x[0]"])
def test_a_code_span_with_a_name_or_a_version_is_code(code: str, look: Look) -> None:
    assert str(look(f"Use `{code}`.")[0].diagnostics) == ""


@pytest.mark.parametrize(
    "output",
    [
        "<p>The loss is 0.57.</p>",
        "<article><!-- </article>",
        "<article><script></article>",
        "<article><textarea></article>",
    ],
)
def test_an_article_that_is_missing_or_cannot_be_read_is_an_error(output: str, make_page: Callable[..., Any]) -> None:
    page = make_page("")
    trace(output, page)
    assert "the finished page" in str(page.diagnostics)
