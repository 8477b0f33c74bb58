"""While `mkdocs serve` runs, what changes in pages and snippets shows on the next reload, in both languages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest

from tests.in_memory import config
from tests.published import FOLDERS, KEPT_RESULTS, ROOT, copy_of_project
from tests.served import Server, served
from tests.site.conftest import EPSILON

# What the pages claim and does not hold at ε = 0.2.
BROKEN = (
    "conventions.four_decimals_tell_them_apart",
    "in_practice.bfloat16_loses_the_sum",
    "label_smoothing.settles_a_little_lower",
    "loss_calculator.above_the_floor",
    "loss_calculator.close_to_the_floor",
    "loss_floor.high_costs_as_much_as_low",
    "loss_floor.plain_loss_as_in_the_log",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    with served(copy_of_project(folder), folder / "serve.log", {**os.environ, **KEPT_RESULTS}) as running:
        yield running


def test_both_languages_are_served(server: Server) -> None:
    assert server.shows("label-smoothing/", "标签平滑交叉熵")
    assert server.shows("en/label-smoothing/", "Label-smoothing cross-entropy")


def runs(server: Server) -> int:
    return len([line for line in server.log() if "Running: docs/zh/mindspore.ipynb" in line])


@pytest.fixture(scope="module")
def reworded(server: Server) -> Server:
    """The server after words of a page, a definition, a source and a notebook have been edited, all within a moment."""
    before = runs(server)
    server.replace("docs/en/softmax.md", "What it is for", "What softmax is for")
    server.replace("docs/glossary.yml", "The class that a sample really belongs to", "The class of a sample")
    server.replace("docs/references.yml", "title: Attention Is All You Need", "title: Attention")
    server.replace("docs/en/mindspore.ipynb", "That is the smoothed loss.", "There is the smoothed loss.")
    assert server.shows("en/mindspore/", "There is the smoothed loss.")
    assert runs(server) == before
    return server


def test_whatever_pages_are_made_of_is_watched() -> None:
    watched = config()[0].watched()
    made_of = [*(ROOT / "docs").rglob("*"), *(ROOT / "snippets").rglob("*.py")]
    assert [file for file in made_of if not any(map(file.is_relative_to, watched))] == []


def test_a_changed_word_shows(reworded: Server) -> None:
    assert reworded.shows("en/softmax/", "What softmax is for")


def test_a_changed_definition_and_a_changed_source_show(reworded: Server) -> None:
    assert reworded.shows("en/softmax/", 'title="The class of a sample, the one that its label names."')
    assert reworded.shows("references/", '<cite lang="en">Attention</cite>')


def test_an_edited_word_of_the_notebook_shows_without_running_it_again(reworded: Server) -> None:
    assert "Graph    0.56656" in reworded.read("en/mindspore/")


def test_a_changed_snippet_shows_its_new_numbers_in_both_languages(reworded: Server) -> None:
    reworded.replace("snippets/scenario.py", EPSILON, "epsilon: float = 0.2")
    for page in ("label-smoothing/", "en/label-smoothing/"):
        assert reworded.shows(page, '<data class="value" value="1.11656')
    for page in ("mindspore/", "en/mindspore/"):
        assert reworded.shows(page, "Graph    1.11656")


def test_every_claim_of_the_pages_that_a_changed_snippet_breaks_is_reported(reworded: Server) -> None:
    assert reworded.says("does not hold")
    reported = (re.search(r"docs/(zh|en)/\S+: the claim (\S+) does not hold: “", line) for line in reworded.log())
    assert {found.groups() for found in reported if found} == {(code, claim) for code in FOLDERS for claim in BROKEN}


@pytest.fixture(scope="module")
def faulty(reworded: Server) -> tuple[Server, list[str]]:
    """The server after a value has changed, a page names what there is not, and a notebook a package that nobody has.

    Beside it stands what it printed from then on.
    """
    before = len(reworded.log())
    reworded.replace("snippets/pages/gradient.py", "NUDGE = 0.01", "NUDGE = 0.02")
    reworded.replace("docs/en/softmax.md", "What softmax is for", "What {{ sofmtax }} is for")
    for language in ("zh", "en"):
        reworded.replace(f"docs/{language}/mindspore.ipynb", "import mindspore as ms", "import mindsprite as ms")
    assert reworded.shows("gradient/", 'value="0.02" data-ref="gradient.nudge"')
    return reworded, reworded.log()[before:]


def test_only_what_depends_on_a_change_is_evaluated_again(faulty: tuple[Server, list[str]]) -> None:
    lines = [line.partition("Evaluating: ")[2] for line in faulty[1] if "Evaluating: " in line]
    modules = "pages.gradient, claims.gradient, claims.conventions, claims.loss_floor, figures.gradient_steps"
    grids = "what-if:gradient, what-if:index, what-if:label-smoothing, what-if:loss-floor"  # They quote its values.
    assert set(", ".join(lines).split(", ")) == {*modules.split(", "), *grids.split(", ")}


def test_a_fault_is_reported_and_the_page_is_still_served(faulty: tuple[Server, list[str]]) -> None:
    server, _ = faulty
    assert server.shows("en/softmax/", 'What <span class="problem">{{ sofmtax }}</span> is for')
    assert server.says("docs/en/softmax.md:")


def test_where_a_package_is_missing_the_notebook_says_so_in_words(faulty: tuple[Server, list[str]]) -> None:
    server, _ = faulty
    assert server.shows("en/mindspore/", "(not computed: mindsprite is not installed)")
    assert server.shows("mindspore/", "（未算出：没有安装 mindsprite）")
    assert "There is the smoothed loss." in server.read("en/mindspore/")
    assert server.says("mindsprite is not installed, and this cell needs it; run")
