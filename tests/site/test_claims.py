"""What the pages say of their numbers is tied to claims, in both languages alike, and every claim leads to its line."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from tests.published import ADDRESSES, Page, Site

JUDGING = ["", "label-smoothing/", "softmax/", "gradient/", "conventions/", "loss-floor/", "audit/"]


@pytest.fixture(scope="module")
def published(site: Site) -> dict[str, Any]:
    return json.loads((site.folder / "values.json").read_text(encoding="utf-8"))["claims"]


def by_section(page: Page) -> dict[str, Counter[str]]:
    """Return the claims of each section, a section being what follows a heading."""
    sections: dict[str, Counter[str]] = {}
    current = ""
    for element in page.article.iter():
        if element.tag in {"h1", "h2", "h3"}:
            current = element.get("id", "")
        elif isinstance(element.tag, str) and "data-claim" in element.attrib:
            assert element.tag in {"em", "strong"}
            assert "claim" in element.get("class").split()
            sections.setdefault(current, Counter())[element.get("data-claim")] += 1
    return sections


@pytest.mark.parametrize("address", ADDRESSES)
def test_both_languages_tie_the_same_claims_in_each_section(address: str, site: Site) -> None:
    chinese, english = (by_section(site.pages[language, address]) for language in ("zh", "en"))
    assert chinese == english
    assert chinese or address not in JUDGING


def test_every_claim_is_tied_and_holds(site: Site, published: dict[str, Any]) -> None:
    tied = {ref for page in site.pages.values() for refs in by_section(page).values() for ref in refs}
    assert tied == published.keys()
    assert all(claim["holds"] is True for claim in published.values())


def test_every_claim_leads_to_its_line(published: dict[str, Any], pytestconfig: pytest.Config) -> None:
    for ref, claim in published.items():
        source = (pytestconfig.rootpath / claim["source"]["file"]).read_text(encoding="utf-8").splitlines()
        declared = "\n".join(source[claim["source"]["line"] - 1 :])
        assert declared.startswith("@claim(")
        assert re.search(r"^def (\w+)", declared, re.MULTILINE)[1] == ref.rpartition(".")[2]


def test_a_condition_is_one_sentence_with_its_numbers(published: dict[str, Any]) -> None:
    for claim in published.values():
        assert claim["condition"].keys() == {"zh", "en"}
        assert claim["condition"]["zh"].endswith("。")
        assert claim["condition"]["en"].endswith(".")
        assert "{{" not in str(claim["condition"])
