"""The picture of the README in each language: a figure of the site in colours of its own, on white.

`python -m tests.readme_picture` writes it anew.
"""

from __future__ import annotations

from pathlib import Path

from recompute.values.svg import embeddable
from snippets.figures._style import PAPER, WIDTH, fixed_colours
from snippets.figures.one_prediction import draw
from snippets.scenario import SCENARIO

FOLDER = Path(__file__).resolve().parents[1] / ".github"
_FONT = "font-family: system-ui, sans-serif"


def picture(language: str) -> str:
    """Return the figure as a file of its own, as wide as a column of text."""
    drawn = fixed_colours(embeddable(draw(SCENARIO, language), "picture"))
    opening, _, rest = drawn.removesuffix("</svg>").partition(">")
    opening = opening.replace("<svg", f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * WIDTH}"', 1)
    paper = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    return f'{opening}>{paper}<g style="{_FONT}">{rest.rstrip()}</g></svg>\n'


if __name__ == "__main__":
    for code in SCENARIO.class_names:
        (FOLDER / f"picture.{code}.svg").write_text(picture(code), encoding="utf-8", newline="\n")
