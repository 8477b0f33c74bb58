"""While `mkdocs serve` runs, what changes in pages and snippets shows on the next reload, in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.published import KEPT_RESULTS, copy_of_project
from tests.served import Server, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    with served(copy_of_project(folder), folder / "serve.log", {**os.environ, **KEPT_RESULTS}) as running:
        yield running


def test_both_languages_are_served(server: Server) -> None:
    assert server.shows("label-smoothing/", "标签平滑交叉熵")
    assert server.shows("en/label-smoothing/", "Label-smoothing cross-entropy")


def test_a_changed_word_shows(server: Server) -> None:
    server.replace("docs/en/softmax.md", "What it is for", "What softmax is for")
    assert server.shows("en/softmax/", "What softmax is for")


def test_a_changed_definition_and_a_changed_source_show(server: Server) -> None:
    server.replace("docs/glossary.yml", "The class that a sample really belongs to", "The class of a sample")
    assert server.shows("en/softmax/", 'title="The class of a sample, the one that its label names."')
    server.replace("docs/references.yml", "title: Attention Is All You Need", "title: Attention")
    assert server.shows("references/", '<cite lang="en">Attention</cite>')


def test_a_changed_snippet_shows_its_new_numbers_in_both_languages(server: Server) -> None:
    server.replace("snippets/scenario.py", "epsilon: float = 0.1", "epsilon: float = 0.2")
    for page in ("label-smoothing/", "en/label-smoothing/"):
        assert server.shows(page, '<data class="value" value="1.11656')
    for page in ("mindspore/", "en/mindspore/"):
        assert server.shows(page, "Graph    1.116561")


def test_only_what_depends_on_a_change_is_evaluated_again(server: Server) -> None:
    server.replace("snippets/pages/gradient.py", "NUDGE = 0.01", "NUDGE = 0.02")
    assert server.shows("gradient/", 'value="0.02" data-ref="gradient.nudge"')
    evaluated = [line for line in server.log() if "Evaluating" in line]
    modules = "pages.gradient, claims.gradient, claims.loss_floor, figures.gradient_steps"
    grids = "what-if:gradient, what-if:label-smoothing, what-if:loss-floor"  # All three pages quote its values.
    assert evaluated[-1].endswith(f"Evaluating: {modules}, {grids}")


def test_a_fault_is_told_and_the_page_is_still_served(server: Server) -> None:
    server.replace("docs/en/softmax.md", "What softmax is for", "What {{ sofmtax }} is for")
    assert server.shows("en/softmax/", 'What <span class="problem">{{ sofmtax }}</span> is for')
    assert any("docs/en/softmax.md:" in line for line in server.log())


def runs(server: Server) -> int:
    return len([line for line in server.log() if "Running: docs/zh/mindspore.ipynb" in line])


def test_an_edited_word_of_the_notebook_shows_without_running_it_again(server: Server) -> None:
    before = runs(server)
    server.replace("docs/en/mindspore.ipynb", "That is the smoothed loss.", "There is the smoothed loss.")
    assert server.shows("en/mindspore/", "There is the smoothed loss.")
    assert "Graph    1.116561" in server.read("en/mindspore/")
    assert runs(server) == before


def test_where_a_package_is_missing_the_notebook_says_so_in_words(server: Server) -> None:
    for language in ("zh", "en"):
        server.replace(f"docs/{language}/mindspore.ipynb", "import mindspore as ms", "import mindsprite as ms")
    assert server.shows("en/mindspore/", "(not computed: mindsprite is not installed)")
    assert server.shows("mindspore/", "（未算出：没有安装 mindsprite）")
    assert "There is the smoothed loss." in server.read("en/mindspore/")
    assert any("mindsprite is not installed, and this cell needs it; run" in line for line in server.log())
