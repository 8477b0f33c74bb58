"""The worked example of the page on writing, followed from an empty module to a page that is built and tested."""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from tests.published import KEPT_RESULTS, ROOT, copy_of_project
from tests.worked_examples import Step, follow, passes, steps

NAMES = {"zh": ["猫", "狗", "鸟", "鱼"], "en": ["cat", "dog", "bird", "fish"]}
EXPONENTIALS = [math.exp(z) for z in (-1.5, 0.5, 5.0, -0.5)]
P = [e / sum(EXPONENTIALS) for e in EXPONENTIALS]
BITS = [(math.log(sum(EXPONENTIALS)) - math.log(e)) / math.log(2) for e in EXPONENTIALS]
MEAN = sum(p * bits for p, bits in zip(P, BITS, strict=True))
SHOWN = {
    **{f"bits[{k}]": f"{bits:.2f}" for k, bits in enumerate(BITS)},
    **{f"bits_by_class[{k}][1]": f"{p:.4f}" for k, p in enumerate(P)},
    "mean_bits": f"{MEAN:.4f}",
    "share_of_limit": f"{100 * MEAN / 2:.1f}%",  # Four classes: two bits.
}


def example(language: str) -> list[Step]:
    return steps("writing", language, "example")


COMMANDS = [line for step in example("zh") if step.kind == "run" for line in step.code.splitlines()]
CHECKS = [command for command in COMMANDS if command.startswith(("ruff", "pytest"))]
BUILD = [command for command in COMMANDS if command.startswith("mkdocs")]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, with its tests, once each step is taken."""
    project = copy_of_project(tmp_path_factory.mktemp("example"))
    shutil.copytree(ROOT / "tests", project / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    for step in example("zh"):
        if step.kind != "run" or "recompute" in step.code:
            follow(project, step)
    return project


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """The site, built by the last command of the example."""
    passes(project, *BUILD, **KEPT_RESULTS, NO_MKDOCS_2_WARNING="1")
    return project / "site"


@pytest.fixture(scope="module", params=["zh", "en"])
def page(request: pytest.FixtureRequest, site: Path) -> tuple[str, html.HtmlElement]:
    folder = site / ("en" if request.param == "en" else "") / "self-information"
    return request.param, html.document_fromstring((folder / "index.html").read_text(encoding="utf-8"))


def test_the_steps_are_the_same_in_both_languages() -> None:
    assert example("zh") == example("en")
    assert (len(CHECKS), len(BUILD)) == (4, 1)


@pytest.mark.parametrize("command", CHECKS)
def test_what_the_example_runs_finds_nothing_wrong(command: str, project: Path) -> None:
    passes(project, command)


@pytest.mark.parametrize(
    ("file", "left_out", "command", "named"),
    [
        ("tests/values/test_claims.py", '"self_information.hardly_in_doubt": UNDECIDED,', CHECKS[3], "hardly_in_doubt"),
        ("snippets/information.py", ">>> ", CHECKS[2], r"'self_information': \['an example'\]"),
    ],
)
def test_what_pytest_asks_for_is_asked_for(file: str, left_out: str, command: str, named: str, project: Path) -> None:
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert text.count(left_out) == 1
    path.write_text(text.replace(left_out, ""), encoding="utf-8")
    arguments = command.replace(" -k self_information", " -k shown_to_fail").split()  # What asks names no claim.
    try:
        asked = subprocess.run([sys.executable, "-m", *arguments], cwd=project, capture_output=True, text=True)
    finally:
        path.write_text(text, encoding="utf-8")
    assert asked.returncode == 1
    assert re.search(named, asked.stdout)


def test_the_page_shows_what_algebra_gives(page: tuple[str, html.HtmlElement]) -> None:
    language, tree = page
    numbers = tree.xpath("//article//*[@data-ref][not(ancestor::*[@id='numbers:list'])]")
    shown = {number.get("data-ref").partition(".")[2]: number.text for number in numbers}
    assert SHOWN.items() <= shown.items()
    assert [shown[f"bits_by_class[{k}][0]"] for k in range(4)] == NAMES[language]


def test_the_page_has_a_claim_a_figure_with_words_a_source_a_term_and_the_code(
    page: tuple[str, html.HtmlElement],
) -> None:
    language, tree = page
    assert tree.xpath("//article//em/@data-claim") == ["self_information.hardly_in_doubt"]
    (figure,) = tree.xpath("//article//figure//*[@data-figure='self_information']")
    words = [text.text_content() for text in figure.iter("text")]
    assert set(NAMES[language]) <= set(words)
    assert len(figure.xpath(".//*[starts-with(@id, 'self-information-bits-')]")) == 4
    assert tree.xpath("//article//a[@data-cite='shannon1948']/@href") == ["../references/#shannon1948"]
    term = {"zh": "自信息", "en": "self-information"}[language]
    assert tree.xpath(f"//article//abbr[normalize-space()='{term}']")
    code = [block.text_content() for block in tree.xpath("//article//pre")]
    assert any("np.log2(check_distribution" in each for each in code)
    assert any("[1. 2. 2.]" in each for each in code)


def test_the_vector_is_checked_and_the_control_moves_numbers_claim_and_bars(site: Path) -> None:
    data = json.loads((site / "values.json").read_text(encoding="utf-8"))
    (check,) = data["values"]["self_information.bits"]["checks"]
    assert check["by"] == "mpmath"
    assert check["value"] == pytest.approx(BITS, rel=1e-12)
    for language in ("zh", "en"):
        script = (site / f"whatif/self-information.{language}.js").read_text(encoding="utf-8")
        assert {f'"self-information-bits-{k}","d"' for k in range(4)} <= set(re.findall(r'"self-[\w-]+","d"', script))
        assert '["self_information.hardly_in_doubt",' in script
        assert '"self_information.bits[0]":' in script
