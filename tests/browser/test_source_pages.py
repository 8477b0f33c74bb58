"""The pages of the code read like the rest of the site: in its colours, on a phone, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.published import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.tabs import Visit

FILE = "snippets/pages/label_smoothing.py"
PAGE = f"source/{FILE}/"
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_the_colours_of_the_site(scheme: str, visit: Visit) -> None:
    visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    expected = visit.go("label-smoothing/").evaluate(BACKGROUND)
    assert visit.go(PAGE).evaluate(BACKGROUND) == expected


@pytest.mark.parametrize("folder", ["", "en/"])
def test_it_has_the_colours_that_the_reader_chose_on_the_site(folder: str, visit: Visit) -> None:
    visit.page.emulate_media(color_scheme="light")
    page = visit.go(f"{folder}label-smoothing/")
    for switch in ("__palette_1", "__palette_2"):  # From the system's to light, from light to dark.
        page.locator(f"label[for={switch}]:visible").click()
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    assert visit.go(PAGE).locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_it_fits_the_screen_and_asks_no_other_host(width: int, visit: Visit) -> None:
    page = visit.go(f"{PAGE}#L20")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.complaints == visit.foreign == []


def test_what_is_copied_is_the_code_without_the_numbers_of_its_lines(visit: Visit) -> None:
    page = visit.go(PAGE)
    copied = page.evaluate("getSelection().selectAllChildren(document.querySelector('pre')), getSelection().toString()")
    assert copied.rstrip("\n") == (ROOT / FILE).read_text(encoding="utf-8").rstrip("\n")


def test_it_reads_without_scripts(unscripted: Page, address: str) -> None:
    unscripted.goto(f"{address}{PAGE}#L20")
    assert "def num_classes(scenario" in unscripted.locator(":target").inner_text()


def test_it_leads_to_the_home_page_of_each_language(visit: Visit) -> None:
    for language, folder in (("zh-Hans", ""), ("en", "en/")):
        page = visit.go(PAGE)
        page.locator(f"header a[lang={language}]").click()
        page.wait_for_url(visit.address + folder)
        assert page.locator("html").get_attribute("lang") == language
