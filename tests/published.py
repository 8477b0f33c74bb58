"""What one build of the project publishes: its pages by language and address."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree, html

from recompute.evaluation.kept_results import FOLDER

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "https://example.org/"
LISTS = ["source-note/", "references/", "glossary/", "tags/", "contributing/", "writing/"]  # They quote no values.
QUOTING = [
    "",
    "label-smoothing/",
    "softmax/",
    "gradient/",
    "conventions/",
    "loss-floor/",
    "loss-calculator/",
    "best-output/",
    "in-practice/",
    "which-epsilon/",
    "numerics/",
    "mindspore/",
    "training/",
    "audit/",
]
GENERATED = ["translation-status/"]  # It quotes what the machinery counts.
ADDRESSES = QUOTING + GENERATED + LISTS
LANGUAGE_TAGS = {"zh": "zh-Hans", "en": "en"}
FOLDERS = {"zh": "", "en": "en/"}
LIST = "numbers:list"  # The list at the foot of a page repeats its numbers.


# What one build of a run evaluated, others of the run need not: they are handed this folder, and no other test sees it.
# Processes that share the run inherit its name.
_FOLDER = tempfile.TemporaryDirectory(prefix="kept-results-")
KEPT_RESULTS = {FOLDER: os.environ.setdefault("KEPT_RESULTS_OF_THE_RUN", os.environ.pop(FOLDER, _FOLDER.name))}


@dataclass
class Page:
    """A published page: its address within its language, and its HTML."""

    address: str
    language: str
    file: Path

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.file.read_text(encoding="utf-8"))

    @property
    def article(self) -> html.HtmlElement:
        return self.tree.xpath("//article")[0]

    @cached_property
    def markdown(self) -> str:
        """The page for programs that read text."""
        return self.file.with_suffix(".md").read_text(encoding="utf-8")

    def values(self) -> list[etree._Element]:
        """Return the numbers of the article, without the list at its foot."""
        return self.text_with("data-ref")

    def text_with(self, attribute: str) -> list[etree._Element]:
        """Return the elements with an attribute, without the list at the foot."""
        return list(self.article.xpath(f".//*[@{attribute}][not(ancestor::*[@id='{LIST}'])]"))

    def outputs(self) -> list[str]:
        """Return the text of what each cell of a notebook gave."""
        return [element.text_content() for element in self.article.find_class("output")]


@dataclass
class Site:
    """What one build of the project wrote."""

    folder: Path
    output: str

    @cached_property
    def pages(self) -> dict[tuple[str, str], Page]:
        """Every page, by language and address within the language; 404 and the source pages left out."""
        found = {}
        for file in sorted(self.folder.rglob("index.html")):
            path = file.parent.relative_to(self.folder).as_posix()
            if path.startswith("source/"):
                continue
            language = "en" if path.split("/")[0] == "en" else "zh"
            address = "" if path in {".", "en"} else path.removeprefix("en/") + "/"
            found[language, address] = Page(address, language, file)
        return found


def build(project: Path, site: Path, **settings: str) -> Site:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    environment = {**os.environ, "SITE_URL": ADDRESS, **KEPT_RESULTS, **settings}
    result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    log_of(site).write_text(result.stderr, encoding="utf-8")
    return built(site)


def built(site: Path) -> Site:
    """Return a site that is built, with its log beside it."""
    return Site(site, log_of(site).read_text(encoding="utf-8"))


def log_of(site: Path) -> Path:
    return site.with_name(f"{site.name}.log")


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a new folder with what is made in it by whichever of the processes that share a run comes first."""
    folder = factory.getbasetemp()
    folder = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / name
    with folder.with_suffix(".lock").open("a+") as lock:
        flock(lock, LOCK_EX)
        lock.seek(0)
        if not lock.read():
            folder.mkdir(exist_ok=True)  # One that came before may have failed.
            make(folder)
            lock.write("made")
    return folder


def copy_of_project(folder: Path) -> Path:
    """Copy what a build needs, to change it."""
    project = folder / "project"
    shutil.copytree(ROOT, project, ignore=_not_needed)
    return project


def _not_needed(folder: str, names: list[str]) -> set[str]:
    """Return what a build does not need of a folder: the site and the tests, but not `recompute/site`."""
    patterns = [".*", "__pycache__", "*.egg-info", *(["site", "tests"] if Path(folder) == ROOT else [])]
    return shutil.ignore_patterns(*patterns)(folder, names)
