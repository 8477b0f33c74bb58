"""Every page in every language, on a phone and on a desk: it asks nobody else, stands still, fits, and is pictured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.probes import WATCH_SHIFTS
from tests.browser.tabs import wait_until
from tests.browser.visits import SCREENS
from tests.published import ADDRESSES, FOLDERS

if TYPE_CHECKING:
    from tests.browser.tabs import Tab
    from tests.browser.visits import Visits

PAGES = [folder + address for folder in FOLDERS.values() for address in [*ADDRESSES, "404.html"]]


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=PAGES)
def seen(request: pytest.FixtureRequest, screen: str, visits: Visits) -> dict[str, Any]:
    """What was found on a page that has been loaded, and was left alone since."""
    return visits.phone(request.param) if screen == "phone" else visits.desk(request.param)


def test_it_asks_no_other_host_and_complains_of_nothing(seen: dict[str, Any]) -> None:
    assert seen["foreign"] == []
    assert seen["complaints"] == []


def test_nothing_shifts_while_it_loads(seen: dict[str, Any]) -> None:
    assert seen["shifts"] == []


def test_it_fits_the_screen_and_nothing_is_cut_off_but_what_scrolls(seen: dict[str, Any], screen: str) -> None:
    assert seen["scroll_width"] <= SCREENS[screen]
    assert seen["beyond"] == []


def test_its_picture_is_kept_to_look_at(seen: dict[str, Any]) -> None:
    assert seen["picture"].stat().st_size > 10_000


def test_what_moves_by_itself_is_seen_to_shift(tab: Tab) -> None:
    page = tab.page
    with page.add_init_script(WATCH_SHIFTS):
        page.goto("data:text/html,<p>first</p>")
    page.wait_for_timeout(100)
    page.evaluate("document.body.prepend(...Array(9).fill().map(() => document.createElement('hr')))")
    wait_until(page, "window.shifts.length > 0")
    tab.reset()
