"""The files that numbers come from become pages, on which each line and each definition is a place to link to."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from recompute.publish.source_pages import Repository, Sources, theme_styles
from tests.machinery.conftest import LANGUAGES

FILE = "town/pages/weather.py"
CODE = '''\
"""What <b>weather</b> is & was."""

from recompute import value


@value(
    "d", zh="数。", en="A number."
)
def number(scenario):
    """First line.

    Third line.
    """
    return 7 < scenario


class Sky:
    def is_blue(self):
        return True

LAST = 1
'''


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    (tmp_path / "town/pages").mkdir(parents=True)
    (tmp_path / FILE).write_text(CODE, encoding="utf-8")
    return Sources(tmp_path, Repository("https://git.example/w", "0c9"))


@pytest.fixture
def page(sources: Sources) -> html.HtmlElement:
    linked = ["assets/stylesheets/main.css", "assets/site.css", "assets/icon.svg"]
    [(path, text)] = sources.pages([FILE], list(LANGUAGES.values()), linked)
    assert path == "source/town/pages/weather.py/index.html"
    return html.document_fromstring(text)


def text_of(page: html.HtmlElement, line: int) -> str:
    [found] = page.xpath(f"//*[@id='L{line}']")
    return str(found.text_content())


def test_the_code_is_shown_as_it_is(page: html.HtmlElement) -> None:
    assert page.xpath("//pre")[0].text_content() == CODE


def test_every_line_is_a_place_with_its_number(page: html.HtmlElement) -> None:
    numbers = page.xpath("//pre//a/@data-line")
    assert numbers == [str(number) for number in range(1, CODE.count("\n") + 1)]
    assert page.xpath("//pre//a/@href") == [f"#L{number}" for number in numbers]
    ids = page.xpath("//@id")
    assert ids == [f"L{number}" for number in numbers]


def test_a_link_to_the_first_line_of_a_definition_is_one_to_the_whole(page: html.HtmlElement) -> None:
    lines = CODE.splitlines(keepends=True)
    assert text_of(page, 6) == "".join(lines[5:14])
    assert text_of(page, 17) == "".join(lines[16:19])
    assert text_of(page, 9) == lines[8]
    assert text_of(page, 21) == lines[20]


def test_code_is_highlighted_line_by_line(page: html.HtmlElement) -> None:
    docstring = [page.xpath(f"string(//*[@id='L{line}']/span[@class='sd'])").strip() for line in (10, 12)]
    assert docstring == ['"""First line.', "Third line."]
    assert page.xpath("//span[@class='nf']/text()") == ["number", "is_blue"]


def test_a_page_names_its_file_and_leads_to_each_home_page(page: html.HtmlElement) -> None:
    assert page.get("lang") == "zh-Hans"
    assert page.xpath("string(//title)") == f"{FILE} - 天气"
    assert page.xpath("string(//h1)") == FILE
    homes = page.xpath("//header/a")
    assert [(home.get("href"), home.get("lang"), home.text) for home in homes] == [
        ("../../../..", "zh-Hans", "天气"),
        ("../../../../en/", "en", "Weather"),
    ]


def test_a_page_has_the_look_of_the_site(page: html.HtmlElement) -> None:
    links = [(link.get("rel"), link.get("href")) for link in page.xpath("//head/link")]
    assert links == [
        ("stylesheet", "../../../../assets/stylesheets/main.css"),
        ("stylesheet", "../../../../assets/site.css"),
        ("icon", "../../../../assets/icon.svg"),
    ]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("", f"source/{FILE}/#L6"),
        ("weather/", f"../source/{FILE}/#L6"),
        ("en/guide/maps/", f"../../../source/{FILE}/#L6"),
    ],
)
def test_a_page_links_to_a_line(url: str, link: str, sources: Sources) -> None:
    assert sources.link(FILE, 6, url) == link


def test_a_site_without_directories_links_to_files(sources: Sources) -> None:
    without = Sources(sources.root, directories=False)
    assert without.link(FILE, 6, "weather.html") == f"source/{FILE}/index.html#L6"


def test_the_repository_shows_the_whole_definition(sources: Sources) -> None:
    assert sources.repository_link(FILE, 6) == f"https://git.example/w/blob/0c9/{FILE}#L6-L14"
    assert sources.repository_link(FILE, 3) == f"https://git.example/w/blob/0c9/{FILE}#L3"
    assert Sources(sources.root).repository_link(FILE, 6) is None


def test_a_file_outside_the_project_is_not_published(sources: Sources) -> None:
    outside = "/usr/lib/weather.py"
    assert list(sources.pages([outside], list(LANGUAGES.values()), [])) == []
    assert sources.link(outside, 6, "") is None
    assert sources.repository_link(outside, 6) is None


def test_code_that_is_being_written_is_shown_line_by_line(sources: Sources) -> None:
    (sources.root / FILE).write_text("def broken(:\n    return 1\n", encoding="utf-8")
    [(_, text)] = Sources(sources.root).pages([FILE], list(LANGUAGES.values()), [])
    assert text_of(html.document_fromstring(text), 1) == "def broken(:\n"


def test_the_styles_of_the_theme_are_found_by_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "assets/stylesheets"
    folder.mkdir(parents=True)
    for name in ("palette.1a.min.css", "main.2b.min.css", "other.css"):
        (folder / name).write_text("")
    assert theme_styles(tmp_path) == ["assets/stylesheets/main.2b.min.css", "assets/stylesheets/palette.1a.min.css"]
    assert theme_styles(tmp_path / "assets") == []
