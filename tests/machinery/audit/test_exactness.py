"""What follows = is exact as shown, and what is rounded says so: text in, the numbers that claim too much out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from recompute.audit.trace import Trace
from recompute.markup.render_context import RenderContext
from recompute.site.filled_front_matter import filled
from recompute.values.lookup import Value, Values

Claims = Callable[..., list[str]]

# Each by its name: data, display. Shown: 0.33, 0.5, 12, 12.5%, 0.3, 1,234,567, [1.50, −2.25], [0.14, 0.29].
NUMBERS = {
    "third": (1 / 3, ".2f"),
    "half": (0.5, "g"),
    "dozen": (12, "d"),
    "share": (0.125, ".1%"),
    "tenths": (0.1 + 0.2, ".1f"),  # 0.30000000000000004, exact but for noise
    "people": (1234567, ",d"),
    "steps": ([1.5, -2.25], ".2f"),
    "sevenths": ([1 / 7, 2 / 7], ".2f"),
    "boundless": (float("inf"), ".1f"),
    "town": ({"zh": "山顶", "en": "Hilltop"}, ""),
    "printed": ("−0.33", ""),  # a text that looks like a number is what it says
}
NAMES = ("rounding_words_before", "rounding_words_after", "conjunctions")
WORDS = {
    "en": dict(zip(NAMES, (["about", "nearly"], ["or so"], ["and", "or", "to"]), strict=True)),
    "zh": dict(zip(NAMES, (["大约", "约(?!定)"], ["左右"], ["和", "到"]), strict=True)),
}


KNOWN = Values(
    Value(f"weather.{name}", data, display, {"zh": "值。", "en": "A value."}, "weather.py", 1)
    for name, (data, display) in NUMBERS.items()
)


@pytest.fixture
def claims(
    make_page: Callable[..., RenderContext],
    convert: Callable[[RenderContext], str],
    trace_html: Callable[[str, RenderContext], Trace],
) -> Claims:
    """Return the problems of a text, each as its line and the number that it is about."""

    def run(text: str, language: str = "en", words: bool = True) -> list[str]:
        page = make_page(text, language, known=KNOWN)
        if words:
            page.language = replace(page.language, **WORDS[language])
        filled(page)
        trace_html(convert(page), page)
        return [f"{problem.line}: {problem.message.split()[0]}" for problem in sorted(page.diagnostics.found)]

    return run


FORMULAS = {
    "rounded after =": ("x = {{ third }}", ["0.33"]),
    "rounded after ≈": (r"x \approx {{ third }}", []),
    "exact after =": ("x = {{ half }}", []),
    "an integer": ("x = {{ dozen }}", []),
    "a percentage": ("x = {{ share }}", []),
    "a rounded percentage": ("x = {{ share:.0% }}", ["12%"]),
    "exact but for the noise of doubles": ("x = {{ tenths }}", []),
    "with grouped thousands": ("x = {{ people }}", []),
    "a rounded power of ten": ("x = {{ people:.1e }}", ["1.2×10⁶"]),
    "infinity": ("x = {{ boundless }}", []),
    "a text": (r"x = {{ town }}", []),
    "a text that looks like a number": (r"x = {{ printed }}", []),
    "by definition": (r"x := {{ third }} \equiv {{ third }}", ["0.33", "0.33"]),
    "after a sign with a mark": (r"x \approx y \stackrel{?}{=} {{ third }}", ["0.33"]),
    "bold": (r"x = \mathbf{ {{ third }} }", ["0.33"]),
    "a chain that begins with =": (r"x = {{ half }} \approx {{ third }}", []),
    "a chain that ends with =": (r"x \approx {{ third }} = {{ half }}", []),
    "the first = of two signs": (r"x = {{ third }} \approx y", ["0.33"]),
    "the last = of two signs": (r"x \approx y = {{ third }}", ["0.33"]),
    "before =": ("{{ third }} = x", ["0.33"]),
    "before ≈": (r"{{ third }} \approx x", []),
    "before ≈, after =": (r"x = y + {{ third }} \approx z", ["0.33"]),
    "in parentheses": ("x = -( {{ third }} )", ["0.33"]),
    "in stretching brackets": (r"x = \left[ {{ third }} + y \right]", ["0.33"]),
    "in a fraction": (r"x = \frac{ {{ third }} }{2}", ["0.33"]),
    "in a root": (r"x = \sqrt{ {{ third }} }", ["0.33"]),
    "in an exponent": ("x = e^{ {{ third }} }", ["0.33"]),
    "in an index": ("x = y_{ {{ third }} }", ["0.33"]),
    "in the argument of a function": (r"x = {{ half }} \log {{ third }}", ["0.33"]),
    "in a vector": ("x = {{ sevenths }}", ["0.14", "0.29"]),
    "an exact vector": ("x = {{ steps }}", []),
    "any of these after ≈": (r"x \approx \frac{ {{ third }} }{2} \sqrt{ {{ third }} } {{ sevenths }}", []),
    "an equality in an index": (r"\sum_{k=0}^{ {{ dozen }} } x \approx {{ third }}", []),
    "a rounded equality in an index": (r"x_{t = {{ third }} } \approx y", ["0.33"]),
    "a rounded equality over a brace": (r"\underbrace{x = {{ third }} }_{y} \approx z", ["0.33"]),
    "an equality in parentheses": (r"x \approx f\left( y = {{ half }} \right) {{ third }}", []),
    "a group of TeX": ("{x =} {{ third }}", ["0.33"]),
    "bounds": (r"x < {{ third }}, y \le {{ third }}, z \in {{ sevenths }}", []),
    "a limit": (r"x \to {{ third }}", []),
    "after a comma and a space": (r"x = y, \qquad {{ third }} \approx z", []),
    "after a comma alone": (r"x = {{ half }}, {{ third }}", ["0.33"]),
    "after a conclusion": (r"x = y \Longrightarrow {{ third }} \approx z", []),
    "aligned": (r"\begin{aligned} x &= {{ half }} \\ &\approx {{ third }} \end{aligned}", []),
    "aligned, rounded after =": (r"\begin{aligned} x &\approx y \\ &= {{ third }} \end{aligned}", ["0.33"]),
    "an aligned line that goes on after ≈": (r"\begin{aligned} x &\approx y \\ &+ {{ third }} \end{aligned}", []),
    "an aligned line that goes on after =": (r"\begin{aligned} x &= y \\ &\quad + {{ third }} \end{aligned}", ["0.33"]),
    "another equation": (r"\begin{aligned} x &= y \\ {{ third }} &\approx z \end{aligned}", []),
    "cases after ≈": (r"x \approx \begin{cases} {{ third }} & k = 0 \\ {{ third }} & k = 1 \end{cases}", []),
    "cases after =": (r"x = \begin{cases} {{ half }} & k = 0 \\ {{ third }} & k = 1 \end{cases}", ["0.33"]),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("tex", "numbers"), FORMULAS.values(), ids=FORMULAS)
def test_a_rounded_number_at_a_sign_of_equality_in_a_formula(
    tex: str, numbers: list[str], language: str, claims: Claims
) -> None:
    found = sorted(set(numbers))  # The same one twice on a line is one problem.
    assert claims(f"A\n\n$$\n{tex}\n$$", language) == [f"4: {number}" for number in found]
    assert claims(f"A ${tex}$", language) == [f"1: {number}" for number in found]


PROSE = {
    "en": {
        "unmarked": ("It is {{ third }}.", ["0.33"]),
        "exact": ("It is {{ half }}, {{ share }} of {{ people }}; {{ tenths }} at {{ town }}.", []),
        "about": ("It is about {{ third }}.", []),
        "About": ("About {{ third }} of it.", []),
        "≈": ("It is ≈ {{ third }}.", []),
        "bold, in a link": ("It is about **[{{ third }}](climate.md)**.", []),
        "a few words between": ("It is about {{ town }}’s {{ third }}.", []),
        "too many words between": ("What this page says about the whole of it is {{ third }}.", ["0.33"]),
        "part of another word": ("A roundabout {{ third }}.", ["0.33"]),
        "another clause": ("Think about it: {{ third }}.", ["0.33"]),
        "another line": ("It is about<br>{{ third }}.", ["0.33"]),
        "another sentence": ("It is about one. {{ third }} is less.", ["0.33"]),
        "another number between": ("It is about {{ third }} at {{ third:.3f }}.", ["0.333"]),
        "a list": ("They are about {{ third }}, {{ half }} and {{ third:.1f }}.", []),
        "a vector": ("They are about {{ sevenths }}.", []),
        "an unmarked vector": ("They are {{ sevenths }}.", ["0.14", "0.29"]),
        "a range": ("From about {{ third }} to {{ half }}, {{ third }}–{{ half }}", []),
        "a list with asides": ("It is about {{ third }} (`a`), {{ third:.3f }} (at night) and {{ third }}.", []),
        "or so": ("The remaining {{ third }} or so.", []),
        "or so after a list": ("The remaining {{ third }} and {{ third:.3f }} or so.", []),
        "=": ("x = {{ third }}", ["0.33"]),
        "= despite a word": ("about x = {{ third }}", ["0.33"]),
        "= before an exact number": ("x = {{ half }}", []),
        "= at the end of a formula": ("$x =$ {{ third }} and $y =$ {{ half }}", ["0.33"]),
        "≈ at the end of a formula": (r"$x \approx$ {{ third }}", []),
        "a formula between": ("about $x$ times {{ third }}", []),
        "a formula without a sign": ("It is ${{ third }}$.", ["0.33"]),
        "a marked formula without a sign": (r"It is about ${{ third }} \times {{ third }}$.", []),
        "a heading": ("## At {{ third }} { #at }", ["0.33"]),
        "a list item": ("- {{ third }}\n- about {{ third }}", ["0.33"]),
        "an alt text": ("![At {{ third }}](a.png)", ["0.33"]),
        "a marked alt text": ("![At about {{ third }}, {{ third }}](a.png)", []),
        "a figure": ("![Wind at {{ third }}](figure:wind)\nIt blows at about {{ third }}.", ["0.33"]),
        "a callout": ("> [!note] At {{ third }}\n> About {{ third }}.", ["0.33"]),
        "a rounded percentage": ("It is {{ share:.0% }}.", ["12%"]),
    },
    "zh": {
        "unmarked": ("它是 {{ third }}。", ["0.33"]),
        "约": ("它约为 {{ third }}，也就是约{{ third }}。", []),
        "a few words between": ("它大约是别处的 {{ third }} 倍。", []),
        "another word with the same sign": ("约定 {{ third }} 如何？", ["0.33"]),
        "another clause": ("大约如此，它是 {{ third }}。", ["0.33"]),
        "another number between": ("从约 {{ third }} 变成 {{ third:.3f }}。", ["0.333"]),
        "a list": ("分别约为 {{ third }}、{{ half }} 和 {{ third:.3f }}。", []),
        "a list with asides": ("约 {{ third }}（白天）、{{ third:.3f }}（`夜里`）。", []),
        "左右": ("在 {{ third }} 度左右。", []),
        "full-width =": ("x＝{{ third }}", ["0.33"]),
        "a figure": ("![风力 {{ third }}](figure:wind)\n风力约 {{ third }}。", ["0.33"]),
    },
}


@pytest.mark.parametrize(
    ("text", "numbers", "language"),
    [
        pytest.param(*case, language, id=f"{language}-{name}")
        for language, cases in PROSE.items()
        for name, case in cases.items()
    ],
)
def test_a_rounded_number_in_prose_says_so(text: str, numbers: list[str], language: str, claims: Claims) -> None:
    assert claims(text, language) == [f"1: {number}" for number in numbers]


def test_a_language_without_such_words_needs_none_in_prose(claims: Claims) -> None:
    assert claims("It is {{ third }}, and $x$ is ${{ third }}$.", words=False) == []
    assert claims("x = {{ third }}", words=False) == ["1: 0.33"]


HEAD = "| a = {{ half }} | b | c |\n|---|---|---|\n"
TABLES = {
    "decimals alone": ("| {{ third }} | {{ half }} | {{ third }} |", []),
    "rounded after =": ("| a | x = {{ third }} | y |", ["3: 0.33"]),
    "rounded after = in a formula": ("| a | $x = {{ third }}$ | y |", ["3: 0.33"]),
    "rounded after = in a label": ("| x = {{ third }} | y | z |", ["3: 0.33"]),
    "both signs, each right": (r"| a | $x \approx {{ third }}$ | $x = {{ half }}$ |", []),
    "unmarked beside =": ("| a | x = {{ half }} | y |\n| a | z | {{ third }} |", ["4: 0.33"]),
    "unmarked beside ≈": ("| a | ≈ {{ third }} | {{ half }} |\n| a | {{ third }} | y |", ["4: 0.33"]),
    "unmarked beside a word": ("| a | about {{ third }} | {{ third }} |", ["3: 0.33"]),
    "marked beside =": ("| a | x = {{ half }} | about {{ third }} |", []),
    "a label with =": ("| x = {{ half }} | {{ third }} | y |", []),
    "an unmarked label": ("| x = {{ half }} | y | z |\n| {{ third }} | y | z |", ["4: 0.33"]),
    "a sign without a number": ("| a | $x = y$ | {{ third }} |", []),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("rows", "found"), TABLES.values(), ids=TABLES)
def test_a_table_marks_all_its_rounded_numbers_or_none(
    rows: str, found: list[str], language: str, claims: Claims
) -> None:
    assert claims(HEAD + rows.replace("about", {"zh": "约", "en": "about"}[language]), language) == found


def test_a_table_above_says_nothing_of_the_next(claims: Claims) -> None:
    table = "| a | b |\n|---|---|\n| c | {} |\n\n"
    assert claims(table.format("≈ {{ third }}") + table.format("{{ third }}")) == []


def test_the_head_of_a_table_says_nothing_of_its_cells(claims: Claims) -> None:
    assert claims("| {{ third }} | $a = {{ half }}$ |\n|---|---|\n| b | {{ third }} |\n") == []
    assert claims("| $a = {{ third }}$ |\n|---|\n| b |\n") == ["1: 0.33"]


def test_titles_and_descriptions_are_prose(claims: Claims) -> None:
    text = "---\ntitle: About {{ third }}\ndescription: At {{ third }}, x = {{ half }}\n---\n\nabout {{ third }}\n"
    assert claims(text) == ["3: 0.33"]


def test_code_and_comments_are_not_read(claims: Claims) -> None:
    assert claims("`x = {{ third }}` <!-- {{ third }} -->\n\n```\nx = {{ third }}\n```\n") == []


def test_a_problem_is_reported_at_the_line_of_the_quote(claims: Claims) -> None:
    text = "about {{ third }}\n\n`{{ third }}`\n\n$$\n\\approx {{ third }}\n= {{ third }}\n$$\n\n{{ third }}\n"
    assert claims(text) == ["7: 0.33", "10: 0.33"]


def test_a_problem_tells_the_full_value_and_what_to_write(look: Callable[..., tuple[RenderContext, Trace]]) -> None:
    (problem,) = look("$x = {{ vapour }}$")[0].diagnostics.found
    what, advice = problem.message.split("; ")
    assert what == "1.42×10⁻⁵ has an equals sign, but weather.vapour is 1.4234e-05"
    assert advice == r"write \approx (≈), or show it exactly"
