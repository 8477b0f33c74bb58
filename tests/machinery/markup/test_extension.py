"""What is reported when the Markdown of a page cannot be converted: one clean line, with its line on the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from markdown import Markdown

from recompute.markup.extension import RecomputeExtension
from recompute.markup.render_context import RenderContext
from recompute.site.filled_front_matter import filled
from recompute.values.lookup import ModuleResults, Values

MakePage = Callable[..., RenderContext]
Convert = Callable[[RenderContext], str]


def diagnostics(page: RenderContext, convert: Convert) -> list[str]:
    convert(page)
    return str(page.diagnostics).splitlines()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n\nb {{ lov }}\n", 3, "there is no value 'lov'; did you mean 'low'"),
        ("a\n\n$x = {{ lov }}$\n", 3, "there is no value 'lov'; did you mean 'low'"),
        ("a\n\n![{{ lov }}](a.png)\n", 3, "there is no value 'lov'; did you mean 'low'"),
        ("a\n\n| {{ week[3] }} |\n|---|\n", 3, "weather.week has 3 items; [3] is past its end"),
        ("a\n\n> [!note] {{ low:d }}\n", 3, "weather.low is -3.456, which the format 'd' cannot show"),
        ("a\n\n{{low}}\n", 3, "{{low}} is not a quote; write {{ name }}"),
        ("a\n\n[[nowhere]]\n", 3, "no page is called 'nowhere'"),
        ("a\n\n[[climate#snow|x]]\n", 3, "climate.md has no heading 'snow'; it has climate, rain"),
        ("a\n\n{{ stations }} in prose\n", 3, "{{ stations }} is rows; quote it as the only cell of a table row"),
        ("a\n\n{{ rotation }}\n", 3, "{{ rotation }} is rows; quote it as the only cell of a table row"),
        ("| {{ rotation }} | b |\n|---|---|\n", 1, "{{ rotation }} is rows"),
        ("| a | b |\n|---|---|\n| {{ stations }} ||\n", 3, "{{ stations }} has rows of 3 cells, the table has 2 col"),
        ("| a | b |\n|---|---|\n| {{ rotation }} | x |\n", 3, "{{ rotation }} is rows"),
        ("a\n\n$\\frac{a$\n", 3, 'the formula does not parse: Expected closing token "}"'),
        ("a\n\n$$\nx\n\\nocommand\n$$\n", 5, "the formula does not parse: "),
        ("a\n\n$$\n\\begin{align}\nx\n\\end{align}\n$$\n", 4, "write \\begin{aligned} and \\end{aligned}"),
        (
            "a\n\n$x \\begin {flalign*}x\\end{flalign*}$\n",
            3,
            "\\end{flalign*} are for whole documents, not for a formula",
        ),
        ("$$\nx\n+ y\n= \\begin{gather*}x\\end{gather*}\n$$\n", 4, "write \\begin{gathered} and \\end{gathered}"),
        ("$$\\begin{equation}x\\end{equation}$$\n", 1, "within one; leave them out"),
        ('a\n\n--8<-- "nowhere.py:part"\n', 3, "nowhere.py"),
    ],
)
def test_a_problem_stands_at_its_line(
    text: str, line: int, message: str, make_page: MakePage, convert: Convert
) -> None:
    (problem,) = diagnostics(make_page(text), convert)
    assert problem.startswith(f"docs/en/weather.md:{line}: ")
    assert message in problem


@pytest.mark.parametrize("name", ["aligned", "gathered", "cases", "bmatrix", "dcases"])
def test_an_environment_within_a_formula_is_converted(name: str, make_page: MakePage, convert: Convert) -> None:
    page = make_page(f"$$\n\\begin{{{name}}}\nx\n\\end{{{name}}}\n$$\n")
    assert "<mtable" in convert(page)
    assert not page.diagnostics


@pytest.mark.parametrize(
    "comment", ["{{ low }}", "`a` {{ lov }}", "[[nowhere]] #tag", "$\\frac$ $x = {{ low }}$", "*a*\nb"]
)
def test_nothing_in_a_comment_within_a_line_is_read(comment: str, make_page: MakePage, convert: Convert) -> None:
    page = make_page(f"It is <!-- {comment} --> here, {{{{ high }}}} <!-- b -->.\n")
    html = convert(page)
    assert "<!--" in html and "<em>" not in html
    assert {ref for ref, _ in page.quoted} == {"weather.high"}
    assert not page.diagnostics


def test_what_opens_a_comment_in_code_opens_none(make_page: MakePage, convert: Convert) -> None:
    page = make_page("The marks `<!--` and `-->` {{ low }}, and `<!--` {{ high }} `-->`.\n")
    convert(page)
    assert {ref for ref, _ in page.quoted} == {"weather.low", "weather.high"}


def test_an_escaped_include_is_shown_as_it_is_written(make_page: MakePage, convert: Convert) -> None:
    page = make_page('```python title="a.py"\n;--8<-- "nowhere.py:part"\n```\n')
    html = convert(page)
    assert "data-copy" not in html and "nowhere.py:part" in html
    assert not page.diagnostics


def test_several_problems_are_reported_together(make_page: MakePage, convert: Convert) -> None:
    found = diagnostics(make_page("{{ lov }}\n\n[[nowhere]]\n\n$\\frac$\n\n{{ lov }} {{ week[9] }}\n"), convert)
    assert [int(problem.split(":")[1]) for problem in found] == [1, 3, 5, 7, 7]


def test_a_quote_of_a_broken_module_is_not_reported_again(make_page: MakePage, convert: Convert) -> None:
    page = make_page("{{ low }}\n\n{{ climate.mean }}\n")
    reply = {"values": {}, "problems": [["pages/weather.py", 7, "it cannot be imported"]], "missing": {}}
    page.values = Values(
        modules={"weather": ["pages.weather"]}, results=ModuleResults(lambda module: reply, page.diagnostics)
    )
    assert diagnostics(page, convert) == [
        "docs/en/weather.md:3: there is no value 'climate.mean'; declare it in the page's module",
        "pages/weather.py:7: it cannot be imported",
    ]


def test_a_number_that_lacks_a_package_is_replaced_by_words(make_page: MakePage, convert: Convert) -> None:
    page = make_page("---\ntitle: So {{ low }}\n---\n\n{{ low }} and $x ≈ {{ low }}$\n\n| a |\n|---|\n| {{ high }} |\n")
    reply = {"values": {}, "problems": [], "missing": {"": ["ab_acus", "pages/weather.py", 3]}}
    page.values = Values(
        modules={"weather": ["pages.weather"]}, results=ModuleResults(lambda module: reply, page.diagnostics)
    )
    html = convert(page)
    words = "(not computed: ab_acus is not installed)"
    assert html.count(f'<span class="missing">{words}</span>') == 2
    assert f"<mtext>{words}</mtext>" in html.replace("\u00a0", " ")
    assert filled(page)["title"] == f"So {words}"
    assert not page.diagnostics


def test_what_was_quoted_is_remembered(make_page: MakePage, convert: Convert) -> None:
    page = make_page("{{ low }} and $x ≈ {{ low:.0f }}$ and {{ week[1] }}")
    convert(page)
    assert set(page.quoted) == {("weather.low", "−3.5"), ("weather.low", "−3"), ("weather.week[1]", "−2.25")}


def test_without_a_page_the_extension_changes_nothing() -> None:
    assert Markdown(extensions=[RecomputeExtension()]).convert("{{ low }}") == "<p>{{ low }}</p>"


@pytest.mark.parametrize("path", ["guide/weather.md", "guide/old/weather.md"])
def test_links_are_relative_to_the_page(path: str, make_page: MakePage, convert: Convert) -> None:
    up = "../" * path.count("/")
    html = convert(make_page("[[climate]] #Rain [[#a]]\n\n# A { #a }\n", path=path))
    assert f'<a href="{up}climate.md">climate</a>' in html
    assert f'href="{up}tags.md#tag:rain"' in html
    assert '<a href="#a">a</a>' in html


@pytest.mark.parametrize("cell", ["Low: {{ stations }}", "{{ stations }} {{ low }}"])
def test_rows_stand_alone_in_their_cell(cell: str, make_page: MakePage, convert: Convert) -> None:
    assert diagnostics(make_page(f"| a | b | c |\n|---|---|---|\n| {cell} |||\n"), convert)


def test_a_formula_in_a_callout_is_reported_at_its_line(make_page: MakePage, convert: Convert) -> None:
    (problem,) = diagnostics(make_page("a\n\nb\n\n> $$\n> \\frac{a\n> $$\n"), convert)
    assert int(problem.split(":")[1]) in (5, 6, 7)


@pytest.mark.parametrize("end", ["{{ sky }}", "[气候](climate.md)", "[[climate|气候]]"])
def test_a_line_that_ends_in_a_han_value_or_link_is_joined(end: str, make_page: MakePage, convert: Convert) -> None:
    assert "\n" not in convert(make_page(f"看{end}\n放晴", "zh"))


@pytest.mark.parametrize("text", ["他说\n“好”", "“好”\n他说", "他说——\n好", "好……\n他说"])
def test_chinese_quotes_dashes_and_ellipses_join_lines(text: str, make_page: MakePage, convert: Convert) -> None:
    assert "\n" not in convert(make_page(text, "zh"))


def test_an_untitled_callout_of_a_kind_without_a_name_in_the_language_is_a_problem(
    make_page: MakePage, convert: Convert
) -> None:
    (problem,) = diagnostics(make_page("一。\n\n> [!bug]\n> 二。\n", "zh"), convert)
    assert problem == (
        "docs/zh/weather.md:3: a callout [!bug] has no title here; write one, or name the kind in mkdocs.yml, "
        "under callouts"
    )


def test_a_number_carries_its_class_value_and_reference_in_this_order(make_page: MakePage, convert: Convert) -> None:
    html = convert(make_page("{{ low }}"))
    assert html == '<p><data class="value" value="-3.456" data-ref="weather.low">−3.5</data></p>'


def test_rows_in_a_row_of_too_many_cells_have_no_second_line(make_page: MakePage, convert: Convert) -> None:
    assert not diagnostics(make_page("| a | b |\n|---|---|\n| {{ stations }} | b | c |\n"), convert)
