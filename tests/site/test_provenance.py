"""Every number of every page leads to its description, to the function that made it, and to its part of the data."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

from tests.published import ADDRESS, FOLDERS, GENERATED, LANGUAGE_TAGS, LIST, LISTS, QUOTING, ROOT, Page, Site

LARGEST_SCRIPT = 6 * 1024  # bytes, without comments and indentation
NAMES_THE_LIST = {
    "contributing/#report",
    "contributing/#where",
}  # Its text tells readers where to find a number's name.


@pytest.fixture(params=[(language, address) for language in LANGUAGE_TAGS for address in QUOTING], ids="/".join)
def page(request: pytest.FixtureRequest, site: Site) -> Page:
    return site.pages[request.param]


@cache
def read(file: Path) -> html.HtmlElement:
    return html.document_fromstring(file.read_text(encoding="utf-8"))


def entries(page: Page, kind: str) -> list[etree._Element]:
    """Return the entries of numbers or of claims."""
    return list(page.article.xpath(f".//*[@id='{LIST}']/dl/div[starts-with(@id, '{kind}:')]"))


def target(page: Page, link: str, site: Site) -> tuple[Path, str]:
    """Return the file that a page's link leads to, and the id in it."""
    address = urlsplit(urljoin(ADDRESS + FOLDERS[page.language] + page.address, link))
    return site.folder / address.path.lstrip("/") / "index.html", address.fragment


def test_every_number_is_in_the_list(page: Page) -> None:
    shown = {str(number.get("data-ref")) for number in page.values()}
    listed = [(entry.get("id"), ref) for entry in entries(page, "number") for ref in entry.xpath("dt/a/data/@data-ref")]
    assert shown
    for ref in shown:
        assert listed.count((f"number:{ref.partition('[')[0]}", ref)) == 1


def test_the_list_holds_no_number_that_the_page_does_not_show(page: Page) -> None:
    shown = {(number.get("data-ref"), "".join(number.itertext())) for number in page.values()}
    for entry in entries(page, "number"):
        for number in entry.iter("data"):
            assert (number.get("data-ref"), number.text) in shown


def test_a_number_of_the_list_leads_to_its_first_place(page: Page) -> None:
    first: dict[str, etree._Element] = {}
    for number in page.values():
        first.setdefault(str(number.get("data-ref")), number)
    for link in (link for entry in entries(page, "number") for link in entry.xpath("dt/a")):
        assert link.get("href") == f"#{first[link[0].get('data-ref')].get('id')}"


def test_ids_are_used_once(page: Page) -> None:
    ids = page.tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_an_entry_describes_its_value_in_the_language_of_the_page(page: Page, site: Site) -> None:
    published = json.loads((site.folder / "values.json").read_text(encoding="utf-8"))["values"]
    for entry in entries(page, "number"):
        name = entry.get("id").removeprefix("number:")
        assert entry.xpath("string(dd[1])") == published[name]["description"][page.language]
        assert entry.xpath("string(dd[@class='name'])") == name
        assert len(entry.xpath("dd[@class='check']")) == len(published[name].get("checks", []))


def test_an_entry_leads_to_the_function_that_made_the_value(page: Page, site: Site) -> None:
    for entry in entries(page, "number") + entries(page, "claim"):
        [link] = entry.xpath("dd[@class='origin']/a/@href")
        file, line = target(page, link, site)
        [place] = read(file).xpath(f"//*[@id='{line}']")
        code = place.text_content()
        assert code.startswith("@value(" if entry.get("id").startswith("number:") else "@claim(")
        assert re.findall(r"^def (\w+)\(scenario", code, re.MULTILINE) == [entry.get("id").rpartition(".")[2]]


@pytest.mark.parametrize("address", GENERATED)
def test_what_the_machinery_counts_leads_to_what_counts_it(address: str, site: Site) -> None:
    page = site.pages["zh", address]
    assert entries(page, "number")
    for entry in entries(page, "number"):
        [link] = entry.xpath("dd[@class='origin']/a/@href")
        file, line = target(page, link, site)
        [place] = read(file).xpath(f"//*[@id='{line}']")
        assert place.text_content().startswith("def ")


def test_the_words_tied_to_a_claim_lead_to_its_condition(page: Page, site: Site) -> None:
    published = json.loads((site.folder / "values.json").read_text(encoding="utf-8"))["claims"]
    tied = {element.get("data-claim"): element for element in reversed(page.text_with("data-claim"))}
    listed = {entry.get("id").removeprefix("claim:"): entry for entry in entries(page, "claim")}
    assert tied.keys() == listed.keys()
    for ref, entry in listed.items():
        [link] = entry.xpath("dt/a")
        assert link.get("href") == f"#{tied[ref].get('id')}"
        assert link.text_content() == tied[ref].text_content()
        assert entry.xpath("string(dd[1])") == published[ref]["condition"][page.language]


def test_numbers_read_as_nothing_but_numbers(page: Page) -> None:
    for number in page.values():
        assert set(number.attrib) <= {"class", "id", "value", "data-value", "data-ref"}


def test_a_page_links_to_its_part_of_the_data(page: Page, site: Site) -> None:
    whole = json.loads((site.folder / "values.json").read_text(encoding="utf-8"))
    [link] = page.tree.xpath("//head/link[@rel='alternate'][@type='application/json']/@href")
    assert link.endswith(f"values/{page.address.strip('/') or 'index'}.json")
    file = target(page, link, site)[0].parent
    part: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    assert part.keys() == whole.keys()
    assert (file.parent / part.pop("$schema")).resolve() == (site.folder / whole["$schema"]).resolve()
    assert {str(number.get("data-ref")).partition("[")[0] for number in page.values()} <= part["values"].keys()
    for kind, entries in part.items():
        for name, entry in entries.items():
            assert entry == whole[kind][name]


@pytest.mark.parametrize("address", LISTS)
def test_a_page_without_numbers_has_neither_list_nor_data(address: str, site: Site) -> None:
    for language in LANGUAGE_TAGS:
        tree = site.pages[language, address].tree
        assert tree.xpath(f"//*[@id='{LIST}'] | //link[@type='application/json']") == []


def test_what_the_label_smoothing_page_computes_was_checked(site: Site) -> None:
    published = json.loads((site.folder / "values.json").read_text(encoding="utf-8"))["values"]
    for name in ("p", "log_p", "loss_standard", "loss_smoothed", "loss_smoothed_b", "floor"):
        checks = published[f"label_smoothing.{name}"]["checks"]
        assert [check["by"] for check in checks] == ["mpmath", "MindSpore float32"]
        exact, single = (check["relative_difference"] for check in checks)
        assert exact < 1e-13
        assert 0 < single < 1e-5


@pytest.fixture(scope="module")
def sources(site: Site) -> dict[str, Path]:
    """The source pages by the files that they show."""
    folder = site.folder / "source"
    return {page.parent.relative_to(folder).as_posix(): page for page in folder.rglob("index.html")}


def test_a_source_page_shows_a_file_of_the_project_as_it_is(sources: dict[str, Path]) -> None:
    assert len(sources) > 20
    for file, page in sources.items():
        assert read(page).xpath("//pre")[0].text_content() == (ROOT / file).read_text(encoding="utf-8")


def test_what_values_and_figures_and_what_they_import_is_there(sources: dict[str, Path]) -> None:
    shared_links = ROOT / "snippets/figures/_card.py"  # draws the picture beside them, which is on no page
    modules = {*ROOT.glob("snippets/pages/*.py"), *ROOT.glob("snippets/figures/*.py")} - {shared_links}
    assert {module.relative_to(ROOT).as_posix() for module in modules} <= sources.keys()
    for name in ("softmax", "losses", "scenario", "mindspore_runs", "reference"):
        assert f"snippets/{name}.py" in sources


def test_what_a_source_page_needs_is_published_beside_it(sources: dict[str, Path], site: Site) -> None:
    for file, page in sources.items():
        links = read(page).xpath("//link/@href | //header//a/@href")
        assert len(links) > len(LANGUAGE_TAGS)
        for link in links:
            address = urlsplit(urljoin(f"{ADDRESS}source/{file}/", link))
            assert f"{address.scheme}://{address.netloc}/" == ADDRESS
            assert (site.folder / address.path.lstrip("/")).exists()


def test_the_search_finds_pages_and_not_their_lists(site: Site) -> None:
    for language, words in (("zh", "本页数字"), ("en", "Numbers on this page")):
        index = json.loads(Path(site.folder, FOLDERS[language], "search/search_index.json").read_text(encoding="utf-8"))
        assert not [
            entry["location"]
            for entry in index["docs"]
            if (words in entry["text"] and entry["location"] not in NAMES_THE_LIST) or "source/" in entry["location"]
        ]


def test_the_script_is_small() -> None:
    script = (ROOT / "docs/assets/cards.js").read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
    lines = [re.sub(r"\s+//\s.*", "", line).strip() for line in code.splitlines()]
    assert len("\n".join(filter(None, lines)).encode()) < LARGEST_SCRIPT
