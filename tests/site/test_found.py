"""Search engines, and whoever is sent a link, are told of each page in its language, with its numbers as computed."""

from __future__ import annotations

import json
import re
import struct
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.published import ADDRESS, ADDRESSES, FOLDERS, LANGUAGE_TAGS, Page

if TYPE_CHECKING:
    from tests.published import Site

MAP = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(params=[(language, address) for language in LANGUAGE_TAGS for address in ADDRESSES], ids="/".join)
def page(request: pytest.FixtureRequest, site: Site) -> Page:
    return site.pages[request.param]


def told(page: Page, name: str) -> str:
    [content] = page.tree.xpath("//head/meta[@property=$name or @name=$name]/@content", name=name)
    return content


def data(page: Page) -> dict[str, object]:
    [script] = page.tree.xpath("//head/script[@type='application/ld+json']/text()")
    return json.loads(script)


def test_a_shared_link_shows_title_description_and_card(page: Page) -> None:
    assert told(page, "og:url") == ADDRESS + FOLDERS[page.language] + page.address
    assert page.tree.xpath("string(//title)").startswith(told(page, "og:title"))
    assert told(page, "og:description") == told(page, "description")
    assert told(page, "og:locale") == {"zh": "zh_CN", "en": "en_GB"}[page.language]
    assert told(page, "og:image") == ADDRESS + "assets/card.png"
    assert told(page, "twitter:card") == "summary_large_image"


def test_the_data_of_a_page_say_the_same(page: Page) -> None:
    found = data(page)
    assert found["@type"] == ("TechArticle" if page.address and page.values() else "WebPage")
    assert found.get("headline", found.get("name")) == told(page, "og:title")
    assert found["description"] == told(page, "description")
    assert found["inLanguage"] == LANGUAGE_TAGS[page.language]
    assert found["url"] == told(page, "og:url")
    assert found["isPartOf"]["url"] == ADDRESS + FOLDERS[page.language]  # type: ignore[index]


@pytest.mark.parametrize("language", LANGUAGE_TAGS)
def test_titles_and_descriptions_are_all_different(language: str, site: Site) -> None:
    for name in ("og:title", "description"):
        texts = [told(site.pages[language, address], name) for address in ADDRESSES]
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("language", LANGUAGE_TAGS)
def test_numbers_in_a_description_are_the_computed_ones(language: str, site: Site) -> None:
    values = json.loads((site.folder / "values.json").read_text(encoding="utf-8"))["values"]
    shown = [values[f"label_smoothing.{name}"]["display"] for name in ("loss_standard", "loss_smoothed")]
    description = told(site.pages[language, "label-smoothing/"], "description")
    assert re.findall(r"\d+\.\d+", description) == shown


def test_the_card_is_a_png_of_the_size_that_pages_say(site: Site) -> None:
    picture = (site.folder / "assets/card.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    page = site.pages["en", ""]
    assert list(struct.unpack(">II", picture[16:24])) == [
        int(told(page, f"og:image:{side}")) for side in ("width", "height")
    ]
    assert len(picture) < 100_000


def test_one_map_lists_every_page_with_its_translations(site: Site) -> None:
    root = etree.parse(str(site.folder / "sitemap.xml")).getroot()
    assert [str(file.relative_to(site.folder)) for file in site.folder.rglob("sitemap*")] == ["sitemap.xml"]
    listed = {}
    for entry in root.findall("map:url", MAP):
        links = {link.get("hreflang"): link.get("href") for link in entry.findall("xhtml:link", MAP)}
        listed[entry.findtext("map:loc", namespaces=MAP)] = links
    assert listed == {told(page, "og:url"): alternates(page) for page in site.pages.values()}


def alternates(page: Page) -> dict[str, str]:
    links = page.tree.xpath("//head/link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}


def test_robots_are_told_where_the_map_is(site: Site) -> None:
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (site.folder / "robots.txt").read_text(encoding="utf-8").splitlines()
