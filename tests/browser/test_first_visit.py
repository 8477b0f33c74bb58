"""What a first visit costs on any machine: bytes, requests, shifts; and that nothing is lost without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.tabs import settle, wait_until
from tests.published import ADDRESSES, FOLDERS, QUOTING

if TYPE_CHECKING:
    from tests.browser.tabs import Visit
    from tests.browser.visits import Visits

PAGES = [folder + address for folder in FOLDERS.values() for address in [*ADDRESSES, "404.html"]]
WITHOUT_COMPUTED_FORMULAS = ("loss-calculator/",)  # Its numbers stand in text and tables.
MOST_BYTES = 150_000
MOST_REQUESTS = 10


@pytest.fixture
def fresh(browser: Browser) -> Iterator[Page]:
    """A phone that has never seen the site."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("page", PAGES)
def test_a_first_visit_loads_little(page: str, visits: Visits) -> None:
    sizes = visits.phone(page)["sizes"]
    assert sum(sizes.values()) < MOST_BYTES, sizes
    assert 0 < len(sizes) <= MOST_REQUESTS, list(sizes)


@pytest.mark.parametrize("page", PAGES)
def test_materials_script_and_the_index_wait_for_a_reader_who_needs_them(page: str, visits: Visits) -> None:
    asked = visits.phone(page)["asked"]  # before a tap on the search, which then asks for both
    assert asked
    assert not [url for url in asked if re.search(r"bundle|search", url)]


def test_the_first_tap_changes_the_colours(fresh: Page, address: str) -> None:
    fresh.goto(address + "softmax/")
    for button, scheme in ((1, "default"), (2, "slate"), (0, "default")):  # The last as the system has it: light.
        fresh.locator(f"label[for=__palette_{button}]").tap()
        fresh.wait_for_selector(f"body[data-md-color-scheme={scheme}]")
    kept = fresh.evaluate("JSON.parse(Object.entries(localStorage).find(([key]) => key.endsWith('__palette'))[1])")
    assert kept["index"] == 0


def test_the_colours_that_a_reader_chose_hold_in_every_language(fresh: Page, address: str) -> None:
    fresh.goto(address + "en/softmax/")
    fresh.locator("label[for=__palette_1]").tap()
    fresh.wait_for_selector("body[data-md-color-scheme=default]")
    fresh.locator("label[for=__palette_2]").tap()
    for page in ("softmax/", "", "en/", "en/nothing-here/"):
        fresh.goto(address + page)
        fresh.wait_for_selector("body[data-md-color-scheme=slate]")


@pytest.mark.parametrize("page", PAGES)
def test_the_first_tap_on_the_search_lets_a_reader_type(page: str, visits: Visits) -> None:
    assert visits.phone(page)["focused"] == "search-query"


def test_the_index_does_not_come_with_materials_script(visit: Visit) -> None:
    page = visit.go("softmax/")
    page.mouse.wheel(0, 600)
    wait_until(page, "window.document$")
    settle(page)
    assert [url for url in visit.asked if "search_index" in url] == []


def test_words_that_a_search_has_led_to_are_marked(visit: Visit) -> None:
    page = visit.go("softmax/?h=softmax")
    page.locator("article mark").first.wait_for()
    assert {mark.lower() for mark in page.locator("article mark").all_text_contents()} == {"softmax"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_system_chooses_the_colours_before_any_script_has_come(scheme: str, visit: Visit) -> None:
    visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    visit.page.route("**/*.js", lambda route: route.abort())
    page = visit.go("softmax/")
    assert page.get_attribute("body", "data-md-color-scheme") == {"light": "default", "dark": "slate"}[scheme]


def test_the_first_key_is_not_lost(fresh: Page, address: str) -> None:
    fresh.goto(address + "softmax/")
    fresh.keyboard.press("/")
    wait_until(fresh, "document.activeElement.name === 'query'")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_the_same_without_scripts(page: str, visits: Visits) -> None:
    assert visits.unscripted(page)["text"] == visits.phone(page)["text"] != ""


@pytest.mark.parametrize("page", PAGES)
def test_without_scripts_there_is_no_button_that_needs_one(page: str, visits: Visits) -> None:
    assert visits.unscripted(page)["buttons"] <= {"menu"}  # That of the languages opens by style sheet.
    assert visits.unscripted(page)["dead"] == 0


@pytest.mark.parametrize("page", [folder + page for folder in FOLDERS.values() for page in QUOTING])
def test_pages_read_without_scripts(page: str, visits: Visits) -> None:
    computed = visits.unscripted(page)["computed"]
    assert computed["text"] > 0
    assert computed["formula"] > 0 or page.removeprefix("en/") in WITHOUT_COMPUTED_FORMULAS
