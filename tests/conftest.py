"""The site, built once for all tests of what it publishes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from hypothesis import settings
from lxml import etree, html

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "https://example.org/"

# The same cases in every run: what fails here fails for everyone.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


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

    def values(self) -> list[etree._Element]:
        return list(self.article.xpath(".//*[@data-ref]"))


@dataclass
class Site:
    """What one build of the project wrote."""

    folder: Path
    output: str

    @cached_property
    def pages(self) -> dict[tuple[str, str], Page]:
        """Every page, by language and address within the language, what is not found left out."""
        found = {}
        for file in sorted(self.folder.rglob("index.html")):
            path = file.parent.relative_to(self.folder).as_posix()
            language = "en" if path.split("/")[0] == "en" else "zh"
            address = "" if path in {".", "en"} else path.removeprefix("en/") + "/"
            found[language, address] = Page(address, language, file)
        return found


def build(project: Path, site: Path) -> Site:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    environment = {**os.environ, "SITE_URL": ADDRESS}
    result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return Site(site, result.stderr)


@pytest.fixture(scope="session")
def builder() -> Callable[[Path, Path], Site]:
    return build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(ROOT, tmp_path_factory.mktemp("published") / "site")
