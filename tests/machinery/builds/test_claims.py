"""A page says of its numbers what holds, in every language, or the build stops with one line for each fault."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.machinery.builds.conftest import CONFIGURATION, PAGE_MODULE, Build, Content, Write

CLAIM = """

@claim(zh="{{{{ index.given }}}} 超过 {{{{ third }}}}。", en="{{{{ index.given }}}} exceeds {{{{ third }}}}.")
def larger(scenario: float) -> bool:
    return {}
"""
HOLDS, FAILS = (CLAIM.format(f"scenario {sign} third(scenario)") for sign in "><")
PAGE = "snippets/pages/page.py"
IMPORT = "from recompute import claim, value"


def declaring(claim: str) -> dict[str, Content]:
    """The page's module with a claim, which is on line 21."""
    return {PAGE: PAGE_MODULE.replace("from recompute import value", IMPORT) + claim}


def tie(project: Path, words: str, *languages: str) -> None:
    """Add a paragraph to the page, on line 20."""
    for language in languages or ("zh", "en"):
        page = project / "docs" / language / "page.md"
        page.write_text(page.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")


def test_words_are_published_with_their_claim_and_the_claim_with_its_numbers(
    project: Path, write: Write, build: Build
) -> None:
    write(project, declaring(HOLDS))
    tie(project, "**much**{ claim=larger } or *large*{ claim=page.larger }")
    assert build(project).code == 0
    for page in ("page", "en/page"):
        html = (project / f"site/{page}/index.html").read_text(encoding="utf-8")
        assert re.search(r'<strong class="claim" data-claim="page\.larger"[^>]*>much</strong>', html)
        assert re.search(r'<em class="claim" data-claim="page\.larger"[^>]*>large</em>', html)
    published = json.loads((project / "site/values.json").read_text(encoding="utf-8"))
    assert published["claims"] == {
        "page.larger": {
            "holds": True,
            "condition": {"zh": "4 超过 1.33。", "en": "4 exceeds 1.33."},
            "source": {"file": PAGE, "line": 21},
        }
    }


def test_a_claim_that_does_not_hold_stops_the_build_with_one_line_for_each_page(
    project: Path, write: Write, build: Build
) -> None:
    write(project, declaring(FAILS))
    tie(project, "*large*{ claim=larger }")
    outcome = build(project)
    outcome.assert_stopped()
    remedy = f"change the words, or the condition in {PAGE}:21"
    conditions = {"en": "4 exceeds 1.33.", "zh": "4 超过 1.33。"}
    assert outcome.lines(r"^[\w./]+:\d+: ") == [
        f"docs/{language}/page.md:20: the claim page.larger does not hold: “{condition}”; {remedy}"
        for language, condition in conditions.items()
    ]


FAULTS = {
    "in one language only": (
        HOLDS,
        "*large*{ claim=larger }",
        ["en"],
        "docs/en/page.md:10: section #formula quotes claim:page.larger once, its source not at all; make the two equal",
    ),
    "tied to nothing": (
        HOLDS,
        "large",
        ["zh", "en"],
        rf"{PAGE}:21: no page ties words to page\.larger; write \*words\*{{ claim=page\.larger }}, or remove it",
    ),
    "with a condition that cannot be shown": (
        HOLDS.replace("third }}.", "thrid }}."),
        "*large*{ claim=larger }",
        ["zh", "en"],
        rf"{PAGE}:21: there is no value 'thrid'; did you mean 'third'\?",
    ),
    "neither true nor false": (
        CLAIM.format("third(scenario)"),
        "*large*{ claim=larger }",
        ["zh", "en"],
        rf"{PAGE}:21: the claim larger cannot be decided: TypeError: it is a float; a claim is True or False",
    ),
    "that raises": (
        CLAIM.format("scenario > 1 / 0"),
        "*large*{ claim=larger }",
        ["zh", "en"],
        rf"{PAGE}:23: the claim larger cannot be decided: ZeroDivisionError: division by zero",
    ),
    "in a module that lacks a package": (
        HOLDS.replace("return", "from abacus import divide\n\n    return divide and"),
        "*large*{ claim=larger }",
        ["zh", "en"],
        rf"{PAGE}:23: abacus is not installed, and numbers need it; install it",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_claim_stops_the_build_with_one_line(name: str, project: Path, write: Write, build: Build) -> None:
    claim, words, languages, line = FAULTS[name]
    write(project, declaring(claim))
    tie(project, words, *languages)
    build(project).assert_stopped_by(line, about=r"^[\w./]+:\d+: ")


def test_claims_of_a_page_may_have_a_module_of_their_own(project: Path, write: Write, build: Build) -> None:
    package = "      package: snippets.pages\n"
    module = HOLDS.replace("third(scenario)", "page.third(scenario)")
    head = '"""What the page claims."""\n\nfrom recompute import claim\nfrom snippets.pages import page\n'
    files: dict[str, Content] = {
        "mkdocs.yml": CONFIGURATION.replace(package, f"{package}      claims: snippets.claims\n"),
        "snippets/claims/__init__.py": "",
        "snippets/claims/page.py": head + module,
    }
    write(project, files)
    tie(project, "*large*{ claim=larger }")
    assert build(project).code == 0
    text = (project / "site/values.json").read_text(encoding="utf-8")
    assert re.search(r'"page\.larger": .*"source": \{"file": "snippets/claims/page\.py", "line": 7\}', text)
    write(project, declaring(HOLDS))
    line = rf"snippets/claims/page\.py:7: page\.larger is declared in {PAGE}:21 already; keep one of the two"
    build(project).assert_stopped_by(line, about=r"^[\w./]+:\d+: ")


def test_in_github_actions_an_error_is_shown_beside_its_line_too(project: Path, write: Write, build: Build) -> None:
    write(project, declaring(FAILS))
    tie(project, "*large*{ claim=larger }")
    outcome = build(project, "--strict", GITHUB_ACTIONS="true")
    messages = [line.partition(": ")[2] for line in outcome.lines(r"^docs/\w+/page.md:20: ")]
    assert outcome.lines("^::") == [
        f"::error file=docs/{language}/page.md,line=20::{message}"
        for language, message in zip(("en", "zh"), messages, strict=True)
    ]
