"""Tabs that serve many visits, and what happens on a visit."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect


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
        self.forget()

    def forget(self) -> None:
        """Forget the files of the site, as if nobody had been there."""
        self.session.send("Network.setCacheDisabled", {"cacheDisabled": True})  # It empties what is kept in memory.
        self.session.send("Network.clearBrowserCache")
        self.session.send("Network.setCacheDisabled", {"cacheDisabled": False})


class Visit:
    """A page in the browser, what it asked of other hosts, and what it complained about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.requests: list[Request] = []
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
        self.requests.append(request)
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    @property
    def asked(self) -> list[str]:
        return [request.url for request in self.requests]

    def sizes(self) -> dict[str, int]:
        """Return how many bytes came for each request, once all have."""
        return {request.url: request.sizes()["responseBodySize"] for request in self.requests}

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def end(self) -> None:
        for event, listener in self.listeners.items():
            self.page.remove_listener(event, listener)


def wait_until(page: Page, expression: str) -> None:
    """Wait until a JavaScript expression is true.

    Playwright's `wait_for_function` evaluates strings within the page, whose policy allows no such thing.
    """
    end = monotonic() + 60  # A busy machine leaves a page few idle moments; what comes at once is not waited for.
    while not page.evaluate(f"Boolean({expression})"):
        assert monotonic() < end, f"{expression} has not become true"
        page.wait_for_timeout(10)


def settle(page: Page) -> None:
    """Wait until what was changed has been laid out and painted."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def wait_for_all(page: Page) -> None:
    """Wait until everything is laid out, on a phone too, in the fonts of the site."""
    wait_until(page, "!document.documentElement.classList.contains('from-top')")
    page.evaluate("document.fonts.ready.then(() => {})")
    settle(page)


def switch_language(page: Page) -> Locator:
    """Choose the other language in the menu of languages; return its link.

    The mouse clicks by itself: Playwright's own click may scroll the page first, to look for what a menu still hides.
    """
    page.locator(".md-header .md-select").hover()
    link = page.locator(".md-select__link:not([aria-current])")
    expect(link).to_be_in_viewport(ratio=1)
    box = link.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return link
