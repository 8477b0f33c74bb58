"""Every page in each engine, from a phone to a desk: formulas whole and centred, links marked, nothing too wide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.probes import WITHOUT_TRANSITIONS
from tests.engines.conftest import PACKAGES, Windows
from tests.published import ADDRESSES, FOLDERS

PAGES = [folder + address for folder in FOLDERS.values() for address in [*ADDRESSES, "404.html"]]
WIDTHS = [360, 390, 700, 720, 1024, 1440]
PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
# The boxes of all tokens and the text that is copied, before and after the signs between numbers are taken out.
SIGNS = """(() => {
  const look = () => {
    const parts = [...document.querySelectorAll("article math :is(mi, mn, mo, mtext, mfrac, mtable, msqrt)")]
    getSelection().selectAllChildren(document.querySelector("article"))
    const boxes = parts.map(part => part.getBoundingClientRect()).map(({ x, y, width }) => [x, y, width])
    return { parts, boxes, text: String(getSelection()).replace(/\\s+/g, "") }
  }
  const shown = [...document.querySelectorAll("annotation")].filter(sign => sign.getClientRects().length)
  const before = look()
  for (const sign of document.querySelectorAll("annotation")) sign.remove()
  for (const sign of document.querySelectorAll("semantics")) {
    const [part] = sign.children
    sign.replaceWith(...(part.localName === "mrow" && !part.children.length ? [] : [part]))
  }
  const after = look()
  const moved = before.parts.filter((part, nth) =>
    before.boxes[nth].some((side, which) => Math.abs(side - after.boxes[nth][which]) > 0.5))
  return [...shown, ...moved].map(part => part.outerHTML + " in " + part.closest("math").getAttribute("alttext"))
    .concat(before.text === after.text ? [] : ["other text is copied"])
})()"""

Boxes = list[tuple[str, float, float, str]]


class Visits:
    """What each engine shows of each page; each is visited once, and its window made wider."""

    def __init__(self, windows: Windows, address: str) -> None:
        self._windows, self._address = windows, address
        self._seen: dict[tuple[str, str], dict[int, Any]] = {}

    def seen(self, name: str, path: str) -> dict[int, Any]:
        """Return the findings of the probe at each width."""
        if (name, path) not in self._seen:
            engine = self._windows[name]
            engine.open(self._address + path)
            engine.run(WITHOUT_TRANSITIONS)
            found = {}
            for width in WIDTHS:
                engine.resize(width, 300)
                found[width] = engine.run(PROBE)
            found[WIDTHS[-1]]["signs"] = engine.run(SIGNS)
            self._seen[name, path] = found
        return self._seen[name, path]


@pytest.fixture(scope="module")
def visits(windows: Windows, address: str) -> Visits:
    return Visits(windows, address)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", PACKAGES)
def test_a_page_is_laid_out_whole(name: str, path: str, visits: Visits) -> None:
    assert {width: found["wrong"] for width, found in visits.seen(name, path).items() if found["wrong"]} == {}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", PACKAGES)
def test_signs_for_programs_that_read_text_are_neither_shown_nor_copied(name: str, path: str, visits: Visits) -> None:
    assert visits.seen(name, path)[WIDTHS[-1]]["signs"] == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", PACKAGES)
def test_nothing_on_a_page_breaks_its_policy(name: str, path: str, visits: Visits, reports: list[str]) -> None:
    assert visits.seen(name, path)
    assert reports == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", ["firefox", "webkit"])
def test_formulas_have_the_boxes_that_they_have_in_chromium(name: str, path: str, visits: Visits) -> None:
    ours, theirs = (visits.seen(each, path)[1440]["boxes"] for each in (name, "chromium"))
    assert len(ours) == len(theirs)
    assert [pair for pair in zip(ours, theirs, strict=True) if differ(*pair)] == []


def differ(one: tuple[str, float, float, str], other: tuple[str, float, float, str]) -> bool:
    """Tell whether two boxes of the same part differ by more than a line and by more than three tenths.

    Engines leave different spaces around signs and rows; a brace that is not stretched differs by far more.
    """
    return any(abs(one[side] - other[side]) > max(16, 0.3 * other[side]) for side in (1, 2))
