"""What the tests of cards share: where numbers stand, and how a card is opened."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.published import FOLDERS

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
