"""Notices of translations can be read in light and dark, on a phone, and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import Page

from recompute.locale.language import Language
from recompute.translation.document import Changes
from recompute.translation.notices import Notices
from recompute.translation.record import Record
from tests.browser.axe import RATIO

if TYPE_CHECKING:
    from tests.browser.tabs import Visit

ENGLISH = Language("en", "en", "English", "", "")
CHINESE = Language("zh", "zh-Hans", "中文", "", "", comma="、")
NOTICES = Notices(ENGLISH, CHINESE, "en/softmax/", "softmax/", "en/translation-status/")
RECORD = Record(review="machine", translator="Ada")
SECTIONS = ["softmax", "purpose", "new", "definition", "worked", "shift", "overflow", "log-sum-exp", "temperature"]
CHANGES = Changes(changed=("definition",), added=("new",), moved=("shift",))
CONTRAST = 4.5  # WCAG 2.2, level AA


def show(visit: Visit) -> Page:
    """Show an English page with the notices of a translation that is out of date."""
    page = visit.go("en/softmax/")
    content = page.locator("article").evaluate("article => article.innerHTML")
    noticed = NOTICES.translated(content, RECORD, CHANGES, SECTIONS)
    page.locator("article").evaluate("(article, html) => { article.innerHTML = html }", noticed)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_stand_out_enough_to_be_read(scheme: Literal["light", "dark"], visit: Visit) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    words = show(visit).locator("article :is(.notice p, .notice a, .outdated-mark p, .outdated-mark a, .translator)")
    assert words.count() == 3 + 3 + 2 * 3 + 1
    for word in words.all():
        assert word.evaluate(RATIO) >= CONTRAST, word.text_content()


def test_they_fit_between_the_margins(width: int, visit: Visit) -> None:
    page = show(visit)
    for box in page.locator("article :is(.notice, .outdated-mark)").all():
        place = box.bounding_box()
        assert place is not None
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= width
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_a_link_to_a_missing_section_leads_to_its_mark(visit: Visit) -> None:
    page = show(visit)
    page.evaluate("location.hash = 'new'")
    assert page.evaluate("document.querySelector(':target').className") == "outdated-mark"
    top = page.locator(".outdated-mark#new").evaluate("mark => mark.getBoundingClientRect().top")
    header = page.locator(".md-header").evaluate("header => header.getBoundingClientRect().bottom")
    assert top >= header


def test_they_are_printed(visit: Visit) -> None:
    page = show(visit)
    page.emulate_media(media="print")
    assert page.locator(".notice").first.is_visible()
    assert all(mark.is_visible() for mark in page.locator(".outdated-mark").all())
