"""Where MindSpore is not installed, a server shows all words and marks what is not computed."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from recompute.evaluation import kept_results
from tests.published import ADDRESSES, FOLDERS, KEPT_RESULTS, ROOT, Site
from tests.served import Server, served

# Looks for modules as Python does, and finds no MindSpore.
WITHOUT = """\
import sys
from importlib.machinery import PathFinder


class Without(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] == "mindspore" else super().find_spec(name, path, target)


sys.meta_path = [Without if finder is PathFinder else finder for finder in sys.meta_path]
"""
WORDS = {"zh": "（未算出：没有安装 mindspore）", "en": "(not computed: mindspore is not installed)"}
REMEDY = "run python -m pip install -r requirements.txt, with Python 3.11 or 3.12"
NEEDING = ["conventions/", "numerics/"]


@pytest.fixture(scope="module")
def environment(site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which Python finds no MindSpore, in any process.

    What was evaluated for the site serves it too, but for what comes from a file that names MindSpore.
    """
    folder = tmp_path_factory.mktemp("without")
    (folder / "sitecustomize.py").write_text(WITHOUT, encoding="utf-8")
    kept = folder / "kept"
    kept.mkdir()
    for result in Path(KEPT_RESULTS[kept_results.FOLDER]).glob("*.json"):
        _, reply = json.loads(result.read_text(encoding="utf-8"))
        if not any("mindspore" in code_of(file) for file in reply.get("files", ["docs/zh/mindspore.ipynb"])):
            shutil.copy(result, kept)
    return {**os.environ, "PYTHONPATH": str(folder), kept_results.FOLDER: str(kept)}


@cache
def code_of(file: str) -> str:
    path = ROOT / file
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@pytest.fixture(scope="module")
def server(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(ROOT, tmp_path_factory.mktemp("served") / "serve.log", environment) as running:
        assert running.shows("", "</html>")
        yield running


def article(server: Server, address: str) -> html.HtmlElement:
    return html.document_fromstring(server.read(address)).xpath("//article")[0]


@pytest.mark.parametrize("address", [folder + address for folder in FOLDERS.values() for address in ADDRESSES])
def test_every_page_is_shown_with_its_words(address: str, server: Server) -> None:
    shown = article(server, address)
    assert shown.xpath("string(.//h1)").strip()
    assert not shown.xpath(".//*[contains(concat(' ', @class, ' '), ' problem ')]")


@pytest.mark.parametrize("address", NEEDING)
@pytest.mark.parametrize("language", FOLDERS)
def test_numbers_that_need_it_are_marked_in_words_and_the_others_computed(
    language: str, address: str, server: Server
) -> None:
    shown = article(server, FOLDERS[language] + address)
    assert WORDS[language] in [each.text_content() for each in shown.xpath(".//span[@class='missing']")]
    page = address.strip("/")
    assert shown.xpath(f".//data[starts-with(@data-ref, '{page}.')]")


@pytest.mark.parametrize("language", FOLDERS)
def test_words_tied_to_such_numbers_say_why_they_are_not_checked(language: str, server: Server) -> None:
    claims = article(server, FOLDERS[language] + "conventions/").xpath(".//em[@class='missing']")
    assert claims
    assert {claim.get("title") for claim in claims} == {WORDS[language]}
    assert all(claim.text_content().strip() for claim in claims)


@pytest.mark.parametrize("language", FOLDERS)
def test_cells_of_the_notebook_say_that_they_did_not_run(language: str, server: Server) -> None:
    outputs = [
        each.text_content().strip() for each in article(server, FOLDERS[language] + "mindspore/").find_class("output")
    ]
    assert outputs
    assert set(outputs) == {WORDS[language]}


def test_values_that_it_only_checks_are_shown_without_that_check(server: Server) -> None:
    shown = article(server, "label-smoothing/")
    assert shown.xpath("string(.//data[@data-ref='label_smoothing.loss_smoothed'])")
    checked = shown.xpath("string(.//*[@id='number:label_smoothing.loss_smoothed'])")
    assert "mpmath" in checked
    assert "MindSpore" not in checked


def test_the_log_says_what_is_missing_how_to_install_it_and_that_the_pages_are_shown(server: Server) -> None:
    errors = [line for line in server.log() if "ERROR" in line]
    assert [re.sub(r"^ERROR\s+-\s+[\w/]+\.\w+:\d+: ", "", line) for line in errors] == [
        f"mindspore is not installed, and this cell needs it; {REMEDY}",
        f"mindspore is not installed, and numbers need it; {REMEDY}",
    ]
    assert any("The pages are shown all the same; a build would stop" in line for line in server.log())
