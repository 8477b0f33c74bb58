"""While `mkdocs serve` runs, data that values and notebooks open reach their pages, wherever the data lie."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.machinery.builds.conftest import Content, Write
from tests.served import Server, served

MODULE = '''\
"""What the page may quote."""

from pathlib import Path

from recompute import value


@value("g", zh="雨量。", en="The rain.")
def rain(scenario: float) -> float:
    return float(Path("data/rain.csv").read_text())


@value("g", zh="风速。", en="The wind.")
def wind(scenario: float) -> float:
    return float(Path(__file__).with_name("wind.csv").read_text())
'''
DATA: dict[str, Content] = {
    "data/rain.csv": "12.5",
    "snippets/pages/wind.csv": "3.25",
    "snippets/pages/data.py": MODULE,
    "docs/zh/data.md": "---\ntitle: 数据\n---\n\n# 数据 { #data }\n\n{{ rain }}、{{ wind }}\n",
    "docs/en/data.md": "---\ntitle: Data\n---\n\n# Data { #data }\n\n{{ rain }}, {{ wind }}\n",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, write: Write, sound: dict[str, Content]) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    project = write(folder / "project", {**sound, **DATA})
    with served(project, folder / "serve.log", {**os.environ, "NO_MKDOCS_2_WARNING": "1"}) as running:
        assert running.shows("en/data/", 'value="12.5"')
        yield running


def evaluated(server: Server) -> list[str]:
    return [line.partition("Evaluating: ")[2] for line in server.log() if "Evaluating: " in line]


@pytest.mark.parametrize(
    ("file", "old", "new"), [("data/rain.csv", "12.5", "13.75"), ("snippets/pages/wind.csv", "3.25", "4.5")]
)
def test_changed_data_show_their_new_number_in_both_languages(file: str, old: str, new: str, server: Server) -> None:
    server.replace(file, old, new)
    for page in ("data/", "en/data/"):
        assert server.shows(page, f'value="{new}"')
    assert evaluated(server)[-1] == "pages.data"


def test_an_edited_word_evaluates_nothing(server: Server) -> None:
    before = evaluated(server)
    server.replace("docs/en/page.md", "# Page {", "# Another page {")
    assert server.shows("en/page/", "Another page")
    assert evaluated(server) == [*before, "nothing new"]
