"""What a first visit costs on any machine: bytes, requests, shifts; and that nothing is lost without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page

from tests.hosting import hosted
from tests.published import ADDRESSES, FOLDERS

if TYPE_CHECKING:
    from tests.published import Site

PAGES = [folder + address for folder in FOLDERS.values() for address in [*ADDRESSES, "404.html"]]
MOST_BYTES = 150_000
MOST_REQUESTS = 10
SHIFTS = """new PerformanceObserver(list => {
    for (const entry of list.getEntries()) (window.shifts ??= []).push(entry.value)
}).observe({ type: "layout-shift", buffered: true })"""


@pytest.fixture(scope="session")
def host(site: Site) -> Iterator[str]:
    with hosted(site.folder) as address:
        yield address


@pytest.fixture
def fresh(browser: Browser) -> Iterator[Page]:
    """A phone that has never seen the site."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("page", PAGES)
def test_a_first_visit_loads_little(page: str, fresh: Page, host: str) -> None:
    sizes: dict[str, int] = {}
    fresh.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    fresh.goto(host + page, wait_until="networkidle")
    assert sum(sizes.values()) < MOST_BYTES, sizes
    assert len(sizes) <= MOST_REQUESTS, list(sizes)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_moves_while_a_page_loads(page: str, fresh: Page, host: str) -> None:
    fresh.add_init_script(SHIFTS)
    fresh.goto(host + page, wait_until="networkidle")
    assert sum(fresh.evaluate("window.shifts ?? []")) < 0.001


@pytest.mark.parametrize("page", PAGES)
def test_materials_script_and_the_index_wait_for_a_reader_who_needs_them(page: str, fresh: Page, host: str) -> None:
    asked: list[str] = []
    fresh.on("request", lambda request: asked.append(request.url))
    fresh.goto(host + page, wait_until="networkidle")
    assert not [url for url in asked if re.search(r"bundle|search", url)]
    fresh.locator(".md-header .search-button").tap()
    fresh.wait_for_function("window.document$")
    fresh.wait_for_load_state("networkidle")
    assert [url for url in asked if "search_index.json" in url]


def test_the_first_tap_changes_the_colours(fresh: Page, host: str) -> None:
    fresh.goto(host + "softmax/", wait_until="networkidle")
    for button, scheme in ((1, "default"), (2, "slate"), (0, "default")):  # The last as the system has it: light.
        fresh.locator(f"label[for=__palette_{button}]").tap()
        fresh.wait_for_selector(f"body[data-md-color-scheme={scheme}]")
    kept = fresh.evaluate("JSON.parse(Object.entries(localStorage).find(([key]) => key.endsWith('__palette'))[1])")
    assert kept["index"] == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_system_chooses_the_colours_before_any_script_has_come(scheme: str, browser: Browser, host: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(host + "softmax/")
    assert page.get_attribute("body", "data-md-color-scheme") == {"light": "default", "dark": "slate"}[scheme]
    context.close()


def test_the_first_key_is_not_lost(fresh: Page, host: str) -> None:
    fresh.goto(host + "softmax/", wait_until="networkidle")
    fresh.keyboard.press("/")
    fresh.wait_for_function("document.activeElement.name === 'query'")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_the_same_without_scripts(page: str, browser: Browser, host: str) -> None:
    texts = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        shown = context.new_page()
        shown.goto(host + page, wait_until="networkidle")
        shown.evaluate("document.querySelector('.what-if')?.remove()")  # Controls need the script.
        shown.evaluate("document.querySelector('article noscript')?.remove()")  # Of 404.html; test_not_found reads it.
        texts.append(shown.locator("article").inner_text())
        if not scripts:
            kinds = [button.evaluate(KIND) for button in shown.locator("button:visible:not([hidden])").all()]
            assert set(kinds) <= {"menu"}  # That of the languages opens by style sheet.
            assert not shown.locator("label[for=__search]:visible, [data-md-component=palette] label:visible").count()
        context.close()
    assert texts[0] == texts[1]


KIND = "button => button.closest('.md-select') ? 'menu' : button.outerHTML"
