"""What the project needs is pinned in one place, and each of its parts works with what its extra installs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
from math import exp, log
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.served import served

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LIBRARY = tomllib.loads((ROOT / "snippets/pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
TARGET = (0.1 / 3, 0.1 / 3, 0.9, 0.1 / 3)  # The other three classes share ε.
LOGITS = (-1.5, 0.5, 5.0, -0.5)
READMES = ("README.md", "README.zh.md")
LOSS = -sum(y * (z - log(sum(map(exp, LOGITS)))) for y, z in zip(TARGET, LOGITS, strict=True))
PINS = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
PYTHONS = [f"3.{minor}" for minor in range(10, 15)]
# Looks for modules as Python does, and finds none of the hidden packages.
ONLY = """\
import sys
from importlib.machinery import PathFinder

HIDDEN = {hidden!r}


class Only(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] in HIDDEN else super().find_spec(name, path, target)


sys.meta_path = [Only if finder is PathFinder else finder for finder in sys.meta_path]
"""


def name_of(requirement: str) -> str:
    """Return the name of what is required, as package indexes write it."""
    return re.sub(r"[-_.]+", "-", Requirement(requirement).name).lower()


def installed_by(requirements: list[str]) -> set[str]:
    """Return the packages that these bring, with what they need in turn."""
    found: set[str] = set()
    waiting = [Requirement(requirement) for requirement in requirements]
    while waiting:
        requirement = waiting.pop()
        name = name_of(requirement.name)
        if name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            found.add(name)
            waiting += map(Requirement, requires(name) or [])
    return found


def environment(folder: Path, requirements: list[str]) -> dict[str, str]:
    """Return an environment in which Python finds these packages alone, as in a fresh one."""
    packages = {name: {name_of(each) for each in owners} for name, owners in packages_distributions().items()}
    allowed = installed_by(requirements) | {name_of(PROJECT["name"]), name_of(LIBRARY["project"]["name"])}
    hidden = {name for name, owners in packages.items() if not owners & allowed}
    (folder / "sitecustomize.py").write_text(ONLY.format(hidden=hidden), encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(folder)}


@pytest.fixture(scope="module")
def of_a_translator(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return environment(tmp_path_factory.mktemp("translate"), PROJECT["dependencies"] + EXTRAS["translate"])


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(
    "requirement", [*PROJECT["dependencies"], *(each for extra in EXTRAS.values() for each in extra)]
)
def test_each_package_is_pinned_to_one_version_on_each_python(requirement: str, python: str) -> None:
    here = {"python_version": python, "python_full_version": f"{python}.0"}
    wanted = Requirement(requirement)
    if wanted.marker is None or wanted.marker.evaluate(here):
        pins = [
            pin
            for pin in PINS
            if name_of(pin.name) == name_of(wanted.name) and (pin.marker is None or pin.marker.evaluate(here))
        ]
        assert [str(pin.specifier)[:2] for pin in pins] == ["=="]


def test_the_whole_set_up_has_every_extra_and_the_mathematics() -> None:
    (line,) = [line for line in REQUIREMENTS if line.startswith("-e .[")]
    assert set(line.removeprefix("-e .[").rstrip("]").split(",")) == set(EXTRAS)
    assert "-e ./snippets" in REQUIREMENTS


def test_mindspore_and_numpy_1_are_left_out_where_mindspore_has_no_wheel() -> None:
    assert len(EXTRAS["mindspore"]) == 2
    for requirement in map(Requirement, EXTRAS["mindspore"]):
        assert requirement.marker is not None
        assert [requirement.marker.evaluate({"python_version": python}) for python in PYTHONS] == [True] * 3 + [
            False
        ] * 2


def test_who_translates_installs_nothing_large() -> None:
    large = {
        "numpy",
        "scipy",
        "matplotlib",
        "ipykernel",
        "jieba",
        "fonttools",
        "pytest",
        "mypy",
        "playwright",
        "mindspore",
    }
    assert not large & installed_by(PROJECT["dependencies"] + EXTRAS["translate"])


@pytest.mark.parametrize("command", ["status", "check", "diff en softmax", "--help"])
def test_who_translates_has_what_the_commands_need(command: str, of_a_translator: dict[str, str]) -> None:
    words = [sys.executable, "-m", "recompute", *command.split()]
    result = subprocess.run(words, cwd=ROOT, env=of_a_translator, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.fixture(scope="module")
def preview(of_a_translator: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with served(ROOT, tmp_path_factory.mktemp("served") / "serve.log", of_a_translator, "recompute") as running:
        assert running.shows("", "</html>")
        yield {page: running.read(page) for page in ("en/softmax/", "mindspore/")} | {"log": "\n".join(running.log())}


def test_the_preview_of_a_translator_shows_the_words_and_marks_the_numbers(preview: dict[str, str]) -> None:
    assert "(not computed: numpy is not installed)" in preview["en/softmax/"]
    assert 'class="missing"' in preview["mindspore/"]
    assert 'class="problem"' not in preview["en/softmax/"] + preview["mindspore/"]


def test_the_preview_of_a_translator_names_in_a_line_each_what_is_not_installed(preview: dict[str, str]) -> None:
    assert "Traceback" not in preview["log"]
    lines = [line for line in preview["log"].splitlines() if "is not installed" in line]
    assert {re.findall(r"(\w+) is not installed", line)[0] for line in lines} >= {"numpy", "nbclient"}
    assert len(lines) == len({re.findall(r"(\w+) is not installed", line)[0] for line in lines})


def test_the_mathematics_is_a_typed_library_that_needs_numpy_alone(tmp_path: Path) -> None:
    assert list(map(name_of, LIBRARY["project"]["dependencies"])) == ["numpy"]
    (script, translated) = (
        re.findall(r"```python\n(.*?)```", (ROOT / file).read_text(), re.DOTALL) for file in READMES
    )
    assert script == translated
    script = f"{script[0]}print(loss)"
    alone = environment(tmp_path, LIBRARY["project"]["dependencies"])
    result = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=alone, capture_output=True, text=True)
    assert float(result.stdout) == pytest.approx(LOSS, abs=1e-12), result.stderr
    assert all((ROOT / package / "py.typed").is_file() for package in ("snippets", "recompute"))


def test_the_library_holds_every_package_of_the_mathematics() -> None:
    found = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in ROOT.glob("snippets/**/__init__.py")
    }
    assert set(LIBRARY["tool"]["setuptools"]["packages"]) == found
