"""Change one input, and every number that depends on it changes in both languages; no other does, and none is old."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from functools import cache

import pytest
from lxml import html

from recompute.values.number_format import full
from tests.in_memory import Pages, Rendered

CHANGES = ["EPSILON", "LABEL", "LOGIT_0", "LOGIT_1", "LOGIT_2", "LOGIT_3", "STEP_SIZE", "CLASS_NAMES", "NUM_CLASSES"]
LOGITS = {change for change in CHANGES if change.startswith("LOGIT_")}
GIVEN = "snippets.scenario:SCENARIO"
SHOWN = re.compile(r"(?P<digits>[+-]?\d+(?:\.\d+)?)(?:×10(?P<power>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(?P<percent>%)?")

# What formulas say: the only changes that reach a value or a figure.
REACHED_BY = {
    "label_smoothing.epsilon": {"EPSILON"},
    "label_smoothing.on_value": {"EPSILON"},
    "label_smoothing.off_value": {"EPSILON", "NUM_CLASSES"},  # ε / (K − 1)
    "label_smoothing.floor": {"EPSILON", "NUM_CLASSES"},  # H(y′)
    "label_smoothing.p": {*LOGITS, "NUM_CLASSES"},
    "label_smoothing.loss_standard": {*LOGITS, "LABEL", "NUM_CLASSES"},  # −log p_c
    "label_smoothing.loss_smoothed": {*LOGITS, "EPSILON", "LABEL", "NUM_CLASSES"},
    "label_smoothing.label_name": {"LABEL", "CLASS_NAMES"},
    "gradient.learning_rate": {"STEP_SIZE"},
    "gradient.p_true_after_standard": {*LOGITS, "STEP_SIZE", "LABEL", "NUM_CLASSES"},
    "gradient.best_gap": {"EPSILON", "NUM_CLASSES"},  # log((1 − ε)(K − 1) / ε)
    "figure:targets": {*CHANGES} - {"STEP_SIZE"},
    "figure:gradient_steps": {*LOGITS, "EPSILON", "STEP_SIZE", "LABEL", "NUM_CLASSES"},
    "figure:loss_by_confidence": {*LOGITS, "EPSILON", "LABEL", "NUM_CLASSES"},
    "figure:floor_by_classes": {"EPSILON", "NUM_CLASSES"},
    "figure:reliability": set(),  # Its networks learn from other images.
    "figure:confidence": set(),
}

pytestmark = pytest.mark.usefixtures("site")  # Its build keeps the results that a change does not reach.


@cache
def pages(change: str | None = None) -> Pages:
    return Pages(f"tests.staleness.scenarios:{change}" if change else GIVEN)


@cache
def rendered(change: str | None = None) -> dict[tuple[str, str], Rendered]:
    return pages(change).changed(pages()) if change else pages().rendered


def number(text: str) -> Decimal | None:
    """Return the number that a text shows, or None where it shows words."""
    match = SHOWN.fullmatch(text.replace("−", "-"))
    if match is None:
        return None
    exponent = int((match["power"] or "0").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
    return Decimal(match["digits"]).scaleb(exponent - (2 if match["percent"] else 0))


def shows(shown: str, value: str) -> bool:
    """Tell whether a shown number is its full value rounded, to half a unit of its last digit."""
    if shown == value:
        return True
    if (rounded := number(shown)) is None:
        return shown in {"∞", "−∞", "NaN"}
    exponent = rounded.as_tuple().exponent
    assert isinstance(exponent, int)
    return abs(rounded - Decimal(value)) <= Decimal("0.5000001").scaleb(exponent)


def value_of(element: html.HtmlElement) -> str:
    return str(element.get("value") or element.get("data-value"))


@pytest.mark.parametrize("change", CHANGES)
def test_every_number_shown_is_the_one_computed_for_the_changed_scenario(change: str) -> None:
    for (code, path), page in rendered(change).items():
        assert page.values() or page.page.source.meta.get("values") is False, path
        for element in page.values():
            data = pages(change).data(element.get("data-ref"), code)
            assert value_of(element) == full(data), f"{code}/{path}: {element.get('data-ref')}"
            assert shows(element.text_content(), value_of(element)), f"{code}/{path}: {element.get('data-ref')}"


@pytest.mark.parametrize("change", CHANGES)
def test_no_number_is_left_that_nobody_computed(change: str) -> None:
    for place, page in rendered(change).items():
        assert page.trace.uncomputed == [], place


@pytest.mark.parametrize("change", CHANGES)
def test_both_languages_show_the_same_numbers(change: str) -> None:
    found = rendered(change)
    for _, path in found:
        zh, en = found["zh", path].trace.sections, found["en", path].trace.sections
        assert zh == en, path


@pytest.mark.parametrize("ref", REACHED_BY)
def test_what_a_change_reaches_is_what_the_formula_says(ref: str) -> None:
    reached = {change for change in CHANGES if seen(change)[ref] != seen()[ref]}
    assert reached == REACHED_BY[ref]


@cache
def seen(change: str | None = None) -> dict[str, list[str]]:
    """Return what readers see of each value and each figure, on every page that shows it."""
    found = defaultdict(list)
    for page in rendered(change).values():
        for element in page.values():
            found[element.get("data-ref").partition("[")[0]].append(element.text_content())
        for name, figure in page.figures().items():
            found[f"figure:{name}"].append(figure[figure.index("</desc>") :])
    return found
