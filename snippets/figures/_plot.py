"""Where data lie in a drawing, and the marks that stand for them: what moves when a control of the page moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from recompute import Mark
from snippets.figures._style import HEIGHT, INK, WIDTH, colour

Point = tuple[float, float]
Points = NDArray[np.float64]

DIVISIONS = 4  # of the vertical axis, whose end moves while its lines stay
_ENDS = np.array([1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 6.0, 8.0, 10.0])  # A quarter of each is a short decimal.


@dataclass(frozen=True)
class Plot:
    """Axes in a drawing: their edges as shares of it, and the data at these edges.

    >>> Plot((0.0, 1.0), (0.0, 1.0), (0.0, 10.0), (0.0, 1.0)).at(5.0, 1.0)
    (210.0, 0.0)
    """

    across: Point  # left and right edge
    upright: Point  # lower and upper edge
    x: Point
    y: Point
    name: str = "y"
    height: int = HEIGHT
    logarithmic: bool = False

    def at(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Return where points of the data lie in the drawing, in pixels from its top left."""
        low, high = np.log(self.x) if self.logarithmic else self.x
        share = ((np.log(x) if self.logarithmic else x) - low) / (high - low)
        left, right = self.across
        bottom, top = self.upright
        risen = (y - self.y[0]) / (self.y[1] - self.y[0])
        return WIDTH * (left + share * (right - left)), self.height * (1 - bottom - risen * (top - bottom))

    def axes(self, drawing: Figure) -> Axes:
        """Draw the axes, with lines at the divisions of the vertical one, whose numbers are marks."""
        (left, right), (bottom, top) = self.across, self.upright
        axes = drawing.add_axes((left, bottom, right - left, top - bottom))
        if self.logarithmic:
            axes.set_xscale("log")
        axes.set(xlim=self.x, ylim=self.y, yticks=self._divisions())
        axes.set_yticklabels([])
        return axes

    def numbers(self) -> list[Mark]:
        """Return the numbers at the divisions of the vertical axis."""
        left = self.x[0]
        return [
            self.text(f"{self.name}-{place}", f"{number:.4g}".replace("-", "−"), (left, number), INK, "end", (-6, 4.5))
            for place, number in enumerate(self._divisions())
        ]

    def text(
        self,
        id_: str,
        words: str,
        place: Point,
        ink: str,
        anchor: str = "start",
        shift: Point = (0, 4.5),
    ) -> Mark:
        """Return words beside a point, shifted by pixels to the right and down."""
        x, y = self.at(*place)
        style = f"font-size: 13px; text-anchor: {anchor}; fill: {colour(ink)}"
        return Mark(id_, "text", {"x": _short(x + shift[0]), "y": _short(y + shift[1]), "style": style}, words)

    def line(self, id_: str, points: Iterable[Point], ink: str, style: str = "", width: float = 2.2) -> Mark:
        """Return a line through points, cut off where it leaves the axes."""
        look = f"fill: none; stroke: {colour(ink)}; stroke-width: {width}; stroke-linejoin: round"
        dashes = {"--": "7 4", ":": "2 3"}.get(style)
        look += f"; stroke-dasharray: {dashes}" if dashes else ""
        return Mark(id_, "path", {"d": self._path(np.array(list(points), float)), "style": look})

    def bar(self, id_: str, middle: float, width: float, value: float, ink: str) -> Mark:
        """Return a bar that stands on the horizontal axis, cut off where it leaves the axes."""
        left, base = self.at(middle - width / 2, self.y[0])
        right, end = self.at(middle + width / 2, min(value, self.y[1]))
        d = f"M{_short(left)} {_short(base)}V{_short(end)}H{_short(right)}V{_short(base)}Z"
        return Mark(id_, "path", {"d": d, "style": f"fill: {colour(ink)}"})

    def dot(self, id_: str, place: Point, ink: str, radius: float = 4) -> Mark:
        """Return a dot."""
        x, y = self.at(*place)
        attributes = {"cx": _short(x), "cy": _short(y), "r": _short(radius), "style": f"fill: {colour(ink)}"}
        return Mark(id_, "circle", attributes)

    def _divisions(self) -> NDArray[np.float64]:
        return np.linspace(*self.y, DIVISIONS + 1)

    def _path(self, points: Points) -> str:
        """Return the stretches of a line that lie within the axes, as a path."""
        stretches = (self.at(*stretch.T) for stretch in self._stretches(points))
        return "".join("M" + "L".join(map(_pair, xs, ys)) for xs, ys in stretches)

    def _stretches(self, points: Points) -> Iterator[Points]:
        within = (points[:, 1] >= self.y[0]) & (points[:, 1] <= self.y[1])
        changes = np.flatnonzero(within[1:] != within[:-1]) + 1
        edges = [self._crossing(points[place - 1], points[place]) for place in changes]
        for nth, stretch in enumerate(np.split(points, changes)):
            if self.y[0] <= stretch[0, 1] <= self.y[1]:
                before = edges[nth - 1 : nth] if nth else []
                yield np.array([*before, *stretch, *edges[nth : nth + 1]])

    def _crossing(self, one: Points, other: Points) -> Points:
        """Return where the way between two points crosses the upper or the lower edge."""
        inside, outside = (one, other) if self.y[0] <= one[1] <= self.y[1] else (other, one)
        edge = self.y[1] if outside[1] > self.y[1] else self.y[0]
        if not np.isfinite(outside[1]):
            return np.array([outside[0], edge])
        share = (edge - inside[1]) / (outside[1] - inside[1])
        return np.asarray(inside + share * (outside - inside))


def round_end(largest: ArrayLike) -> float:
    """Return a round number, no less than another, at which an axis of four equal parts may end.

    >>> round_end(0.0333), round_end(1.35), round_end(0.0)
    (0.04, 1.6, 1.0)
    """
    number = float(np.max(largest))
    if number <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(number))
    end = _ENDS[np.searchsorted(_ENDS, number / power * (1 - 1e-9))]
    return float(f"{end * power:.6g}")


def _pair(x: float, y: float) -> str:
    return f"{_short(x)} {_short(y)}"


def _short(pixels: float) -> str:
    return f"{pixels:.1f}".removesuffix(".0")
