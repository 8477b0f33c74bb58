"""What is wrong with the controls of a page, or with what it shows where they lead, stops the build with one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.machinery.builds.conftest import Build, Write
from tests.machinery.builds.test_controls import with_controls


@pytest.fixture
def rain(project: Path, write: Write) -> Path:
    return with_controls(project, write)


# What is changed, in which files; the line that is reported.
FAULTS = {
    "no such quantity": (
        "docs/*/index.md",
        ("quantity: area", "quantity: wind"),
        "docs/zh/index.md:3: the controls cannot be moved: LookupError: the scenario has no field 'wind' and no method "
        "with_wind; correct its name",
    ),
    "a value that fails somewhere": (
        "snippets/pages/index.py",
        ("scenario.area * sum", "2 / (3 - scenario.area) * sum"),
        "snippets/pages/index.py:9: the claim plenty cannot be computed where the controls of a page lead: "
        "ZeroDivisionError: ",
    ),
    "a value that is infinite somewhere": (
        "snippets/pages/index.py",
        ("return scenario.area * sum", "return float('inf') if scenario.area > 2 else scenario.area * sum"),
        "snippets/pages/index.py:7: the value total cannot be computed where the controls of a page lead: ValueError: "
        "it is inf; if that is meant, declare the value with finite=False",
    ),
    "a text where a number was": (
        "snippets/pages/index.py",
        ("return list(scenario.amounts)", "return list(scenario.amounts) if scenario.days < 3 else ['a']"),
        "snippets/pages/index.py:12: where the controls of a page lead, index.amounts[0] is 'a', which the format 'g' "
        "cannot show: a text has no format; ",
    ),
    "one number where several were": (
        "snippets/pages/index.py",
        ("return list(scenario.amounts)", "return list(scenario.amounts) if scenario.days < 3 else 1.0"),
        "snippets/pages/index.py:12: where the controls of a page lead, index.amounts is one number or text at times, ",
    ),
    "a format that a control cannot have": (
        "docs/*/index.md",
        ("quantity: area", "quantity: area\n    display: .1d"),
        "docs/{}/index.md:4: the control of 'area' has display: '.1d', which cannot show 1: ",
    ),
    "a vector of another length in a formula": (
        "docs/*/index.md",
        ("amounts[0] }}", "amounts }}"),
        "docs/{}/index.md:3: index.amounts[1] is missing where the controls lead; quote all of it in rows or a list",
    ),
    "an item that is not always there": (
        "docs/*/index.md",
        ("{{ total:.2f }}", "{{ amounts[1] }}"),
        "docs/{}/index.md:3: index.amounts[1] is missing where the controls lead; quote all of it in rows or a list",
    ),
    "controls that only one language has": (
        "docs/en/index.md",
        ("to: 3\n    step: 1\nannounce", "to: 4\n    step: 1\nannounce"),
        "docs/en/index.md:3: the controls are not those of docs/zh/index.md; copy them, and translate their labels",
    ),
    "a result in what is announced": (
        "docs/en/index.md",
        ('announce: "Rain', 'announce: "Rain 8.5'),
        "docs/en/index.md:14: 8.5 is typed by hand in the announce; ",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_the_build_with_one_line(fault: str, rain: Path, build: Build) -> None:
    files, (right, wrong), line = FAULTS[fault]
    for file in rain.glob(files):
        text = file.read_text(encoding="utf-8")
        assert right in text
        file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    outcome = build(rain)
    outcome.assert_stopped()
    reported = {line.format(code) for code in ("zh", "en")}
    for each in reported:
        assert len([found for found in outcome.output.splitlines() if found.startswith(each)]) == 1, outcome.output
    assert len(outcome.lines(r"^(docs|snippets)/.*:\d+: ")) == len(reported), outcome.output
