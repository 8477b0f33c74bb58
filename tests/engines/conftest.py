"""The published site in Chromium, Firefox and WebKit, which must all be there where BROWSER_TESTS=required."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from typing import ClassVar

import pytest

from tests.engines import drivers
from tests.engines.drivers import Engine
from tests.hosting import Handler, hosted
from tests.published import Site

PACKAGES = {"chromium": "chromium", "firefox": "firefox-esr", "webkit": "webkit2gtk-driver xvfb"}
STARTS = {"firefox": drivers.firefox, "webkit": drivers.webkit}
COMMANDS = {"chromium": ["chromium"], "firefox": ["firefox-esr"], "webkit": ["WebKitWebDriver", "Xvfb"]}


class Windows:
    """A window of each engine, opened when it is first asked for."""

    def __init__(self, opened: ExitStack, request: pytest.FixtureRequest) -> None:
        self._opened, self._request = opened, request
        self._engines: dict[str, Engine] = {}

    def __getitem__(self, name: str) -> Engine:
        if name not in self._engines:
            if not all(map(shutil.which, COMMANDS[name])):
                message = f"{name} is not installed; on Debian: apt-get install {PACKAGES[name]} fonts-noto-cjk"
                if os.environ.get("BROWSER_TESTS") == "required":
                    pytest.fail(message)
                pytest.skip(message)
            chromium = name == "chromium"
            start = drivers.chromium(self._request.getfixturevalue("browser")) if chromium else STARTS[name]()
            self._engines[name] = self._opened.enter_context(start)
        return self._engines[name]


@pytest.fixture(scope="session")
def windows(request: pytest.FixtureRequest) -> Iterator[Windows]:
    with ExitStack() as opened:
        yield Windows(opened, request)


@pytest.fixture(params=PACKAGES)
def engine(request: pytest.FixtureRequest, windows: Windows) -> Engine:
    opened = windows[request.param]
    opened.resize(1440)
    return opened


class ReportingHandler(Handler):
    """Sends the policy of a page once more as a header, which can also say where to report what breaks it."""

    reports: ClassVar[list[str]] = []

    def end_headers(self) -> None:
        if policy := re.search(rb'http-equiv="Content-Security-Policy" content="([^"]*)', self.content):
            self.send_header("Content-Security-Policy", f"{policy[1].decode()}; report-uri /reports")
        super().end_headers()

    def do_POST(self) -> None:  # noqa: N802
        """Take a report."""
        self.content = b""
        self.reports.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(204)
        self.end_headers()


@pytest.fixture(scope="session")
def reports() -> list[str]:
    """What the engines have reported of pages that broke their policy."""
    return ReportingHandler.reports


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    with hosted(site.folder, ReportingHandler) as address:
        yield address
