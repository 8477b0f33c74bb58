"""What all figures share: their size, their colours by role, the words on them, and how they become SVG."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from recompute import Mark

WIDTH, HEIGHT = 420, 270  # in CSS pixels, before the page scales the drawing

# Each role stands for a custom property of the site's style sheet, which knows whether the page is dark.
PREDICTION, TARGET, EPSILON = "#0b5fa5", "#b45309", "#701a5f"
INK, MUTED, GRID, PAPER = "#1c2530", "#5b6672", "#d5dae0", "#fefefe"
_PROPERTIES = {
    PREDICTION: "--site-prediction",
    TARGET: "--site-target",
    EPSILON: "--site-epsilon",
    INK: "--figure-ink",
    MUTED: "--figure-muted",
    GRID: "--figure-grid",
    PAPER: "--figure-paper",
}
_RC = {
    "svg.fonttype": "none",  # Text stays text.
    "svg.hashsalt": "figure",  # The same figure is drawn with the same ids in every build.
    "font.size": 13,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.2,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "ytick.major.size": 0,
    "hatch.linewidth": 1.2,
}
_FONT = re.compile(r"font-family: [^;\"]+; ")

Words = Mapping[str, Mapping[str, str]]


@contextmanager
def canvas(height: int = HEIGHT) -> Iterator[Figure]:
    """Yield an empty figure in the site's style."""
    with mpl.rc_context(_RC):
        figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
        FigureCanvasSVG(figure)
        yield figure


def to_svg(figure: Figure, marks: Sequence[Mark] = ()) -> str:
    """Return a figure as SVG whose colours and font are those of the page around it, its marks on top."""
    output = io.StringIO()
    with warnings.catch_warnings():
        # Matplotlib only measures the text; readers see it in a font of their own, which has Han characters.
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from")
        figure.savefig(output, format="svg", metadata={"Date": None}, transparent=True)
    svg = _FONT.sub("", output.getvalue())  # It inherits the page's.
    for colour, name in _PROPERTIES.items():
        svg = svg.replace(colour, f"var({name})")
    frame, end, _ = svg.rpartition("</svg>")
    return frame + "".join(mark.svg() for mark in marks) + end


def fixed_colours(svg: str) -> str:
    """Return a figure in the light scheme's colours, for where no style sheet names them."""
    for colour, name in _PROPERTIES.items():
        svg = svg.replace(f"var({name})", colour)
    return svg


def colour(name: str) -> str:
    """Return the custom property of a colour of this module, for marks."""
    return f"var({_PROPERTIES[name]})"


def label_axes(axes: Axes, x: str, y: str) -> None:
    """Name both axes, the vertical one above its top, where it reads like a line of text."""
    axes.set_xlabel(x)
    axes.set_title(y, loc="left", fontsize=13, color=INK, pad=10)
