"""Numbers in a column of a table are aligned at their decimal points, by invisible padding after the shorter ones."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import html

from recompute.markup.render_context import RenderContext
from recompute.markup.typography import pads

Convert = Callable[[RenderContext], str]
MakePage = Callable[..., RenderContext]


def column(*cells: str, rule: str = "--:") -> str:
    return "\n".join(["| head |", f"| {rule} |", *(f"| {cell} |" for cell in cells)])


@pytest.mark.parametrize(
    "shown",
    [
        ["0.5", "12", "−3.25"],
        ["98.4%", "0.98", "1"],
        ["2.7×10⁻⁴", "3.40×10³⁸", "11", "0.567"],
        ["1,234.5", "7"],
        ["+0.01", "0"],
    ],
)
def test_padded_numbers_of_a_column_have_equally_many_signs_after_the_units(shown: list[str]) -> None:
    units = re.compile(r"[+−]?[\d,]+")
    wholes = {
        "".join(sorted(re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]", "⁰", re.sub(r"\d", "0", units.sub("", number, count=1) + pad))))
        for number, pad in zip(shown, pads(shown), strict=True)
    }
    # The ten of a power follows the point in every row.
    assert len(wholes) == 1


def test_numbers_with_equally_many_decimals_are_not_padded(make_page: MakePage, convert: Convert) -> None:
    assert "data-pad" not in convert(make_page(column("{{ low }}", "{{ climate.mean:.1f }}")))


def test_what_has_no_digits_is_not_padded() -> None:
    assert pads(["∞", "NaN", "−∞", "0.25", "7"]) == ["", "", "", "", ".00"]


def test_a_word_in_a_column_of_numbers_stays_as_it_is() -> None:
    assert pads(["cat", "1.25", "3"]) == ["", "", ".00"]


def test_words_that_say_that_a_number_is_rounded_stand_before_it(make_page: MakePage, convert: Convert) -> None:
    cells = html.fromstring(convert(make_page(column("≈ {{ low }}", "{{ high }}"))))
    assert [cell.get("data-pad") for cell in cells.iter("td")] == [None, ".0"]


def test_a_column_of_numbers_is_aligned_without_a_rule(make_page: MakePage, convert: Convert) -> None:
    table = html.fromstring(convert(make_page(column("{{ low }}", "{{ high }}", rule="---"))))
    assert {cell.get("style") for cell in table.iter("th", "td")} == {"text-align: right;"}


@pytest.mark.parametrize("cells", [["{{ sky }}", "{{ high }}"], ["$x$", "{{ high }}"], ["{{ high }}"]])
def test_a_column_of_other_things_is_left_as_it_was(cells: list[str], make_page: MakePage, convert: Convert) -> None:
    assert "style" not in convert(make_page(column(*cells, rule="---")))


def test_bold_digits_are_followed_by_bold_ones(make_page: MakePage, convert: Convert) -> None:
    table = html.fromstring(convert(make_page(column("**{{ high }}**", "{{ low }}"))))
    assert [element.tag for element in table.iter() if element.get("data-pad")] == ["strong"]


def test_a_number_itself_is_written_as_promised(make_page: MakePage, convert: Convert) -> None:
    shown = convert(make_page(column("{{ high }}", "{{ low }}")))
    assert '<data class="value" value="12" data-ref="weather.high">12</data>' in shown
