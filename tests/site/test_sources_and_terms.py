"""The lists of sources and of terms are complete, in both languages, and pages lead to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.published import FOLDERS, LANGUAGE_TAGS, ROOT, Page, Site

REFERENCES: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load((ROOT / "docs/references.yml").read_text("utf-8"))
GLOSSARY: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docs/glossary.yml").read_text("utf-8"))
SOURCES = {key: source for group in REFERENCES.values() for key, source in group.items()}
TERMS = GLOSSARY["terms"]
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture(params=LANGUAGE_TAGS)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def pages(site: Site, language: str) -> Iterator[Page]:
    return (page for (code, _), page in site.pages.items() if code == language)


def forms(language: str) -> set[str]:
    """Return every form of every term, in lower case."""
    wordings = [term[language] for term in TERMS.values()]
    return {form.lower() for wording in wordings for form in (wording["term"], *wording.get("aliases", []))}


def test_every_source_stands_in_the_list_once(language: str, site: Site) -> None:
    assert site.pages[language, "references/"].article.xpath(".//dl[@class='references']/dt/@id") == list(SOURCES)


def test_every_citation_leads_to_an_entry_of_its_own_language(language: str, site: Site) -> None:
    cited = [link for page in pages(site, language) for link in page.article.xpath(".//a[@class='citation']")]
    assert len(cited) > 20
    for link in cited:
        assert re.fullmatch(r"(\.\./)?references/#" + link.get("data-cite"), link.get("href"))
        assert link.get("data-cite") in SOURCES


GIVEN = {"classes", "label", "epsilon", "z_0", "z_1", "z_2", "z_3"}  # The note’s inputs, which nobody computes.


def test_every_figure_of_the_note_leads_to_the_row_that_judges_it(language: str, site: Site) -> None:
    article, audit = (site.pages[language, address].article for address in ("source-note/", "audit/"))
    quoted = [span for span in article.xpath(".//span[@class='printed']") if span.get("data-cite").startswith("note:")]
    judged = {span.get("data-cite").partition(":")[2] for span in quoted if span.getparent().get("class") == "judged"}
    assert {span.get("data-cite").partition(":")[2] for span in quoted} - judged == GIVEN
    rows = set()
    for link in article.xpath(".//a[@class='judged']"):
        page, _, anchor = link.get("href").partition("#")
        assert page == "../audit/"
        (row,) = audit.xpath(f".//tr[@id='{anchor}']")
        _, note, _, verdict, right, _ = (cell.text_content().strip() for cell in row)
        assert note == link.text_content()
        assert (verdict in {"正确", "right"}) == (note == right)
        rows.add(anchor)
    assert rows == set(audit.xpath(".//tr/@id"))
    assert len(rows) == 24


def test_an_entry_leads_back_to_the_pages_that_cite_it(language: str, site: Site) -> None:
    back: dict[str, set[str]] = {}
    for element in site.pages[language, "references/"].article.xpath(".//dl[@class='references']/*"):
        if element.tag == "dt":
            links = back[element.get("id")] = set()
        links.update(link for link in element.xpath(".//a/@href") if not link.startswith("https:"))
    citing: dict[str, set[str]] = {key: set() for key in SOURCES}
    for page in pages(site, language):
        for key in page.article.xpath(".//a[@class='citation']/@data-cite"):
            citing[key].add(f"../{page.address}")
    assert back == citing


@pytest.mark.parametrize("key", REFERENCES["papers"])
def test_a_paper_has_all_that_finds_it_and_says_what_was_read(key: str) -> None:
    paper = REFERENCES["papers"][key]
    assert paper.keys() >= {"authors", "year", "title", "venue", "links", "read"}
    assert all("," in author for author in paper["authors"])
    assert re.fullmatch(rf"[a-z]+{paper['year']}", key)
    if "abstract" in str(paper["read"]):
        assert "figures" not in paper


@pytest.mark.parametrize("key", [*REFERENCES["implementations"], *REFERENCES["discussions"]])
def test_what_is_no_paper_has_a_link(key: str) -> None:
    assert SOURCES[key]["links"]


def test_every_printed_figure_is_as_in_the_data_file_and_names_its_source_and_place(language: str, site: Site) -> None:
    printed = [figure for page in pages(site, language) for figure in page.article.xpath(".//span[@class='printed']")]
    assert printed
    for element in printed:
        key, name = element.get("data-cite").split(":")
        figure, source = SOURCES[key]["figures"][name], SOURCES[key]
        called = source["authors"][0].split(",")[0] if "authors" in source else source["name"]
        called = called if isinstance(called, str) else called[language]
        where = figure["where"] if isinstance(figure["where"], str) else figure["where"][language]
        assert element.text == figure["value"]
        assert element.get("data-literal").startswith(called)
        assert element.get("data-literal").endswith(where)


def test_every_year_of_a_source_comes_from_the_data_file(site: Site) -> None:
    for page in site.pages.values():
        for element in page.article.xpath(".//*[@data-literal][not(ancestor::*[@data-cite] or ancestor::dl)]"):
            assert not re.fullmatch(r"(19|20)\d\d", element.text or "")


def test_every_term_is_listed_with_its_name_in_both_languages(language: str, site: Site) -> None:
    [other] = LANGUAGE_TAGS.keys() - {language}
    entries = site.pages[language, "glossary/"].article.xpath(".//dl[@class='glossary']/dt")
    assert [entry.get("id") for entry in entries] == list(TERMS)
    for entry, term in zip(entries, TERMS.values(), strict=True):
        assert entry.text.strip() == term[language]["term"]
        names = {term[other]["term"]} - {term[language]["term"]}  # Some terms are the same in both.
        assert {(span.text, span.get("lang")) for span in entry} == {(name, LANGUAGE_TAGS[other]) for name in names}


def test_a_page_marks_a_term_at_its_first_use_only(language: str, site: Site) -> None:
    definitions = {term[language]["definition"].strip() for term in TERMS.values()}
    for page in pages(site, language):
        marked = page.article.xpath(".//abbr")
        titles = [" ".join(element.get("title").split()) for element in marked]
        assert len(titles) == len(set(titles))
        assert set(titles) <= {" ".join(definition.split()) for definition in definitions}
        assert {" ".join(element.text.lower().split()) for element in marked} <= forms(language)
        assert not page.article.xpath(".//abbr[ancestor::h1 or ancestor::h2 or ancestor::a or ancestor::table]")
    assert len(site.pages[language, "label-smoothing/"].article.xpath(".//abbr")) > 10
    assert not site.pages[language, "glossary/"].article.xpath(".//abbr")


def test_the_search_cuts_no_term(site: Site) -> None:
    index = json.loads((site.folder / FOLDERS["zh"] / "search/search_index.json").read_text(encoding="utf-8"))
    words = set(HAN.findall(" ".join(entry["text"] for entry in index["docs"])))  # Parted by breaks of no width.
    terms = " ".join([*GLOSSARY["search"], *(term["zh"]["term"] for term in TERMS.values())])
    assert set(HAN.findall(terms)) <= words
