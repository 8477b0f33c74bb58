"""The site works from a folder of a host and opened from disk, and asks nobody, not even the repository's host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.cards import PLACES, card, point_at
from tests.browser.tabs import Visit, settle, switch_language, wait_until
from tests.hosting import hosted
from tests.published import ADDRESSES, FOLDERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.published import Site

FILES = [
    folder + (address.strip("/") or "index") + ".html" for folder in FOLDERS.values() for address in [*ADDRESSES, "404"]
]


@pytest.fixture(scope="module")
def below(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a host shows the site in one of its folders."""
    root: Path = tmp_path_factory.mktemp("host")
    (root / "some").mkdir()
    (root / "some" / "path").symlink_to(site.folder)
    with hosted(root) as address:
        yield f"{address}some/path/"


def search(page: Page, word: str) -> None:
    query = page.locator("[data-md-component=search-query]")
    query.fill(word)
    page.locator(".md-search-result__item").first.wait_for()


@pytest.mark.parametrize(("folder", "word"), [("", "熵"), ("en/", "entropy")])
def test_below_a_folder_links_search_and_languages_work(folder: str, word: str, below: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    visit = Visit(page, below)
    visit.go(f"{folder}softmax/")
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(f"{below}{folder}gradient/")
    search(page, word)
    expect(page.locator(".md-search-result__item a").first).to_have_attribute(
        "href", re.compile(re.escape(below + folder))
    )
    page.keyboard.press("Escape")
    switch_language(page)
    page.wait_for_url(f"{below}{'en/' if folder == '' else ''}gradient/")
    assert visit.foreign == visit.complaints == []
    page.close()


@pytest.fixture(scope="module")
def reader(on_disk: Site, browser: Browser) -> Iterator[Visit]:
    """Somebody who has the site on disk."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(10_000)
    yield Visit(page, f"{on_disk.folder.as_uri()}/")
    page.close()


@pytest.fixture(scope="module")
def stranger(on_disk: Site, browser: Browser) -> Iterator[Visit]:
    """Somebody who reads on a host a site that names its repository."""
    with hosted(on_disk.folder) as address:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        yield Visit(page, address)
        page.close()


@pytest.fixture(scope="module", params=FILES)
def strange(request: pytest.FixtureRequest, stranger: Visit) -> Page:
    """A page that the stranger has opened, with Material's script, which comes when a hand moves."""
    page = stranger.go(request.param)
    page.mouse.move(300, 300)
    page.mouse.move(310, 310)
    wait_until(page, "window.document$ !== undefined")
    settle(page)
    return page


def test_with_a_repository_no_page_asks_its_host_for_anything(strange: Page, stranger: Visit) -> None:
    expect(strange.locator(".md-header .md-source")).to_have_attribute("href", "https://github.com/example/example")
    assert stranger.foreign == stranger.complaints == []


def test_from_disk_no_page_has_a_policy_for_to_a_disk_no_file_is_its_own(on_disk: Site) -> None:
    assert [
        file for file in FILES if 'http-equiv="Content-Security-Policy"' in (on_disk.folder / file).read_text("utf-8")
    ] == []


def test_every_link_of_a_site_for_the_disk_leads_to_a_file(strange: Page, stranger: Visit, on_disk: Site) -> None:
    links = strange.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    own = {link.split("#")[0].removeprefix(stranger.address) for link in links if link.startswith(stranger.address)}
    assert own
    if not strange.url.endswith("404.html"):
        assert [link for link in own if not (on_disk.folder / link).is_file()] == []


@pytest.mark.parametrize(("folder", "word"), [("", "标签平滑"), ("en/", "gradient")])
def test_from_disk_the_search_finds(folder: str, word: str, reader: Visit) -> None:
    page = reader.go(f"{folder}index.html")
    search(page, word)
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url(f"{reader.address}{folder}*.html*")
    assert word.lower() in page.locator("article").inner_text().lower()
    assert reader.foreign == reader.complaints == []


def test_from_disk_languages_and_cards_work(reader: Visit) -> None:
    page = reader.go("label-smoothing.html")
    point_at(page, PLACES["prose"])
    card(page).locator(".origin a").first.click()
    page.wait_for_url("**/source/snippets/pages/label_smoothing.py/index.html#L*")
    page.go_back()
    switch_language(page)
    page.wait_for_url(re.compile(re.escape(f"{reader.address}en/label-smoothing.html")))  # at the same heading
    assert reader.foreign == reader.complaints == []
