"""No metadata can break out of the head of a page, and the map lists each page once for each of its languages."""

from __future__ import annotations

import json

from lxml import etree, html

from recompute.locale.language import Language
from recompute.site.page_metadata import PageMetadata, robots, site_map

ENGLISH = Language("en", "en", "English", "Site & Co", "About.", locale="en_GB")


def head(title: str, image: str | None = None) -> html.HtmlElement:
    about = PageMetadata(title, "It says “so”.", "https://a.example/b/", ENGLISH, "https://a.example/", True, image)
    return html.document_fromstring(f"<head>{about.head()}</head><body><p>")


def test_no_text_breaks_out_of_its_place() -> None:
    hostile = '</script><script>alert("&amp;")</script>'
    tree = head(hostile)
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//meta[@property='og:title']/@content") == [hostile]
    assert json.loads(tree.xpath("//script/text()")[0])["headline"] == hostile


def test_without_a_picture_none_is_promised() -> None:
    tree = head("A")
    assert tree.xpath("//meta[starts-with(@property, 'og:image')]") == []
    assert tree.xpath("//meta[@name='twitter:card']/@content") == ["summary"]
    assert "image" not in json.loads(tree.xpath("//script/text()")[0])


def test_a_picture_is_declared_with_its_size() -> None:
    tree = head("A", "https://a.example/card.png")
    assert tree.xpath("//meta[@property='og:image']/@content") == ["https://a.example/card.png"]
    assert tree.xpath("//meta[@property='og:image:width']/@content") == ["1200"]


def test_a_page_in_one_language_is_listed_once_and_without_the_other() -> None:
    pages = [{"zh": "https://a.example/", "en": "https://a.example/en/"}, {"zh": "https://a.example/x/?a&b"}]
    root = etree.fromstring(site_map(pages, "zh").encode())
    places = root.xpath("//*[local-name()='loc']/text()")
    assert places == ["https://a.example/", "https://a.example/en/", "https://a.example/x/?a&b"]
    links = [entry.xpath("*[local-name()='link']/@hreflang") for entry in root]
    assert links == [["zh", "en", "x-default"], ["zh", "en", "x-default"], ["zh", "x-default"]]


def test_robots_may_read_everything() -> None:
    assert robots("https://a.example/").splitlines()[-2:] == ["Allow: /", "Sitemap: https://a.example/sitemap.xml"]
