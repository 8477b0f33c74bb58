"""The search knows pages by their words, terms by all their names, values by theirs; formulas are not in the way."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.published import FOLDERS, LANGUAGE_TAGS

if TYPE_CHECKING:
    from tests.published import Site

CUT = "\u200b"  # Between the words of Chinese.


@pytest.fixture(params=LANGUAGE_TAGS)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def entries(language: str, site: Site) -> dict[str, dict[str, str]]:
    file = Path(site.folder, FOLDERS[language], "search/search_index.json")
    return {entry["location"]: entry for entry in json.loads(file.read_text(encoding="utf-8"))["docs"]}


def test_each_value_is_found_by_its_name(entries: dict[str, dict[str, str]], language: str, site: Site) -> None:
    values = json.loads((site.folder / "values.json").read_text(encoding="utf-8"))["values"]
    for name in ("label_smoothing.loss_smoothed", "softmax.p", "gradient.best_gap"):
        page, _, own = name.partition(".")
        entry = entries[f"{page.replace('_', '-')}/#number:{name}"]
        assert entry["title"] == own
        assert values[name]["description"][language] in entry["text"].replace(CUT, "")
        assert entry["boost"] < 1  # type: ignore[operator]


def test_an_entry_of_a_value_leads_to_its_place_on_the_page(
    entries: dict[str, dict[str, str]], language: str, site: Site
) -> None:
    named = [location.split("#") for location in entries if "#number:" in location]
    assert named
    ids = {address: set(site.pages[language, address].tree.xpath("//@id")) for address, _ in named}
    assert [(address, place) for address, place in named if place not in ids[address]] == []


@pytest.mark.parametrize(("term", "among"), [("zh", "熵下界"), ("en", "entropy floor")])
def test_a_term_is_found_by_its_other_names_where_it_is_explained(term: str, among: str, site: Site) -> None:
    file = Path(site.folder, FOLDERS[term], "search/search_index.json")
    docs = json.loads(file.read_text(encoding="utf-8"))["docs"]
    assert "loss-floor/#intuition" in [doc["location"] for doc in docs if among in doc["text"]]


def test_texts_hold_no_markup_of_formulas_and_no_list_of_numbers(entries: dict[str, dict[str, str]]) -> None:
    for location, entry in entries.items():
        prose = re.sub(r"<(pre|code)>.*?</\1>", "", entry["text"], flags=re.DOTALL)
        assert not re.search(r"\\[a-z]+\{|data-|</?m[a-z]+\b|[\u2061-\u2064\ue000-\ue003]", prose), location
        assert not re.search(r"<(?!/?(p|ul|ol|li|pre|code)\b)", prose), location


@pytest.mark.parametrize("formula", ["L=−∑_k y_k′ log p_k", "log(((1−ε)(K−1))/ε)", "((m−1)/M,m/M]"])
def test_a_formula_within_a_sentence_reads_as_what_it_says(formula: str, entries: dict[str, dict[str, str]]) -> None:
    assert any(formula in entry["text"].replace("\N{ZERO WIDTH SPACE}", "") for entry in entries.values())
