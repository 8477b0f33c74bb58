"""The grammar of quotes, what they show, and what is reported of a wrong one."""

from __future__ import annotations

import pytest

from recompute.markup.quote import Number, QuoteError, Shown, display, faults, numbers_in, resolve
from recompute.values.lookup import UnknownNameError, Value, Values


def shown(text: str, values: Values, language: str = "en") -> list[str]:
    return [number.shown for number in numbers_in(resolve(text, values, "weather", language))]


def depth_of(shown: Shown) -> int:
    return 1 + depth_of(shown[0]) if isinstance(shown, list) else 0


def value(data: object, display: str | tuple[str, ...] = "", **descriptions: str) -> Value:
    return Value("weather.x", data, display, descriptions, "pages/weather.py", 1)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("{{ low }}", ["−3.5"]),
        ("{{ weather.low }}", ["−3.5"]),
        ("{{ climate.low }}", ["−21"]),
        ("{{ low:.3f }}", ["−3.456"]),
        ("{{ high:,.1f }}", ["12.0"]),
        ("{{ week }}", ["1.50", "−2.25", "3.00"]),
        ("{{ week[1] }}", ["−2.25"]),
        ("{{ week[2]:.0f }}", ["3"]),
        ("{{ week:+.1f }}", ["+1.5", "−2.2", "+3.0"]),
        ("{{ rotation }}", ["0.6", "−0.8", "0.8", "0.6"]),
        ("{{ rotation[0][1] }}", ["−0.8"]),
        ("{{ stations[1] }}", ["valley", "4.50", "12.5%"]),
        ("{{ stations[1][2] }}", ["12.5%"]),
        ("{{ sky }}", ["cloudy"]),
    ],
)
def test_a_quote_shows_its_numbers(quote: str, expected: list[str], values: Values) -> None:
    assert shown(quote, values) == expected


@pytest.mark.parametrize(("language", "text"), [("zh", "多云"), ("en", "cloudy")])
def test_a_text_is_in_the_language_of_the_page(language: str, text: str, values: Values) -> None:
    assert shown("{{ sky }}", values, language) == [text]


def test_a_number_keeps_its_name_and_its_precision(values: Values) -> None:
    number = resolve("{{ climate.mean:.0f }}", values, "weather", "en")
    assert number == Number(ref="climate.mean", full="8.25", shown="8", is_text=False)


def test_an_item_keeps_its_index_in_its_name(values: Values) -> None:
    assert [n.ref for n in numbers_in(resolve("{{ week }}", values, "weather", "en"))] == [
        "weather.week[0]",
        "weather.week[1]",
        "weather.week[2]",
    ]
    assert [n.ref for n in numbers_in(resolve("{{ stations[1][2] }}", values, "weather", "en"))] == [
        "weather.stations[1][2]"
    ]


@pytest.mark.parametrize(("quote", "depth"), [("{{ low }}", 0), ("{{ week }}", 1), ("{{ week[0] }}", 0)])
def test_depth_of_numbers_and_vectors(quote: str, depth: int, values: Values) -> None:
    assert depth_of(resolve(quote, values, "weather", "en")) == depth


@pytest.mark.parametrize("quote", ["{{ rotation }}", "{{ stations }}"])
def test_depth_of_matrices_and_rows(quote: str, values: Values) -> None:
    assert depth_of(resolve(quote, values, "weather", "en")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "{{low}}", "{{ low}}", "{{  low }}", "{{ low + 1 }}", "{{ low() }}", "{{ week[-1] }}", "{{ week[i] }}",
        "{{ week[0:2] }}", "{{ low|round }}", "{{ low : .2f }}", "{{ low:{x} }}", "{{ 2 }}", "{{ 名 }}", "{{ }}",
    ],
)  # fmt: skip
def test_anything_but_a_name_an_index_and_a_format_is_no_quote(text: str, values: Values) -> None:
    with pytest.raises(QuoteError, match=r"is not a quote; write \{\{ name \}\}"):
        resolve(text, values, "weather", "en")


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        ("{{ week[3] }}", r"weather\.week has 3 items; \[3\] is past its end, the last is \[2\]"),
        ("{{ rotation[0][2] }}", r"weather\.rotation\[0\] has 2 items; \[2\] is past its end, the last is \[1\]"),
        ("{{ low[0] }}", r"weather\.low is a single value; it has no item \[0\]"),
        ("{{ sky[0] }}", r"weather\.sky is a single value; it has no item \[0\]"),
        ("{{ low:.2q }}", r"weather\.low is -3\.456, which the format '\.2q' cannot show"),
        ("{{ low:d }}", r"weather\.low is -3\.456, which the format 'd' cannot show"),
        ("{{ sky:.2f }}", r"weather\.sky is 'cloudy', which the format '\.2f' cannot show"),
    ],
)
def test_a_wrong_index_or_format_says_what_is_wrong(quote: str, message: str, values: Values) -> None:
    with pytest.raises(QuoteError, match=message):
        resolve(quote, values, "weather", "en")


@pytest.mark.parametrize(
    ("quote", "hint"),
    [
        ("{{ lov }}", "did you mean 'low'"),
        ("{{ climate.maen }}", r"did you mean 'climate\.mean'"),
        ("{{ mean }}", r"did you mean 'climate\.mean'"),
        ("{{ weather.mean }}", r"did you mean 'climate\.mean'"),
        ("{{ zzzzzzzz }}", "declare it in the page's module"),
    ],
)
def test_an_unknown_name_suggests_the_nearest(quote: str, hint: str, values: Values) -> None:
    with pytest.raises(UnknownNameError, match=hint):
        resolve(quote, values, "weather", "en")


def test_a_text_that_a_language_lacks_is_named() -> None:
    values = Values([value({"zh": "多云"})])
    with pytest.raises(QuoteError, match=r"weather\.x has no text in en; it has zh"):
        resolve("{{ x }}", values, "weather", "en")


def test_an_empty_array_cannot_be_shown() -> None:
    with pytest.raises(QuoteError, match="is empty"):
        display(value([]), "en")


def test_a_row_longer_than_its_display_is_named() -> None:
    with pytest.raises(QuoteError, match=r"column 1, but its display has 1 formats"):
        display(value([[1, 2]], ("d",)), "en")


@pytest.mark.parametrize("description", ["Rain, 1−ε in float32.", "The larger of 2 and K−1.", "log₂ of it."])
def test_symbols_and_names_may_stand_in_a_description(description: str) -> None:
    assert list(faults(value(1, "d", en=description), ["en"])) == []


@pytest.mark.parametrize(("description", "typed"), [("It is 0.567.", "0.567"), ("得 98%。", "98%"), ("−3 then.", "−3")])
def test_a_number_typed_into_a_description_is_a_fault(description: str, typed: str) -> None:
    assert list(faults(value(1, "d", en=description), ["en"])) == [
        f"{typed} is typed by hand in the description of weather.x; leave the number out"
    ]


def test_a_declaration_without_faults() -> None:
    assert list(faults(value(1, "d", zh="一。", en="One."), ["zh", "en"])) == []


@pytest.mark.parametrize("description", ["", "  "])
def test_a_missing_description_is_a_fault(description: str) -> None:
    assert list(faults(value(1, "d", zh="一。", en=description), ["zh", "en"])) == [
        'weather.x has no description in en; add en="…" to its declaration'
    ]


def test_a_display_that_cannot_show_its_value_is_a_fault() -> None:
    (fault,) = set(faults(value(0.5, "d", zh="半。", en="Half."), ["zh", "en"]))
    assert fault.startswith("weather.x is 0.5, which the format 'd' cannot show")


ROUNDED = [(0.004, ".2f"), (-0.004, ".0f"), (0.0004, ".1%"), (0.9996, ".1%"), (-0.999, ".0%"), (0.9999999, "g%")]


@pytest.mark.parametrize(("data", "display"), ROUNDED)
def test_a_display_that_rounds_to_nothing_or_to_all_is_a_fault(data: float, display: str) -> None:
    (fault,) = set(faults(value(data, display, zh="数。", en="A number."), ["zh", "en"]))
    assert fault.endswith("show more digits, or write < before the format, which shows a bound such as <0.001")
    with pytest.raises(QuoteError, match="show more digits"):
        resolve(f"{{{{ x:{display} }}}}", Values([value(data, ".9f")]), "weather", "en")


@pytest.mark.parametrize(
    ("data", "display"),
    [(0.0, ".2f"), (1.0, ".0%"), (1.0004, ".1%"), (0.004, "<.2f"), (0.9996, "<.1%"), (0.999, ".2f")],
)
def test_a_number_that_is_what_it_shows_or_is_bounded_is_none(data: float, display: str) -> None:
    assert list(faults(value(data, display, zh="数。", en="A number."), ["zh", "en"])) == []


def test_a_number_past_the_end_of_unicode_is_a_wrong_format() -> None:
    with pytest.raises(QuoteError):
        resolve("{{ x:c }}", Values([value(10**10)]), "weather", "en")


@pytest.mark.parametrize("data", [[1.0, [2.0, 3.0]], [[[1.0, 2.0]]], [[1.0], 2.0]])
def test_a_value_is_a_number_a_vector_or_rows(data: object) -> None:
    (fault,) = set(faults(value(data, ".1f", zh="数。", en="Numbers."), ["zh", "en"]))
    assert fault == "weather.x is neither a number nor a vector nor rows of them; split it into several values"
