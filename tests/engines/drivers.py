"""Three browser engines behind one small interface: open a page, set its width, run a script in it, click and type."""

from __future__ import annotations

import json
import os
import re
import subprocess
from abc import ABC, abstractmethod
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from playwright.sync_api import Browser, Page
from selenium.common import WebDriverException
from selenium.webdriver import WebKitGTK, WebKitGTKOptions, WebKitGTKService
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.bidi.browsing_context import BrowsingContext
from selenium.webdriver.common.bidi.input import Input
from selenium.webdriver.common.bidi.script import Script
from selenium.webdriver.common.bidi.session import Session
from selenium.webdriver.remote.websocket_connection import WebSocketConnection

_PATIENCE = 60  # seconds
MINI_BROWSER = next(Path("/usr").glob("lib/*/webkit2gtk-4.?/MiniBrowser"), None)


class Engine(ABC):
    """A window of a browser."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Load a page, and wait until it has loaded."""

    @abstractmethod
    def resize(self, width: int, height: int = 900) -> None:
        """Set the size of the viewport in CSS pixels."""

    @abstractmethod
    def run(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, or of the promise that it gives; it must be valid as JSON."""

    @abstractmethod
    def click_at(self, x: int, y: int) -> None:
        """Click at a point of the viewport."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Press the keys of a text, one after another."""

    @abstractmethod
    def picture(self, path: Path) -> None:
        """Save what the window shows as a PNG."""

    def click(self, selector: str) -> None:
        """Click in the middle of the first element that a selector finds, once it stands still."""
        x, y = self.run(f"""(async () => {{
          const found = document.querySelector({json.dumps(selector)})
          const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
          let [before, top] = [null, NaN]
          while (before !== top) {{
            found.scrollIntoView({{ block: "center", behavior: "instant" }})
            before = found.getBoundingClientRect().top
            await frame()
            top = found.getBoundingClientRect().top
          }}
          const box = found.getClientRects()[0]
          return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]
        }})()""")
        self.click_at(x, y)


class Chromium(Engine):
    """Debian's Chromium, driven by Playwright."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, url: str) -> None:
        self._page.goto(url)

    def resize(self, width: int, height: int = 900) -> None:
        self._page.set_viewport_size({"width": width, "height": height})

    def run(self, expression: str) -> Any:
        return self._page.evaluate(expression)

    def click_at(self, x: int, y: int) -> None:
        self._page.mouse.click(x, y)

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def picture(self, path: Path) -> None:
        self._page.screenshot(path=path)


class Firefox(Engine):
    """Debian's Firefox ESR, which speaks WebDriver BiDi itself: no geckodriver is needed."""

    def __init__(self, connection: WebSocketConnection) -> None:
        self._browsing, self._script, self._input = BrowsingContext(connection), Script(connection), Input(connection)
        self._tab = self._browsing.create(type="tab")

    def open(self, url: str) -> None:
        self.run("window.isLeft = true")
        self._browsing.navigate(context=self._tab, url=url, wait="complete")
        end, loaded = monotonic() + _PATIENCE, False
        while not loaded:  # The page before may answer for a moment.
            assert monotonic() < end, f"{url} is not loaded after {_PATIENCE} s"
            with suppress(WebDriverException):
                loaded = self.run("!window.isLeft && document.readyState === 'complete'")

    def resize(self, width: int, height: int = 900) -> None:
        self._browsing.set_viewport(context=self._tab, viewport={"width": width, "height": height})

    def run(self, expression: str) -> Any:
        found = self._script.evaluate(
            expression=f"Promise.resolve({expression}).then(JSON.stringify)",
            target={"context": self._tab},
            await_promise=True,
        )
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return json.loads(found["result"].get("value", "null"))

    def click_at(self, x: int, y: int) -> None:
        steps = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": steps})

    def type(self, text: str) -> None:
        steps = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": steps})

    def _act(self, source: dict[str, Any]) -> None:
        self._input.perform_actions(context=self._tab, actions=[source])

    def picture(self, path: Path) -> None:
        path.write_bytes(b64decode(self._browsing.capture_screenshot(context=self._tab)))


class WebKit(Engine):
    """WebKitGTK's MiniBrowser, driven by Debian's WebKitWebDriver."""

    def __init__(self, driver: WebKitGTK) -> None:
        self._driver = driver

    def open(self, url: str) -> None:
        self._driver.get(url)

    def resize(self, width: int, height: int = 900) -> None:
        self._driver.set_window_rect(0, 0, width, height)

    def run(self, expression: str) -> Any:
        found, error = self._driver.execute_async_script(
            "const done = arguments[0]\n"
            f"Promise.resolve({expression})"
            ".then(found => done([JSON.stringify(found), null]), error => done([null, String(error)]))"
        )
        if error:
            raise RuntimeError(error)
        return json.loads(found or "null")

    def click_at(self, x: int, y: int) -> None:
        actions = ActionChains(self._driver, duration=0)
        actions.w3c_actions.pointer_action.move_to_location(x, y).click()
        actions.perform()

    def type(self, text: str) -> None:
        ActionChains(self._driver, duration=0).send_keys(text).perform()

    def picture(self, path: Path) -> None:
        self._driver.save_screenshot(str(path))


@contextmanager
def chromium(browser: Browser) -> Iterator[Engine]:
    """Open a window of Chromium, which goes with its browser: that may have closed before what asks for this ends."""
    yield Chromium(browser.new_page())


@contextmanager
def firefox() -> Iterator[Engine]:
    """Start Firefox with a profile of its own."""
    with TemporaryDirectory() as profile:
        command = ["firefox-esr", "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            address = next(filter(None, (re.search(r"listening on (ws://\S+)", line) for line in process.stderr)))[1]
            connection = WebSocketConnection(f"{address}/session", timeout=30, interval=0.005)
            Session(connection).new({})
            yield Firefox(connection)
            connection.close()
            process.terminate()


@contextmanager
def webkit() -> Iterator[Engine]:
    """Start WebKit's MiniBrowser on a screen of its own, without toolbars: they would make narrow windows wider."""
    options = WebKitGTKOptions()
    options.binary_location = str(MINI_BROWSER)
    options.add_argument("--automation")
    options.add_argument("--full-screen")
    with _screen() as display:
        # To paint in layers, as a graphics card does, costs the processor more than to paint what has changed.
        drawing = {"GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1", "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
        environment = {**os.environ, **drawing, "DISPLAY": display}
        driver = WebKitGTK(options, WebKitGTKService(env=environment))
        yield WebKit(driver)
        driver.quit()


@contextmanager
def _screen() -> Iterator[str]:
    """Start an X server that shows nothing, and give its display."""
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL) as server, os.fdopen(ours) as display:
        os.close(theirs)
        yield f":{display.readline().strip()}"
        server.terminate()
