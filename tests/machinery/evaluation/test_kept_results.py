"""A server evaluates again only what depends on the files that changed."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from recompute.evaluation.kept_results import FOLDER, KeptResults
from tests.machinery.evaluation.servers import FILES, Server


@pytest.fixture
def server(tmp_path: Path) -> Server:
    server = Server(tmp_path, keep=True)
    assert server.evaluate() == (["a", "b", "c"], [11, 1, 1])
    return server


def test_nothing_is_evaluated_again_without_a_change(server: Server) -> None:
    assert server.evaluate() == ([], [11, 1, 1])


def test_a_changed_page_module_is_evaluated_alone(server: Server) -> None:
    server.change("town/pages/b.py", "return scenario", "return scenario + 4")
    assert server.evaluate() == (["b"], [11, 5, 1])


@pytest.mark.parametrize(
    ("path", "old", "new"), [("town/tools.py", "x + STEP", "x - STEP"), ("town/deep.py", "10", "-10")]
)
def test_a_changed_tool_reaches_all_that_import_it_directly_or_not(
    path: str, old: str, new: str, server: Server
) -> None:
    server.change(path, old, new)
    assert server.evaluate() == (["a"], [-9, 1, 1])


def test_a_change_taken_back_is_evaluated_again(server: Server) -> None:
    server.change("town/deep.py", "10", "-10")
    server.evaluate()
    server.change("town/deep.py", "-10", "10")
    assert server.evaluate() == (["a"], [11, 1, 1])


def test_a_changed_scenario_reaches_every_value(server: Server) -> None:
    server.change("town/scenario.py", "1", "2")
    assert server.evaluate() == (["a", "b", "c"], [12, 2, 2])


def test_a_changed_package_reaches_what_is_in_it(server: Server) -> None:
    server.change("town/__init__.py", "", "import town.deep\n\ntown.deep.STEP = 20\n")
    assert server.evaluate()[1] == [21, 1, 1]


# A fault of a value, and the change outside its module that takes it away, if there is one.
FAULTS = {
    "an error": ("1 / 0", ""),
    "an exit": ("raise SystemExit", ""),
    "no Python": ("a b", ""),
    "no such module": ("import town.absent", "town/absent.py"),
    "no such file": ("open('rain.txt')", "rain.txt"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_module_with_a_problem_is_evaluated_again_only_after_a_change(fault: str, server: Server) -> None:
    code, file = FAULTS[fault]
    server.change("town/pages/b.py", "    return scenario", f"    {code}\n    return scenario")
    assert server.evaluate() == (["b"], [11, 1])
    assert server.evaluate()[0] == ([] if fault != "no such module" else ["b"])  # Nobody knows where it may appear.
    if file:
        (server.root / file).write_text("", encoding="utf-8")
    else:
        server.change("town/pages/b.py", code, "pass")
    assert server.evaluate() == (["b"], [11, 1, 1])


def test_a_module_that_ended_its_process_is_evaluated_again(server: Server) -> None:
    server.change("town/pages/b.py", "    return scenario", "    import os\n    os._exit(1)")
    assert server.evaluate() == (["b"], [11, 1])
    assert server.evaluate() == (["b"], [11, 1])


@pytest.mark.parametrize("where", ["import not_installed", "from town import absent"])
def test_a_module_that_lacks_a_package_is_evaluated_again_only_after_a_change(where: str, server: Server) -> None:
    (server.root / "town/absent.py").write_text("import not_installed\n", encoding="utf-8")
    server.change("town/pages/b.py", "import town.scenario", where)
    assert server.evaluate() == (["b"], [11, 1])
    assert server.evaluate() == ([], [11, 1])
    (server.root / "town/absent.py").write_text("", encoding="utf-8")
    server.change("town/pages/b.py", where, "from town import absent")
    assert server.evaluate() == (["b"], [11, 1, 1])


def test_a_module_added_later_is_evaluated(server: Server) -> None:
    (server.root / "town/pages/d.py").write_text(FILES["town/pages/c.py"], encoding="utf-8")
    assert server.evaluate() == (["d"], [11, 1, 1, 1])


def test_a_build_keeps_nothing(tmp_path: Path) -> None:
    build = Server(tmp_path, keep=False)
    assert build.evaluate() == build.evaluate() == (["a", "b", "c"], [11, 1, 1])


def test_modules_apart_are_kept_like_any_other(server: Server) -> None:
    server.process_groups = [["town.pages.a"], ["town.pages.c"]]
    assert server.evaluate() == ([], [11, 1, 1])
    server.change("town/scenario.py", "1", "2")
    assert server.evaluate() == (["a", "b", "c"], [12, 2, 2])


def test_another_version_of_a_package_reaches_every_value(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recompute.evaluation.scheduler.versions", lambda: "numpy==0.1")
    assert server.evaluate() == (["a", "b", "c"], [11, 1, 1])
    assert server.evaluate() == ([], [11, 1, 1])


def test_another_language_reaches_only_the_figures_that_are_drawn_in_it(server: Server) -> None:
    for name, titles in (("b", 'en="A line"'), ("c", 'en="A line", ja="線"')):
        declared = f"from recompute import figure\n\n@figure({titles})\ndef draw(scenario, language):\n"
        drawn = "    return '<svg xmlns=\"http://www.w3.org/2000/svg\"/>'\n"
        (server.root / f"town/pages/{name}.py").write_text(declared + drawn, encoding="utf-8")
    server.languages = ["en"]
    assert server.evaluate() == (["b", "c"], [11])
    server.languages = ["en", "ja"]
    assert server.evaluate() == (["c"], [11])


def test_tests_may_keep_results_in_a_folder_which_serve_every_copy_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    assert Server(tmp_path / "one", keep=False).evaluate() == (["a", "b", "c"], [11, 1, 1])
    copy = Server(tmp_path / "two", keep=False)
    assert copy.evaluate() == ([], [11, 1, 1])
    copy.change("town/deep.py", "10", "20")
    assert copy.evaluate() == (["a"], [21, 1, 1])
    monkeypatch.delenv(FOLDER)
    assert Server(tmp_path / "three", keep=False).evaluate()[0] == ["a", "b", "c"]


def test_two_evaluations_of_a_module_that_end_at_once_are_both_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, replace = Barrier(2, timeout=10), os.replace

    def replace_when_both_are_written(old: Path, new: Path) -> None:
        written.wait()
        replace(old, new)

    monkeypatch.setattr(os, "replace", replace_when_both_are_written)
    kept = KeptResults(keep=True, folder=tmp_path)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda result: kept.add("a", "now", result), [{"x": 1}, {"x": 1}]))
    assert list(KeptResults(keep=True, folder=tmp_path).find("a")) == [("now", {"x": 1})]
