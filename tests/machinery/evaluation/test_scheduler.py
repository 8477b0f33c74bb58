"""Page values are evaluated in a fresh process, once, and what goes wrong there is reported with file and line."""

from __future__ import annotations

import math
import os
import re
import time
from pathlib import Path

import pytest

from recompute.evaluation.scheduler import Evaluator, Work
from tests.machinery.evaluation.town import FIRST_LINE, Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_a_value_is_computed_from_the_scenario_and_known_with_its_declaration(town: Town) -> None:
    town.page("a", '@value(".1f", zh="答案。", en="The answer.")\ndef answer(scenario):\n    return double(scenario)\n')
    value = town.evaluate().all()["a.answer"]
    assert not town.diagnostics
    assert (value.data, value.display, value.descriptions) == (42, ".1f", {"zh": "答案。", "en": "The answer."})
    assert (value.file, value.line) == ("town/pages/a.py", FIRST_LINE)


def test_only_what_a_module_declares_itself_is_its_value(town: Town) -> None:
    town.page("a", "@value()\ndef x(scenario):\n    return 1\n")
    town.page("b", "from town.pages.a import x\n\ndef helper(scenario):\n    return 2\n")
    assert list(town.evaluate().all()) == ["a.x"]


def test_values_are_evaluated_in_another_process(town: Town) -> None:
    town.page("a", "@value()\ndef process(scenario):\n    return os.getpid()\n")
    assert town.data("a.process") != os.getpid()


def test_products_of_matrices_are_not_split_among_cores(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    body = "    return [each['num_threads'] for each in threadpool_info() if each['user_api'] == 'blas']\n"
    town.page("a", f"from threadpoolctl import threadpool_info\n\n\n@value()\ndef threads(scenario):\n{body}")
    assert town.data("a.threads") == [1]


def test_the_environment_may_give_a_number_of_threads(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    town.page("a", "@value()\ndef threads(scenario):\n    return os.environ['OPENBLAS_NUM_THREADS']\n")
    assert town.data("a.threads") == "3"


def test_what_a_module_prints_does_no_harm(town: Town) -> None:
    town.page("a", "print('{}')\n@value()\ndef x(scenario):\n    print('hello')\n    return 1\n")
    assert town.data("a.x") == 1


@pytest.mark.parametrize(
    ("expression", "plain"),
    [
        ("np.float64(0.1)", 0.1),
        ("np.float32(0.5)", 0.5),
        ("np.int64(3)", 3),
        ("np.array(0.5)", 0.5),
        ("np.array([1.5, 2.5])", [1.5, 2.5]),
        ("np.eye(2)", [[1.0, 0.0], [0.0, 1.0]]),
        ("(np.float64(0.5), 'cat')", [0.5, "cat"]),
        ("[{'zh': '猫', 'en': 'cat'}, np.int64(1)]", [{"zh": "猫", "en": "cat"}, 1]),
        ("'猫'", "猫"),
        ("2**70", 2**70),
    ],
)
def test_numpy_becomes_plain_numbers(expression: str, plain: object, town: Town) -> None:
    town.page("a", f"@value()\ndef x(scenario):\n    return {expression}\n")
    data = town.data("a.x")
    assert data == plain
    assert type(data) is type(plain)


@pytest.mark.parametrize("number", ["math.inf", "-math.inf", "math.nan", "np.array([1.0, np.nan])", "[1, (math.inf,)]"])
def test_a_value_that_is_not_finite_must_be_declared_so(number: str, town: Town) -> None:
    town.page("a", f"@value()\ndef x(scenario):\n    return {number}\n")
    town.evaluate()
    (problem,) = town.diagnostics.found
    assert (problem.file, problem.line) == ("town/pages/a.py", FIRST_LINE)
    assert "the value x cannot be computed" in problem.message
    assert "declare the value with finite=False" in problem.message


def test_a_value_declared_so_may_be_infinite(town: Town) -> None:
    town.page("a", "@value(finite=False)\ndef x(scenario):\n    return -math.inf\n")
    assert town.data("a.x") == -math.inf


def test_what_pages_cannot_show_is_refused_at_the_value_that_returns_it(town: Town) -> None:
    town.page("a", "@value()\ndef x(scenario):\n    return [1.5, object()]\n")
    town.evaluate()
    place = f"town/pages/a.py:{FIRST_LINE}: the value x cannot be computed: TypeError: it is a object"
    assert str(town.diagnostics) == f"{place}; a value is a number, a text, or an array or rows of them"


def test_a_check_is_computed_from_the_scenario_beside_the_values(town: Town) -> None:
    body = '@check("a.answer", by="abacus", within=0.5)\ndef answer(scenario):\n    return double(scenario)\n'
    town.page("a", "from recompute import check\n\n" + body)
    assert town.evaluate().all() == {}
    assert not town.diagnostics
    found = {"of": "a.answer", "by": "abacus", "within": 0.5, "data": 42, "file": "town/pages/a.py"}
    assert town.replies.take("town.pages.a")["checks"] == {"answer": {**found, "line": FIRST_LINE + 2}}


def test_a_check_that_raises_is_reported_at_its_line(town: Town) -> None:
    town.page("a", 'from recompute import check\n\n@check("a.x", by="abacus")\ndef x(scenario):\n    return 1 / 0\n')
    town.evaluate()
    line = f"town/pages/a.py:{FIRST_LINE + 4}: the check x cannot be computed: ZeroDivisionError: division by zero"
    assert str(town.diagnostics) == line


def test_the_files_that_a_module_needs_are_reported(town: Town) -> None:
    town.page("a", "@value()\ndef x(scenario):\n    import town.late\n    return 1\n")
    town.write("town/late.py", "")
    town.write("town/unused.py", "")
    town.evaluate()
    modules = ["__init__", "late", "pages/__init__", "pages/a", "scenario", "tools"]
    assert sorted(town.replies.files) == [f"town/{module}.py" for module in modules]


def test_a_value_that_raises_is_reported_with_the_line_of_the_project_where_it_did(town: Town) -> None:
    town.write("town/tools.py", "\n\ndef double(x):\n    return math.sqrt(-x)\n\n\nimport math\n")
    town.page("a", "@value()\ndef x(scenario):\n    return double(1)\n\n@value()\ndef y(scenario):\n    return 1\n")
    values = town.evaluate()
    assert str(town.diagnostics) == "town/tools.py:4: the value x cannot be computed: ValueError: math domain error"
    assert values.all()["a.y"].data == 1


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ("\n\nx = 1 / 0\n", FIRST_LINE, "ZeroDivisionError: division by zero"),
        ("x = 1\ndef broken(:\n", FIRST_LINE + 1, "SyntaxError: invalid syntax"),
    ],
)
def test_a_module_that_cannot_be_imported_is_reported_with_its_line(
    body: str, line: int, what: str, town: Town
) -> None:
    town.page("a", body)
    town.page("b", "@value()\ndef y(scenario):\n    return 1\n")
    values = town.evaluate()
    expected = f"town/pages/a.py:{line}: the module town.pages.a cannot be imported: {what}"
    assert str(town.diagnostics).startswith(expected)
    assert values.all()["b.y"].data == 1


def test_a_scenario_that_cannot_be_imported_is_one_problem(town: Town) -> None:
    town.page("a", "@value()\ndef x(scenario):\n    return 1\n")
    town.page("b", "@value()\ndef y(scenario):\n    return 1\n")
    town.evaluate("town.scenario:MISSING")
    (problem,) = town.diagnostics.found
    assert "the scenario town.scenario:MISSING cannot be imported: AttributeError" in problem.message


def test_what_lacks_a_package_is_missing_and_no_problem_of_the_project(town: Town) -> None:
    town.page(
        "a",
        """
        @value()
        def x(scenario):
            import abacus
            return abacus.count(scenario)

        @value()
        def y(scenario):
            return 1
    """,
    )
    values = town.evaluate()
    assert list(values.all()) == ["a.y"]
    assert not town.diagnostics
    assert town.replies.packages == {"abacus": ("town/pages/a.py", FIRST_LINE + 2)}


def test_a_module_of_the_project_that_is_not_there_is_a_problem(town: Town) -> None:
    town.page("a", "@value()\ndef x(scenario):\n    import town.abacus\n")
    town.evaluate()
    assert "No module named 'town.abacus'" in str(town.diagnostics)
    assert not town.replies.packages


def test_a_name_that_this_package_does_not_have_is_a_problem(town: Town) -> None:
    town.page("a", "from recompute import valeu\n")
    town.evaluate()
    assert "cannot import name 'valeu' from 'recompute'" in str(town.diagnostics)
    assert not town.replies.packages


def test_modules_apart_are_evaluated_in_processes_of_their_own(town: Town) -> None:
    for name in "abc":
        town.page(name, "@value()\ndef process(scenario):\n    return os.getpid()\n")
    town.process_groups = [["town.pages.b"]]
    process = {ref: value.data for ref, value in town.evaluate().all().items()}
    assert process["a.process"] == process["c.process"] != process["b.process"]


def test_what_takes_long_does_not_hold_up_the_rest(town: Town) -> None:
    town.page("slow", "import time\n\n@value()\ndef x(scenario):\n    time.sleep(60)\n    return 1\n")
    town.page("quick", "@value()\ndef x(scenario):\n    return 2\n")
    work = Work(
        town.root, "town.scenario:GIVEN", ["town.pages.slow", "town.pages.quick"], process_groups=[["town.pages.slow"]]
    )
    evaluation = Evaluator().start(work)
    assert evaluation.reply("town.pages.quick")["values"]["x"]["data"] == 2
    assert not evaluation.replies["town.pages.slow"].done()
    evaluation.stop()
    assert evaluation.reply("town.pages.slow") is None


def test_the_log_says_what_runs_and_how_long_it_took(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.page("logged", "@value()\ndef x(scenario):\n    return 1\n")
    caplog.set_level("INFO", logger="mkdocs.plugins.recompute")
    town.evaluate()
    end = time.monotonic() + 10
    while not _about_logged(caplog)[-1].startswith("Evaluated") and time.monotonic() < end:
        time.sleep(0.01)  # The last line comes when the process has ended.
    first, *_, last = _about_logged(caplog)
    assert first == "Evaluating: pages.logged"
    assert re.fullmatch(r"Evaluated in \d+\.\d s: pages\.logged", last)


def _about_logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [message for message in caplog.messages if "logged" in message]


@pytest.mark.parametrize("error", ["BaseException", "KeyboardInterrupt", "GeneratorExit", "SystemExit"])
def test_whatever_a_value_raises_is_its_own_fault(error: str, town: Town) -> None:
    town.page(
        "a", f"@value(en='x')\ndef x(given):\n    raise {error}\n\n\n@value(en='y')\ndef y(given):\n    return 2\n"
    )
    assert list(town.evaluate().all()) == ["a.y"]
    assert str(town.diagnostics) == f"town/pages/a.py:{FIRST_LINE + 2}: the value x cannot be computed: {error}"
