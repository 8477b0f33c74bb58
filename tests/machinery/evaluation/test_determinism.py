"""A value or a figure that comes out otherwise when it is evaluated again is reported, where that is asked for."""

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
DRAWN = """\
from recompute import figure


@figure(en="A line")
def line(given, language):
    import random

    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 {}L9 9"/></svg>'
"""
THE_SAME = {
    "a_figure": DRAWN.format("1"),
    "a_sound_one": PLAIN + "return given / 7\n",
    "a_last_digit": X.format("'.3f', en='x'") + "return 0.5 + 1e-9 * random.random()\n",
    "no_number": X.format("finite=False, en='x'") + "return math.nan\n",
}


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> Diagnostics:
    town = Town(tmp_path_factory.mktemp("twice"))
    bodies = {name: body for name, (body, _) in CHANGING.items()}
    for name, body in {**bodies, **THE_SAME, "a_random_figure": DRAWN.format("{random.random()}")}.items():
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


def test_a_figure_that_is_drawn_otherwise_the_second_time_is_reported(problems: Diagnostics) -> None:
    (found,) = [problem for problem in problems.found if problem.file == "town/pages/a_random_figure.py"]
    assert re.fullmatch("the figure line is drawn otherwise when it is evaluated again; seed what is .*", found.message)


def test_what_comes_out_the_same_is_not(problems: Diagnostics) -> None:
    changing = {*CHANGING, "a_random_figure"}
    assert {problem.file for problem in problems.found} == {f"town/pages/{name}.py" for name in changing}


def test_nothing_is_evaluated_twice_unless_that_is_asked_for(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.page("a", "open('runs', 'a').write('.')\n\n\n@value(en='x')\ndef x(given):\n    return 1\n")
    town.evaluate()
    assert (tmp_path / "runs").read_text() == "."
