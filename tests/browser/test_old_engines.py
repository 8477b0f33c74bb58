"""In engines that know less of CSS, as Chromium 90 to 104, a page is one column, with nothing off the screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.probes import BEYOND_THE_SCREEN
from tests.browser.tabs import wait_for_all
from tests.published import FOLDERS, Site

if TYPE_CHECKING:
    from tests.browser.tabs import Visit

RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
UNKNOWN = re.compile(r"color-mix\(|\dcqi\b|^\s*(?:translate|container-type|text-wrap)\s*:")
COLUMN = """[...document.querySelectorAll("article > p:not(.arithmatex)")].map(part => part.getBoundingClientRect())
    .map(({ left, right }) => [Math.round(left), Math.round(right)])"""


def as_read(sheet: str) -> str:
    """Return what is left of a style sheet: no rule with a selector that is not known, no such declaration."""

    def known(rule: re.Match[str]) -> str:
        declarations = [each for each in rule[2].split(";") if not UNKNOWN.search(each)]
        return "" if ":has(" in rule[1] else f"{rule[1]}{{{';'.join(declarations)}}}"

    return RULE.sub(known, sheet)


def test_what_is_not_known_is_left_out() -> None:
    sheet = "@media print{a:has(b),c{top:0}d{color:red;color:color-mix(in srgb, red, blue);width:5cqi;translate:1px}}"
    assert as_read(sheet) == "@media print{d{color:red}}"


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_a_page_is_one_column(folder: str, site: Site, visit: Visit) -> None:
    sheet = as_read((site.folder / "assets" / "style.css").read_text(encoding="utf-8"))
    visit.page.route("**/style.css", lambda route: route.fulfill(body=sheet, content_type="text/css"))
    for address in ("", "label-smoothing/", "conventions/", "numerics/", "training/"):
        page = visit.go(folder + address)
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            wait_for_all(page)
            columns = page.evaluate(COLUMN)
            assert len({left for left, _ in columns}) == 1
            assert all(300 < right - left < 780 and left >= 0 for left, right in columns)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(BEYOND_THE_SCREEN) == []
