"""Layout and colours: one column, aligned decimal points, labels within figures, contrast, and colour blindness."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.browser import scenarios
from tests.browser.tabs import wait_until
from tests.browser.visits import DESKS, SCREENS
from tests.published import FOLDERS, QUOTING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.tabs import Visit
    from tests.browser.visits import Visits

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

WIDTHS = {"desk": DESKS, "phone": [SCREENS["phone"]]}


@pytest.mark.parametrize("page", [*PAGES, *MOVED])
def test_decimal_points_of_a_column_are_aligned(page: str, visits: Visits) -> None:
    columns = visits.at(page)["points"]
    assert [column for column in columns if max(column) - min(column) > 1] == []
    if page.endswith("numerics/"):
        assert max(map(len, columns)) > 5


@pytest.mark.parametrize("page", [*PAGES, *MOVED])
def test_infinity_and_nan_are_aligned_to_the_edge_of_their_column(page: str, visits: Visits) -> None:
    edges = visits.at(page)["edges"]
    assert [edge for edge in edges if abs(edge) > 1] == []
    if page.endswith("numerics/"):
        assert edges


@pytest.mark.parametrize("page", [*PAGES, *MOVED])
def test_labels_of_a_figure_lie_within_it(page: str, visits: Visits) -> None:
    assert visits.at(page)["outside"] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_curve_crosses_a_label_of_a_figure(page: str, visits: Visits) -> None:
    assert visits.at(page)["crossed"] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_text_is_about_700_pixels_wide(page: str, visits: Visits) -> None:
    assert 650 < max(right - left for left, right in visits.at(page)["paragraphs"]) < 750


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", WIDTHS["desk"])
def test_wide_blocks_lie_between_the_sidebars(page: str, width: int, visits: Visits) -> None:
    look = visits.at(page, width)
    (_, left), (right, _) = look["sidebars"]
    assert min(block[0] for block in look["blocks"]) >= left
    assert max(block[1] for block in look["blocks"]) <= right


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", WIDTHS["phone"])
def test_wide_blocks_span_the_whole_width_of_a_phone(page: str, width: int, visits: Visits) -> None:
    assert [sides for sides in visits.at(page, width)["wide"] if sides != [0, width]] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_formula_is_clipped_at_the_bottom(page: str, width: int, visits: Visits) -> None:
    assert set(visits.at(page, width)["cut_below"]) <= {0}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", WIDTHS["phone"])
def test_formulas_that_fit_a_phone_are_centred(page: str, width: int, visits: Visits) -> None:
    off = [(left + right) / 2 - width / 2 for left, right in visits.at(page, width)["formulas"] if right - left < 350]
    assert [distance for distance in off if abs(distance) > 1] == []


@pytest.mark.parametrize("folder", FOLDERS.values())
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_the_figure_of_the_home_page_fits_the_first_screen(folder: str, size: tuple[int, int], visit: Visit) -> None:
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
    "none": np.eye(3).tolist(),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(light: Vector) -> Vector:
    """Return CIE L*a*b* of linear RGB."""
    x, y, z = np.cbrt(XYZ @ np.clip(light, 0, 1) / (XYZ @ np.ones(3)))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest, visit: Visit) -> Page:
    """A page in each colour scheme."""
    visit.page.emulate_media(color_scheme=request.param)
    page = visit.go("label-smoothing/")
    wait_until(page, f"document.body.dataset.mdColorScheme === '{SCHEMES[request.param]}'")
    return page


def test_text_colours_have_a_contrast_of_at_least_4_5(scheme: Page) -> None:
    for background in ("--md-default-bg-color", "--md-code-bg-color"):
        (behind,) = colours(scheme, [background])
        ratios = {name: contrast(colour, behind) for name, colour in zip(WORDS, colours(scheme, WORDS), strict=True)}
        assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_prediction_target_and_epsilon_differ_in_colour_for_the_colour_blind_too(blindness: str, scheme: Page) -> None:
    seen = [lab(np.array(BLINDNESS[blindness]) @ linear(colour)) for colour in colours(scheme, PAINTED)]
    # A difference of 10 is seen at a glance; one of 2 can just be noticed.
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) > 10


def test_a_hat_does_not_touch_its_letter(browser: Browser, address: str) -> None:
    page = browser.new_page(device_scale_factor=3)
    page.goto(f"{address}numerics/")
    hats = page.locator("mover[accent=true]")
    assert hats.count() > 3
    for hat in hats.all()[:4]:
        with Image.open(BytesIO(hat.screenshot())) as picture:
            has_ink = (np.asarray(picture.convert("L")) < 160).any(axis=1)
        rows = has_ink[has_ink.argmax() : len(has_ink) - has_ink[::-1].argmax()]
        assert not rows.all()  # An empty row parts the hat from what is below it.
    page.close()
