"""The site, built once for all tests of what it publishes."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from recompute.evaluation.processes import ONE_THREAD
from tests.published import ROOT, Site, build, built, made_once

for name, count in ONE_THREAD.items():  # As where pages are evaluated; NumPy reads it when it is imported.
    os.environ.setdefault(name, count)

# The same cases in every run: what fails here fails for everyone.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

os.environ.pop("GITHUB_ACTIONS", None)  # There, errors are printed a second time as annotations.


@pytest.hookimpl(tryfirst=True)  # Before `-m` selects by marks.
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a browser, so that `pytest -m "not browser"` leaves it out."""
    for item in items:
        if item.nodeid.startswith(("tests/browser/", "tests/engines/")):
            item.add_marker("browser")


def pytest_collection_finish() -> None:
    """Collect garbage as seldom as a build does, and never look at modules and tests, which stay to the end."""
    gc.freeze()
    gc.set_threshold(100_000)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of this commit; BUILT_SITE names a folder where it is built already, with its log beside it."""
    if named := os.environ.get("BUILT_SITE"):
        return built(Path(named))
    return built(made_once(tmp_path_factory, "published", lambda folder: build(ROOT, folder / "site")) / "site")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for all tests: Playwright can be started only once in a process."""
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
