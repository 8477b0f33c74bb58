"""Programs that read text keep what a page says: every formula with its numbers, and every table."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import trafilatura
from lxml import html
from readability import Document

from tests.published import FOLDERS, LIST, QUOTING, Page, Site

NUMERAL = re.compile(r"\d+(?:\.\d+)?")
WRAPPERS = {"abbr", "data", "div", "nav", "span"}


def by_trafilatura(page: str) -> str:
    return str(trafilatura.extract(page, include_tables=True, output_format="html"))


def by_readability(page: str) -> str:
    return str(Document(page).summary())


def cells(page: str) -> list[list[str]]:
    """Return the text of the cells of each table."""
    tables = html.document_fromstring(page).iter("table")
    return [["".join(cell.itertext()).strip() for cell in table.iter("td", "th")] for table in tables]


def plain(page: Page) -> str:
    """Return the article alone, its formulas as text, without wrappers, classes and ids."""
    article = html.fromstring(html.tostring(page.article))
    for extra in article.xpath(f".//*[@id='{LIST}'] | .//*[@class='headerlink']"):
        extra.drop_tree()
    for element in [*article.iter(*WRAPPERS)]:
        element.drop_tag()
    for formula in [*article.iter("math")]:
        text = formula.text_content()
        formula.clear(keep_tail=True)
        formula.tag, formula.text = "span", text
    for element in article.iter():
        element.attrib.clear()
    return f"<!doctype html><html><body>{html.tostring(article, encoding='unicode')}</body></html>"


@pytest.fixture(params=[(code, address) for code in FOLDERS for address in QUOTING], ids=lambda key: "-".join(key))
def page(site: Site, request: pytest.FixtureRequest) -> Page:
    return site.pages[request.param]


def test_the_text_of_a_formula_has_its_numbers_and_no_others(page: Page) -> None:
    for formula in page.article.iter("math"):
        tokens = [text for token in formula.iter("mn", "mtext") for text in NUMERAL.findall(token.text_content())]
        assert NUMERAL.findall(formula.text_content()) == tokens


@pytest.mark.parametrize("extract", [by_trafilatura, by_readability])
def test_tables_are_kept_as_on_a_plain_page(page: Page, extract: Callable[[str], str]) -> None:
    source = page.file.read_text(encoding="utf-8")
    assert len(cells(extract(source))) == len(cells(extract(plain(page))))


def test_trafilatura_keeps_every_formula_as_tex(page: Page) -> None:
    kept = " ".join(html.fromstring(by_trafilatura(page.file.read_text(encoding="utf-8"))).text_content().split())
    formulas = page.article.xpath(".//math[not(ancestor::figure)]")  # It keeps no figure of any page.
    assert [tex for formula in formulas if (tex := formula.get("alttext")) not in kept] == []


def test_readability_keeps_every_formula_as_text(page: Page) -> None:
    kept = html.fromstring(by_readability(page.file.read_text(encoding="utf-8"))).text_content()
    assert [text for formula in page.article.iter("math") if (text := formula.text_content()) not in kept] == []
