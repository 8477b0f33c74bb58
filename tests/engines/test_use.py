"""What readers do works in each engine: controls, cards, languages, search, paper, and the text without scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError
from selenium.common import WebDriverException

from tests.engines.drivers import Engine
from tests.hosting import Handler, hosted
from tests.published import FOLDERS, Site

PAPER = 688  # what is between the margins of A4, in CSS pixels

# Rules for paper hold on the screen, and those for the screen no longer: not every engine can be asked to print.
ON_PAPER = """[...document.styleSheets].map(sheet => {
  const turn = rules => {
    for (const rule of rules) {
      if (rule.media?.mediaText === "print") rule.media.mediaText = "all"
      else if (rule.media?.mediaText.includes("screen")) rule.media.mediaText = "not all"
      if (rule.cssRules) turn(rule.cssRules)
    }
  }
  turn(sheet.cssRules)
})"""
SHOWN = """[...document.querySelectorAll(".md-header, .md-sidebar, .md-footer, .md-tags, .numbers")]
  .filter(element => element.getClientRects().length).map(element => element.className)"""
CUT = """[...document.querySelectorAll("article :is(p, table, math, pre, figure)")]
  .map(element => [element, element.getBoundingClientRect()])
  .filter(([, { left, right, width }]) => width && (left < -1 || right > innerWidth + 1))
  .map(([element]) => element.outerHTML.slice(0, 80))"""


def wait(engine: Engine, condition: str) -> Any:
    """Return the value of a JavaScript expression as soon as it is true; what it is after a minute otherwise."""
    end, found = monotonic() + 60, None
    while not found and monotonic() < end:
        with suppress(PlaywrightError, WebDriverException):  # A page that is being left does not answer.
            found = engine.run(condition)
    return found


class WithoutScripts(Handler):
    """A host that lets no script run, as a browser does that has been told so."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "script-src 'none'")
        super().end_headers()


@pytest.fixture(scope="module")
def without_scripts(site: Site) -> Iterator[str]:
    with hosted(site.folder, WithoutScripts) as address:
        yield address


def test_an_apostrophe_in_english_is_narrow(engine: Engine, address: str) -> None:
    engine.open(f"{address}en/softmax/")
    ems = engine.run("""(() => {
      const sign = document.querySelector(".md-typeset p").appendChild(document.createElement("span"))
      sign.textContent = "\u2019"
      return sign.getBoundingClientRect().width / parseFloat(getComputedStyle(sign).fontSize)
    })()""")
    assert 0.1 < ems < 0.5  # A Han font makes it as wide as a character of Chinese.


def test_what_scrolls_has_no_bar_on_white(engine: Engine, address: str) -> None:
    engine.resize(390)
    engine.open(f"{address}en/best-output/")
    tracks = """[...document.querySelectorAll("article *")]
      .filter(each => each.scrollWidth > each.clientWidth && getComputedStyle(each).overflowX === "auto")
      .map(each => getComputedStyle(each).scrollbarColor)"""
    assert wait(engine, tracks)
    if engine.run("CSS.supports('scrollbar-color: auto')"):
        assert set(engine.run(tracks)) & {"auto", None} == set()


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_a_control_moves_the_numbers(folder: str, engine: Engine, address: str) -> None:
    engine.open(f"{address}{folder}label-smoothing/")
    before = wait(engine, "document.querySelector('.what-if__line')?.textContent")
    engine.click(".what-if input")  # In its middle: 0.26 instead of 0.1.
    assert wait(engine, "document.documentElement.classList.contains('with-moved-numbers')")
    changed = f"document.querySelector('.what-if__line').textContent !== {json.dumps(before)}"
    assert wait(engine, changed)


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_a_number_opens_its_card(folder: str, engine: Engine, address: str) -> None:
    engine.open(f"{address}{folder}label-smoothing/")
    engine.click("article p > data[data-ref='label_smoothing.loss_smoothed']")
    name = wait(engine, "document.querySelector('.number-card:not([hidden]) .name')?.textContent")
    assert name == "label_smoothing.loss_smoothed"


@pytest.mark.parametrize(("folder", "other"), [("", "/en/softmax/"), ("en/", "/softmax/")], ids=FOLDERS)
def test_the_language_is_switched(folder: str, other: str, engine: Engine, address: str) -> None:
    engine.open(f"{address}{folder}softmax/")
    engine.click(".md-select > button")
    engine.click(".md-select__link:not([aria-current])")
    assert wait(engine, f"location.pathname === {json.dumps(other)} && document.readyState === 'complete'")


@pytest.mark.parametrize(("folder", "word"), [("", "softmax"), ("en/", "softmax")], ids=FOLDERS)
def test_the_search_finds(folder: str, word: str, engine: Engine, address: str) -> None:
    engine.open(f"{address}{folder}")
    engine.click("[data-md-component=search-query]")
    engine.type(word)
    found = wait(engine, "document.querySelector('.md-search-result__item a')?.pathname")
    assert found == f"/{folder}softmax/"


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_paper_holds_the_text_and_nothing_else(folder: str, engine: Engine, address: str) -> None:
    engine.resize(PAPER)
    engine.open(f"{address}{folder}label-smoothing/")
    assert engine.run(SHOWN)
    engine.run(ON_PAPER)
    assert engine.run(SHOWN) == []
    assert engine.run(CUT) == []


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_without_scripts_the_text_and_the_languages_are_there(
    folder: str, engine: Engine, address: str, without_scripts: str
) -> None:
    text = "document.querySelector('article').textContent"
    engine.open(f"{address}{folder}softmax/")
    expected = engine.run(text)
    engine.open(f"{without_scripts}{folder}softmax/")
    assert engine.run("document.documentElement.classList.contains('no-js')")
    assert engine.run(text) == expected
    assert engine.run("document.querySelectorAll('.md-select__link[hreflang]').length") == len(FOLDERS)


def test_without_the_style_sheets_icons_are_no_larger_than_text(engine: Engine, address: str) -> None:
    engine.open(f"{address}label-smoothing/")
    engine.run("document.querySelectorAll('link[rel=stylesheet], style').forEach(sheet => sheet.remove())")
    icons = "[...document.querySelectorAll('svg:not(figure svg)')].map(icon => icon.getBoundingClientRect().height)"
    assert 0 < max(engine.run(icons)) <= 24
