"""What a screen reader is told of formulas, tables and controls: once, and without the signs for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.published import FOLDERS

if TYPE_CHECKING:
    from tests.browser.tabs import Visit

PAGES = [f"{folder}{page}" for folder in FOLDERS.values() for page in ("label-smoothing/", "conventions/", "gradient/")]
WITHOUT_SIGNS = """() => {
  const signs = document.querySelectorAll("article math annotation")
  signs.forEach(sign => sign.remove())
  return signs.length
}"""


def read_out(visit: Visit) -> list[tuple[str, str]]:
    """Return the roles and names of what the accessibility tree holds, in order, but not what is ignored."""
    session = visit.page.context.new_cdp_session(visit.page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    named = [node for node in nodes if not node["ignored"] and node.get("name", {}).get("value", "").strip()]
    return [(node["role"]["value"], node["name"]["value"]) for node in named]


@pytest.mark.parametrize("page", PAGES)
def test_each_number_is_told_as_often_as_it_is_shown_and_signs_for_programs_to_no_one(page: str, visit: Visit) -> None:
    opened = visit.go(page)
    shown = opened.eval_on_selector_all(
        "article mn.value", "all => all.filter(each => each.checkVisibility()).map(each => each.textContent)"
    )  # Answers are folded.
    before = read_out(visit)
    spoken = Counter(name for role, name in before if role == "StaticText")
    assert shown
    assert {number: spoken[number] for number in shown if spoken[number] < Counter(shown)[number]} == {}
    assert opened.evaluate(WITHOUT_SIGNS) > 20
    assert read_out(visit) == before
