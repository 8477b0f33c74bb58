"""What a value returns becomes plain data, or is refused with what to return instead."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
import pint
import pytest
import uncertainties
from lxml import html
from mpmath import mpf
from uncertainties import unumpy

from recompute.audit.trace import Trace
from recompute.markup.elements import without_marks
from recompute.markup.render_context import RenderContext
from recompute.values.lookup import Value, Values
from recompute.values.plain_data import plain
from tests.machinery.conftest import MakePage

_UNITS = pint.UnitRegistry()


class Quantity(np.ndarray):
    """An array with a unit, as astropy has it."""

    unit = "m"

    def to_value(self, unit: str) -> np.ndarray:
        return np.asarray(self)


REFUSED: dict[str, tuple[Any, str]] = {
    "a masked array": (np.ma.masked_greater([1.0, 9.0], 5), "it is a masked array; return x.compressed(), or "),
    "a masked element": ([1.0, np.ma.masked], "it is a masked array; "),
    "a Decimal": (Decimal("0.1"), "it is a Decimal; write float(x), or str(x) to show all of its digits"),
    "an array of Decimals": (np.array([Decimal(1)]), "it is a Decimal; "),
    "a Fraction": ((0.5, Fraction(1, 3)), "it is a Fraction; write float(x)"),
    "a complex number": (1j, "it is a complex number; return x.real and x.imag as two values"),
    "a complex array": (np.array([1 + 0j]), "it is a complex number; "),
    "a length": (3 * _UNITS.meter, "it is a number with a unit; return x.to(unit).magnitude, and write the unit "),
    "an array of lengths": (np.array([3.0]) * _UNITS.meter, "it is a number with a unit; "),
    "a length of astropy": (np.array([1.0]).view(Quantity), "it is a number with a unit; return x.to_value(unit), "),
    "an uncertainty": (uncertainties.ufloat(1, 0.1), "it is a number with an uncertainty; return x.nominal_value, "),
    "a sum of uncertainties": (uncertainties.ufloat(1, 0.1) + 1, "it is a number with an uncertainty; "),
    "an array of uncertainties": (unumpy.uarray([1.0], [0.1]), "it is a number with an uncertainty; "),
    "nanoseconds": (np.array(["2026-01-01"], "datetime64[ns]"), "it is a time; return str(x)"),
    "a duration": (np.timedelta64(3, "s"), "it is a time; "),
    "a date": (datetime.date(2026, 1, 1), "it is a date; a value is a number, a text, or an array or rows of them"),
    "a truth": (True, "it is a bool; return a word for it, or declare a claim"),
    "an array of truths": (np.array([True]), "it is a bool; "),
    "nothing": (None, "it is None; let the function return a value"),
    "bytes": (b"cat", "it is bytes; write x.decode()"),
    "a number of mpmath": (mpf("0.5"), "it is a mpf; write float(x); a value is a number, a text, or "),
    "a long double": (np.longdouble(0.5), "it is a longdouble; write float(x); "),
    "a set": ({1, 2}, "it is a set; a value is a number, a text, or an array or rows of them"),
    "a generator": ((x for x in "ab"), "it is a generator; "),
    "an object": (SimpleNamespace(), "it is a SimpleNamespace; "),
    "an empty text": ("", "it is an empty text; return a text that can be seen, such as –"),
    "a text of spaces": ([{"zh": "猫", "en": " \u3000"}], "it is an empty text; "),
    "a text that shows nothing": ("\u200b\ufe0f", "it is an empty text; "),
    "an integer beyond float": (10**400, "it is an integer larger than the largest float; return its logarithm, or "),
    "one below it": ([-(10**5000)], "it is an integer larger than the largest float; "),
    "an entity": ("R&amp;D", "it is a text with &amp;; write the character itself, which is shown as it is"),
    "a decimal reference": ("R&#38;D", "it is a text with &#38;; "),
    "a hexadecimal reference": ("&#X26;", "it is a text with &#X26;; "),
    "a carriage return": ("a\rb", r"it is a text with the control character '\r', which pages cannot "),
    "a line feed": ("a\nb", r"it is a text with the control character '\n', "),
    "a tab": ("a\tb", r"it is a text with the control character '\t', "),
    "a null": ("a\0b", r"it is a text with the control character '\x00', "),
    "an escape": ("\x1b[31mred", r"it is a text with the control character '\x1b', "),
    "a C1 control": ("a\x85b", r"it is a text with the control character '\x85', "),
    "a separator of lines": ("a\u2028b", r"it is a text with the control character '\u2028', "),
    "a mark of the machinery": ("a\ue001b", r"it is a text with the control character '\ue001', "),
    "another direction": ("12\u202e34", r"it is a text with the control character '\u202e', "),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_pages_cannot_show_is_refused_with_what_to_return_instead(name: str) -> None:
    data, remedy = REFUSED[name]
    with pytest.raises((TypeError, ValueError)) as refused:
        plain(data)
    assert str(refused.value).startswith(remedy)


@pytest.mark.parametrize("number", [2**70, 10**308, -(10**308), np.int64(-3), np.float32(0.5), np.float16(0.1)])
def test_numbers_keep_all_of_their_digits(number: Any) -> None:
    assert plain(number) == number


# What a browser or Markdown would take for markup, were it not escaped.
TEXTS = ["R&D", "a < b > c", "AT&T; or", "<b>bold</b>", '"quoted" & so', "*stars* _lines_", "back\\slash", "&", "&;"]
PLACES = {
    "prose": ("{{ x }}", "//data"),
    "a heading": ("## A {{ x }} { #a }", "//data"),
    "emphasis": ("*{{ x }}*", "//data"),
    "an alt text": ("![{{ x }}](a.png)", "//img/@alt"),
    "a formula": ("$a = {{ x }}$", "//mtext"),
    "a table": ("| A |\n|---|\n| {{ x }} |", "//td/data"),
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("place", PLACES)
def test_texts_are_shown_as_they_are(
    place: str,
    text: str,
    make_page: MakePage,
    convert: Callable[[RenderContext], str],
    trace_html: Callable[[str, RenderContext], Trace],
) -> None:
    source, path = PLACES[place]
    page = make_page(source, known=Values([Value("weather.x", plain(text), "", {}, "pages/weather.py", 1)]))
    output = convert(page)
    assert trace_html(output, page).uncomputed == []
    assert not page.diagnostics
    (found,) = html.document_fromstring(without_marks(output)).xpath(path)
    assert (found if isinstance(found, str) else found.text_content()) == text
