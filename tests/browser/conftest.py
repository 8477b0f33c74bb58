"""The published site in a browser: Debian's Chromium, which must be there where BROWSER_TESTS=required."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.published import ROOT, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.published import Site


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and keeps silent about it."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Let a static server show a folder, and say where."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """Where a static server shows the site."""
    with serving(site.folder) as address:
        yield address


@pytest.fixture(scope="session")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site as it is built to be opened from disk, by someone who has a repository on GitHub."""
    repository = "https://github.com/example/example"
    return build(ROOT, tmp_path_factory.mktemp("disk") / "site", OFFLINE="true", REPO_URL=repository)


class Tab:
    """A tab for many visits, each by a reader who is new to the site: to open another tab takes longer than a page."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.page = browser.new_page(**options)
        self.page.set_default_timeout(10_000)
        self.session = self.page.context.new_cdp_session(self.page)
        self.session.send("Network.enable")

    def reset(self) -> None:
        """Forget the files of the site, what a reader chose there, and what a test changed in the browser."""
        self.page.evaluate("() => { try { localStorage.clear() } catch { } }")  # A page of the browser itself has none.
        self.page.goto("about:blank")
        self.page.unroute_all()
        self.page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
        self.session.send("Network.setCacheDisabled", {"cacheDisabled": True})  # It empties what is kept in memory.
        self.session.send("Network.clearBrowserCache")
        self.session.send("Network.setCacheDisabled", {"cacheDisabled": False})


class Visit:
    """A page in the browser, what it asked of other hosts, and what it complained about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.listeners: dict[Any, Callable[[Any], None]] = {
            "request": self._note_request,
            "console": self._note_message,
            "pageerror": lambda error: self.complaints.append(str(error)),
        }
        for event, listener in self.listeners.items():
            page.on(event, listener)

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def end(self) -> None:
        for event, listener in self.listeners.items():
            self.page.remove_listener(event, listener)


def settle(page: Page) -> None:
    """Wait until what was changed has been laid out and painted."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def wait_for_all(page: Page) -> None:
    """Wait until everything is laid out, on a phone too, in the fonts of the site."""
    page.wait_for_function("!document.documentElement.classList.contains('from-top')")
    page.evaluate("document.fonts.ready.then(() => {})")
    settle(page)


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


@pytest.fixture
def visit(touch_tab: Tab, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width = request.getfixturevalue("width") if "width" in request.fixturenames else 1440
    touch_tab.page.set_viewport_size({"width": width, "height": 900})
    visit = Visit(touch_tab.page, address)
    yield visit
    visit.end()
    touch_tab.reset()
