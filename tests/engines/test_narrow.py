"""What fits a narrow screen in one engine fits it in the others: Chinese tables wrap, headings take no more lines."""

from __future__ import annotations

from tests.engines.conftest import Windows
from tests.engines.drivers import Engine

TABLES = '[...document.querySelectorAll(".wide-table table")].map(table => table.getBoundingClientRect().width)'
# The links beside headings that stand below the last line of their heading.
ALONE = """[...document.querySelectorAll("article .headerlink")].filter(link => {
  const words = document.createRange()
  words.selectNodeContents(link.parentElement)
  words.setEndBefore(link)
  const bottom = Math.max(...[...words.getClientRects()].map(line => line.bottom))
  return link.getBoundingClientRect().top > bottom - 2
}).map(link => link.parentElement.textContent)"""


def test_tables_of_chinese_are_about_as_wide_in_webkit_as_in_chromium(windows: Windows, address: str) -> None:
    widths = {}
    for name in ("chromium", "webkit"):
        engine = windows[name]
        engine.resize(390)
        engine.open(address + "training/")
        widths[name] = engine.run(TABLES)
    pairs = list(zip(widths["chromium"], widths["webkit"], strict=True))
    assert len(pairs) > 10
    assert [pair for pair in pairs if pair[1] > 1.15 * pair[0]] == []


def test_the_link_beside_a_heading_begins_no_line_of_its_own(engine: Engine, address: str) -> None:
    engine.open(address + "source-note/")
    alone = {}
    for width in range(320, 421, 10):
        engine.resize(width)
        alone[width] = engine.run(ALONE)
    assert {width: headings for width, headings in alone.items() if headings} == {}
