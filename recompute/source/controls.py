"""The controls of a page, as its front matter declares them: a quantity of the scenario, a range, a step, a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from recompute.diagnostics import Diagnostics, LocatedError
from recompute.source.page_source import Source
from recompute.values.number_format import Leaf, show
from recompute.values.numerals import typed_in
from recompute.values.plain_text import unseen

KEY, ANNOUNCED = "controls", "announce"
_RANGE = ("from", "to", "step")
_SINGLE = ("quantity", "name", "label", "display", "factor")
FIELDS = ("quantity", "name", "label", *_RANGE, "values", "display", "factor")
_NUMBERS = (int, float)  # and not the switches of YAML, which Python counts among whole numbers
_MOST = 1000  # positions of one control


@dataclass(frozen=True)
class Control:
    """A quantity that readers may change, and the values that they may give it; its label counts for no comparison.

    `factor` says that the values are multiplied into the quantity instead of taking its place.
    """

    quantity: str
    name: str  # in addresses
    label: str = field(compare=False)  # All else is the same in every language.
    values: tuple[Leaf, ...]
    display: str
    factor: bool

    @property
    def shown(self) -> list[str]:
        """The values as readers see them."""
        return [show(value, self.display) for value in self.values]


def controls_of(source: Source) -> tuple[Control, ...]:
    """Return the controls that a page declares; raise LocatedError where they cannot be read."""
    declared, line = source.meta.get(KEY, []), source.line_of(KEY)
    if not isinstance(declared, list):
        raise LocatedError(line, f"{KEY} is {declared!r}; write a list, with `- quantity: …` for each control")
    controls = tuple(_control(each, source) for each in declared)
    names = [control.name for control in controls]
    for name in names:
        if names.count(name) > 1:
            raise LocatedError(line, f"there are two controls named {name!r}; give each a `name` of its own")
    if controls and not isinstance(source.meta.get(ANNOUNCED), str):
        raise LocatedError(line, f"{KEY} need a text `{ANNOUNCED}`, which quotes what readers shall hear of first")
    return controls


def declared_controls(source: Source, diagnostics: Diagnostics) -> tuple[Control, ...]:
    """Return the controls of a page, noting a declaration that cannot be read."""
    with diagnostics.noting(source.file):
        return controls_of(source)
    return ()


def check_controls(source: Source, translation: Source, diagnostics: Diagnostics) -> None:
    """Note where the controls of a translation are not those of its source, but for their labels."""
    if not translation.sound:
        return
    try:
        expected, found = controls_of(source), controls_of(translation)
    except LocatedError:  # `declared_controls` notes it.
        return
    if expected != found:
        message = f"the controls are not those of {source.file}; copy them, and translate their labels alone"
        diagnostics.add(translation.file, translation.line_of(KEY), message)


def _control(declared: Any, source: Source) -> Control:
    if not isinstance(declared, Mapping):
        raise LocatedError(source.line_of(KEY), f"a control is {declared!r}; write `quantity: …` and the rest of it")
    quantity = declared.get("quantity")
    given = {"name": str(quantity).rpartition(".")[2], "display": "g", "factor": False, **declared}
    for fault in _faults(given):
        raise LocatedError(_line_of(quantity, source), f"the control of {quantity!r} {fault}")
    return Control(values=tuple(_values(given)), **{key: given[key] for key in _SINGLE})


def _line_of(quantity: object, source: Source) -> int:
    """Return the line of front matter that declares the control of a quantity, or of all controls."""
    declaration = rf"^[ \t{{-]*[^#\n]*\bquantity: *[\"']?{re.escape(str(quantity))}\b"
    found = re.compile(declaration, re.MULTILINE).search(source.text, 0, source.start)
    return source.line_at(found.start()) if found else source.line_of(KEY)


def _faults(declared: Mapping[str, Any]) -> Iterator[str]:
    listed = "values" in declared
    for key in ("quantity", "label", *(() if listed else _RANGE)):
        if key not in declared:
            yield f"has no {key!r}; add it"
    for key in declared:
        if key not in FIELDS:
            yield f"has {key!r}; it may have {', '.join(FIELDS)}"
    for key in ("quantity", "name", "label", "display"):
        if not isinstance(declared[key], str):
            yield f"has the {key} {declared[key]!r}; write a text"
    if not declared["name"].isidentifier():
        yield "needs a `name` of ASCII letters, which addresses can hold"
    if message := unseen(declared["label"]):
        yield f"has a label in which {message}"
    for numeral in typed_in(declared["label"]):
        yield f"has {numeral} typed in its label; leave the number out"
    if not isinstance(declared["factor"], bool):
        yield f"has factor: {declared['factor']!r}; write true or false"
    yield from _faults_of_values(declared) if listed else _faults_of_range(declared)
    for value in _values(declared):
        try:
            show(value, declared["display"])
        except (ValueError, OverflowError) as error:
            yield f"has display: {declared['display']!r}, which cannot show {value!r}: {error}"


def _faults_of_values(declared: Mapping[str, Any]) -> Iterator[str]:
    values = declared["values"]
    if any(key in declared for key in _RANGE):
        yield f"has both values and {', '.join(_RANGE)}; leave one of them out"
    if not isinstance(values, list) or len(values) < 2 or any(type(value) not in _NUMBERS for value in values):
        yield f"has values: {values!r}; write a list of at least two numbers"
    elif values != sorted(set(values)) or len(values) > _MOST:
        yield f"has values: {values!r}; let them rise, and be at most {_MOST}"


def _faults_of_range(declared: Mapping[str, Any]) -> Iterator[str]:
    for key in _RANGE:
        if type(declared[key]) not in _NUMBERS:
            yield f"has {key}: {declared[key]!r}; write a number"
    if not declared["step"] > 0 or not declared["from"] < declared["to"]:
        yield f"runs from {declared['from']} to {declared['to']} by {declared['step']}; let it run upwards"
    if (declared["to"] - declared["from"]) / declared["step"] > _MOST:
        yield f"has more than {_MOST} positions; let its step be larger"


def _values(declared: Mapping[str, Any]) -> Iterator[Leaf]:
    """Yield the values listed, or those from the first to the last, as decimals: three tenths are just that."""
    if "values" in declared:
        yield from declared["values"]
        return
    given = [declared[key] for key in _RANGE]
    kind = int if all(isinstance(number, int) for number in given) else float
    start, end, step = (Decimal(str(number)) for number in given)
    for position in range(int((end - start) / step) + 1):
        yield kind(start + position * step)
