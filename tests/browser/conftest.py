"""The published site in a browser: Debian's Chromium, which must be there where BROWSER_TESTS=required."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.tabs import Tab, Visit
from tests.browser.visits import Visits
from tests.hosting import hosted
from tests.published import ROOT, Site, build


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """Where a host shows the site."""
    with hosted(site.folder) as address:
        yield address


@pytest.fixture(scope="session")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site as it is built to be opened from disk, by someone who has a repository on GitHub."""
    repository = "https://github.com/example/example"
    return build(ROOT, tmp_path_factory.mktemp("disk") / "site", OFFLINE="true", REPO_URL=repository)


@pytest.fixture(params=[390, 1440], ids=["phone", "desk"])
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture(scope="session")
def touch_tab(browser: Browser) -> Tab:
    """The tab of the visits with a pointer and with fingers."""
    return Tab(browser, has_touch=True)


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Tab:
    """The tab of what a whole module looks at."""
    return Tab(browser)


@pytest.fixture(scope="session")
def unscripted(browser: Browser) -> Page:
    """A phone that runs no scripts."""
    return browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=False)


@pytest.fixture(scope="session")
def visits(
    touch_tab: Tab, tab: Tab, unscripted: Page, address: str, tmp_path_factory: pytest.TempPathFactory
) -> Visits:
    """What was measured on the visit of each page."""
    return Visits(touch_tab, tab, unscripted, address, tmp_path_factory)


@pytest.fixture
def visit(touch_tab: Tab, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width = request.getfixturevalue("width") if "width" in request.fixturenames else 1440
    touch_tab.page.set_viewport_size({"width": width, "height": 900})
    visit = Visit(touch_tab.page, address)
    yield visit
    visit.end()
    touch_tab.reset()
