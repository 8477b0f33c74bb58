"""A third language is a folder and a few lines of `mkdocs.yml`; everything else follows."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html

from tests.published import ADDRESS, ADDRESSES, Site

TRANSLATED, MISSING, GENERATED = "softmax/", "gradient/", "translation-status/"


def page(site: Site, address: str) -> html.HtmlElement:
    return html.document_fromstring((site.folder / address / "index.html").read_text(encoding="utf-8"))


def hreflang(tree: html.HtmlElement) -> dict[str, str]:
    return {link.get("hreflang"): link.get("href") for link in tree.xpath("//head/link[@hreflang]")}


def test_every_page_is_there_and_numbers_are_the_same(changed: Site) -> None:
    def numbers(address: str) -> list[tuple[str, str]]:
        found = page(changed, address).xpath("//article//data[@data-ref]")
        return sorted((number.get("data-ref"), number.text) for number in found if re.search(r"\d", number.text))

    for address in ADDRESSES:
        assert page(changed, f"ja/{address}").get("lang") == "ja"
        if address != TRANSLATED:  # Its words are stand-ins, in which numbers stand, but texts are English.
            assert numbers(f"ja/{address}") == numbers(address)
    assert {ref for ref, _ in numbers(f"ja/{TRANSLATED}")} == {ref for ref, _ in numbers(TRANSLATED)}


def test_the_switch_leads_to_the_page_in_each_language(changed: Site) -> None:
    for folder in ("", "en/", "ja/"):
        for address in ADDRESSES:
            links = page(changed, folder + address).xpath("//a[@class='md-select__link']")
            assert [link.get("hreflang") for link in links] == ["zh-Hans", "en", "ja"]
            for link, target in zip(links, ("", "en/", "ja/"), strict=True):
                assert urljoin(ADDRESS + folder + address, link.get("href")) == ADDRESS + target + address


def test_search_engines_see_translations_alone(changed: Site) -> None:
    for folder in ("", "en/", "ja/"):
        assert hreflang(page(changed, folder + TRANSLATED))["ja"] == f"{ADDRESS}ja/{TRANSLATED}"
    assert "ja" not in hreflang(page(changed, MISSING)) | hreflang(page(changed, f"en/{MISSING}"))
    assert hreflang(page(changed, f"ja/{MISSING}")) == {}
    assert page(changed, f"ja/{MISSING}").xpath("//link[@rel='canonical']/@href") == [ADDRESS + MISSING]
    listed = (changed.folder / "sitemap.xml").read_text(encoding="utf-8")
    japanese = {f"{ADDRESS}ja/{address}" for address in (TRANSLATED, GENERATED)}
    assert set(re.findall(rf"<loc>({ADDRESS}ja/.*?)</loc>", listed)) == japanese


@pytest.mark.parametrize("address", sorted(set(ADDRESSES) - {TRANSLATED, GENERATED}))
def test_a_missing_page_is_shown_in_the_source_language_below_a_notice(address: str, changed: Site) -> None:
    notice, content = page(changed, f"ja/{address}").xpath("//article/div")
    assert notice.get("class") == "notice untranslated"
    assert {paragraph.get("lang") for paragraph in notice} == {"en"}
    (status,) = notice.xpath("p[@class='status']/a/@href")
    assert urljoin(f"{ADDRESS}ja/{address}", status) == f"{ADDRESS}ja/{GENERATED}"
    assert urljoin(f"{ADDRESS}ja/{address}", notice.find(".//a").get("href")) == ADDRESS + address
    assert content.get("lang") == "zh-Hans"
    assert content.xpath("h1")


def test_a_notebook_that_is_not_translated_shows_what_its_cells_give(changed: Site) -> None:
    outputs = [each.text_content() for each in page(changed, "ja/mindspore/").find_class("output")]
    assert outputs == [each.text_content() for each in page(changed, "mindspore/").find_class("output")] != []


def test_text_in_the_fallback_language_says_so(changed: Site) -> None:
    article = page(changed, f"ja/{TRANSLATED}").xpath("//article")[0]
    (name, *_) = article.xpath(".//data[@data-ref='softmax.top_name']")
    assert (name.text, name.getparent().get("lang")) == ("bird", "en")
    (meaning,) = article.xpath(".//*[@id='number:softmax.p_max']/dd[1]/span")
    assert (meaning.get("lang"), meaning.text) == ("en", "The largest probability.")
    shown = changed.folder / "values.json"
    assert json.loads(shown.read_text(encoding="utf-8"))["values"]["softmax.p_max"]["description"].keys() == {
        "zh",
        "en",
    }


def test_titles_of_pages_in_another_language_say_so_in_the_navigation(changed: Site) -> None:
    titles = page(changed, f"ja/{TRANSLATED}").xpath("//nav//*[@class='md-ellipsis']")
    spoken = {(title.text_content().strip(), title.get("lang")) for title in titles}
    assert {("ソフトマックス関数", None), ("梯度", "zh-Hans")} <= spoken
    assert ("梯度", None) not in spoken


@pytest.mark.parametrize(("folder", "lang"), [("", []), ("en/", []), ("ja/", ["en"])])
def test_the_switch_of_colours_says_in_which_language_it_speaks(folder: str, lang: list[str], changed: Site) -> None:
    assert page(changed, folder + TRANSLATED).xpath("//form[@data-md-component='palette']/@lang") == lang


def test_the_search_finds_what_is_in_the_language(changed: Site) -> None:
    index = json.loads((changed.folder / "ja/search/search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["lang"] == ["ja"]
    assert {entry["location"].partition("#")[0] for entry in index["docs"]} == {TRANSLATED}


def test_what_is_not_found_is_said_in_a_language_that_is_named(changed: Site) -> None:
    tree = html.document_fromstring((changed.folder / "ja/404.html").read_text(encoding="utf-8"))
    assert tree.get("lang") == "ja"
    assert tree.xpath("//article//h1/@lang") == ["en"]
    (home,) = tree.xpath("//article//a/@href")
    assert urljoin(ADDRESS, home) == f"{ADDRESS}ja/"


def test_the_log_and_the_status_list_what_is_missing(changed_project: Path, changed: Site) -> None:
    written = len(set(ADDRESSES) - {GENERATED})
    assert f"{written - 1} of {written} pages are not translated into ja yet: " in changed.output
    status = subprocess.run(
        [sys.executable, "-m", "recompute", "status", "--json"],
        cwd=changed_project,
        check=True,
        capture_output=True,
        text=True,
    )
    states = {entry["page"]: entry["state"] for entry in json.loads(status.stdout) if entry["language"] == "ja"}
    assert states.pop("softmax") == "unreviewed"
    assert set(states.values()) == {"missing"}


def test_every_language_shows_the_state_of_all(changed: Site) -> None:
    data = json.loads((changed.folder / "translation-status.json").read_text(encoding="utf-8"))
    expected = {(entry["language"], entry["page"]): entry["words_left"] for entry in data["translations"]}
    assert expected["ja", "gradient"] > expected["ja", "tags"] > 0 == expected["ja", "softmax"]
    for folder in ("", "en/", "ja/"):
        tree = page(changed, folder + GENERATED)
        for code in ("en", "ja"):
            rows = tree.xpath(f"//h2[@id='{code}']/following::table[1]/tbody/tr")
            shown = [[number.text for number in row.xpath("td/data")] for row in rows]
            left = [words for (language, _), words in expected.items() if language == code]
            assert shown == [[str(words)] if words else [] for words in left]
    assert page(changed, f"ja/{GENERATED}").xpath("//article//h1/span/@lang") == ["en"]


def test_the_other_languages_are_as_they_were(changed: Site) -> None:
    for folder in ("", "en/"):
        for address in sorted(set(ADDRESSES) - {GENERATED}):
            # Code may name any language, as an example.
            texts = page(changed, folder + address).xpath("//article//text()[not(ancestor::pre)]")
            assert "日本語" not in "".join(texts)
