"""The controls of a page are declared in its front matter; what is wrong there is reported."""

from __future__ import annotations

import pytest

from recompute.diagnostics import Diagnostics, LocatedError
from recompute.source.controls import check_controls, controls_of, declared_controls
from recompute.source.page_source import Source, parse

WIND = """\
  - quantity: wind
    label: Wind
    from: 0
    to: 0.3
    step: 0.1
"""
ANNOUNCE = "announce: Wind {{ wind }}\n"


def page(controls: str, announce: str = ANNOUNCE) -> Source:
    return parse(f"---\ntitle: Weather\ncontrols:\n{controls}{announce}---\n", "docs/en/weather.md", Diagnostics())


def test_a_control_runs_through_its_range_in_decimals() -> None:
    (control,) = controls_of(page(WIND))
    assert control.values == (0.0, 0.1, 0.2, 0.3)
    assert control.shown == ["0", "0.1", "0.2", "0.3"]
    assert (control.name, control.label, control.factor) == ("wind", "Wind", False)


def test_whole_numbers_stay_whole_and_a_range_ends_at_its_last_step() -> None:
    (control,) = controls_of(page(WIND.replace("0.3", "9").replace("0.1", "4")))
    assert control.values == (0, 4, 8)
    assert all(isinstance(value, int) for value in control.values)


def test_values_may_be_listed() -> None:
    (control,) = controls_of(page("  - quantity: wind\n    label: Wind\n    values: [2, 10, 1000]\n"))
    assert control.values == (2, 10, 1000)


def test_a_page_without_controls_has_none() -> None:
    assert controls_of(parse("# Weather\n", "a.md", Diagnostics())) == ()


def test_their_line_is_known() -> None:
    assert page(WIND).line_of("controls") == 3


FAULTS = {
    "no list": ("  wind: 1\n", "controls is {'wind': 1}; write a list, with `- quantity: …` for each control"),
    "no mapping": ("  - wind\n", "a control is 'wind'; write `quantity: …` and the rest of it"),
    "no label": (WIND.replace("label", "labl"), "the control of 'wind' has no 'label'; add it"),
    "an unknown key": (WIND + "    unit: m\n", "the control of 'wind' has 'unit'; it may have quantity, name, label, "),
    "a label that is no text": (WIND.replace("Wind", "[1]"), "the control of 'wind' has the label [1]; write a text"),
    "a result in a label": (WIND.replace("Wind", "Wind 0.5"), "the control of 'wind' has 0.5 typed in its label; "),
    "a name for no address": (WIND + "    name: a b\n", "the control of 'wind' needs a `name` of ASCII letters, "),
    "no number": (WIND.replace("0.3", "high"), "the control of 'wind' has to: 'high'; write a number"),
    "a range downwards": (WIND.replace("0.3", "-1"), "the control of 'wind' runs from 0 to -1 by 0.1; let it run "),
    "no step": (WIND.replace("0.1", "0"), "the control of 'wind' runs from 0 to 0.3 by 0; let it run upwards"),
    "too many": (WIND.replace("0.1", "0.0001"), "the control of 'wind' has more than 1000 positions; let its step "),
    "no truth": (WIND + "    factor: twice\n", "the control of 'wind' has factor: 'twice'; write true or false"),
    "values and a range": (WIND + "    values: [1, 2]\n", "the control of 'wind' has both values and from, to, step; "),
    "one value": (
        "  - {quantity: wind, label: W, values: [1]}\n",
        "the control of 'wind' has values: [1]; write a list ",
    ),
    "a value that is no number": (
        "  - {quantity: wind, label: W, values: [1, high]}\n",
        "the control of 'wind' has values: [1, 'high']; write a list of at least two numbers",
    ),
    "a format of no kind": (
        WIND + "    display: .2q\n",
        "the control of 'wind' has display: '.2q', which cannot show 0.0: write a sign, ",
    ),
    "a format for other numbers": (WIND + "    display: d\n", "the control of 'wind' has display: 'd', which cannot "),
    "values that fall": (
        "  - {quantity: wind, label: W, values: [2, 1]}\n",
        "the control of 'wind' has values: [2, 1]; let ",
    ),
    "two of a name": (WIND + WIND, "there are two controls named 'wind'; give each a `name` of its own"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_reported_with_what_to_do(fault: str) -> None:
    controls, message = FAULTS[fault]
    with pytest.raises(LocatedError) as caught:
        controls_of(page(controls))
    assert str(caught.value).startswith(message)


def test_what_readers_hear_first_must_be_said() -> None:
    with pytest.raises(LocatedError, match="controls need a text `announce`, which quotes what readers shall hear"):
        controls_of(page(WIND, announce=""))


@pytest.mark.parametrize("written", [WIND, "  - {quantity: wind, label: Wind}\n", "  - label: W\n    quantity: wind\n"])
def test_what_is_wrong_with_a_control_is_reported_at_its_quantity(written: str) -> None:
    text, diagnostics = written.replace("label: W", "label: Class 3 W"), Diagnostics()
    source = page(WIND.replace("wind", "rain") + text)
    assert declared_controls(source, diagnostics) == ()
    (found,) = diagnostics.found
    assert found.line == next(n for n, line in enumerate(source.text.splitlines(), 1) if "quantity: wind" in line)


def test_a_translation_has_the_same_controls_under_labels_of_its_own() -> None:
    diagnostics = Diagnostics()
    check_controls(page(WIND), page(WIND.replace("Wind", "Breeze")), diagnostics)
    assert not diagnostics
    check_controls(page(WIND), page(WIND.replace("0.3", "0.2")), diagnostics)
    assert str(diagnostics) == (
        "docs/en/weather.md:3: the controls are not those of docs/en/weather.md; copy them, and translate their "
        "labels alone"
    )
