"""The math font: STIX Two Math, cut down to the characters that the formulas use, in a process beside the build."""

from __future__ import annotations

import base64
import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from html import unescape
from importlib.util import find_spec
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from recompute.evaluation.processes import received, start
from recompute.markup.html import FORMULA

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_TAG = re.compile(r"<[^>]*>")
FAMILY = "STIX Two Math"
_ALWAYS = "0123456789.,%+=()[]{}|−×⁻⁰¹²³⁴⁵⁶⁷⁸⁹∞"  # What controls may show.
_PRIMES = "′″‴"  # Chromium and WebKit take no small form of a sign in a script, and scale down what is small already.
_ROOT = "√"  # A browser draws it, though no formula holds it; without it, it would draw nothing.


def characters(contents: Iterable[str]) -> str:
    """Return the characters of all formulas, with the italics that a browser makes of single letters."""
    formulas = chain.from_iterable(map(FORMULA.findall, contents))
    text = {letter for formula in formulas for letter in unescape(_TAG.sub("", formula))}
    return "".join(sorted(text.union(map(_italic, text), _ALWAYS, _ROOT)))


def _italic(letter: str) -> str:
    if letter == "h":
        return "\N{PLANCK CONSTANT}"  # Unicode has no other italic h.
    try:
        name = re.sub("LATIN |GREEK |LETTER ", "", unicodedata.name(letter))
        return unicodedata.lookup(f"MATHEMATICAL ITALIC {name}")
    except (KeyError, ValueError):
        return letter


class FontSubset:
    """A font that is being cut down to the wanted characters."""

    def __init__(self, wanted: str) -> None:
        from recompute.site.packages import MATH_FONT, installed  # Slow to import for the process that cuts the font.

        # A preview shows formulas in a font of the system.
        self._process = start("recompute.site.math_font", wanted, Path()) if installed(*MATH_FONT) else None

    @cached_property
    def style_sheet(self) -> str:
        """A style sheet that holds the font: one that came later would move the formulas. It waits for the font."""
        if self._process is None:
            return ""
        assert self._process.stdout is not None
        font = self._process.stdout.read()
        if self._process.wait():
            raise PluginError("the math font could not be cut down; see the message above")
        data = base64.b64encode(font).decode("ascii")
        return f'@font-face{{font-family:"{FAMILY}";src:url(data:font/woff2;base64,{data}) format("woff2")}}\n'


def subset(wanted: str) -> bytes:
    """Return the font with these characters alone, their stretchy and script forms included, as WOFF2."""
    from fontTools.subset import Options, Subsetter  # Slow to import, and only this process needs it.
    from fontTools.ttLib import TTFont

    font = TTFont(_stix_two_math(), recalcTimestamp=False)
    # Formulas need the MATH table and the small forms of scripts; the other layout tables serve running text.
    options = Options(layout_features=["ssty"], drop_tables=["GPOS", "GDEF"], notdef_outline=True, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=wanted)
    subsetter.subset(font)
    _take_script_forms(font, _PRIMES)
    font.flavor = "woff2"
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _take_script_forms(font: TTFont, signs: str) -> None:
    """Let signs that stand in scripts alone have the form that the font has for scripts, in every browser."""
    table = font["GSUB"].table
    places = {place for each in table.FeatureList.FeatureRecord for place in each.Feature.LookupListIndex}
    subtables = [
        getattr(each, "ExtSubTable", each) for place in places for each in table.LookupList.Lookup[place].SubTable
    ]
    forms = {glyph: names[0] for each in subtables for glyph, names in getattr(each, "alternates", {}).items()}
    for characters in font["cmap"].tables:
        for sign in map(ord, signs):
            if sign in characters.cmap:
                characters.cmap[sign] = forms[characters.cmap[sign]]


def _stix_two_math() -> Path:
    package = find_spec("ziamath")  # Only its font is wanted: the package is not imported.
    assert package is not None and package.origin is not None
    return Path(package.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"


if __name__ == "__main__":
    sys.stdout.buffer.write(subset(received()))
