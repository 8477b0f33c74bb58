"""A reader moves a control, and the page shows what a build with that value would show."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from recompute.values.number_format import bounded
from tests.browser import scenarios
from tests.browser.probes import NUMBERS
from tests.browser.tabs import Visit, wait_for_all, wait_until
from tests.in_memory import Pages, Rendered
from tests.published import FOLDERS

if TYPE_CHECKING:
    from tests.browser.visits import Visits

CASES = [(page, place) for page in scenarios.PAGES for place in range(len(scenarios.states(page)))]
LOSSES = {
    "": "标准损失约为 0.0166，平滑损失约为 0.5666",
    "en/": "Standard loss about 0.0166, smoothed loss about 0.5666",
}
FLOAT = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
NOISE = 1e-12  # What is left of a difference that is zero.
every_language = pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)


@cache
def rebuilt(page: str, place: int) -> Pages:
    return Pages(scenarios.name_of(page, place))


def open_moved(visit: Visit, path: str) -> Page:
    """Open a page whose address moves its controls, and wait until its numbers have changed."""
    page = visit.go(path)
    expect(page.locator("html")).to_have_class(re.compile("with-moved-numbers"))
    return page


def press_arrow(page: Page, name: str, steps: int) -> None:
    control = page.locator(f"#what-if-{name}")
    control.focus()
    for _ in range(abs(steps)):
        control.press("ArrowRight" if steps > 0 else "ArrowLeft")


def numbers(page: Page) -> list[object]:
    found: list[object] = page.locator("article").evaluate(NUMBERS)
    return found


def text_of(element: html.HtmlElement) -> str:
    return "".join(element.itertext())


def shown(element: html.HtmlElement) -> str:
    """Return a number as controls show it: with a bound where a build would refuse to round it to 0 or to 100%."""
    text, full = text_of(element), str(element.get("value", element.get("data-value")))
    return bounded(float(full), text) if FLOAT.fullmatch(full) and abs(float(full)) > NOISE else text


def marks_of(rendered: Rendered) -> list[list[str | None]]:
    marks = rendered.article.xpath(".//svg//*[@id]")
    names = ("d", "x", "y", "cx", "cy")
    return [[m.get("id"), "" if len(m) else text_of(m), *(m.get(name) for name in names)] for m in marks]


@every_language
@pytest.mark.parametrize(("name", "place"), CASES)
def test_moved_controls_show_what_a_build_with_their_values_shows(
    folder: str, name: str, place: int, visits: Visits
) -> None:
    code = next(code for code, each in FOLDERS.items() if each == folder)
    expected = rebuilt(name, place).render(code, f"{name}.md")
    moved = visits.moved(f"{folder}{name}/#{scenarios.address(name, scenarios.states(name)[place])}")
    assert moved["numbers"] == [[value.get("data-ref"), shown(value)] for value in expected.values()]
    assert moved["marks"] == marks_of(expected)
    assert moved["descriptions"] == [text_of(desc) for desc in expected.article.iter("desc")]
    claims = expected.page.known_claims
    tied = [element.get("data-claim") for element in expected.article.xpath(".//*[@data-claim]")]
    assert moved["failing"] == [ref for ref in tied if not claims.find(ref, expected.page.module).holds]
    assert moved["no_longer"] == len(moved["failing"]) + len(set(moved["failing"]))
    assert moved["complaints"] == moved["foreign"] == []


@every_language
def test_the_grid_is_loaded_once_and_only_after_a_control_gets_the_focus(folder: str, visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = visit.go(f"{folder}label-smoothing/")
    wait_for_all(page)
    assert not [url for url in asked if "whatif" in url]
    with page.expect_request("**/whatif/*"):
        page.locator("#what-if-epsilon").focus()
    press_arrow(page, "epsilon", 1)
    expect(page.locator("html")).to_have_class(re.compile("with-moved-numbers"))
    assert len([url for url in asked if "whatif" in url]) == 1


@every_language
def test_arrow_keys_change_numbers_and_address_and_reset_restores_both(folder: str, visit: Visit, width: int) -> None:
    page = visit.go(f"{folder}label-smoothing/")
    expect(page.locator(".what-if__line")).to_have_text(LOSSES[folder])
    original = numbers(page)
    press_arrow(page, "epsilon", 5)
    press_arrow(page, "confidence", -4)
    expect(page.locator("output[for='what-if-epsilon']")).to_have_text("0.2")
    expect(page.locator("#what-if-confidence")).to_have_attribute("aria-valuetext", "0.6")
    wait_until(page, "location.hash === '#epsilon=0.2&confidence=0.6'")
    expect(page.locator("article .no-longer").first).to_be_visible()
    page.locator(".what-if button").click()
    wait_until(page, "location.hash === ''")
    expect(page.locator("article .no-longer")).to_have_count(0)
    expect(page.locator(".what-if__line")).to_have_text(LOSSES[folder])
    assert numbers(page) == original
    assert page.locator("article p > data[data-ref='label_smoothing.loss_from_true']").get_attribute("value")
    assert visit.complaints == []


@every_language
def test_the_status_announces_both_losses_after_the_control_stops(folder: str, visit: Visit) -> None:
    page = visit.go(f"{folder}label-smoothing/")
    status = page.locator(".what-if [role=status]")
    press_arrow(page, "epsilon", 3)
    expect(page.locator(".what-if__line")).to_have_text(re.compile(r"0\.0166.*0\.8966"))  # 0.0166 + 0.16 · 5.5
    expect(status).to_have_text(page.locator(".what-if__line").inner_text())


def test_values_in_the_hash_snap_to_the_nearest_position_also_when_the_hash_changes(visit: Visit) -> None:
    page = open_moved(visit, "en/gradient/#epsilon=0.17&step=nonsense")
    expect(page.locator("output[for='what-if-epsilon']")).to_have_text("0.2")
    expect(page.locator("output[for='what-if-step']")).to_have_text("1.00")
    page.evaluate("location.hash = '#step=0.5'")
    expect(page.locator("output[for='what-if-step']")).to_have_text("0.50")
    expect(page.locator("output[for='what-if-epsilon']")).to_have_text("0.2")


def test_a_tap_and_a_click_move_a_control(visit: Visit, width: int) -> None:
    page = visit.go("label-smoothing/")
    control = page.locator("#what-if-epsilon")
    box = control.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    expect(page.locator("output[for='what-if-epsilon']")).to_have_text("0.5")
    page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
    expect(page.locator("output[for='what-if-epsilon']")).to_have_text("0")


def test_the_card_of_a_changed_number_shows_no_digits_and_no_checks_of_the_original(visit: Visit) -> None:
    page = open_moved(visit, "en/label-smoothing/#epsilon=0.2&confidence=1")
    number = page.locator("article p > data[data-ref='label_smoothing.loss_smoothed']").first
    number.scroll_into_view_if_needed()
    number.hover()
    card = page.locator(".number-card")
    expect(card).to_contain_text("The label-smoothing cross-entropy loss.")
    expect(card.locator(".check:visible")).to_have_count(0)
    assert "0.566561" not in card.inner_text()


def test_formulas_are_copied_with_the_changed_numbers(visit: Visit) -> None:
    page = open_moved(visit, "en/label-smoothing/#epsilon=0.2&confidence=1")
    page.evaluate("document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: new DataTransfer() }))")
    tex = page.locator("math[alttext*='varepsilon = 1 -']").first.get_attribute("alttext")
    assert tex is not None
    assert r"1 - 0.2 = \mathbf{0.8}" in tex


def test_a_number_that_becomes_negative_in_a_formula_gets_brackets(visit: Visit) -> None:
    visit.page.route(
        "**/whatif/*",
        lambda route: route.fulfill(
            response=(got := route.fetch()), body=got.text().replace(r"\n0.12\n", r"\n−0.12\n")
        ),
    )
    page = visit.go("en/label-smoothing/")
    formula = page.locator("math[alttext*='varepsilon = 1 -']").first
    press_arrow(page, "epsilon", 1)
    expect(formula).to_contain_text("1−(−0.12)")
    page.evaluate("document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: new DataTransfer() }))")
    assert "1 - (-0.12) =" in (formula.get_attribute("alttext") or "")
    press_arrow(page, "epsilon", -1)
    expect(formula).to_contain_text("1−0.1=")


def test_the_controls_stay_on_the_screen_and_are_less_than_160_pixels_high(visit: Visit, width: int) -> None:
    page = visit.go("loss-floor/")
    for where in ("0", "document.body.scrollHeight / 2"):
        page.evaluate(f"scrollTo(0, {where})")
        expect(page.locator("#what-if-K")).to_be_in_viewport()
    box = page.locator(".what-if").bounding_box()
    assert box
    assert box["height"] < 160
    assert box["width"] <= width


def test_controls_disappear_on_a_page_without_them_and_return_with_the_page_before(visit: Visit) -> None:
    page = visit.go("en/gradient/")
    expect(page.locator("#what-if-step")).to_be_visible()
    page.locator(".md-footer__link--next, .md-nav__link[href*='conventions']").first.click()
    expect(page).to_have_url(f"{visit.address}en/conventions/")
    expect(page.locator(".what-if")).to_have_count(0)
    page.go_back()
    expect(page.locator("#what-if-step")).to_be_visible()
    assert visit.complaints == []


def test_a_message_appears_where_the_grid_cannot_be_loaded(visit: Visit) -> None:
    visit.page.route("**/whatif/*", lambda route: route.abort())
    page = visit.go("en/gradient/")
    press_arrow(page, "epsilon", 1)
    expect(page.locator(".what-if__line")).to_have_text("The numbers could not be loaded.")


def test_controls_are_hidden_without_scripts(visit: Visit) -> None:
    visit.page.route("**/*.js", lambda route: route.abort())
    page = visit.go("label-smoothing/")
    expect(page.locator(".what-if")).to_be_hidden()
