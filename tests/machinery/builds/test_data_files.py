"""A build with sources and terms: both lists are published in each language, and each error is reported in one line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.machinery.builds.conftest import CONFIGURATION

if TYPE_CHECKING:
    from tests.machinery.builds.conftest import Build, Content, Outcome, Write

OPTIONS = "      references: docs/references.yml\n      glossary: docs/glossary.yml\n      languages:\n"
LISTS = "---\nvalues: false\n---\n\n# {} {{ #lists }}\n\n[@books/*]\n\n[@glossary/*]\n"
CITING = "---\nvalues: false\n---\n\n# {} {{ #citing }}\n\n{}\n"
REFERENCES = """\
books:
  sun1900:
    authors: ["Sun, Li"]
    year: 1900
    figures:
      speed: {value: "12.50", where: §3}
"""
GLOSSARY = """\
terms:
  rain:
    page: "[[citing#citing]]"
    zh: {term: 雨水, definition: 天上的水。}
    en: {term: rain, definition: Water from above.}
"""
FILES: dict[str, Content] = {
    "mkdocs.yml": CONFIGURATION.replace("      languages:\n", OPTIONS),
    "docs/references.yml": REFERENCES,
    "docs/glossary.yml": GLOSSARY,
    "docs/zh/lists.md": LISTS.format("表"),
    "docs/en/lists.md": LISTS.format("Lists"),
    "docs/zh/citing.md": CITING.format("引用", "[@sun1900]测得 [@sun1900:speed]，没有雨水。"),
    "docs/en/citing.md": CITING.format("Citing", "[@sun1900] measured [@sun1900:speed] and no rain."),
}
PLACE = r"^[\w./]+:\d+: "


def article(project: Path, page: str) -> etree._Element:
    found = etree.fromstring((project / "site" / page).read_bytes(), etree.HTMLParser(encoding="utf-8"))
    return found.xpath("//article")[0]


@pytest.fixture
def cited(project: Path, write: Write) -> Path:
    """A project without a fault that has sources and terms."""
    return write(project, FILES)


@pytest.fixture
def built(cited: Path, build: Build) -> tuple[Path, Outcome]:
    return cited, build(cited)


def test_sources_and_terms_are_published_in_each_language(built: tuple[Path, Outcome]) -> None:
    project, outcome = built
    assert outcome.code == 0, outcome.output
    # Beside the two literals of the page that others have: a year where it is cited and listed, and the figure.
    assert outcome.lines("Numerals")[0].endswith("Numerals: 20 computed, 8 literal, 0 uncomputed")
    for folder, term in (("", "雨水"), ("en/", "rain")):
        lists, citing = article(project, f"{folder}lists/index.html"), article(project, f"{folder}citing/index.html")
        assert lists.xpath(".//dt/@id") == ["sun1900", "rain"]
        assert lists.xpath(".//dl[@class='references']//a/@href") == ["../citing/"]
        assert lists.xpath(".//dl[@class='glossary']//a/@href") == ["../citing/#citing"]
        assert citing.xpath(".//a[@class='citation']/@href") == ["../lists/#sun1900"]
        assert citing.xpath(".//span[@class='printed']/text()") == ["12.50"]
        assert citing.xpath(".//abbr/text()") == [term]


FAULTS = {
    "missing": (
        {"mkdocs.yml": FILES["mkdocs.yml"].replace("references.yml", "refs.yml")},  # type: ignore[union-attr, arg-type]
        ["docs/refs.yml:1: the file cannot be read: No such file or directory; put it there, or change mkdocs.yml"],
    ),
    "not YAML": (
        {"docs/references.yml": "books: [\n"},
        ["docs/references.yml:2: this is not YAML: did not find expected node content; quote the text, or correct the"],
    ),
    "wrong entries": (
        {
            "docs/references.yml": REFERENCES + "      force: {value: 3}\n  sun1900: {}\n  moon1900: {name: Moon}\n",
            "docs/glossary.yml": GLOSSARY.replace("[[citing#citing]]", "[[citing#cited]]"),
        },
        [
            "docs/glossary.yml:2: rain: citing.md has no heading 'cited'; it has citing",
            "docs/references.yml:7: there is no 'where' here; add it",
            "docs/references.yml:8: 'sun1900' is a duplicate of line 2; keep one of the two",
        ],
    ),
    "wrong citations": (
        {
            "docs/en/citing.md": CITING.format("Citing", "[@sun1901] measured no rain."),
            "docs/zh/citing.md": CITING.format("引用", "[@sun1900]没有测到雨水。"),
        },
        [
            "docs/en/citing.md:5: section #citing quotes [@sun1900] not at all, its source once; write "
            "[@sun1900] where docs/zh/citing.md:7 has “[@sun1900]没有测到雨水。”",
            "docs/en/citing.md:7: there is no reference 'sun1901'; did you mean 'sun1900'?",
            "docs/references.yml:6: no page quotes this figure; quote it as [@sun1900:speed], or remove it",
        ],
    ),
    "another figure": (
        {"docs/en/citing.md": CITING.format("Citing", "[@sun1900] measured no rain.")},
        ["docs/en/citing.md:5: section #citing quotes [@sun1900:speed] not at all, its source once; write "],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_with_sources_and_terms_is_reported_in_one_line_each(
    name: str, cited: Path, write: Write, build: Build
) -> None:
    files, expected = FAULTS[name]
    outcome = build(write(cited, files))
    outcome.assert_stopped()
    lines = outcome.lines(PLACE)
    assert len(lines) == len(expected), lines
    assert [line.startswith(start) for line, start in zip(lines, expected, strict=True)] == [True] * len(lines), lines
