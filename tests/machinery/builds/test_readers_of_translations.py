"""A page that is not translated, or not up to date, is published with a notice, and search engines learn it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from recompute.__main__ import main
from tests.machinery.builds.conftest import CONFIGURATION, Build, Content, Write
from tests.machinery.builds.test_good_build import Built

HOST = "https://tiny.example/"
SEARCHED = CONFIGURATION.replace("plugins:\n", "plugins:\n  - search\n  - tags\n")

FRESH = """\
---
title: 新页
description: 只有中文
values: false
tags: [新]
---

# 新页 {{ page.third }} { #fresh }

见[一页](page.md#formula)、[新的一节](page.md#later)、[[一页#later|同一节]]，还有 #新。

## 细节 { #details }

![画](drawing.png) {{ page.squares }}
"""
TAGS = "---\ntitle: {0}\nvalues: false\n---\n\n# {0} {{ #tags }}\n\n<!-- material/tags -->\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, write: Write, build: Build, sound: dict[str, Content]) -> Built:
    """The tiny project with a page that is not translated, which links to a section that a translation lacks."""
    root = write(tmp_path_factory.mktemp("readers"), {**sound, "mkdocs.yml": SEARCHED})
    write(root, {"docs/zh/tags.md": TAGS.format("标签"), "docs/en/tags.md": TAGS.format("Tags")})
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["sync", "en", "page", "index", "--review", "machine", "--translator", "R2D2"]) == 0
    write(root, {"docs/zh/fresh.md": FRESH, "docs/zh/drawing.png": b"png"})
    page = root / "docs/zh/page.md"
    later = "## 以后 { #later }\n\n{{ third }}\n\n## 一页 {{ third }} { #formula }\n\n改过"
    page.write_text(page.read_text(encoding="utf-8").replace("## 一页 {{ third }} { #formula }", later))
    return Built(root, build(root))


@pytest.fixture(scope="module")
def fresh(built: Built) -> etree._Element:
    return built.html("en/fresh/index.html")


def attributes(page: etree._Element, xpath: str) -> list[str]:
    return [str(found) for found in page.xpath(xpath)]


def test_the_build_succeeds_and_tells_what_is_missing(built: Built) -> None:
    assert built.outcome.code == 0, built.outcome.output
    assert not built.outcome.lines("WARNING|ERROR")
    (line,) = built.outcome.lines("not translated")
    assert line.endswith("1 of 4 pages are not translated into en yet: fresh.md; see python -m recompute status")


def test_the_source_is_shown_below_a_notice_each_in_its_language(fresh: etree._Element) -> None:
    assert fresh.get("lang") == "en"
    (article,) = fresh.xpath("//article")
    (notice,) = article.xpath("div[@class='notice untranslated']")
    assert notice.xpath("string(p)").startswith("This page has not been translated yet.")
    assert attributes(notice, ".//a/@href") == ["../../fresh/"]
    (content,) = article.xpath("div[@lang='zh']")
    assert "新页 1.33" in content.xpath("string(h1)")
    assert attributes(content, ".//*[@data-ref='page.third']/text()")[0] == "1.33"
    assert content.xpath("details[@id='numbers:list']")


def test_its_titles_in_the_theme_say_their_language_on_every_page(built: Built) -> None:
    for name in ("en/fresh/index.html", "en/page/index.html"):
        page = built.html(name)
        titled = page.xpath("//*[@class='md-ellipsis'][contains(., '新页')]")
        assert titled
        assert {element.get("lang") for element in titled} == {"zh"}
        own = page.xpath("//*[@class='md-ellipsis'][normalize-space()='Page']")
        assert {element.get("lang") for element in own} == {None}
    assert attributes(built.html("en/fresh/index.html"), "//title/@lang") == ["zh"]
    assert "zh" in attributes(built.html("en/fresh/index.html"), "//ul[@data-md-component='toc']/@lang")


def test_search_engines_are_led_to_the_source_alone(built: Built, fresh: etree._Element) -> None:
    assert attributes(fresh, "//link[@rel='canonical']/@href") == [HOST + "fresh/"]
    assert attributes(fresh, "//link[@hreflang]/@hreflang") == []
    source = built.html("fresh/index.html")
    assert attributes(source, "//link[@hreflang]/@hreflang") == ["zh", "x-default"]
    assert HOST + "en/fresh/" not in built.file("sitemap.xml").read_text()
    assert HOST + "en/page/" in built.file("sitemap.xml").read_text()


def test_the_search_and_the_tags_of_the_language_leave_it_out(built: Built) -> None:
    def found(folder: str) -> set[str]:
        index = json.loads(built.file(f"{folder}search/search_index.json").read_text(encoding="utf-8"))
        return {entry["location"].partition("#")[0] for entry in index["docs"]}

    assert "fresh/" in found("")
    assert found("en/") == {"", "page/", "tags/"}
    assert "fresh/" in built.file("tags/index.html").read_text(encoding="utf-8").partition("<article")[2]
    assert "新" not in built.file("en/tags/index.html").read_text(encoding="utf-8").partition("<article")[2]


def test_what_it_links_to_is_there(built: Built, fresh: etree._Element) -> None:
    links = set(attributes(fresh, "//article//a/@href"))
    assert {"../page/#formula", "../page/#later"} <= links
    assert attributes(built.html("en/page/index.html"), "//article//*[@id='later']/@class") == ["outdated-mark"]
    assert attributes(fresh, "//article//img/@src") == ["../drawing.png"]
    assert built.file("en/drawing.png").read_bytes() == b"png"


def test_a_page_that_is_out_of_date_marks_its_sections(built: Built) -> None:
    page = built.html("en/page/index.html")
    (notice,) = page.xpath("//article/div[@class='notice outdated']")
    assert [line.partition(" ")[0] for line in attributes(notice, "p/text()[1]")] == ["Parts", "This"]
    marks = page.xpath("//article/div[@class='outdated-mark']")
    assert [attributes(mark, ".//a/@href") for mark in marks] == [["../../page/#later"], ["../../page/#formula"]]
    assert marks[0].getnext().get("id") == "formula"
    assert marks[1].getprevious().get("id") == "formula"


def test_a_page_by_a_machine_says_so_and_names_who_ran_it(built: Built) -> None:
    page = built.html("en/index.html")
    assert (
        page.xpath("string(//article/div[@class='notice unreviewed'])").strip().startswith("This page was translated")
    )
    (translator,) = page.xpath("//article/p[@class='translator']")
    assert etree.tostring(translator, encoding="unicode", with_tail=False) == (
        '<p class="translator">Translated by <span data-literal="part of a name">R2D2</span>.</p>'
    )


def test_no_notice_stands_in_the_source_language(built: Built) -> None:
    for name in ("index.html", "page/index.html", "fresh/index.html"):
        assert not built.html(name).xpath("//*[contains(@class, 'notice') or @class='outdated-mark']")


def test_notices_are_not_searched(built: Built) -> None:
    index = Path(built.file("en/search/search_index.json")).read_text(encoding="utf-8")
    assert "out of date" not in index
    assert "translated by machine" not in index
