"""Pages of two made-up languages, Upper (ua) and Lower (la), read for comparison."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest

from recompute.__main__ import main
from recompute.diagnostics import Diagnostics
from recompute.source.page_index import PageIndex
from recompute.source.page_source import parse
from recompute.translation.document import Document
from recompute.translation.neutral import Location
from recompute.translation.sections import Include
from tests.machinery.translation.project import FILES, TRANSLATED, write

Read = Callable[..., Document]

WORDS = ("ua", "la", "la-LA")
OTHERS = {
    "sky.md": "---\ntitle: {}\n---\n# {} {{ #sky }}\n\n## {} {{ #rain }}\n",
    "guide/map.md": "# Map {{ #map }}\n",
}


@pytest.fixture(scope="session")
def read() -> Read:
    """Read the text of a page in one of the languages."""

    def run(text: str, code: str = "ua", path: str = "page.md", include: Include = str) -> Document:
        name = {"ua": "SKY", "la": "sky"}[code]
        texts = {**{other: page.format(*[name] * page.count("{}")) for other, page in OTHERS.items()}, path: text}
        sources = {file: parse(page, f"docs/{code}/{file}", Diagnostics()) for file, page in texts.items()}
        place = Location(path, code, "ua", WORDS)
        return Document(sources[path], place, PageIndex(sources), include)

    return run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two pages, one of which has been translated into one of the other languages."""
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with both pages translated into both other languages, and recorded to be; tests get copies."""
    root = tmp_path_factory.mktemp("recorded")
    pages = {f"docs/{code}/start.md": TRANSLATED for code in ("la", "xa")}
    write(root, {**FILES, **pages, "docs/xa/guide/far.md": FILES["docs/la/guide/far.md"]})
    with chdir(root):
        assert main(["sync", "la", "start", "guide/far"]) == main(["sync", "xa", "start", "guide/far"]) == 0
    return root


@pytest.fixture
def translated(recorded: Path, project: Path) -> Path:
    """The project with both pages translated into both other languages, and recorded to be."""
    shutil.copytree(recorded, project, dirs_exist_ok=True)
    return project
