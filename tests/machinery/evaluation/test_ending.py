"""A module that ends its process, hangs or copies it is named with what happened; all others are evaluated."""

from __future__ import annotations

import re
import time

import psutil
import pytest

from recompute.diagnostics import Diagnostics
from recompute.evaluation import group_runner
from tests.machinery.evaluation.town import FIRST_LINE, Town

# A process leaves no pipe and no file open.
pytestmark = pytest.mark.filterwarnings("error::ResourceWarning", "error::pytest.PytestUnraisableExceptionWarning")

VALUE = "@value(en='x')\ndef x(scenario):\n"
AT_VALUE, AT_IMPORT = "the value x cannot be computed: ", "the module town.pages.{} cannot be imported: "

# The body of a page module, and the line and the message of its problem.
ENDINGS = {
    "leaves": (VALUE + "    os._exit(3)\n", FIRST_LINE, AT_VALUE + "it ended Python with exit code 3; raise an exc.*"),
    "leaves_at_once": (
        "os._exit(0)\n",
        1,
        AT_IMPORT + "it ended Python with exit code 0; raise an exception instead.*",
    ),
    "crashes": (
        VALUE + "    import ctypes\n\n    return ctypes.string_at(0)\n",
        FIRST_LINE,
        AT_VALUE + r"Python crashed \(SIGSEGV, exit code -11\); .* python -X faulthandler -m town.pages.crashes, .*",
    ),
    "is_killed": (
        VALUE + "    os.kill(os.getpid(), 9)\n",
        FIRST_LINE,
        AT_VALUE + r"Python was killed \(SIGKILL, exit code -9\), as happens where memory runs out; let it need less",
    ),
    "forks": (
        VALUE + "    return os.fork()\n",
        FIRST_LINE + 2,
        AT_VALUE + "RuntimeError: it forks the process that evaluates values; use subprocess or multiprocessing .*",
    ),
    "forks_past_python": (VALUE + "    import ctypes\n\n    return int(ctypes.CDLL(None).fork() > 0)\n", 0, ""),
    "starts_others": (
        VALUE + "    import multiprocessing\n    with multiprocessing.get_context('fork').Pool(1) as pool:\n"
        "        return pool.apply(double, (2,))\n",
        0,
        "",
    ),
    "is_sound": (VALUE + "    return 7\n", 0, ""),
}


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> tuple[Diagnostics, dict[str, object]]:
    """The problems and the values of all those modules, evaluated at once."""
    town = Town(tmp_path_factory.mktemp("ended"))
    for name, (body, *_) in ENDINGS.items():
        town.page(name, body)
    values = {ref: value.data for ref, value in town.evaluate().all().items()}
    return town.diagnostics, values


@pytest.mark.parametrize("name", [name for name, (_, line, _) in ENDINGS.items() if line])
def test_a_module_that_ends_its_process_is_named_with_what_happened_and_what_to_do(
    name: str, ended: tuple[Diagnostics, dict[str, object]]
) -> None:
    _, line, message = ENDINGS[name]
    (found,) = [problem for problem in ended[0].found if problem.file == f"town/pages/{name}.py"]
    assert found.line == line
    assert re.fullmatch(message.format(name), found.message), found.message


def test_all_others_are_evaluated_once(ended: tuple[Diagnostics, dict[str, object]]) -> None:
    assert ended[1] == {"forks_past_python.x": 1, "starts_others.x": 4, "is_sound.x": 7}


def test_a_scenario_that_ends_its_process_is_one_problem(tmp_path_factory: pytest.TempPathFactory) -> None:
    town = Town(tmp_path_factory.mktemp("scenario"))
    town.write("town/scenario.py", "import os\n\nos._exit(4)\n")
    for name in "ab":
        town.page(name, VALUE + "    return 1\n")
    town.evaluate()
    (problem,) = town.diagnostics.found
    assert (problem.file, problem.line) == ("town/scenario.py", 1)
    assert "the scenario town.scenario:GIVEN cannot be imported: it ended Python with exit code 4" in problem.message


def test_a_module_that_hangs_is_named_while_it_runs_and_given_up_at_the_limit(
    tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level("INFO", logger="mkdocs.plugins.recompute")
    monkeypatch.setattr(group_runner, "NOTICE", 0.25)
    town = Town(tmp_path_factory.mktemp("hanging"))
    town.time_limit = 8.0  # A busy machine takes some of it to start Python.
    town.page("a_hangs", "import subprocess\nimport time\n\n" + VALUE + "    subprocess.run(['sleep', '987'])\n")
    town.page("b", VALUE + "    return 2\n")
    began = time.monotonic()
    assert {ref: value.data for ref, value in town.evaluate().all().items()} == {"b.x": 2}
    assert time.monotonic() - began < 60
    (problem,) = town.diagnostics.found
    limit = "it is not done after 8 s, the time_limit in mkdocs.yml; make it faster, or raise that"
    assert problem.message == AT_VALUE + limit
    notices = [message for message in caplog.messages if message.startswith("Still evaluating pages.a_hangs")]
    assert notices[-1].startswith("Still evaluating pages.a_hangs, now x: ")
    assert [notice.rpartition(": ")[2] for notice in notices][:3] == ["0.25 s so far", "0.5 s so far", "1 s so far"]
    assert not [each for each in psutil.process_iter(["cmdline"]) if each.info["cmdline"] == ["sleep", "987"]]


def test_nothing_that_a_value_starts_outlives_the_build(tmp_path_factory: pytest.TempPathFactory) -> None:
    town = Town(tmp_path_factory.mktemp("outliving"))
    town.page("a", "import subprocess\n\n" + VALUE + "    return subprocess.Popen(['sleep', '986']).pid\n")
    child = town.data("a.x")
    end = time.monotonic() + 30
    while psutil.pid_exists(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE
