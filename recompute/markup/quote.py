"""Quotes of values, `{{ name[2]:.2f }}`: their grammar, and what they show on a page."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from recompute.locale.fallback import lang
from recompute.source.inlines import QUOTE
from recompute.values.decorators import Display
from recompute.values.lookup import UnknownNameError, Value, Values
from recompute.values.number_format import Leaf, bounded, full, precise, rounded_away, show
from recompute.values.numerals import typed_in

_NOISE = 1e-12  # What is smaller, relative to the largest number of a value, is rounding noise of its computation.


class QuoteError(ValueError):
    """A quote that cannot be shown, with the reason in words."""


class ValueFaultError(QuoteError):
    """A value that cannot be shown as it is declared, on no page; it is reported where it is declared."""


@dataclass(frozen=True)
class Number:
    """One number or text as readers see it, with its full precision and the name that leads back to it."""

    ref: str
    full: str
    shown: str
    is_text: bool
    lang: str = ""  # The tag of the language of a fallback text.
    slot: str = ""  # The mark of the number's format, on a page with controls.


Shown = Number | list["Shown"]  # A number, a list of them, or rows of them.


def numbers_in(shown: Shown) -> Iterator[Number]:
    """Yield every number in reading order."""
    if isinstance(shown, list):
        for item in shown:
            yield from numbers_in(item)
    else:
        yield shown


def resolve(text: str, values: Values, page: str, language: str) -> Shown:
    """Look up a quote, written in full as on the page, for a page and a language."""
    match = QUOTE.fullmatch(text)
    if match is None:
        raise QuoteError(
            f"{text} is not a quote; write {{{{ name }}}}, {{{{ page.name }}}}, {{{{ name[2] }}}} or "
            "{{ name:.2f }}, with one space each side, or put it in code"
        )
    value = values.find(match["name"], page)
    positions = [int(position) for position in re.findall(r"\d+", match["index"])]
    shown = formatted(value, match["format"], language)
    for count, position in enumerate(positions):
        shown = _item(shown, position, value.ref + "".join(f"[{before}]" for before in positions[:count]))
    if match["format"]:
        for message in misleading(shown):
            raise QuoteError(message)
    return shown


def mapped(shown: Shown, change: Callable[[Number], Number]) -> Shown:
    """Return what is shown, each number changed."""
    return [mapped(item, change) for item in shown] if isinstance(shown, list) else change(shown)


def misleading(shown: Shown) -> Iterator[str]:
    """Yield what is wrong with numbers of a value that show as 0, or as 100%, though they are not, but for noise."""
    numbers = [number for number in numbers_in(shown) if not number.is_text]
    hidden = [number for number in numbers if rounded_away(float(number.full), number.shown)]
    noise = _noise(numbers) if hidden else 0.0
    for number in hidden:
        if abs(float(number.full)) > noise:
            advice = "show more digits, or write < before the format, which shows a bound such as <0.001"
            yield f"{number.ref} is {precise(number.full)}, but shows as {number.shown}; {advice}"


def _noise(numbers: Iterable[Number]) -> float:
    sizes = (abs(float(number.full)) for number in numbers if not number.is_text)
    return _NOISE * max(filter(math.isfinite, sizes), default=0.0)


def with_bounds(shown: list[Shown]) -> list[Shown]:
    """Return what a value shows at several positions, with a bound where a number is not the 0 or 100% it shows as."""
    noise = _noise(numbers_in(shown))

    def bound(number: Number) -> Number:
        data = 0.0 if number.is_text else float(number.full)
        text = bounded(data, number.shown) if abs(data) > noise else number.shown
        return number if text == number.shown else replace(number, shown=text)

    return [mapped(each, bound) for each in shown]


def formatted(value: Value, format_: str | None, language: str) -> Shown:
    """Return what a whole value shows in a language, in a format of its own or of the quote's."""
    try:
        shown = display(value, language)
    except QuoteError as error:
        raise ValueFaultError(*error.args) from error
    return _show(value.data, language, value.ref, format_) if format_ else shown


def _item(shown: Shown, position: int, ref: str) -> Shown:
    if not isinstance(shown, list):
        raise QuoteError(f"{ref} is a single value; it has no item [{position}]")
    if position >= len(shown):
        raise QuoteError(f"{ref} has {len(shown)} items; [{position}] is past its end, the last is [{len(shown) - 1}]")
    return shown[position]


def _show(data: Any, language: str, ref: str, display: Display, column: int = 0) -> Shown:
    if isinstance(data, list):
        if not data:
            raise QuoteError(f"{ref} is empty; there is nothing to show")
        return [_show(item, language, f"{ref}[{i}]", display, i) for i, item in enumerate(data)]
    if isinstance(data, dict):
        if language not in data:
            raise QuoteError(f"{ref.partition('[')[0]} has no text in {language}; it has {', '.join(data)}")
        return _show(data[language], language, ref, display, column)
    shown = _show_leaf(data, ref, column, display)
    return Number(ref, full(data), shown, isinstance(data, str), lang(data) if isinstance(data, str) else "")


def _shaped(shown: Shown, ref: str) -> Shown:
    """Return what is shown if it is a number, a vector, or rows."""
    rows = shown if isinstance(shown, list) else []
    lists = sum(isinstance(row, list) for row in rows)
    deeper = any(isinstance(cell, list) for row in rows if isinstance(row, list) for cell in row)
    if deeper or 0 < lists < len(rows):
        raise QuoteError(f"{ref} is neither a number nor a vector nor rows of them; split it into several values")
    return shown


def _show_leaf(data: Leaf, ref: str, column: int, display: Display) -> str:
    if not isinstance(display, str):
        if column >= len(display):
            raise QuoteError(f"{ref} is in column {column}, but its display has {len(display)} formats")
        display = display[column]
    try:
        return show(data, display)
    except (ValueError, OverflowError) as error:
        raise QuoteError(f"{ref} is {data!r}, which the format {display!r} cannot show: {error}") from error


def display(value: Value, language: str) -> Shown:
    """Return what a whole value shows in a language; it is worked out once."""
    if language not in value.shown:
        value.shown[language] = _shaped(_show(value.data, language, value.ref, value.display), value.ref)
    shown: Shown = value.shown[language]
    return shown


def is_noted(text: str, error: Exception, values: Values, page: str) -> bool:
    """Return whether the fault of a quote lies with the value, its module or the scenario, where it is noted."""
    if isinstance(error, ValueFaultError):
        return True
    match = QUOTE.fullmatch(text)
    return isinstance(error, UnknownNameError) and values.is_broken(match["name"] if match else "", page)


def faults(value: Value, languages: list[str]) -> Iterator[str]:
    """Yield what is wrong with a value's own display or its descriptions in any language."""
    for language in languages:
        if not value.descriptions.get(language, "").strip():
            yield f'{value.ref} has no description in {language}; add {language}="…" to its declaration'
        for numeral in typed_in(value.descriptions.get(language, "")):
            yield f"{numeral} is typed by hand in the description of {value.ref}; leave the number out"
        try:
            yield from misleading(display(value, language))
        except QuoteError as error:
            yield str(error)
