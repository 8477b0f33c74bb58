"""A sound project builds every language at once, from values that are computed anew for each build and once for it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

if TYPE_CHECKING:
    from tests.machinery.builds.conftest import Build, Content, Outcome, Write

HOST = "https://tiny.example/"
# The path of a page, its language, and the addresses of its Chinese and its English edition.
EDITIONS = {
    "index.html": ("zh", "", "en/"),
    "en/index.html": ("en", "", "en/"),
    "page/index.html": ("zh", "page/", "en/page/"),
    "en/page/index.html": ("en", "page/", "en/page/"),
}


# Code at the end of a module that says how often it was imported.
LOGGED = '\n\nwith open("imported.txt", "a") as log:\n    log.write("{}\\n")\n'


@dataclass(frozen=True)
class Built:
    """A sound project after its build."""

    project: Path
    outcome: Outcome

    def file(self, name: str) -> Path:
        return self.project / "site" / name

    def html(self, name: str) -> etree._Element:
        return etree.fromstring(self.file(name).read_bytes(), etree.HTMLParser(encoding="utf-8"))

    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = json.loads(self.file("values.json").read_text(encoding="utf-8"))["values"]
        return values


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, write: Write, build: Build, sound: dict[str, Content]) -> Built:
    project = write(tmp_path_factory.mktemp("sound"), sound)
    scenario = project / "snippets" / "scenario.py"
    scenario.write_text(scenario.read_text() + LOGGED.format("scenario"))
    module = project / "snippets" / "pages" / "page.py"
    module.write_text(module.read_text() + LOGGED.format("page"))
    return Built(project, build(project))


def test_it_succeeds_without_a_warning(built: Built) -> None:
    assert built.outcome.code == 0, built.outcome.output
    assert not built.outcome.lines("WARNING|ERROR|Traceback")


def test_it_prints_one_line_about_its_numerals(built: Built) -> None:
    # A language: one number on the home page; on the other page 1 in the description, which is outside the
    # article, 5 in the first paragraph, 1 each in the heading, the formula, the alt text and the table; a year.
    (line,) = built.outcome.lines("Numerals")
    assert line.endswith("Numerals: 20 computed, 2 literal, 0 uncomputed")


def test_chinese_stands_at_the_root_and_english_under_en(built: Built) -> None:
    pages = [page for page in built.outcome.pages if not page.startswith("source/")]
    assert pages == sorted([*EDITIONS, "404.html", "en/404.html"])


@pytest.mark.parametrize("name", EDITIONS)
def test_a_page_tells_its_language_its_address_and_its_other_languages(name: str, built: Built) -> None:
    language, chinese, english = EDITIONS[name]
    page = built.html(name)
    links = {link.get("hreflang"): link.get("href") for link in page.iterfind(".//link[@hreflang]")}
    canonical = [link.get("href") for link in page.iterfind(".//link[@rel='canonical']")]
    assert page.get("lang") == language
    assert canonical == [HOST + (chinese if language == "zh" else english)]
    assert links == {"zh": HOST + chinese, "en": HOST + english, "x-default": HOST + chinese}


@pytest.mark.parametrize("name", ["page/index.html", "en/page/index.html"])
def test_both_languages_show_the_same_values(name: str, built: Built) -> None:
    (article,) = built.html(name).xpath("//article")
    (numbers,) = article.xpath("details[@id='numbers:list']")
    article.remove(numbers)
    shown = [(number.get("data-ref"), "".join(number.itertext())) for number in article.iterfind(".//*[@data-ref]")]
    third = ("page.third", "1.33")
    squares = [(f"page.squares[{k}]", "16") for k in range(3)]
    assert shown == [third, *squares, ("page.boundless", "∞"), third, third, ("index.given", "4")]
    assert [image.get("alt") for image in article.iterfind(".//img")] == ["1.33"]
    assert "{{ third }} 0.5" in [code.text for code in article.iterfind(".//code")]


def test_a_description_shows_its_value(built: Built) -> None:
    descriptions = built.html("en/page/index.html").xpath("//meta[@name='description']/@content")
    assert descriptions == ["Page 1.33"]


def test_values_json_holds_each_value_with_its_line(built: Built) -> None:
    values = built.values()
    assert sorted(values) == ["index.given", "page.boundless", "page.squares", "page.third"]
    assert values["page.third"] == {
        "value": 4 / 3,
        "display": "1.33",
        "description": {"zh": "商。", "en": "The quotient."},
        "source": {"file": "snippets/pages/page.py", "line": 6},
    }
    assert values["page.squares"]["value"] == [16, 16, 16]
    assert values["page.squares"]["display"] == ["16", "16", "16"]


def test_a_value_declared_infinite_is_published_as_text(built: Built) -> None:
    boundless = built.values()["page.boundless"]
    assert (boundless["value"], boundless["display"]) == ("inf", "∞")


def test_values_are_evaluated_once_for_both_languages(built: Built) -> None:
    assert (built.project / "imported.txt").read_text().split() == ["scenario", "page"]


def test_an_included_text_may_bring_headings_with_it(project: Path, write: Write, build: Build) -> None:
    page = '---\nvalues: false\n---\n\n--8<-- "part.txt"\n'
    part = "# A part { #part }\n\n## More { id=more }\n"
    assert build(write(project, {"part.txt": part, "docs/zh/a.md": page, "docs/en/a.md": page})).code == 0


def test_nothing_is_reused_from_an_earlier_build(project: Path, write: Write, build: Build) -> None:
    site = Built(project, build(project))
    before = site.values()
    write(project, {"snippets/scenario.py": "SCENARIO = 5.0\n"})
    again = Built(project, build(project))
    assert before["page.third"]["value"] == 4 / 3
    assert again.values()["page.third"]["value"] == 5 / 3
    for name in ("page/index.html", "en/page/index.html"):
        text = again.file(name).read_text(encoding="utf-8")
        assert "1.67" in text
        assert not re.search(r"\b1\.33\b", text)
