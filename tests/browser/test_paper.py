"""On paper a page is its text: no menus, links with where they lead, nothing cut, and dark ink whatever the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.published import ADDRESS, FOLDERS, QUOTING

if TYPE_CHECKING:
    from tests.browser.tabs import Visit
    from tests.browser.visits import Visits

PAGES = [folder + address for folder in FOLDERS.values() for address in QUOTING]


@pytest.fixture(params=PAGES)
def printed(request: pytest.FixtureRequest, visits: Visits) -> dict[str, Any]:
    """What a printer is sent of a page that is dark on the screen."""
    return visits.desk(request.param)["paper"]


def test_there_is_nothing_but_the_text(printed: dict[str, Any]) -> None:
    assert printed["unprinted"] > 0
    assert printed["shown"] == 0


def test_nothing_is_cut(printed: dict[str, Any]) -> None:
    assert printed["cut"] == []


def test_the_ink_is_dark(printed: dict[str, Any]) -> None:
    assert printed["ink"] == "rgb(28, 37, 48)"


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_a_link_tells_where_it_leads_on_the_published_site(folder: str, visit: Visit) -> None:
    page = visit.go(f"{folder}label-smoothing/")
    page.pdf()  # That asks the page to get ready for paper, as a reader's printer does.
    page.emulate_media(media="print")
    link = page.locator("article p a[href*='gradient/#']").first
    expect(link).to_be_visible()
    shown = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert shown.replace('" "', " ").startswith(f'" ({ADDRESS}{folder}gradient/#')


def test_a_page_becomes_a_pdf(visit: Visit) -> None:
    assert visit.go("label-smoothing/").pdf(format="A4").startswith(b"%PDF")
