"""A computed number answers: its card opens to the pointer, a tap or the keyboard; to read, nobody needs the script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.published import ADDRESS, FOLDERS, LIST, Site

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

NUMBERS = "article [data-ref]:not(.numbers *)"
PAGES = [f"{folder}label-smoothing/" for folder in FOLDERS.values()]
LOSS = "label_smoothing.loss_smoothed"
DESCRIPTIONS = {"": "标签平滑交叉熵损失。", "en/": "The label-smoothing cross-entropy loss."}
PLACES = {
    "prose": f"article p > data[data-ref='{LOSS}']",
    "table": "article td > data[data-ref='label_smoothing.loss_by_class[3][4]']",
    "formula": "article .arithmatex mn[data-ref='label_smoothing.p[2]']",
}


def card(page: Page) -> Locator:
    return page.locator(".number-card")


def point_at(page: Page, place: str) -> Locator:
    number = page.locator(place).first
    number.scroll_into_view_if_needed()
    number.hover()
    expect(card(page)).to_be_visible()
    return number


@pytest.fixture
def touched(browser: Browser, address: str) -> Iterator[Page]:
    """A phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_a_card_tells_what_a_number_is(folder: str, visit: Visit) -> None:
    page = visit.go(f"{folder}label-smoothing/")
    number = point_at(page, PLACES["prose"])
    shown = card(page)
    assert shown.locator("p").first.inner_text() == DESCRIPTIONS[folder]
    assert shown.locator(".full").inner_text() == number.get_attribute("value")
    assert shown.locator(".name").inner_text() == LOSS
    checks = " ".join(shown.locator(".check").all_inner_texts())
    assert "mpmath" in checks
    assert "MindSpore float32" in checks
    assert visit.complaints == []


@pytest.mark.parametrize("place", PLACES.values(), ids=list(PLACES))
def test_a_number_has_a_card_wherever_it_stands(place: str, visit: Visit) -> None:
    page = visit.go("label-smoothing/")
    number = point_at(page, place)
    assert card(page).locator(".name").inner_text() == number.get_attribute("data-ref")
    full = number.get_attribute("value") or number.get_attribute("data-value")
    assert card(page).locator(".full").inner_text() == full


def test_a_word_that_was_computed_has_a_card_without_digits(visit: Visit) -> None:
    page = visit.go("label-smoothing/")
    point_at(page, "article p > data[data-ref='label_smoothing.label_name']")
    assert card(page).locator(".full").count() == 0


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_words_tied_to_a_claim_tell_its_condition_and_the_numbers_in_it(folder: str, visit: Visit) -> None:
    page = visit.go(f"{folder}label-smoothing/")
    words = point_at(page, "article [data-claim]:not(:has(data))")
    claim = words.get_attribute("data-claim")
    assert card(page).locator(".name").inner_text() == claim
    entry = page.locator(f"[id='claim:{claim}']")
    assert card(page).locator("p").first.text_content() == entry.locator("dd").first.text_content()
    assert card(page).locator("p").first.locator("data").count() > 0
    page.locator(".numbers summary").click()
    entry.locator("dt a").click()
    expect(words).to_be_focused()
    expect(card(page)).to_be_visible()
    assert visit.complaints == []


@pytest.mark.parametrize("page", PAGES)
def test_a_card_leads_to_the_lines_that_made_the_number(page: str, visit: Visit) -> None:
    shown = visit.go(page)
    point_at(shown, PLACES["prose"])
    card(shown).locator(".origin a").first.click()
    shown.wait_for_url("**/source/snippets/pages/label_smoothing.py/#L*")
    lines = shown.locator(":target")
    expect(lines).to_be_in_viewport()
    assert "def loss_smoothed(scenario" in lines.inner_text()
    assert shown.evaluate("getComputedStyle(document.querySelector(':target')).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert visit.complaints == visit.foreign == []


def test_the_pointer_may_travel_into_the_card_and_out_of_it(visit: Visit) -> None:
    page = visit.go("label-smoothing/")
    point_at(page, PLACES["prose"])
    card(page).locator(".name").hover()
    page.wait_for_timeout(400)
    expect(card(page)).to_be_visible()
    page.mouse.move(5, 400)
    expect(card(page)).to_be_hidden()


def test_the_words_of_a_card_can_be_selected(visit: Visit) -> None:
    page = visit.go("label-smoothing/")
    point_at(page, PLACES["prose"])
    card(page).locator(".full").dblclick()
    page.mouse.move(5, 400)
    page.wait_for_timeout(400)
    assert page.evaluate("getSelection().toString()").strip() in card(page).locator(".full").inner_text()
    assert page.evaluate("getSelection().toString()").strip()


@pytest.mark.parametrize("page", PAGES)
def test_escape_closes_a_card(page: str, visit: Visit) -> None:
    shown = visit.go(page)
    point_at(shown, PLACES["formula"])
    shown.keyboard.press("Escape")
    expect(card(shown)).to_be_hidden()


@pytest.mark.parametrize("place", PLACES.values(), ids=list(PLACES))
def test_a_tap_opens_a_card_and_a_tap_elsewhere_closes_it(place: str, touched: Page, address: str) -> None:
    touched.goto(f"{address}en/label-smoothing/")
    number = touched.locator(place).first
    number.tap()
    expect(card(touched)).to_be_visible()
    card(touched).locator(".name").tap()
    touched.wait_for_timeout(400)
    expect(card(touched)).to_be_visible()
    touched.locator("h2#scenario").tap()
    expect(card(touched)).to_be_hidden()


@pytest.mark.parametrize("page", PAGES)
def test_whoever_walks_by_keyboard_reaches_every_number_through_the_list(page: str, visit: Visit) -> None:
    shown = visit.go(page)
    shown.locator(".numbers summary").focus()
    shown.keyboard.press("Enter")
    link = shown.locator(f".numbers a[href$='#at:{LOSS}']")
    link.focus()
    shown.keyboard.press("Enter")
    number = shown.locator(f"[id='at:{LOSS}']")
    expect(number).to_be_focused()
    expect(number).to_be_in_viewport()
    assert card(shown).locator(".name").inner_text() == LOSS
    assert number.get_attribute("aria-describedby") == card(shown).get_attribute("id")
    links = card(shown).locator("a")
    for position in range(links.count()):
        shown.keyboard.press("Tab")
        expect(links.nth(position)).to_be_focused()
    shown.keyboard.press("Enter")  # The last link leads back to the list.
    expect(link).to_be_focused()
    expect(card(shown)).to_be_hidden()
    assert visit.complaints == []


def test_the_keyboard_goes_from_a_number_through_its_card_and_on(visit: Visit) -> None:
    page = visit.go(f"label-smoothing/#at:{LOSS}")
    number = page.locator(f"[id='at:{LOSS}']")
    expect(number).to_be_focused()
    page.keyboard.press("Tab")
    expect(card(page).locator("a").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(number).to_be_focused()
    for _ in range(card(page).locator("a").count() + 1):
        page.keyboard.press("Tab")
    expect(card(page)).to_be_hidden()
    assert page.evaluate(FOLLOWS, LOSS)


FOLLOWS = """ref => Boolean(
    document.getElementById(`at:${ref}`).compareDocumentPosition(document.activeElement)
    & Node.DOCUMENT_POSITION_FOLLOWING) && document.activeElement.closest("article") !== null"""


def test_escape_leaves_the_focus_at_the_number(visit: Visit) -> None:
    page = visit.go("label-smoothing/#at:label_smoothing.p.2")
    number = page.locator("[id='at:label_smoothing.p.2']")
    expect(number).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(number).to_be_focused()


@pytest.mark.parametrize("page", PAGES)
def test_numbers_are_no_tab_stops(page: str, visit: Visit) -> None:
    shown = visit.go(page)
    assert shown.evaluate(f"[...document.querySelectorAll('{NUMBERS}')].filter(number => number.tabIndex >= 0)") == []


@pytest.mark.parametrize("page", ["en/label-smoothing/", "loss-floor/"])
def test_a_card_fits_the_screen_at_every_number(page: str, width: int, visit: Visit) -> None:
    shown = visit.go(page)
    shown.wait_for_load_state("networkidle")
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
def test_a_card_can_be_read_in_each_scheme(scheme: str, browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}label-smoothing/")
    point_at(page, PLACES["prose"])
    for part in ("p", ".full", ".name", ".origin a"):
        assert page.evaluate(CONTRAST, f".number-card {part}") >= 4.5, part
    context.close()


# The ratio of WCAG between an element's colour and what is behind it, each painted on a canvas to get its components.
CONTRAST = """selector => {
    const element = document.querySelector(selector)
    const around = []
    for (let at = element; at; at = at.parentElement) around.unshift(getComputedStyle(at).backgroundColor)
    const painted = colours => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d")
        for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1) }
        const linear = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255)
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    const [one, other] = [painted(around), painted([...around, getComputedStyle(element).color])]
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}"""


def test_a_card_does_not_move_for_those_who_want_no_motion(browser: Browser, address: str) -> None:
    for motion, name in (("reduce", "none"), ("no-preference", "appear")):
        context = browser.new_context(reduced_motion=motion)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{address}label-smoothing/")
        point_at(page, PLACES["prose"])
        assert page.evaluate("getComputedStyle(document.querySelector('.number-card')).animationName") == name
        context.close()


def test_cards_open_on_pages_that_were_not_loaded_but_swapped_in(visit: Visit, site: Site) -> None:
    page = visit.page
    page.route(f"{ADDRESS}**", lambda route: route.fulfill(path=file_at(site, route.request.url)))
    page.goto(f"{ADDRESS}label-smoothing/")  # Material swaps pages only at the address that the site is built for.
    page.wait_for_load_state("networkidle")
    page.evaluate("window.same = true")
    point_at(page, PLACES["prose"])
    page.locator(".md-nav--primary a[href*='gradient/']").first.click()
    page.wait_for_url("**/gradient/")
    expect(card(page)).to_be_hidden()
    point_at(page, "article mn[data-ref='gradient.best_gap']")
    assert card(page).locator(".name").inner_text() == "gradient.best_gap"
    page.locator(".numbers summary").click()
    page.locator(".numbers a[href$='#at:gradient.best_gap']").click()
    expect(page.locator("[id='at:gradient.best_gap']")).to_be_focused()
    expect(card(page)).to_be_visible()
    assert page.evaluate("document.querySelector('link[type=\"application/json\"]').href").endswith("/gradient.json")
    assert page.evaluate("window.same")
    assert visit.complaints == []


def file_at(site: Site, url: str) -> Path:
    """Return the file that a server shows at an address of the site."""
    path = site.folder / unquote(urlsplit(url).path).lstrip("/")
    return path / "index.html" if path.is_dir() else path


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
