"""Where a display would round a number to nothing, a page with controls shows a bound at that position."""

from __future__ import annotations

from pathlib import Path

from tests.machinery.builds.conftest import Build, Write
from tests.machinery.builds.test_controls import MODULE, RAIN, grid_of, texts

SMALL = """

@value(".3f", zh="小数。", en="A small number.")
def small(scenario: Rain) -> float:
    return 2.0 ** (8 - 8 * scenario.area)


@value((".3f", ".1%"), zh="负的小数，接近全部的一份。", en="A small number below zero, and a share of almost all.")
def pair(scenario: Rain) -> list[tuple[float, float]]:
    return [(-small(scenario), 1 - small(scenario))]
"""


def test_where_a_display_would_round_a_number_to_nothing_the_controls_show_a_bound(
    project: Path, write: Write, build: Build
) -> None:
    for other in ("docs/zh/page.md", "docs/en/page.md", "snippets/pages/page.py"):
        (project / other).unlink()
    write(project, RAIN)
    quotes = (
        "\n$x - {{ small }} \\approx y$ {{ small:.1f }} {{ small:.2e }}\n\n| {} | {} |\n|---|---|\n| {{ pair }} |\n"
    )
    for code, words in (("zh", "雨"), ("en", "Rain")):
        text = f"{RAIN[f'docs/{code}/index.md']}{quotes.replace('{}', words)}".replace("small:.1f", "small:<.1f")
        write(project, {f"docs/{code}/index.md": text, "snippets/pages/index.py": MODULE + SMALL})
    outcome = build(project)
    assert outcome.code == 0, outcome.output
    grid = grid_of(project, "en")
    # The area is 1, 2 or 3: the number is 1, 1/256 = 0.0039… or 1/65536 = 0.000015….
    formula, coarse, power = (texts(grid, number)[::3] for number in grid["slots"]["index.small"][:3])
    assert formula == ["1.000", "0.004", "<0.001"]
    assert coarse == ["1.0", "<0.1", "<0.1"]
    assert power == ["1.00×10⁰", "3.91×10⁻³", "1.53×10⁻⁵"]
    below, share = (texts(grid, grid["slots"][f"index.pair[0][{column}]"][0])[::3] for column in (0, 1))
    assert below == ["−1.000", "−0.004", ">−0.001"]
    assert share == ["0.0%", "99.6%", ">99.9%"]
