"""The published site in Chromium, Firefox and WebKit, which must all be there where BROWSER_TESTS=required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.engines import drivers
from tests.engines.drivers import Engine
from tests.hosting import hosted
from tests.published import Site

PACKAGES = {"chromium": "chromium", "firefox": "firefox-esr", "webkit": "webkit2gtk-driver xvfb"}
STARTS = {"chromium": drivers.chromium, "firefox": drivers.firefox, "webkit": drivers.webkit}
COMMANDS = {"chromium": ["chromium"], "firefox": ["firefox-esr"], "webkit": ["WebKitWebDriver", "Xvfb"]}


class Windows:
    """A window of each engine, opened when it is first asked for."""

    def __init__(self, opened: ExitStack) -> None:
        self._opened = opened
        self._engines: dict[str, Engine] = {}

    def __getitem__(self, name: str) -> Engine:
        if name not in self._engines:
            if not all(map(shutil.which, COMMANDS[name])):
                message = f"{name} is not installed; on Debian: apt-get install {PACKAGES[name]} fonts-noto-cjk"
                if os.environ.get("BROWSER_TESTS") == "required":
                    pytest.fail(message)
                pytest.skip(message)
            self._engines[name] = self._opened.enter_context(STARTS[name]())
        return self._engines[name]


@pytest.fixture(scope="session")
def windows() -> Iterator[Windows]:
    with ExitStack() as opened:
        yield Windows(opened)


@pytest.fixture(params=STARTS)
def engine(request: pytest.FixtureRequest, windows: Windows) -> Engine:
    opened = windows[request.param]
    opened.resize(1440)
    return opened


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    with hosted(site.folder) as address:
        yield address
