"""Who comes to the top of a page on a phone does not wait for what lies far below; nobody else notices anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.probes import WAITING
from tests.browser.tabs import settle
from tests.published import FOLDERS, QUOTING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.tabs import Visit
    from tests.browser.visits import Visits

PAGES = [folder + address for folder in FOLDERS.values() for address in QUOTING]
NEVER_IDLE = "window.requestIdleCallback = () => {}"
PLACE = "id => Math.round(document.getElementById(id).getBoundingClientRect().top)"


@pytest.fixture
def never_idle(visit: Visit) -> Iterator[None]:
    with visit.page.add_init_script(NEVER_IDLE):
        yield


@pytest.fixture
def busy(visit: Visit, never_idle: None) -> Page:
    """A phone that always has something else to do."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    return visit.page


@pytest.mark.parametrize("path", PAGES)
def test_all_is_laid_out_once_there_is_time(path: str, visits: Visits) -> None:
    assert visits.phone(path)["waiting"] == 0


def test_what_lies_far_below_waits(busy: Page, visit: Visit) -> None:
    visit.go("en/numerics/")
    settle(busy)
    assert busy.evaluate(WAITING) > 100


@pytest.mark.parametrize("path", ["numerics/#rounding", "en/conventions/#trap-sum"])
def test_nothing_waits_where_somebody_comes_to_a_heading(path: str, busy: Page, visit: Visit) -> None:
    visit.go(path)
    settle(busy)
    assert busy.evaluate(WAITING) == 0
    assert 0 < busy.evaluate(PLACE, path.split("#")[1]) < 150


@pytest.mark.parametrize("event", ["pointerdown", "wheel", "keydown"])
def test_nothing_waits_any_longer_where_somebody_begins_to_move(event: str, busy: Page, visit: Visit) -> None:
    visit.go("en/softmax/")
    settle(busy)
    assert busy.evaluate(WAITING) > 0
    busy.evaluate("event => { dispatchEvent(new Event(event)); location.hash = 'temperature' }", event)
    settle(busy)
    assert busy.evaluate(WAITING) == 0
    assert 0 < busy.evaluate(PLACE, "temperature") < 150


def test_what_comes_near_the_screen_is_laid_out(busy: Page, visit: Visit) -> None:
    visit.go("en/numerics/")
    last = busy.locator("article > .wide-table table").last
    laid_out = "table => table.checkVisibility({ contentVisibilityAuto: true })"
    assert last.evaluate(laid_out) is False
    last.evaluate("table => table.scrollIntoView()")
    settle(busy)
    assert last.evaluate(laid_out) is True


@pytest.mark.usefixtures("never_idle")
def test_nothing_waits_on_a_wide_screen(visit: Visit) -> None:
    page = visit.go("en/numerics/")
    settle(page)
    assert page.evaluate(WAITING) == 0


def test_nothing_is_missing_on_paper(busy: Page, visit: Visit) -> None:
    visit.go("en/numerics/")
    busy.pdf()
    assert busy.evaluate(WAITING) == 0
