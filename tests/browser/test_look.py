"""How pages look: one column, points below each other, the idea at first sight, colours told apart by everyone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.browser import scenarios
from tests.browser.conftest import Tab, wait_for_all
from tests.published import FOLDERS, QUOTING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

Vector = NDArray[np.float64]
PAGES = [folder + address for folder in FOLDERS.values() for address in QUOTING]
MOVED = [
    f"{folder}{name}/#{scenarios.address(name, state)}"
    for folder in FOLDERS.values()
    for name in scenarios.PAGES
    for state in scenarios.states(name)
]
SCHEMES = {"light": "default", "dark": "slate"}
PAINTED = ["--site-prediction", "--site-target", "--site-epsilon"]
WORDS = [*PAINTED, "--site-computed", "--md-typeset-a-color", "--md-default-fg-color--light"]

OUTSIDE = """() => [...document.querySelectorAll("article .drawing svg")].flatMap(figure => {
    const frame = figure.getBoundingClientRect()
    return [...figure.querySelectorAll("text")].filter(text => {
        const { left, right, top, bottom } = text.getBoundingClientRect()
        return left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom
    }).map(text => text.textContent)
})"""

# Of each column on the right, where its numbers have their units: the place behind the whole part of each.
POINTS = """() => [...document.querySelectorAll("article table")].flatMap(table => {
    const columns = {}
    for (const cell of table.querySelectorAll("td[style*=right]")) {
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
        while (walker.nextNode()) {
            const whole = walker.currentNode.data.match(/^[+−-]?[\\d,]+(?=\\.?\\d*(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?%?$)/)
            if (!whole || !cell.offsetWidth || cell.querySelector("math")) continue
            const range = document.createRange()
            range.setStart(walker.currentNode, 0)
            range.setEnd(walker.currentNode, whole[0].length)
            ;(columns[cell.cellIndex] ??= []).push(range.getBoundingClientRect().right)
        }
    }
    return Object.values(columns)
})"""

SIDES = """selector => [...document.querySelectorAll(selector)]
    .map(block => block.getBoundingClientRect()).map(({ left, right }) => [left, right])"""

# Of each number without digits, how far it ends before the edge of what its cell holds.
EDGES = """() => [...document.querySelectorAll("article td[style*=right]")].filter(cell => cell.offsetWidth)
    .filter(cell => /^[+−]?(?:∞|NaN)$/.test(cell.textContent.trim())).map(cell => {
        const range = document.createRange()
        range.selectNodeContents(cell)
        const edge = cell.getBoundingClientRect().right - parseFloat(getComputedStyle(cell).paddingRight)
        return edge - range.getBoundingClientRect().right
    })"""

SCROLLERS = "article > :is(.arithmatex, .table-scroll, .highlight)"
CUT_BELOW = """() => [...document.querySelectorAll("article div.arithmatex")]
    .map(formula => formula.scrollHeight - formula.clientHeight)"""
PROBES = {
    "points": POINTS,
    "edges": EDGES,
    "outside": OUTSIDE,
    "cut_below": CUT_BELOW,
    "paragraphs": f"() => ({SIDES})('article > p')",
    "wide": f"() => ({SIDES})('{SCROLLERS}')",
    "blocks": f"() => ({SIDES})('article > :is(.arithmatex, .table-scroll, .highlight, figure, p)')",
    "formulas": f"() => ({SIDES})('article > .arithmatex > math')",
    "sidebars": f"() => ({SIDES})('.md-sidebar--primary, .md-sidebar--secondary')",
}
LOOK = f"() => ({{ {', '.join(f'{name}: ({probe})()' for name, probe in PROBES.items())} }})"
WIDTHS = {"desk": [1440, 1280, 1920], "phone": [390]}
Look = dict[str, Any]


class StyleBundle:
    """What each page shows at each width of a screen: a page is loaded once for all that is measured on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.found: dict[tuple[str, int], Look] = {}

    def at(self, path: str, width: int = 1440) -> Look:
        if (path, width) not in self.found:
            widths = [width] if "#" in path else next(each for each in WIDTHS.values() if width in each)
            self._look(path, widths)
        return self.found[path, width]

    def _look(self, path: str, widths: list[int]) -> None:
        self.page.goto("about:blank")  # From another position of the same page's controls, it would not load.
        self.page.set_viewport_size({"width": widths[0], "height": 900})
        self.page.goto(self.address + path)
        if "#" in path:
            self.page.locator("html.with-moved-numbers").wait_for()
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 900})
            wait_for_all(self.page)  # What waits to be laid out has no height to measure.
            self.found[path, width] = self.page.evaluate(LOOK)


@pytest.fixture(scope="module")
def looks(tab: Tab, address: str) -> Iterator[StyleBundle]:
    yield StyleBundle(tab.page, address)
    tab.reset()


@pytest.mark.parametrize("page", [*PAGES, *MOVED])
def test_the_points_of_a_column_stand_below_each_other(page: str, looks: StyleBundle) -> None:
    columns = looks.at(page)["points"]
    assert [column for column in columns if max(column) - min(column) > 1] == []
    if page.endswith("numerics/"):
        assert max(map(len, columns)) > 5


@pytest.mark.parametrize("page", [*PAGES, *MOVED])
def test_what_has_no_digits_stands_at_the_edge_of_its_column(page: str, looks: StyleBundle) -> None:
    edges = looks.at(page)["edges"]
    assert [edge for edge in edges if abs(edge) > 1] == []
    if page.endswith("numerics/"):
        assert edges


@pytest.mark.parametrize("page", [*PAGES, *MOVED])
def test_the_words_of_a_figure_lie_within_it(page: str, looks: StyleBundle) -> None:
    assert looks.at(page)["outside"] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_text_is_about_700_pixels_wide(page: str, looks: StyleBundle) -> None:
    assert 650 < max(right - left for left, right in looks.at(page)["paragraphs"]) < 750


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", WIDTHS["desk"])
def test_what_is_wide_lies_between_the_sidebars(page: str, width: int, looks: StyleBundle) -> None:
    look = looks.at(page, width)
    (_, left), (right, _) = look["sidebars"]
    assert min(block[0] for block in look["blocks"]) >= left
    assert max(block[1] for block in look["blocks"]) <= right


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", WIDTHS["phone"])
def test_what_is_wide_scrolls_from_edge_to_edge_of_a_phone(page: str, width: int, looks: StyleBundle) -> None:
    assert [sides for sides in looks.at(page, width)["wide"] if sides != [0, width]] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_formula_is_cut_below(page: str, width: int, looks: StyleBundle) -> None:
    assert set(looks.at(page, width)["cut_below"]) <= {0}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", WIDTHS["phone"])
def test_what_fits_is_set_in_the_middle_of_a_phone(page: str, width: int, looks: StyleBundle) -> None:
    off = [(left + right) / 2 - width / 2 for left, right in looks.at(page, width)["formulas"] if right - left < 350]
    assert [distance for distance in off if abs(distance) > 1] == []


@pytest.mark.parametrize("folder", FOLDERS.values())
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_the_home_page_shows_the_idea_at_first_sight(folder: str, size: tuple[int, int], visit: Visit) -> None:
    visit.page.set_viewport_size({"width": size[0], "height": size[1]})
    box = visit.go(folder).locator("article svg[data-figure=one_prediction]").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < size[1]
    assert box["width"] > 300


def colours(page: Page, names: list[str]) -> list[Vector]:
    """Return custom properties as the browser paints them on the page, from 0 to 1."""
    painted = page.evaluate(
        """names => names.map(name => {
            const probe = document.body.appendChild(document.createElement("i"))
            probe.style.color = `var(${name})`
            const canvas = document.createElement("canvas").getContext("2d")
            canvas.fillStyle = getComputedStyle(document.body).backgroundColor
            canvas.fillRect(0, 0, 1, 1)
            canvas.fillStyle = getComputedStyle(probe).color
            canvas.fillRect(0, 0, 1, 1)
            return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
        })""",
        names,
    )
    return [np.array(colour) / 255 for colour in painted]


def linear(colour: Vector) -> Vector:
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)


def contrast(one: Vector, other: Vector) -> float:
    """Return the ratio of WCAG 2."""
    lights = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) + 0.05 for colour in (one, other))
    return lights[1] / lights[0]


# Machado, Oliveira and Fernandes (2009), table 1, severity 1.0: what linear RGB looks like to the colour-blind.
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
    "nobody": np.eye(3).tolist(),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(light: Vector) -> Vector:
    """Return CIE L*a*b* of linear RGB."""
    x, y, z = np.cbrt(XYZ @ np.clip(light, 0, 1) / (XYZ @ np.ones(3)))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest, visit: Visit) -> Page:
    visit.page.emulate_media(color_scheme=request.param)
    page = visit.go("label-smoothing/")
    page.wait_for_function(f"document.body.dataset.mdColorScheme === '{SCHEMES[request.param]}'")
    return page


def test_every_colour_of_words_can_be_read(scheme: Page) -> None:
    for background in ("--md-default-bg-color", "--md-code-bg-color"):
        (behind,) = colours(scheme, [background])
        ratios = {name: contrast(colour, behind) for name, colour in zip(WORDS, colours(scheme, WORDS), strict=True)}
        assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_prediction_target_and_epsilon_are_told_apart_by_everyone(blindness: str, scheme: Page) -> None:
    seen = [lab(np.array(BLINDNESS[blindness]) @ linear(colour)) for colour in colours(scheme, PAINTED)]
    # Colours that differ by 10 are told apart at a glance; 2 can just be noticed.
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) > 10
