"""Accessibility: axe finds no violation of WCAG 2.2 AA, in light and dark, before and after a reader acts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import scenarios
from tests.browser.axe import AXE, COLOURS, CONTRAST, EVERYTHING, HEADLESS, PALE, violations
from tests.browser.cards import NUMBERS, card
from tests.browser.tabs import wait_for_all, wait_until
from tests.published import ADDRESSES, FOLDERS

PAGES = [folder + address for folder in FOLDERS.values() for address in [*ADDRESSES, "404.html"]]
PHONE = ViewportSize(width=390, height=844)
UNCHANGED = ["article math", "article table", "article svg"]  # by Material's script


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Page:
    """A page of the size of a phone, with reduced motion."""
    return browser.new_page(viewport=PHONE, reduced_motion="reduce")


@pytest.fixture(scope="module")
def other_phone(browser: Browser) -> Page:
    """Another one, for tests that load a page of their own."""
    return browser.new_page(viewport=PHONE, reduced_motion="reduce")


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, phone: Page, address: str) -> Page:
    """Each page in turn, loaded once for all tests of this module that take it."""
    phone.set_viewport_size(PHONE)
    phone.emulate_media(color_scheme="light")
    phone.goto(address + request.param)
    wait_for_all(phone)
    phone.evaluate(AXE)
    return phone


def set_scheme(scheme: str, page: Page) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    body = {"light": "default", "dark": "slate"}[scheme]
    wait_until(page, f"document.body.dataset.mdColorScheme === '{body}'")


def open_card(page: Page) -> None:
    """Open the card of a number, where there are any, below the whole page: over words, it would hide them from axe."""
    if page.locator(NUMBERS).count() == 0:
        assert page.locator(".numbers").count() == 0
        return
    page.locator(NUMBERS).first.evaluate(
        "number => number.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }))"
    )
    card(page).evaluate("card => { card.style.top = `${document.documentElement.scrollHeight}px` }")
    expect(card(page)).to_be_visible()


def test_axe_finds_no_violation(opened: Page) -> None:
    assert violations(opened, EVERYTHING) == opened.evaluate(PALE) == []
    assert opened.evaluate(HEADLESS) == []


def test_axe_finds_no_colour_violation_in_the_dark_scheme_with_a_card_open(opened: Page) -> None:
    set_scheme("dark", opened)
    open_card(opened)
    assert violations(opened, COLOURS) == opened.evaluate(PALE) == []
    opened.keyboard.press("Escape")


@pytest.mark.parametrize("path", [f"{folder}{name}/" for folder in FOLDERS.values() for name in scenarios.PAGES])
def test_axe_finds_no_violation_with_controls_moved(path: str, other_phone: Page, address: str) -> None:
    page = other_phone
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}{path}#epsilon=0")
    page.locator(".claim.fails").first.wait_for()
    page.evaluate(AXE)
    assert violations(page, EVERYTHING) == page.evaluate(PALE) == []
    set_scheme("dark", page)
    assert violations(page, COLOURS) == page.evaluate(PALE) == []


def test_low_contrast_is_found_beside_sufficient_contrast_of_the_same_colour(other_phone: Page) -> None:
    words = "<p style='color: #666'>{}</p>"
    grey, aside = "<div style='background: #888'>{}</div>", "<div style='position: absolute; top: {}'>{}</div>"
    below, above = grey.format(words.format("below")), aside.format("9em", grey.format(words.format("above")))
    hidden = aside.format("-99em", words.format("hidden")) + f"<div style='opacity: 0'>{words.format('unseen')}</div>"
    faint = f"<div style='opacity: 0.5'>{words.format('faint')}</div>"
    other_phone.goto("about:blank")
    other_phone.set_content(hidden + words.format("plain") + below + faint + above)
    other_phone.evaluate(AXE)
    found = violations(other_phone, [CONTRAST])
    assert [word for word in ("plain", "below", "faint", "above") if any(f">{word}<" in each for each in found)] == [
        "below",
        "faint",
        "above",
    ]


def test_low_contrast_of_a_sign_in_a_formula_is_found(other_phone: Page) -> None:
    other_phone.goto("about:blank")
    other_phone.set_content("<article><math><mi style='color: #bbb'>x</mi><mo>=</mo><mn>1</mn></math></article>")
    (found,) = other_phone.evaluate(PALE)
    assert ">x</mi>" in found


def test_axe_finds_no_violation_after_materials_script_with_a_card_open(opened: Page) -> None:
    set_scheme("light", opened)
    opened.mouse.move(2, 300)  # Its script loads when the mouse moves, here where nothing has a tooltip.
    opened.mouse.move(4, 310)
    wait_until(opened, "window.document$ !== undefined")
    open_card(opened)
    assert violations(opened, EVERYTHING, {"include": ["html"], "exclude": UNCHANGED}) == []
    opened.keyboard.press("Escape")


@pytest.mark.parametrize("width", [320, 720])  # The latter is 1440 at 200 %.
def test_a_narrow_or_zoomed_page_does_not_scroll_sideways(width: int, opened: Page) -> None:
    opened.set_viewport_size({"width": width, "height": 500})
    # An open tooltip may reach beyond the edge until it is placed.
    wait_until(opened, f"document.documentElement.scrollWidth <= {width}")


def test_every_figure_and_formula_has_a_text_alternative(opened: Page) -> None:
    without_text = """[...document.querySelectorAll("article .drawing svg")].filter(figure =>
        figure.getAttribute("role") !== "img"
        || [...figure.querySelectorAll(":scope > :is(title, desc)")].filter(text => text.textContent.trim()).length < 2
    ).length"""
    assert opened.evaluate(without_text) == 0
    assert opened.locator("article img:not([alt]), article img[alt='']").count() == 0
    assert opened.locator("article math:not([alttext])").count() == 0


def test_chinese_text_on_an_english_page_has_a_lang_attribute(opened: Page) -> None:
    if opened.evaluate("document.documentElement.lang") != "en":
        return
    unmarked = """() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        const found = []
        while (walker.nextNode()) {
            const { data, parentElement } = walker.currentNode
            const passed = parentElement.closest("script, style, code, pre, [lang|=zh]")
            if (!passed && /\\p{Script=Han}/u.test(data)) found.push(data.trim())
        }
        return found
    }"""
    assert opened.evaluate(unmarked) == []
