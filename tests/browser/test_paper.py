"""On paper a page is its text: no menus, links with where they lead, nothing cut, and dark ink whatever the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.published import ADDRESS, FOLDERS, QUOTING

PAGES = [folder + address for folder in FOLDERS.values() for address in QUOTING]
PAPER = 688  # what is between the margins of A4, in CSS pixels
UNPRINTED = ".md-header, .md-sidebar, .md-footer, .md-top, .md-tags, .headerlink, .md-code__nav, .numbers"
CUT = """width => [...document.querySelectorAll("article *")].filter(element => {
    const { left, right, width: own } = element.getBoundingClientRect()
    const { overflowX } = getComputedStyle(element)
    const hides = overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1
    return own && !element.closest("svg") && (hides || right > width + 1 || left < -1)
}).map(element => element.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module", params=PAGES)
def printed(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": PAPER, "height": 1000}, color_scheme="dark")
    page.goto(address + request.param)
    page.emulate_media(media="print")
    yield page
    page.close()


def test_there_is_nothing_but_the_text(printed: Page) -> None:
    assert printed.locator(UNPRINTED).count() > 0
    assert printed.locator(UNPRINTED).filter(visible=True).count() == 0


def test_nothing_is_cut(printed: Page) -> None:
    assert printed.evaluate(CUT, PAPER) == []


def test_the_ink_is_dark(printed: Page) -> None:
    ink = printed.evaluate("getComputedStyle(document.querySelector('article p')).color")
    assert ink == "rgb(28, 37, 48)"


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_a_link_tells_where_it_leads_on_the_published_site(folder: str, browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}{folder}label-smoothing/")
    page.pdf()  # That asks the page to get ready for paper, as a reader's printer does.
    page.emulate_media(media="print")
    link = page.locator("article p a[href*='gradient/#']").first
    expect(link).to_be_visible()
    shown = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert shown.replace('" "', " ").startswith(f'" ({ADDRESS}{folder}gradient/#')
    page.close()


def test_a_page_becomes_a_pdf(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}label-smoothing/")
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()
