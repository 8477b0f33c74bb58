"""Numbers add up as they are shown, or the page says that they may not: text in, what contradicts itself out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from recompute.audit.trace import Trace
from recompute.markup.render_context import RenderContext
from recompute.values.lookup import Value, Values

Contradictions = Callable[..., list[str]]

# Each by its name: data, display. Shown are 1.00, 1.10 and 2.11, though 1.00 + 1.10 is 2.10; and 0.10, which is exact.
NUMBERS = {
    "morning": (1.004, ".2f"),
    "evening": (1.104, ".2f"),
    "day": (2.108, ".2f"),
    "rise": (0.1, ".2f"),
    "night": (2.208, ".2f"),
    "climb": ([1.004, 1.104, 2.108], ".2f"),
    "drop": (0.00149, ".3f"),
    "splash": (0.00249, ".3f"),
    "puddle": (0.00547, ".2f"),
    "loss": (-2.108, ".2f"),
    "hours": ([0.003, 1.001, 1.104], ".2f"),  # 0.00 + 1.00 + 1.10; together 2.108
    "quarters": ([0.25, 0.5, 0.25], ".2f"),
    "thirds": ([1 / 3, 1 / 3, 1 / 3], ".2f"),
    "whole": (1.0, ".2f"),
    "half": (0.5, "g"),
    "other": (2.2, ".2f"),
    "rows": (
        [
            [{"zh": "甲", "en": "a"}, 1.004, 1.104, 2.108],
            [{"zh": "乙", "en": "b"}, 1.0, 1.0, 2.0],
        ],
        ("", ".2f", ".2f", ".2f"),
    ),
    "shops": (
        [[{"zh": "甲", "en": "a"}, 1.004], [{"zh": "乙", "en": "b"}, 1.104]],
        ("", ".2f"),
    ),
    "many": ([0.004] * 8, ".2f"),
    "of_many": (0.032, ".2f"),
}
KNOWN = Values(
    Value(f"weather.{name}", data, display, {"zh": "值。", "en": "A value."}, "weather.py", 1)
    for name, (data, display) in NUMBERS.items()
)
WRONG = "1.00 + 1.10 is 2.10, not 2.11"


@pytest.fixture
def contradictions(
    make_page: Callable[..., RenderContext],
    convert: Callable[[RenderContext], str],
    trace_html: Callable[[str, RenderContext], Trace],
) -> Contradictions:
    """Return what a text, and HTML that the build adds to it, says wrongly, each with the line reported."""

    def run(text: str, language: str = "en", added: str = "") -> list[str]:
        page = make_page(text, language, known=KNOWN)
        trace_html(convert(page) + added, page)
        reported = [(problem.line, problem.message) for problem in sorted(page.diagnostics.found)]
        return [f"{line}: {message.removeprefix('as shown, ').partition(';')[0]}" for line, message in reported]

    return run


FORMULAS = {
    "a sum": (r"x \approx {{ morning }} + {{ evening }} \approx {{ day }}", WRONG),
    "a total before its sum": (r"{{ day }} \approx {{ morning }} + {{ evening }}", WRONG),
    "a punctuated sum": (
        r"x \approx {{ morning }} + {{ evening }} + {{ rise }} \approx {{ night }}.",
        "1.00 + 1.10 + 0.10 is 2.20, not 2.21",
    ),
    "a negated sum": (
        r"x \approx -\left[ {{ morning }} + {{ evening }} \right] \approx {{ loss }}",
        "−1.00 − 1.10 is −2.10, not −2.11",
    ),
    "a difference": (
        r"x \approx {{ day }} - ( {{ morning }} ) \approx {{ evening }}",
        "2.11 − 1.00 is 1.11, not 1.10",
    ),
    "a wrong sum": (r"x \approx {{ morning }} + {{ evening }} \approx {{ other }}", "1.00 + 1.10 is 2.10, not 2.20"),
    "a wrong equality": (r"x = 1 - {{ half }} = {{ whole }}", "1 − 0.5 is 0.5, not 1.00"),
    "an untrue comparison": (r"{{ day:.0f }} < {{ day:.1f }} < {{ half }}", "2.1 < 0.5 is not true"),
    "aligned": (
        r"\begin{aligned} x &\approx {{ morning }} + {{ evening }} \\ &\approx {{ day }} \end{aligned}",
        WRONG,
    ),
    "a vector and its total": (
        r"x \approx {{ hours }}, \qquad \sum_k x_k \approx {{ day }}",
        "0.00 + 1.00 + 1.10 is 2.10, not 2.11",
    ),
    "a vector and its negated total": (
        r"x \approx {{ hours }}, \qquad -\sum_k x_k \approx {{ loss }}",
        "0.00 + 1.00 + 1.10 is 2.10, not 2.11",
    ),
    "a long vector": (
        r"x \approx {{ many }}, \qquad \sum_k x_k \approx {{ of_many }}",
        "the sum of 8 numbers is 0.00, not 0.03",
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("tex", "reported"), FORMULAS.values(), ids=FORMULAS)
def test_a_formula_that_contradicts_itself_is_reported_once(
    tex: str, reported: str, language: str, contradictions: Contradictions
) -> None:
    assert contradictions(f"A\n\n$$\n{tex}\n$$", language) == [f"4: {reported}"]


SOUND = {
    "a sum": r"x \approx {{ morning }} + {{ rise }} \approx {{ evening }}",
    "a total with fewer digits": r"x \approx {{ morning }} + {{ evening }} \approx {{ day:.1f }}",
    "terms with fewer digits": r"x \approx {{ morning:.1f }} + {{ evening:.1f }} \approx {{ day:.3f }}",
    "terms with more digits": r"x \approx {{ morning:.3f }} + {{ evening:.3f }} \approx {{ day }}",
    "an exact sum": r"x = 1 - {{ half }} = {{ half }}",
    "a product": r"x \approx {{ morning }} \times {{ evening }} \approx {{ other }}",
    "a total that rounding tips over": r"x \approx {{ drop }} + {{ drop }} + {{ splash }} \approx {{ puddle }}",
    "a rough total": r"x \approx {{ half }} + {{ rise }} \approx 1",
    "a vector by itself": r"x \approx {{ climb }}",
    "a product with a negative number": r"x \approx {{ morning }} ( - {{ evening }} ) \approx {{ other }}",
    "a product in parentheses": r"x \approx {{ morning }} ( {{ evening }} ) \approx {{ other }}",
    "a function": r"x \approx \log {{ morning }} + {{ evening }} \approx {{ other }}",
    "names among the terms": r"x \approx {{ morning }} + y \approx {{ day }}",
    "the same number twice": r"x \approx {{ day }} \approx {{ day:.1f }}",
    "nothing that adds up": r"x \approx {{ morning }} + {{ evening }} \to {{ other }}",
    "comparisons": r"{{ morning }} < {{ evening }} \le {{ evening }}, \quad {{ evening }} > 1",
    "an exact vector and its total": r"x = {{ quarters }}, \qquad \sum_k x_k = {{ whole }}",
    "a vector whose total is whole": r"x \approx {{ thirds }}, \qquad y = {{ whole }}",
    "a vector and another number": r"x \approx {{ hours }}, \qquad y \approx {{ other }}",
    "sides of another statement": r"x \approx {{ morning }} + {{ evening }}, \qquad {{ other }} \approx y",
}


@pytest.mark.parametrize("tex", SOUND.values(), ids=SOUND)
def test_a_formula_that_is_right_as_far_as_it_is_shown_passes(tex: str, contradictions: Contradictions) -> None:
    assert contradictions(f"$$\n{tex}\n$$") == []


PAGES = {
    "a sentence": ("From {{ morning }} and {{ evening }} to {{ day }}.", [f"1: {WRONG}"]),
    "a difference in a sentence": ("From {{ day }} down to {{ morning }}, by {{ evening }}.", [f"1: {WRONG}"]),
    "formulas in a sentence": (r"From $x \approx {{ morning }}$ and {{ evening }} to {{ day }}.", [f"1: {WRONG}"]),
    "a list": ("Once {{ climb }}.", []),
    "two paragraphs": ("From {{ morning }} and {{ evening }}.\n\nTo {{ day }}.", []),
    "a row": ("| a | b | c |\n|---|---|---|\n| {{ morning }} | {{ evening }} | {{ day }} |", [f"3: {WRONG}"]),
    "two rows": ("| a | b |\n|---|---|\n| {{ morning }} | {{ evening }} |\n| {{ day }} | c |", []),
    "a quoted row": ("| a | b | c | d |\n|---|---|---|---|\n| {{ rows }} ||||", [f"3: {WRONG}"]),
    "a column and its total below": ("| a | b |\n|---|---|\n| {{ shops }} ||\n\n{{ day }}", [f"5: {WRONG}"]),
    "a column and its total in it": (
        "| a |\n|---|\n| {{ morning }} |\n| {{ evening }} |\n| {{ day }} |",
        [f"5: {WRONG}"],
    ),
    "a vector and its total below": ("{{ hours }}\n\n{{ day }}", ["3: 0.00 + 1.00 + 1.10 is 2.10, not 2.11"]),
    "a total in another section": ("{{ hours }}\n\n## A { #a }\n\n{{ day }}", []),
    "a head is no total": ("| a | {{ day }} |\n|---|---|\n| {{ shops }} ||", []),
    "two sentences that say the same": (
        "From {{ morning }} and {{ evening }} to {{ day }}.\n\nTo {{ day }} from {{ morning }} and {{ evening }}.",
        [f"1: {WRONG}"],
    ),
}


@pytest.mark.parametrize(("text", "reported"), PAGES.values(), ids=PAGES)
def test_what_is_read_together_adds_up(text: str, reported: list[str], contradictions: Contradictions) -> None:
    assert contradictions(text) == reported


def test_the_list_of_the_numbers_of_a_page_is_not_read(contradictions: Contradictions) -> None:
    again = ", ".join(
        f'<data data-ref="weather.{name}">{shown}</data>'
        for name, shown in (("morning", "1.00"), ("evening", "1.10"), ("day", "2.11"))
    )
    text = "From {{ morning }} and {{ evening }}.\n\nTo {{ day }}.\n\n"
    assert contradictions(text, added=f'<details id="numbers:list">{again}</details>') == []
    assert contradictions(text, added=f"<details>{again}</details>") == [f"3: {WRONG}"]


SUM = "From {{ morning }} and {{ evening }} to {{ day }}. "
DECLARED = {
    "its total": "The last digit <span data-rounding='day'>may be off</span>.",
    "one of its terms": 'The last digit <span data-rounding="morning">may be off</span>.',
    "among others, in full": 'The last digit <span data-rounding="half weather.day">may be off</span>. {{ half }}',
    "emphasised": "The last digit *may be off*{ data-rounding=day }.",
}


@pytest.mark.parametrize("words", DECLARED.values(), ids=DECLARED)
def test_a_page_may_say_that_a_sum_does_not_add_up(words: str, contradictions: Contradictions) -> None:
    assert contradictions(SUM + words) == []
    assert contradictions(f"{SUM}\n\n## A {{ #a }}\n\n{words}") == []


UNDECLARED = {
    "another number": ('<span data-rounding="half">off</span> {{ half }}', [WRONG]),
    "a number that is not shown": (
        '<span data-rounding="half">off</span>',
        [WRONG, "data-rounding names weather.half, which the page does not show"],
    ),
    "no value": (
        '<span data-rounding="dya">off</span>',
        [WRONG, "data-rounding names 'dya', but there is no value 'dya'"],
    ),
    "no words": ('<span data-rounding="day"></span>', [WRONG, "data-rounding of 'day' has no words"]),
    "no name": ('<span data-rounding="">off</span>', [WRONG]),
}


@pytest.mark.parametrize(("words", "reported"), UNDECLARED.values(), ids=UNDECLARED)
def test_a_page_that_mentions_something_else_does_not_say_so(
    words: str, reported: list[str], contradictions: Contradictions
) -> None:
    assert [text[3:] for text in contradictions(f"{SUM}{words}")] == reported


def test_what_is_said_wrongly_is_reported_at_its_own_line(contradictions: Contradictions) -> None:
    words = '<span data-rounding="half">off</span>\n\n<span data-rounding="dya">off</span>'
    reported = contradictions(f"{{{{ half }}}}\n\n{words}")
    assert [re.match(r"\d+: data-rounding names 'dya'", text) is not None for text in reported] == [True]
    assert reported[0].startswith("5: ")
