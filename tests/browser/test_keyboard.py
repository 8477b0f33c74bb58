"""Without a pointer: links lead past the menus, the drawer and the search open, what is too wide scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.tabs import wait_until
from tests.published import FOLDERS

if TYPE_CHECKING:
    from tests.browser.tabs import Visit

FOCUS = "document.activeElement.matches(':focus-visible') && getComputedStyle(document.activeElement).outlineStyle"


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_the_first_stop_leads_past_the_menus(folder: str, visit: Visit) -> None:
    page = visit.go(f"{folder}softmax/")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    expect(page.locator(".md-skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('article'))")


def test_whatever_has_the_focus_shows_it(visit: Visit) -> None:
    page = visit.go("en/label-smoothing/")
    page.mouse.move(200, 300)
    wait_until(page, "window.document$")  # Until Material's script is there, it may move the focus.
    for _ in range(40):
        page.keyboard.press("Tab")
        shown = page.evaluate("document.activeElement.matches('input[type=radio], input[type=text]')")
        assert shown or page.evaluate(FOCUS) not in {False, "none"}, page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize(("folder", "name"), [("", "导航栏"), ("en/", "Navigation")])
def test_the_drawer_opens_and_nobody_walks_through_it_while_it_is_closed(folder: str, name: str, visit: Visit) -> None:
    page = visit.go(folder)
    page.set_viewport_size({"width": 720, "height": 450})
    link = page.locator(".md-nav--primary a[href*=softmax]").first
    expect(link).to_be_hidden()
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()


@pytest.mark.parametrize(("folder", "name"), [("", "搜索"), ("en/", "Search")])
def test_the_search_opens(folder: str, name: str, visit: Visit) -> None:
    page = visit.go(folder)
    page.set_viewport_size({"width": 720, "height": 450})
    page.get_by_role("button", name=name).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-md-component=search-query]")).to_be_in_viewport()
    expect(page.locator("[data-md-component=search-query]")).to_be_focused()


def test_what_is_wider_than_the_screen_is_a_stop_and_what_is_not_is_none(visit: Visit) -> None:
    page = visit.go("label-smoothing/")
    wide = page.locator("article :is(p.arithmatex, .wide-table)[tabindex='0']")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(wide).not_to_have_count(0)
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(wide).to_have_count(0)


COPIED = """selected => {
    getSelection().removeAllRanges()
    const range = document.createRange()
    selected.map(selector => document.querySelector(selector)).forEach((element, last) =>
        last ? range.setEndAfter(element) : range.setStartBefore(element))
    if (selected.length === 1) range.selectNodeContents(document.querySelector(selected[0]))
    getSelection().addRange(range)
    const data = new DataTransfer()
    const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true })
    document.dispatchEvent(event)
    return event.defaultPrevented ? data.getData("text/plain") : null
}"""


def test_a_formula_is_copied_as_tex_with_its_numbers_as_shown(visit: Visit) -> None:
    page = visit.go("label-smoothing/")
    formula = "article p.arithmatex math"
    assert page.evaluate(COPIED, [formula]) == (r"$$\mathbf{z} = \begin{bmatrix}-1.5 & 0.5 & 5 & -0.5\end{bmatrix}$$")


def test_words_around_formulas_are_copied_with_them(visit: Visit) -> None:
    page = visit.go("en/gradient/")
    paragraph = "article p:has(math):has(data)"
    text = page.evaluate(COPIED, [paragraph])
    words = page.locator(paragraph).first.evaluate("paragraph => paragraph.firstChild.data")
    assert text.startswith(words.strip())
    for tex in (
        page.locator(paragraph).first.locator("math").evaluate_all("all => all.map(one => one.getAttribute('alttext'))")
    ):
        assert f"${tex}$" in text


def test_one_number_of_a_formula_is_copied_as_it_stands(visit: Visit) -> None:
    page = visit.go("label-smoothing/")
    number = page.locator("article .arithmatex mn.value").first
    page.evaluate(
        """() => { const text = document.querySelector("article .arithmatex mn.value").firstChild
        getSelection().setBaseAndExtent(text, 0, text, text.length) }"""
    )
    assert page.evaluate("getSelection().toString()") == number.text_content()
    prevented = """() => !document.dispatchEvent(new ClipboardEvent("copy",
        { clipboardData: new DataTransfer(), bubbles: true, cancelable: true }))"""
    assert page.evaluate(prevented) is False
