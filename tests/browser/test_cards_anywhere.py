"""Cards fit every screen and scheme, open on pages from disk, and nobody needs them to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import RATIO
from tests.browser.cards import DESCRIPTIONS, LOSS, NUMBERS, PAGES, PLACES, card, point_at
from tests.browser.tabs import wait_for_all
from tests.published import LIST, Site

if TYPE_CHECKING:
    from tests.browser.tabs import Visit


@pytest.mark.parametrize("page", ["en/label-smoothing/", "loss-floor/"])
def test_a_card_fits_the_screen_at_every_number(page: str, width: int, visit: Visit) -> None:
    shown = visit.go(page)
    wait_for_all(shown)
    outside = shown.evaluate(OUTSIDE, NUMBERS)
    assert outside == []


OUTSIDE = """async numbers => {
    const found = []
    for (const number of document.querySelectorAll(numbers)) {
        if (!number.checkVisibility()) continue
        number.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" })
        number.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }))
        const box = document.querySelector(".number-card")?.getBoundingClientRect()
        const fits = box && box.left >= 0 && box.right <= document.documentElement.clientWidth && box.top >= 0
        if (!fits || box.bottom > innerHeight) found.push(`${number.dataset.ref} ${JSON.stringify(box)}`)
        document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }))
    }
    return found
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_can_be_read_in_each_scheme(scheme: str, visit: Visit) -> None:
    visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page = visit.go("label-smoothing/")
    point_at(page, PLACES["prose"])
    for part in ("p", ".full", ".name", ".origin a"):
        assert page.locator(f".number-card {part}").first.evaluate(RATIO) >= 4.5, part


def test_a_card_does_not_move_for_those_who_want_no_motion(visit: Visit) -> None:
    for motion, name in (("reduce", "none"), ("no-preference", "appear")):
        visit.page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
        page = visit.go("label-smoothing/")
        point_at(page, PLACES["prose"])
        assert page.evaluate("getComputedStyle(document.querySelector('.number-card')).animationName") == name


def test_cards_open_on_a_page_from_disk(visit: Visit, site: Site) -> None:
    visit.page.goto((site.folder / "en/label-smoothing/index.html").as_uri())
    point_at(visit.page, PLACES["prose"])
    assert card(visit.page).locator("p").first.inner_text() == DESCRIPTIONS["en/"]


@pytest.mark.parametrize("page", PAGES)
def test_without_the_script_a_page_reads_the_same(page: str, visit: Visit) -> None:
    with_script = visit.go(page).locator("article").inner_text()
    visit.page.route("**/cards.js", lambda route: route.abort())
    without = visit.go(page)
    assert without.locator("article").inner_text() == with_script
    without.locator(PLACES["prose"]).first.hover()
    without.wait_for_timeout(300)
    assert card(without).count() == 0
    without.locator(".numbers summary").click()
    without.locator(f"[id='{LIST}'] a[href$='#at:{LOSS}']").click()
    expect(without.locator(f"[id='at:{LOSS}']")).to_be_in_viewport()
