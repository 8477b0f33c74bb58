"""For a typed numeral the build names the value nearest to it, or how to declare that it is no result."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recompute.audit.trace import Trace
from recompute.markup.render_context import RenderContext
from recompute.values.lookup import Value, Values

MakePage = Callable[..., RenderContext]
TraceHtml = Callable[[str, RenderContext], Trace]
Look = Callable[..., tuple[RenderContext, Trace]]

LOSS = Value("label_smoothing.loss_standard", 0.016561308491237, ".4f", {}, "pages/label_smoothing.py", 1)


@pytest.mark.parametrize("numeral", ["0.0165", "−0.0165", "0.0166", "1.65%"])
def test_a_typed_numeral_is_told_the_nearest_value_by_magnitude(
    numeral: str, make_page: MakePage, trace_html: TraceHtml
) -> None:
    others = [Value("other.x", number, "", {}, "pages/other.py", 1) for number in (0.9, [1.5, 165.0])]
    page = make_page(f"The loss is {numeral}.", known=Values([LOSS, *others]))
    trace_html(f"<p>The loss is {numeral}.</p>", page)
    assert str(page.diagnostics) == (
        f"docs/en/weather.md:1: {numeral} is typed by hand in “…The loss is {numeral}.…”; "
        "label_smoothing.loss_standard is 0.016561… and shows as 0.0166: quote {{ label_smoothing.loss_standard }}; "
        f'if it is no result, write <span data-literal="why">{numeral}</span>'
    )


@pytest.mark.parametrize("numeral", ["2016", "Ⅳ", "1.2.3"])
def test_a_numeral_far_from_every_value_is_told_how_to_declare_it(
    numeral: str, make_page: MakePage, trace_html: TraceHtml
) -> None:
    page = make_page(f"In {numeral}.", known=Values([LOSS]))
    trace_html(f"<p>In {numeral}.</p>", page)
    expected = f'”; if it is no result, write <span data-literal="why">{numeral}</span>'
    assert str(page.diagnostics).endswith(expected)


@pytest.mark.parametrize(("typed", "nearest"), [("12.1", "weather.high"), ("2.3", "weather.week[1]")])
def test_items_of_arrays_are_suggested_too(typed: str, nearest: str, look: Look) -> None:
    assert f"; {nearest} is " in str(look(f"About {typed} of them.")[0].diagnostics)


def test_a_suggestion_keeps_the_power_of_ten(make_page: MakePage, trace_html: TraceHtml) -> None:
    page = make_page("", known=Values([Value("a.x", 1.4234567891e-05, ".2e", {}, "a.py", 1)]))
    trace_html("<p>0.0000142</p>", page)
    assert "a.x is 1.423456… and" not in str(page.diagnostics)


def test_a_suggestion_survives_a_faulty_display(make_page: MakePage, trace_html: TraceHtml) -> None:
    page = make_page("", known=Values([Value("a.x", 3.5, ".2q", {}, "a.py", 1)]))
    trace_html("<p>3.5</p>", page)
    assert "3.5 is typed by hand" in str(page.diagnostics)
