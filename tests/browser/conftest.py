"""The published site in a browser: Debian's Chromium, which must be there where BROWSER_TESTS=required."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium")
    if executable is None:
        message = "Chromium is not installed; on Debian: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield launched
        launched.close()


class Visit:
    """A page in the browser, what it asked of other hosts, and what it complained about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self._note_request(request.url))
        page.on("console", lambda message: self._note_message(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note_request(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(url)

    def _note_message(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


def settle(page: Page) -> None:
    """Wait until what was changed has been laid out and painted."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def wait_for_all(page: Page) -> None:
    """Wait until everything is laid out, on a phone too."""
    page.wait_for_function("!document.documentElement.classList.contains('from-top')")
    settle(page)


@pytest.fixture(params=[390, 1440], ids=["phone", "desk"])
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width = request.getfixturevalue("width") if "width" in request.fixturenames else 1440
    page = browser.new_page(viewport={"width": width, "height": 900}, has_touch=True)
    page.set_default_timeout(10_000)
    yield Visit(page, address)
    page.close()
