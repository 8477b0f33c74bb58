"""The command line prints where a value comes from, what it depends on, and where it is quoted."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import pytest

from recompute.__main__ import main
from recompute.evaluation.sensitivity import dependencies
from tests.machinery.builds.conftest import FILES, build_site, write_files

SCENARIO = '''\
"""The given quantities."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Given:
    sides: tuple[float, ...] = (3.0, 4.0)
    name: str = "triangle"
    hidden: float = 1.0


SCENARIO = Given()
'''

MODULE = '''\
"""What the home page may quote."""

import math

from recompute import value


@value(".1f", zh="斜边。", en="The hypotenuse.")
def given(scenario) -> float:
    return math.hypot(*scenario.sides)


@value(zh="名字。", en="The name.")
def name(scenario) -> str:
    return scenario.name
'''


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project about a triangle, as the working directory."""
    index = "---\ntitle: T\n---\n\n# T {{ #home }}\n\n{} `{{{{ name }}}}`\n"
    write_files(tmp_path, {**FILES, "snippets/scenario.py": SCENARIO, "snippets/pages/index.py": MODULE})
    for file in ("snippets/pages/page.py", "docs/zh/page.md", "docs/en/page.md"):
        (tmp_path / file).unlink()
    for language in ("zh", "en"):
        text = index.format("{{ given }} {{ given:.3f }}")
        (tmp_path / f"docs/{language}/index.md").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


PLACES = ["docs/zh/index.md:7", "docs/en/index.md:7"]


def test_values_prints_a_table(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["values"]) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["name", "value", "display", "quoted"],
        ["index.given", "5.0", "5.0", f"{PLACES[0]},", PLACES[1]],
        ["index.name", "triangle", "triangle"],
    ]


def test_values_as_json_says_the_same(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["values", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"name": "index.given", "value": 5.0, "display": "5.0", "quoted": PLACES},
        {"name": "index.name", "value": "triangle", "display": "triangle", "quoted": []},
    ]


def test_why_prints_source_inputs_and_every_place(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "index.given"]) == 0
    printed = capsys.readouterr().out
    assert "index.given = 5.0" in printed
    assert "The hypotenuse." in printed
    assert "computed in snippets/pages/index.py:8" in printed
    assert "depends on  sides[0], sides[1]\n" in printed
    assert all(place in printed for place in PLACES)


def test_why_of_a_name_that_does_not_exist_suggests_another(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "index.gven"]) == 1
    assert "did you mean 'index.given'" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["why", "index.gven"], ["values", "index.gven"], ["why", "indx.given"]])
def test_a_name_that_does_not_exist_is_refused_before_anything_is_evaluated(
    arguments: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "snippets/pages/index.py").write_text(MODULE + "\nopen('imported', 'w').close()\n", encoding="utf-8")
    assert main(arguments) == 1
    assert "did you mean 'index.given'" in capsys.readouterr().err
    assert not (project / "imported").exists()


@pytest.mark.parametrize(
    ("name", "found"), [("index.given", ["index.given"]), ("index", ["index.given", "index.name"])]
)
def test_values_of_a_page_or_a_value_are_printed_alone_and_no_other_module_runs(
    name: str, found: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = "from recompute import value\n\nopen('imported', 'w').close()\n"
    (project / "snippets/pages/other.py").write_text(other, encoding="utf-8")
    assert main(["values", "--json", name]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == found
    assert not (project / "imported").exists()


def test_what_a_build_has_evaluated_is_not_evaluated_again_until_it_changes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    module, run = project / "snippets/pages/index.py", project / "run"
    slow = MODULE.replace("    return math.hypot", "    open('run', 'a').write('.')\n    return math.hypot")
    module.write_text(slow, encoding="utf-8")
    for times in (1, 2):
        assert build_site(project).code == 0
        assert run.read_text() == "." * times
    assert main(["values", "index.given"]) == 0
    assert run.read_text() == ".."
    module.write_text(slow.replace("*scenario.sides", "2 * scenario.sides[0], 0"), encoding="utf-8")
    assert main(["values", "index.given"]) == main(["values"]) == 0
    assert run.read_text() == "..."
    assert "6.0" in capsys.readouterr().out


def test_why_does_not_wait_for_a_value_that_computes_long(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slow = MODULE.replace("    return math.hypot", "    sum(range(10**7))\n    return math.hypot").replace(
        "10**7", "10**8"
    )
    (project / "snippets/pages/index.py").write_text(slow, encoding="utf-8")
    assert main(["why", "index.given"]) == 0
    assert "depends on  what it takes more than 2 s to find out" in capsys.readouterr().out


def test_a_fault_in_a_module_is_printed_and_fails_the_command(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "snippets/pages/index.py").write_text(MODULE.replace("return scenario.name", "return 1 / 0"))
    assert main(["values"]) == 1
    assert "snippets/pages/index.py:15: the value name cannot be computed" in capsys.readouterr().err


def test_an_input_that_is_refused_when_changed_was_looked_at() -> None:
    @dataclass(frozen=True)
    class Angle:
        cosine: float = 1.0
        colour: str = "red"

    assert dependencies(lambda angle: math.acos(angle.cosine), Angle()) == ["cosine"]


def test_inputs_of_inputs_are_changed_one_by_one() -> None:
    @dataclass(frozen=True)
    class Side:
        length: float = 2.0
        colour: str = "red"

    @dataclass(frozen=True)
    class Square:
        side: Side = Side()

    assert dependencies(lambda square: square.side.length**2, Square()) == ["side.length"]


def test_nan_that_stays_nan_is_no_dependence() -> None:
    @dataclass(frozen=True)
    class Number:
        x: float = 2.0

    assert dependencies(lambda number: math.nan, Number()) == []
