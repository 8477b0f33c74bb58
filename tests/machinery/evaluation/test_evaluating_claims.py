"""A claim is evaluated as values are, and is True or False and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.machinery.evaluation.town import FIRST_LINE, Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.mark.parametrize(
    ("result", "holds"), [("scenario > 20", True), ("scenario > 21", False), ("np.all(np.zeros(2) > 0)", False)]
)
def test_a_claim_is_true_or_false_of_the_scenario(result: str, holds: bool, town: Town) -> None:
    town.page("a", f'@claim(zh="大。", en="It is large.")\ndef large(scenario):\n    return {result}\n')
    assert town.evaluate().all() == {}
    assert not town.diagnostics
    assert town.replies.take("town.pages.a")["claims"] == {
        "large": {
            "holds": holds,
            "conditions": {"zh": "大。", "en": "It is large."},
            "file": "town/pages/a.py",
            "line": FIRST_LINE,
        }
    }


@pytest.mark.parametrize("result", ["1", "None", "'yes'", "np.array([True])", "np.float64(1)", "scenario"])
def test_a_claim_that_is_neither_true_nor_false_is_refused(result: str, town: Town) -> None:
    town.page("a", f"@claim()\ndef x(scenario):\n    return {result}\n")
    town.evaluate()
    (problem,) = town.diagnostics.found
    assert (problem.file, problem.line) == ("town/pages/a.py", FIRST_LINE)
    assert re.fullmatch(
        "the claim x cannot be decided: TypeError: it is a .*; a claim is True or False", problem.message
    )


def test_a_claim_that_raises_is_reported_at_its_line(town: Town) -> None:
    town.page("a", "@claim()\ndef x(scenario):\n    return 1 / 0 > 1\n")
    town.evaluate()
    line = f"town/pages/a.py:{FIRST_LINE + 2}: the claim x cannot be decided: ZeroDivisionError: division by zero"
    assert str(town.diagnostics) == line
