"""A host with a single page for what is not there, as GitHub Pages: scripts show it in the language of the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.tabs import Visit
    from tests.published import Site

ENGLISH = "There is no such page"
HEADINGS = {"nothing-here/": "没有这一页", "en/nothing-here/": ENGLISH, "en/softmax/nothing/": ENGLISH}


@pytest.mark.parametrize("path", HEADINGS)
def test_one_page_answers_in_the_language_of_the_address(path: str, site: Site, visit: Visit) -> None:
    page = visit.page
    page.route(f"**/{path}", lambda route: route.fulfill(status=404, path=site.folder / "404.html"))
    page.goto(visit.address + path)
    expect(page.locator("article h1, .md-content h1")).to_have_text(HEADINGS[path])
    page.locator(".md-content p a").click()
    page.wait_for_url(visit.address + ("en/" if path.startswith("en/") else ""))


def test_without_scripts_it_answers_in_every_language(unscripted: Page, address: str) -> None:
    unscripted.goto(f"{address}404.html")
    expect(unscripted.locator("article :is(h1, h2):visible")).to_have_text(["没有这一页", ENGLISH])
    expect(unscripted.locator("article div[lang=en] a")).to_have_attribute("href", "/en/")
