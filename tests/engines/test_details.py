"""Parts of formulas, tables, code and controls have in each engine the look that they have in Chromium."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engines.conftest import Windows
from tests.engines.drivers import Engine

FORMULAS = """(() => {
  const ems = (length, part) => length / parseFloat(getComputedStyle(part).fontSize)
  const box = part => part.getBoundingClientRect()
  const all = (selector, measure) => [...document.querySelectorAll(`article math ${selector}`)].map(measure)
  return {
    accents: all("mover[accent=true]", part => ems(box(part).height, part)),
    sums: all(":is(munder, munderover, msub, msubsup):has(> mo:first-child + *)", part =>
      part.nextElementSibling && ems(box(part.nextElementSibling).left - box(part.firstElementChild).right, part)),
    brackets: all("mtd mo[minsize]", part => ems(box(part).height, part)),
    stars: all("msup > mo:last-child", part => ems(box(part).width, part)),
    words: all(":is(munder, mover) mtext", part =>
      ems(parseFloat(getComputedStyle(part).fontSize), part.closest("math"))),
  }
})()"""
BORDERS = """[...document.querySelectorAll(".wide-table")].map(frame =>
  frame.getBoundingClientRect().bottom - frame.querySelector("table").getBoundingClientRect().bottom)"""
# Of one fraction repeated until it fills several lines: how far the fractions of one line lie below those above.
FRACTIONS = """(() => {
  const paragraph = document.querySelector("article details p:has(mfrac)")
  paragraph.closest("details").open = true
  const [formula] = [...paragraph.querySelectorAll("span.arithmatex")].filter(each => each.querySelector("mfrac"))
  paragraph.replaceChildren(...Array.from({ length: 40 }, () => formula.cloneNode(true)).flatMap(each => [each, " "]))
  const boxes = [...paragraph.querySelectorAll("mfrac")].map(each => each.getBoundingClientRect())
  return boxes.slice(1).map((box, n) => box.top - boxes[n].bottom).filter((_, n) => boxes[n + 1].top > boxes[n].top + 5)
})()"""
BROKEN_NAMES = """(() => {
  const notice = document.querySelector(".notice")
  return Array.from({ length: 300 }, (_, n) => {
    notice.style.width = `${200 + n}px`
    return notice.querySelector("a").getClientRects().length
  }).filter(lines => lines > 1)
})()"""
MARKS_IN_CODE = """(() => {
  const code = document.querySelector("article p").appendChild(document.createElement("code"))
  const words = document.createRange()
  code.textContent = "，。"
  words.selectNodeContents(code.firstChild)
  return words.getBoundingClientRect().width / parseFloat(getComputedStyle(code).fontSize)
})()"""
TRACK = """["track", "progress"].map(part =>
  getComputedStyle(document.querySelector(".what-if input"), `::-moz-range-${part}`).backgroundColor)"""


@pytest.fixture(scope="module", params=["training/", "best-output/", "label-smoothing/"])
def formulas(request: pytest.FixtureRequest, windows: Windows, address: str) -> dict[str, dict[str, list[Any]]]:
    """The sizes of parts of formulas on a page, in the size of their letters, by engine and by kind of part."""
    found = {}
    for name in ("chromium", "firefox", "webkit"):
        windows[name].resize(1440)
        windows[name].open(address + request.param)
        found[name] = windows[name].run(FORMULAS)
    return found


@pytest.mark.parametrize("name", ["firefox", "webkit"])
@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        ("accents", -0.1, 0.55),  # Firefox gives a letter the height of its line.
        ("sums", -0.1, 0.3),
        ("brackets", -0.1, 0.3),
        ("stars", -0.1, 0.1),
        ("words", -0.05, 0.05),
    ],
)
def test_a_part_of_a_formula_is_about_as_large_as_in_chromium(
    name: str, kind: str, least: float, most: float, formulas: dict[str, dict[str, list[Any]]]
) -> None:
    pairs = list(zip(formulas[name][kind], formulas["chromium"][kind], strict=True))
    assert [(ours, theirs) for ours, theirs in pairs if ours and not least <= ours - theirs <= most] == []


def test_each_kind_of_part_is_on_one_of_the_pages(windows: Windows, address: str) -> None:
    engine, counts = windows["chromium"], dict[str, int]()
    for path in ("training/", "best-output/", "label-smoothing/"):
        engine.open(address + path)
        for kind, sizes in engine.run(FORMULAS).items():
            counts[kind] = counts.get(kind, 0) + len(sizes)
    assert all(counts.values()), counts


def test_a_table_shows_its_lower_border(engine: Engine, address: str) -> None:
    engine.open(f"{address}training/")
    frames = engine.run(BORDERS)
    assert len(frames) > 10
    assert min(frames) >= 1


def test_full_width_marks_in_code_are_as_wide_as_what_is_typed(engine: Engine, address: str) -> None:
    engine.open(f"{address}softmax/")
    assert engine.run(MARKS_IN_CODE) == pytest.approx(2, abs=0.1)


def test_the_track_of_a_slider_in_firefox_is_paler_than_the_part_that_is_filled(windows: Windows, address: str) -> None:
    windows["firefox"].open(f"{address}label-smoothing/")
    track, filled = windows["firefox"].run(TRACK)
    assert track.startswith("rgba(")
    assert float(track.rpartition(",")[2].rstrip(")")) < 0.3
    assert filled.startswith("rgb(")


@pytest.mark.parametrize(
    ("name", "least"), [("chromium", 3), ("firefox", 1), ("webkit", 4)]
)  # WebKit's boxes are the smallest.
def test_fractions_in_a_line_do_not_touch_those_above(name: str, least: float, windows: Windows, address: str) -> None:
    engine = windows[name]
    engine.open(f"{address}which-epsilon/")
    engine.resize(390)
    gaps = engine.run(FRACTIONS)
    engine.resize(1440)
    assert len(gaps) > 3
    assert min(gaps) >= least


def test_the_name_of_a_language_is_not_broken_in_a_notice(engine: Engine, address: str) -> None:
    engine.open(f"{address}en/writing/")
    assert engine.run(BROKEN_NAMES) == []
