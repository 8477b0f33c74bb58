"""The files that people look for in any repository say the same of this one, and what they name can be run."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest
import yaml
from lxml import etree

from tests.readme_picture import picture

ROOT = Path(__file__).resolve().parents[1]
LINKS = re.compile(r"\]\(([^):#]+)[)#]")  # to files of the project
LONGEST_README = 60  # lines
FILES = ["CONTRIBUTING.md", "CHANGELOG.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "README.md", "README.zh.md"]
FILES += ["BENCHMARKS.md", "BENCHMARKS.zh.md"]


def text(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def listed() -> dict[str, str]:
    """What `make` lists when nothing is asked for."""
    result = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = (re.fullmatch(r"make (\w+) +(\S.*)", line) for line in result.stdout.splitlines())
    return {line[1]: line[2] for line in lines if line}


@pytest.mark.parametrize("file", FILES)
def test_links_lead_to_files_that_are_there(file: str) -> None:
    assert [link for link in LINKS.findall(text(file)) if not (ROOT / link).exists()] == []


def test_make_lists_every_target_with_what_it_does() -> None:
    targets = re.findall(r"^(\w+):", text("Makefile"), re.MULTILINE)
    assert list(listed()) == targets
    assert set(re.findall(r"^\.PHONY: (.*)$", text("Makefile"), re.MULTILINE)[0].split()) == set(targets)


def test_targets_that_documents_name_exist() -> None:
    named = re.findall(r"`make ([a-z ]+)`", text("CONTRIBUTING.md"))
    assert {target for targets in named for target in targets.split()} <= set(listed())


def test_the_citation_is_valid_and_has_the_version_of_the_project_and_of_the_changelog() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    subprocess.run([*command, str(ROOT / "CITATION.cff")], check=True, capture_output=True)
    released = re.findall(r"^## \[(\d[^]]*)\]", text("CHANGELOG.md"), re.MULTILINE)
    assert yaml.safe_load(text("CITATION.cff"))["version"] == released[0] == version("label-smoothing-recomputed")


def test_the_hooks_before_a_commit_are_commands_that_the_set_up_installs() -> None:
    (repository,) = yaml.safe_load(text(".pre-commit-config.yaml"))["repos"]
    scripts = {script.name for script in entry_points(group="console_scripts")} | {"ruff", "python"}
    assert repository["repo"] == "local"
    assert {shlex.split(hook["entry"])[0] for hook in repository["hooks"]} <= scripts


def test_editors_containers_and_workflows_use_the_same_python() -> None:
    python = text(".python-version").strip()
    container = json.loads(text(".devcontainer/devcontainer.json"))
    workflows = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / ".github/workflows").glob("*.yml"))
    assert f":{python}-" in container["image"]
    assert set(re.findall(r'python-version: "([^"]+)"', workflows)) == {python}


@pytest.mark.parametrize("file", ["README.md", "README.zh.md"])
def test_a_readme_is_short_and_shows_a_light_picture(file: str) -> None:
    assert len(text(file).splitlines()) <= LONGEST_README
    (picture,) = re.findall(r"!\[[^]]+\]\(([^)]+)\)", text(file))
    assert (ROOT / picture).stat().st_size < 30_000


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_picture_shows_what_the_site_computes(language: str) -> None:
    committed, drawn = (
        etree.fromstring(svg.encode()) for svg in (text(f".github/picture.{language}.svg"), picture(language))
    )
    for tag, read in (("text", lambda each: each.text), ("path", lambda each: each.get("d"))):
        found, expected = ([read(each) for each in tree.iter(f"{{*}}{tag}")] for tree in (committed, drawn))
        assert found == expected
        assert len(expected) > 10
