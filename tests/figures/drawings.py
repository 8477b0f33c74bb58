"""Read figures as a reader's eyes do: their words, their bars and their lines."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from recompute.values.svg import embeddable
from snippets.scenario import SCENARIO, Scenario

FOLDER = Path(__file__).resolve().parents[2] / "snippets" / "figures"
NAMES = sorted(path.stem for path in FOLDER.glob("[!_]*.py"))
LANGUAGES = ["zh", "en"]
_POINT = re.compile(r"[ML] ?(-?[\d.]+) (-?[\d.]+)")
_BAR = re.compile(r"M\S+ (?P<base>[\d.]+)V(?P<end>[\d.]+)H")


def module(name: str) -> ModuleType:
    return import_module(f"snippets.figures.{name}")


def draw(name: str, language: str, scenario: Scenario = SCENARIO) -> str:
    return embeddable(module(name).draw(scenario, language), "x")


@cache
def svg(name: str, language: str) -> str:
    return draw(name, language)


def tree(name: str, language: str) -> etree._Element:
    return etree.fromstring(svg(name, language))


def words(name: str, language: str) -> list[str]:
    return ["".join(text.itertext()) for text in tree(name, language).iter("text")]


def line(name: str, id_: str, scenario: Scenario = SCENARIO) -> NDArray[np.float64]:
    """Return the points of a line as it is drawn, upwards being positive."""
    (path,) = etree.fromstring(draw(name, "en", scenario)).xpath(f"//path[@id='x-{id_}'] | //*[@id='x-{id_}']/path")
    return np.array([(float(x), -float(y)) for x, y in _POINT.findall(path.get("d"))])


def bar_height(name: str, id_: str) -> float:
    (path,) = tree(name, "en").xpath(f"//path[@id='x-{id_}'] | //*[@id='x-{id_}']/path")
    if mark := _BAR.match(path.get("d")):
        return float(mark["base"]) - float(mark["end"])
    heights = [float(y) for _, y in _POINT.findall(path.get("d"))]
    return max(heights) - min(heights)


def numbers(name: str, axis: str, scenario: Scenario = SCENARIO) -> dict[float, float]:
    """Return the numbers at the divisions of a vertical axis, by their height in the drawing."""
    texts = etree.fromstring(draw(name, "en", scenario)).xpath(f"//text[starts-with(@id, 'x-{axis}-')]")
    return {-float(text.get("y")): float(text.text) for text in texts}
