"""Each page exists in both languages, says which one it is in, and leads to the other."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html

from tests.published import ADDRESS, ADDRESSES, FOLDERS, LANGUAGE_TAGS, Page, Site

TOUCHING = re.compile(r".{0,9}(?:[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]).{0,9}")


@pytest.fixture(params=[(language, address) for language in LANGUAGE_TAGS for address in ADDRESSES], ids="/".join)
def page(request: pytest.FixtureRequest, site: Site) -> Page:
    return site.pages[request.param]


def test_both_languages_have_the_same_pages(site: Site) -> None:
    assert site.pages.keys() == {(language, address) for language in LANGUAGE_TAGS for address in ADDRESSES}


def test_a_page_says_its_language(page: Page) -> None:
    assert page.tree.get("lang") == LANGUAGE_TAGS[page.language]


def test_a_page_says_its_canonical_address(page: Page) -> None:
    assert page.tree.xpath("//link[@rel='canonical']/@href") == [ADDRESS + FOLDERS[page.language] + page.address]


def test_a_page_names_its_translations_and_a_default(page: Page) -> None:
    links = page.tree.xpath("//head/link[@rel='alternate'][@hreflang]")
    assert {link.get("hreflang"): link.get("href") for link in links} == {
        "zh-Hans": ADDRESS + page.address,
        "en": ADDRESS + "en/" + page.address,
        "x-default": ADDRESS + page.address,
    }


def test_the_language_switch_stays_on_the_page(page: Page, site: Site) -> None:
    switch = {link.get("hreflang"): link.get("href") for link in page.tree.xpath("//a[@class='md-select__link']")}
    for language, tag in LANGUAGE_TAGS.items():
        target = (page.file.parent / switch[tag] / "index.html").resolve()
        assert target == site.pages[language, page.address].file.resolve()


def test_a_page_has_a_title_and_a_description_in_its_language(page: Page) -> None:
    description = page.tree.xpath("string(//meta[@name='description']/@content)")
    for text in (page.tree.xpath("string(//title)"), description):
        assert text.strip()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in text) is (page.language == "zh")
        assert "{{" not in text


@pytest.mark.parametrize("address", ADDRESSES)
def test_han_and_latin_words_stand_apart_where_a_link_begins_or_ends_too(address: str, site: Site) -> None:
    blocks = site.pages["zh", address].tree.xpath("//article//*[self::p or self::li or self::th or self::td]")
    parts = ".//br | .//text()[not(ancestor::pre or ancestor::math or ancestor::svg)]"
    texts = ["".join(piece if isinstance(piece, str) else "\n" for piece in block.xpath(parts)) for block in blocks]
    assert any(texts)
    assert [found for text in texts for found in TOUCHING.findall(text)] == []


@pytest.mark.parametrize("language", LANGUAGE_TAGS)
def test_what_is_not_found_is_said_in_the_language(language: str, site: Site) -> None:
    page = html.document_fromstring((site.folder / FOLDERS[language] / "404.html").read_text(encoding="utf-8"))
    assert page.get("lang") == LANGUAGE_TAGS[language]
    [home] = page.xpath("//article//a[not(ancestor::noscript)]/@href")
    assert urljoin(ADDRESS, home) == ADDRESS + FOLDERS[language]


@pytest.mark.parametrize("language", LANGUAGE_TAGS)
def test_each_language_has_a_search_index_of_its_own(language: str, site: Site) -> None:
    index = json.loads(Path(site.folder, FOLDERS[language], "search/search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert found == set(ADDRESSES) - {"tags/", "translation-status/"}
    both = ("glossary/", "contributing/")  # They show words of both languages.
    words = " ".join(entry["text"] for entry in index["docs"] if not entry["location"].startswith(both))
    assert ("熵" in words) is (language == "zh")
