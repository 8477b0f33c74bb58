"""Numbers as readers see them: they read back as what was rounded, and look as typography wants them."""

from __future__ import annotations

import math
import re
from decimal import Context, Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from recompute.values.number_format import full, show

FINITE = st.floats(allow_nan=False, allow_infinity=False)
MODERATE = st.floats(min_value=-1e9, max_value=1e9)
PLACES = st.integers(0, 12)
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def read_back(shown: str) -> float:
    """Read a number as a reader does: a minus sign, powers of ten in superscript, per cent."""
    mantissa, _, power = shown.replace("−", "-").removesuffix("%").partition("×10")
    return float(f"{mantissa}e{power.translate(SUPERSCRIPTS) or 0}") / (100 if shown.endswith("%") else 1)


@given(MODERATE, PLACES)
def test_decimals_read_back_as_the_rounded_value(number: float, places: int) -> None:
    assert read_back(show(number, f".{places}f")) == round(number, places)


@given(FINITE, PLACES)
def test_powers_of_ten_read_back_as_the_rounded_value(number: float, digits: int) -> None:
    mantissa, power = show(number or 0.0, f".{digits}e").replace("−", "-").split("×10")
    rounded = Context(prec=digits + 1).create_decimal(Decimal(number))
    assert Decimal(f"{mantissa}e{power.translate(SUPERSCRIPTS)}") == rounded


@given(MODERATE, PLACES)
def test_percentages_read_back_as_hundredths(number: float, places: int) -> None:
    half_a_step = 0.5 * 10.0 ** -(places + 2)
    assert read_back(show(number, f".{places}%")) == pytest.approx(number, abs=half_a_step * 1.001, rel=1e-14)


@given(st.integers())
def test_integers_read_back_exactly(number: int) -> None:
    assert int(show(number, "d").replace("−", "-")) == number


@given(FINITE | MODERATE, st.sampled_from(["", ".4f", ".0f", ".2%", ".3g", "g", ".2e", ",.1f"]))
@example(1.4e-05, "")
@example(-1.4e-05, ".2e")
def test_no_ascii_minus_and_no_exponent_letter(number: float, display: str) -> None:
    assume(abs(number) < 1e14 or not display.endswith(("f", "%")))
    assert not re.search(r"[-eE]", show(number, display))


@given(st.floats(min_value=-1, max_value=1), st.sampled_from([".0f", ".2f", ",.3f", ".1%", ".3g", "g", ""]))
@example(-0.0, "g")
@example(-0.0, "")
@example(-0.4, ".0f")
def test_what_rounds_to_zero_has_no_sign(number: float, display: str) -> None:
    shown = show(number, display)
    assert not shown.startswith("−") or read_back(shown) < 0


def test_a_negative_zero_with_an_exponent_has_no_sign() -> None:
    assert show(-0.0, ".1e") == "0.0×10⁰"


@pytest.mark.parametrize("display", ["+.2f", "+", "+.1%", "+,.1f", "+.1e", "+g%"])
def test_zero_has_no_plus_sign_either(display: str) -> None:
    assert show(0.0, display) == show(-0.0, display) == show(0.0, display.removeprefix("+"))


OTHER_FORMATS = """
    8.2f 08.2f >8.2f *^9d =+9d #.3g z.2f .2F .1E G b x #o c n s d% f% .2q ..2f .٢f .100f .99999999999f ,_d +-d
"""


@pytest.mark.parametrize("display", [*OTHER_FORMATS.split(), " .2f"])
@pytest.mark.parametrize("number", [math.inf, -0.001, 5])
def test_only_sign_grouping_precision_and_type_make_a_format(number: float, display: str) -> None:
    with pytest.raises(ValueError, match="write a sign, a grouping, a precision and one of f e g d % g%"):
        show(number, display)


@pytest.mark.parametrize("display", [".18f", ".99f", ".40e"])
def test_more_digits_than_a_number_has_are_refused(display: str) -> None:
    with pytest.raises(ValueError, match="at most 17 digits"):
        show(0.25, display)


@pytest.mark.parametrize(("number", "display"), [(1e300, ".2f"), (-1e17, ",.0f"), (1e16, ".1%"), (10**20, ".1f")])
def test_digits_before_the_point_that_say_nothing_are_refused(number: float, display: str) -> None:
    with pytest.raises(ValueError, match="at most 17 digits to show before the point; write e"):
        show(number, display)


@pytest.mark.parametrize(
    ("number", "display", "shown"),
    [
        (12345678901234568.0, ".0f", "12345678901234568"),
        (10**20, "d", "1" + "0" * 20),
        (2**70, "", "1180591620717411303424"),
        (1e300, "g", "1×10³⁰⁰"),
        (1e300, "g%", "1×10³⁰²%"),
    ],
)
def test_large_numbers_show_the_digits_that_they_have(number: float, display: str, shown: str) -> None:
    assert show(number, display) == shown


@pytest.mark.parametrize(("number", "display"), [(0.5, "d"), (2.0, ",d"), (2, ".1d"), (math.inf, "d")])
def test_whole_numbers_alone_have_the_format_for_them(number: float, display: str) -> None:
    with pytest.raises(ValueError, match="d shows an int, without a precision; write f, e or g"):
        show(number, display)


@pytest.mark.parametrize(
    ("number", "display", "shown"),
    [
        (0.0004, "<.3f", "<0.001"),
        (-0.0004, "<.3f", ">−0.001"),
        (0.0006, "<.3f", "0.001"),
        (0.0, "<.3f", "0.000"),
        (0.4, "<.0f", "<1"),
        (0.99999, "<.1%", ">99.9%"),
        (-0.99999, "<.0%", "<−99%"),
        (0.00001, "<.1%", "<0.1%"),
        (1.0, "<.1%", "100.0%"),
    ],
)
def test_a_bound_says_where_a_number_rounds_to_nothing_or_to_all(number: float, display: str, shown: str) -> None:
    assert show(number, display) == shown


@given(MODERATE, st.integers(1, 9))
def test_a_bound_holds(number: float, places: int) -> None:
    shown = show(number, f"<.{places}f")
    sign, bound = shown[:1], read_back(shown.lstrip("<>"))
    assert {"<": 0 < number < bound, ">": bound < number < 0}.get(sign, bound == round(number, places))


@pytest.mark.parametrize("display", ["<d", "<g", "<", "<.2e", "<g%"])
def test_a_bound_without_decimals_is_refused(display: str) -> None:
    with pytest.raises(ValueError, match="a bound needs decimals"):
        show(0.25, display)


@pytest.mark.parametrize(
    ("number", "display", "shown"),
    [
        (-3.456, ".1f", "−3.5"),
        (1234567, ",d", "1,234,567"),
        (0.125, ".1%", "12.5%"),
        (1e-5, "", "1×10⁻⁵"),
        (6.02e23, ".2e", "6.02×10²³"),
        (1.0, ".0e", "1×10⁰"),
        (0.5, "+.1f", "+0.5"),
        (math.inf, ".2f", "∞"),
        (-math.inf, ".2f", "−∞"),
        (math.nan, ".2f", "NaN"),
    ],
)
def test_numbers_look_as_in_print(number: float, display: str, shown: str) -> None:
    assert show(number, display) == shown


@pytest.mark.parametrize("text", ["cat-like", "infer", "nan", "1e-05", ""])
def test_texts_stay_as_they_are(text: str) -> None:
    assert show(text, "") == full(text) == text


def test_a_text_has_no_decimals() -> None:
    for display in (".2f", ".1", "s"):
        with pytest.raises(ValueError, match="a text has no format"):
            show("cat", display)


@given(st.floats(allow_nan=False))
def test_full_precision_reads_back_exactly(number: float) -> None:
    assert float(full(number)) == number
