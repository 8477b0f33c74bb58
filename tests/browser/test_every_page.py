"""Every page in every language, on a phone and on a desk: it asks nobody else, stands still, fits, and is pictured."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Tab, Visit, wait_for_all
from tests.published import ADDRESSES, FOLDERS, ROOT

PAGES = [folder + address for folder in FOLDERS.values() for address in [*ADDRESSES, "404.html"]]
ARTEFACTS = ROOT / "tests" / "artefacts"

WATCH_SHIFTS = """
window.shifts = []
new PerformanceObserver(list => {
    const told = ({ node }) => (node?.outerHTML ?? node?.data ?? "").slice(0, 80)
    for (const { hadRecentInput, value, sources } of list.getEntries())
        if (!hadRecentInput) window.shifts.push(`${value}: ${sources.map(told)}`)
}).observe({ type: "layout-shift", buffered: true })"""

OUTSIDE = """width => {
    const scrolls = element => ["auto", "scroll"].includes(getComputedStyle(element).overflowX)
    const inside = element => element && (scrolls(element) || inside(element.parentElement))
    return [...document.querySelectorAll("article *")]
        .filter(element => element.getBoundingClientRect().right > width + 1 && !inside(element))
        .map(element => element.outerHTML.slice(0, 80))
}"""


@pytest.fixture(scope="module", params=[390, 1440], ids=["phone", "desk"])
def screen(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture(scope="module", params=PAGES)
def path(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def watching(tab: Tab) -> Iterator[Tab]:
    with tab.page.add_init_script(WATCH_SHIFTS):
        yield tab


@pytest.fixture(scope="module")
def seen(watching: Tab, address: str, screen: int, path: str) -> Iterator[Visit]:
    """A page that has been loaded, and was left alone since."""
    watching.page.set_viewport_size({"width": screen, "height": 900})
    visit = Visit(watching.page, address)
    wait_for_all(visit.go(path))
    yield visit
    visit.end()
    watching.reset()


def test_it_asks_no_other_host_and_complains_of_nothing(seen: Visit) -> None:
    assert seen.foreign == []
    assert seen.complaints == []


def test_nothing_shifts_while_it_loads(seen: Visit) -> None:
    assert seen.page.evaluate("document.fonts.ready.then(() => window.shifts)") == []


def test_it_fits_the_screen_and_nothing_is_cut_off_but_what_scrolls(seen: Visit, screen: int) -> None:
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= screen
    assert seen.page.evaluate(OUTSIDE, screen) == []


def test_its_picture_is_kept_to_look_at(seen: Visit, screen: int, path: str) -> None:
    language = "en" if path.startswith("en/") else "zh"
    name = path.removeprefix("en/").removesuffix(".html").strip("/") or "home"
    picture = ARTEFACTS / f"{name}-{language}-{screen}.jpeg"
    seen.page.screenshot(path=picture, full_page=True, type="jpeg", quality=70)
    assert picture.stat().st_size > 10_000


def test_what_moves_by_itself_is_seen_to_shift(browser: Browser) -> None:
    page = browser.new_page()
    page.add_init_script(WATCH_SHIFTS)
    page.goto("data:text/html,<p>first</p>")
    page.wait_for_timeout(100)
    page.evaluate("document.body.prepend(...Array(9).fill().map(() => document.createElement('hr')))")
    page.wait_for_function("window.shifts.length > 0")
    page.close()
