"""A computed number answers: its card opens to the pointer, a tap or the keyboard; to read, nobody needs the script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.cards import DESCRIPTIONS, LOSS, NUMBERS, PAGES, PLACES, card, point_at
from tests.published import FOLDERS

if TYPE_CHECKING:
    from tests.browser.tabs import Visit


@pytest.fixture(scope="module")
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
