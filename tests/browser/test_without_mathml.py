"""Where an engine knows no MathML, as Chromium before 109, formulas are shown as TeX, with every number in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from tests.browser.probes import READ
from tests.browser.tabs import wait_for_all, wait_until
from tests.published import FOLDERS, QUOTING

if TYPE_CHECKING:
    from tests.browser.tabs import Visit
    from tests.browser.visits import Visits

# Such an engine sets the tokens of formulas as words, and has no interface of their elements.
OLD_ENGINE = """delete window.MathMLElement
const sheet = new CSSStyleSheet()
sheet.replaceSync("math, math * { display: inline !important }")
document.adoptedStyleSheets = [sheet]"""
SHOWN = "[...document.querySelectorAll('article .arithmatex code')].map(code => code.textContent)"
OUTSIDE = """[...document.querySelectorAll("article .arithmatex code")]
    .filter(code => code.getBoundingClientRect().right > innerWidth && !code.closest(".wide-table"))
    .map(code => code.textContent)"""
MOVED = "document.documentElement.classList.contains('with-moved-numbers')"


def as_typed(text: str) -> str:
    """Write numbers in TeX with the signs of a keyboard."""
    power = re.sub("×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda found: rf" \times 10^{{{normalize('NFKC', found[1])}}}", text)
    return power.replace("−", "-").replace(r"\%", "%")


def test_formulas_are_shown_as_tex_with_every_number_in_its_place(visit: Visit, visits: Visits) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    for path in [folder + address for folder in FOLDERS.values() for address in QUOTING]:
        numbers, formulas = visits.desk(path)["read"]
        with visit.page.add_init_script(OLD_ENGINE):
            page = visit.go(path)
            wait_for_all(page)
            assert page.evaluate(READ) == [numbers, []]
            assert list(map(as_typed, page.evaluate(SHOWN))) == list(map(as_typed, formulas))
            assert page.evaluate(OUTSIDE) == []
    assert visit.complaints == []


def test_controls_move_the_numbers_in_the_tex(visit: Visit) -> None:
    moved = []
    for script in ("", OLD_ENGINE):
        with visit.page.add_init_script(script):
            page = visit.go("label-smoothing/#epsilon=0.2")
            wait_until(page, MOVED)
            moved.append(page.evaluate(READ)[0])
            shown = " ".join(page.evaluate(SHOWN))
            page.goto("about:blank")
    assert moved[0] == moved[1]
    assert r"1 - 0.2 = \mathbf{0.8}" in as_typed(shown)
