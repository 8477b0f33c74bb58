"""A value that gives another result when it is evaluated a second time is reported, where that is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recompute.diagnostics import Diagnostics
from tests.machinery.evaluation.town import FIRST_LINE, Town

X = "@value({})\ndef x(given):\n    import random\n    import sys\n\n    "
PLAIN = X.format("en='x'")
EARLIER = "'town.pages.a_random_number' in sys.modules"

# The body of a page module, and what the value gives the first and the second time.
CHANGING = {
    "a_random_number": (X.format("'.6f', en='x'") + "return random.random()\n", r"0\.\d{6}"),
    "an_order_of_a_set": (PLAIN + "return ' '.join({str(n) for n in range(40)})\n", r"[\d ]+"),
    "what_ran_before": (PLAIN + f"return 'after' if {EARLIER} else 'before'\n", "after|before"),
    "how_many": (PLAIN + f"return [1] * (2 + ({EARLIER}))\n", "[23] numbers"),
}
THE_SAME = {
    "a_sound_one": PLAIN + "return given / 7\n",
    "a_last_digit": X.format("'.3f', en='x'") + "return 0.5 + 1e-9 * random.random()\n",
    "no_number": X.format("finite=False, en='x'") + "return math.nan\n",
}


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> Diagnostics:
    town = Town(tmp_path_factory.mktemp("twice"))
    for name, body in {**{name: body for name, (body, _) in CHANGING.items()}, **THE_SAME}.items():
        town.page(name, body)
    town.twice = True
    town.evaluate()
    return town.diagnostics


@pytest.mark.parametrize("name", CHANGING)
def test_a_value_with_another_result_the_second_time_is_reported(name: str, problems: Diagnostics) -> None:
    _, result = CHANGING[name]
    (found,) = [problem for problem in problems.found if problem.file == f"town/pages/{name}.py"]
    assert found.line >= FIRST_LINE
    what = rf"the value x gives another result when it is evaluated again: ({result}), then ({result}); seed what is .*"
    assert re.fullmatch(what, found.message), found.message


def test_a_value_with_the_same_result_is_not(problems: Diagnostics) -> None:
    assert {problem.file for problem in problems.found} == {f"town/pages/{name}.py" for name in CHANGING}


def test_nothing_is_evaluated_twice_unless_that_is_asked_for(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.page("a", "open('runs', 'a').write('.')\n\n\n@value(en='x')\ndef x(given):\n    return 1\n")
    town.evaluate()
    assert (tmp_path / "runs").read_text() == "."
