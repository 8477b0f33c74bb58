"""Every page in each engine, from a phone to a desk: formulas whole and centred, links marked, nothing too wide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.engines.conftest import PACKAGES, Windows
from tests.published import ADDRESSES, FOLDERS

PAGES = [folder + address for folder in FOLDERS.values() for address in [*ADDRESSES, "404.html"]]
WIDTHS = [360, 390, 700, 720, 1024, 1440]
PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")

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
            found = {}
            for width in WIDTHS:
                engine.resize(width)
                found[width] = engine.run(PROBE)
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
