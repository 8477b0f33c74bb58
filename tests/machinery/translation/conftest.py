"""Pages of two made-up languages, Upper (ua) and Lower (la), read for comparison."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recompute.diagnostics import Diagnostics
from recompute.source.page_index import PageIndex
from recompute.source.page_source import parse
from recompute.translation.document import Reading
from recompute.translation.inclusion import Include
from recompute.translation.links import Place
from tests.machinery.translation.project import FILES, write

Read = Callable[..., Reading]

WORDS = ("ua", "la", "la-LA")
OTHERS = {
    "sky.md": "---\ntitle: {}\n---\n# {} {{ #sky }}\n\n## {} {{ #rain }}\n",
    "guide/map.md": "# Map {{ #map }}\n",
}


@pytest.fixture(scope="session")
def read() -> Read:
    """Read the text of a page in one of the languages."""

    def run(text: str, code: str = "ua", path: str = "page.md", include: Include = str) -> Reading:
        name = {"ua": "SKY", "la": "sky"}[code]
        texts = {**{other: page.format(*[name] * page.count("{}")) for other, page in OTHERS.items()}, path: text}
        sources = {file: parse(page, f"docs/{code}/{file}", Diagnostics()) for file, page in texts.items()}
        place = Place(path, code, "ua", WORDS)
        return Reading(sources[path], place, PageIndex(sources), include)

    return run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two pages, one of which has been translated into one of the other languages."""
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path
