"""A page with controls is published with what it shows at every position."""

from __future__ import annotations

import json
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.machinery.builds.conftest import Build, Content, Write

SCENARIO = '''\
"""The given quantities."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Rain:
    """How much fell on each day."""

    amounts: tuple[float, ...] = (1.0, 3.0)
    area: float = 2.0

    @property
    def days(self) -> int:
        return len(self.amounts)

    def with_days(self, days: int) -> Rain:
        return replace(self, amounts=(self.amounts * days)[:days])


SCENARIO = Rain()
'''
MODULE = '''\
"""What the page may quote."""

from recompute import claim, value
from snippets.scenario import Rain


@value(".1f", zh="总量。", en="The total.")
def total(scenario: Rain) -> float:
    return scenario.area * sum(scenario.amounts)


@value("g", zh="每天的量。", en="The amount of each day.")
def amounts(scenario: Rain) -> list[float]:
    return list(scenario.amounts)


@value(("d", ".1f"), zh="第几天，那天的量。", en="The day, and its amount.")
def by_day(scenario: Rain) -> list[tuple[int, float]]:
    return list(enumerate(scenario.amounts))


@claim(zh="总量 {{ total }} 超过五。", en="The total, {{ total }}, exceeds five.")
def plenty(scenario: Rain) -> bool:
    return total(scenario) > 5
'''
INDEX = """\
---
title: {words}
controls:
  - quantity: area
    label: {words}
    from: 1
    to: 3
    step: 1
  - quantity: days
    label: {words}
    from: 1
    to: 3
    step: 1
announce: "{words} {{{{ total }}}}"
---

# {words} {{ #home }}

{{{{ total }}}} {{{{ total:.2f }}}} *{words}*{{ claim=plenty }} {{{{ amounts }}}}

| {words} | {words} |
|---|---|
| {{{{ by_day }}}} |

$x \\approx {{{{ amounts[0] }}}}$
"""
RAIN: dict[str, Content] = {
    "snippets/scenario.py": SCENARIO,
    "snippets/pages/index.py": MODULE,
    "docs/zh/index.md": INDEX.format(words="雨"),
    "docs/en/index.md": INDEX.format(words="Rain"),
}


def with_controls(project: Path, write: Write) -> Path:
    """Return a project without a fault, with these pages in place of its own."""
    for other in ("docs/zh/page.md", "docs/en/page.md", "snippets/pages/page.py"):
        (project / other).unlink()
    return write(project, RAIN)


@pytest.fixture
def rain(project: Path, write: Write) -> Path:
    return with_controls(project, write)


def grid_of(project: Path, code: str) -> dict[str, Any]:
    script = (project / f"site/whatif/index.{code}.js").read_text(encoding="utf-8").strip()
    assert script.startswith("whatIf(")
    assert script.endswith(")")
    grid: dict[str, Any] = json.loads(script[len("whatIf(") : -1])
    return grid


def texts(grid: dict[str, Any], series: int) -> list[str]:
    """Return what a series shows at each position, the last control changing fastest."""
    axes, joined = grid["series"][series]
    listed, (areas, days) = joined.split("\n"), grid["shape"]
    places = [{0: area, 1: day} for area in range(areas) for day in range(days)]
    strides = {axis: 1 if axis == axes[-1] else grid["shape"][axes[-1]] for axis in axes}
    return [listed[sum(place[axis] * strides[axis] for axis in axes)] for place in places]


def test_the_grid_holds_what_the_page_shows_at_every_position(rain: Path, build: Build) -> None:
    outcome = build(rain)
    assert outcome.code == 0, outcome.output
    for code, page in (("zh", "index.html"), ("en", "en/index.html")):
        grid = grid_of(rain, code)
        article = html.fromstring((rain / "site" / page).read_bytes()).find(".//article")
        numbers = article.xpath(".//*[@data-ref]")
        passed: Counter[str] = Counter()
        for number in numbers:  # whatever comes between them
            known = grid["slots"][ref := number.get("data-ref")]
            assert texts(grid, known[min(passed[ref], len(known) - 1)])[4] == number.text
            passed[ref] += 1
        assert passed.keys() == grid["slots"].keys()
        totals = ["1.0", "4.0", "5.0", "2.0", "8.0", "10.0", "3.0", "12.0", "15.0"]
        first, second = grid["slots"][numbers[0].get("data-ref")][:2]
        assert texts(grid, first) == totals
        assert texts(grid, second) == [f"{total}0" for total in totals]
        assert [(ref, texts(grid, series)) for ref, series in grid["claims"]] == [
            ("index.plenty", ["0", "0", "0", "0", "1", "1", "0", "1", "1"])
        ]
        words, series, rest = grid["announce"]
        assert (words.strip(), texts(grid, series), rest) == ({"zh": "雨", "en": "Rain"}[code], totals, "")


def test_rows_and_lists_say_how_many_items_they_have(rain: Path, build: Build) -> None:
    assert build(rain).code == 0
    grid = grid_of(rain, "en")
    listed, rows = grid["runs"][:2]
    assert (listed["name"], listed["items"], texts(grid, listed["length"])) == ("index.amounts", 2, ["1", "2", "3"] * 3)
    assert {place: texts(grid, series)[:3] for place, series in listed["more"].items()} == {"[2]": ["", "", "1"]}
    assert (rows["name"], rows["first"], listed["first"]) == (
        "index.by_day",
        ["index.by_day[0][0]", 0],
        ["index.amounts[0]", 0],
    )
    assert list(rows["more"]) == ["[2][0]", "[2][1]"]


def test_the_page_holds_an_empty_element_with_all_that_its_controls_need(rain: Path, build: Build) -> None:
    assert build(rain).code == 0
    article = html.fromstring((rain / "site/en/index.html").read_bytes()).find(".//article")
    (element,) = article.xpath(".//*[@data-controls]")
    assert (len(element), element.text, element.get("data-grid")) == (0, None, "../whatif/index.en.js")
    held = json.loads(unescape(element.get("data-controls")))
    assert [(control["name"], control["values"], control["start"]) for control in held["controls"]] == [
        ("area", [1, 2, 3], 1),
        ("days", [1, 2, 3], 1),
    ]


def test_other_programs_learn_of_the_controls(rain: Path, build: Build) -> None:
    assert build(rain).code == 0
    published = json.loads((rain / "site/values.json").read_text(encoding="utf-8"))
    assert published["controls"]["index"]["grids"] == {"zh": "whatif/index.zh.js", "en": "whatif/index.en.js"}
    assert published["controls"]["index"]["controls"][1] == {
        "name": "days",
        "quantity": "days",
        "factor": False,
        "values": [1, 2, 3],
        "start": 1,
        "label": {"zh": "雨", "en": "Rain"},
    }
    part = json.loads((rain / "site/values/index.json").read_text(encoding="utf-8"))
    assert (part["controls"], part["$schema"]) == (published["controls"], "../values.schema.json")
