"""What counts as a numeral, and what each one means."""

from __future__ import annotations

import pytest

from recompute.values.numerals import NUMERAL, is_symbol, parse


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("loss 0.0165 nats", ["0.0165"]),
        ("共4类，第２类", ["4", "２"]),
        ("float32 and H1", ["32", "1"]),
        ("１２３", ["１２３"]),
        ("1,234.5", ["1,234.5"]),
        ("98.4% or 98.4 % or ９８％ or 5‰", ["98.4%", "98.4 %", "９８％", "5‰"]),
        ("−0.5, -0.5 and +0.5", ["−0.5", "-0.5", "+0.5"]),
        ("½ ⅓ ¾", ["½", "⅓", "¾"]),
        ("1/2", ["1", "2"]),
        ("x² and a₂ and 10⁵", ["²", "₂", "10⁵"]),
        ("Ⅳ ④ ⑷ ⒋ ㊿", ["Ⅳ", "④", "⑷", "⒋", "㊿"]),
        ("٣ and ३", ["٣", "३"]),
        ("The end of 2016. And", ["2016"]),
        ("1e-05", ["1", "-05"]),
        ("no numeral, 三只猫, one bird…", []),
    ],
)
def test_numerals_are_found_in_every_script(text: str, found: list[str]) -> None:
    assert [match[0] for match in NUMERAL.finditer(text)] == found


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("0.0165", 0.0165),
        ("−3.5", -3.5),
        ("-3.5", -3.5),
        ("+3.5", 3.5),
        ("1,234.5", 1234.5),
        ("98.4%", 0.984),
        ("98.4 %", 0.984),
        ("９８％", 0.98),
        ("5‰", 0.005),
        ("½", 0.5),
        ("⅔", 2 / 3),
        ("²", 2),
        ("④", 4),
        ("٣", 3),
    ],
)
def test_a_numeral_means_its_number(numeral: str, number: float) -> None:
    assert parse(numeral) == pytest.approx(number, rel=1e-15)


@pytest.mark.parametrize("numeral", ["1.2.3", "Ⅳ", "⑷", "½½"])
def test_what_is_no_number_is_refused(numeral: str) -> None:
    with pytest.raises(ValueError, match="could not convert"):
        parse(numeral)


@pytest.mark.parametrize("token", ["0", "1", "2", " 1 ", "𝟏", "１"])
def test_nought_one_and_two_are_symbols_of_a_formula(token: str) -> None:
    assert is_symbol(token)


@pytest.mark.parametrize("token", ["3", "10", "12", "0.1", "-1", "1%", "½", ""])
def test_no_other_number_is_a_symbol(token: str) -> None:
    assert not is_symbol(token)
