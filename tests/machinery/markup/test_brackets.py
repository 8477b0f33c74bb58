"""A number of a formula that would be misread without brackets is in brackets."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from recompute.source.controls import Control

Convert = Callable[[Any], str]
MakePage = Callable[..., Any]

# low is −3.5, vapour 1.42×10⁻⁵, rain 12.5%, high 12; tags are left out.
BRACKETED = {
    "{{ low }}^2": "(−3.5)2",
    "{ {{ low }} }^2": "(−3.5)2",
    "{{ low }}_1": "(−3.5)1",
    "{{ low }}_1^2": "(−3.5)12",
    r"\mathbf{ {{ low }} }^2": "(−3.5)2",
    "x - {{ low }}": "x−(−3.5)",
    "x + {{ low }}": "x+(−3.5)",
    "-{{ low }}": "−(−3.5)",
    r"x \pm {{ low }}": "x±(−3.5)",
    r"x \cdot {{ low }}": "x⋅(−3.5)",
    r"x \times {{ low }}": "x×(−3.5)",
    "x / {{ low }}": "x/(−3.5)",
    "x {{ low }}": "x(−3.5)",
    r"x \, {{ low }}": "x(−3.5)",
    "(x) {{ low }}": "(x)(−3.5)",
    "x^2 {{ low }}": "x2(−3.5)",
    r"\frac{x}{y} {{ low }}": "xy(−3.5)",
    r"\sum_k {{ low }}": "∑k(−3.5)",
    r"\log {{ low }}": "log(−3.5)",
    r"{{ low }}!": "(−3.5)!",
    "e^{ - {{ low }} }": "e−(−3.5)",
    r"\frac{1 - {{ low }}}{2}": "1−(−3.5)2",
    r"\begin{aligned} x &\approx y - {{ low }} \end{aligned}": "x≈y−(−3.5)",
    r"x \underbrace{ {{ low }} }_{y}": "x(−3.5)⏟y",
    "x - {{ high:+.1f }}": "x−(+12.0)",
    "{{ vapour }}^2": "(1.42×10⁻⁵)2",
    "x {{ vapour }}": "x(1.42×10⁻⁵)",
    "x / {{ vapour }}": "x/(1.42×10⁻⁵)",
    r"\log {{ vapour }}": "log(1.42×10⁻⁵)",
    "{{ rain }}^2": "(12.5%)2",
    r"\frac{ {{ high }} }{x}^2": "(12x)2",
    r"\left(x\right) {{ low }}": "(x)(−3.5)",
}
PLAIN = {
    "{{ high }}^2": "122",
    "x - {{ high }}": "x−12",
    r"x \cdot {{ high }}": "x⋅12",
    "x {{ high }}": "x12",
    r"x \approx {{ low }}": "x≈−3.5",
    r"x \le {{ low }}": "x≤−3.5",
    "({{ low }})^2": "(−3.5)2",
    r"\left( {{ low }} \right)^2": "(−3.5)2",
    "(1, {{ low }})": "(1,−3.5)",
    "x({{ low }})": "x(−3.5)",
    r"\sqrt{ {{ low }} }": "−3.5",
    "x^{ {{ low }} }": "x−3.5",
    r"\frac{ {{ low }} }{2}": "−3.52",
    "{{ low }} x": "−3.5x",
    r"\lvert {{ low }} \rvert": "|−3.5|",
    r"\text{about } {{ low }}": "about−3.5",
    "x + {{ vapour }}": "x+1.42×10⁻⁵",
    "x - {{ vapour }}": "x−1.42×10⁻⁵",
    "x - {{ rain }}": "x−12.5%",
    r"x {{ week }}": "x[1.50−2.253.00]",
    r"\frac{x}{y}^2 {{ high }}": "xy212",
}


def shown(html: str) -> str:
    formula = html[html.index("<math") : html.index("</math>")]
    return re.sub(r"<[^>]*>|&ApplyFunction;|\s", "", formula)


@pytest.mark.parametrize(("tex", "expected"), [*BRACKETED.items(), *PLAIN.items()])
def test_brackets_are_where_a_number_needs_them_and_nowhere_else(
    tex: str, expected: str, make_page: MakePage, convert: Convert
) -> None:
    page = make_page(f"${tex}$")
    assert shown(convert(page)) == expected
    assert not page.diagnostics


@pytest.mark.parametrize("tex", ["x - {{ low }}", r"x \mathbf{ {{ low }} }"])
def test_the_tex_of_a_formula_has_the_same_brackets(tex: str, make_page: MakePage, convert: Convert) -> None:
    written = re.search('alttext="([^"]*)"', convert(make_page(f"${tex}$")))
    assert written
    assert written[1] == re.sub(r"\{\{ low \}\}", "(-3.5)", tex).replace("{ (-3.5) }", "{(-3.5)}")


@pytest.mark.parametrize(
    ("tex", "brackets"),
    [
        ("x - {{ high }}", "^[−+&lt;&gt;]"),
        ("x {{ high }}", "^[−+&lt;&gt;]|[×/]"),
        ("{{ high }}^2", "^[−+&lt;&gt;]|[×/%]"),
        ("{{ high }}", None),
    ],
)
def test_under_controls_a_formula_says_when_brackets_are_needed(
    tex: str, brackets: str | None, make_page: MakePage, convert: Convert
) -> None:
    page = make_page(f"${tex}$")
    page.controls = (Control("high", "high", "The high", (1, 2), "d", False),)
    written = re.search('data-brackets="([^"]*)"', convert(page))
    assert (written and written[1]) == brackets
    assert not page.diagnostics


@pytest.mark.parametrize("opening", ["[", "(", r"\{", "[@"])
def test_brackets_that_are_never_closed_are_reported_in_a_short_time(
    opening: str, make_page: MakePage, convert: Convert
) -> None:
    page = make_page(f"a\n\n$x {opening * 40}$")
    convert(page)
    assert str(page.diagnostics) == (
        "docs/en/weather.md:3: the formula opens many brackets that it never closes; close them"
    )
