"""The math font holds what formulas show: for the rest a browser would take another font, or draw nothing."""

from __future__ import annotations

import base64
import io
import re
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from tests.published import ADDRESSES, FOLDERS, Site


def font_of(language: str, site: Site) -> TTFont:
    style = (site.folder / FOLDERS[language] / "assets/math.css").read_text(encoding="utf-8")
    [font] = re.findall(r"url\(data:font/woff2;base64,([^)]+)\)", style)
    return TTFont(io.BytesIO(base64.b64decode(font)))


@pytest.mark.parametrize("language", FOLDERS)
def test_the_font_has_every_sign_of_the_formulas(language: str, site: Site) -> None:
    letters = font_of(language, site).getBestCmap()
    shown: set[str] = set()
    for address in ADDRESSES:
        shown.update(*site.pages[language, address].tree.xpath("//math//*[self::mi or self::mn or self::mo]/text()"))
    assert {"<", "=", "𝐩"} <= shown
    assert [sign for sign in sorted(shown) if unicodedata.category(sign) != "Cf" and ord(sign) not in letters] == []


@pytest.mark.parametrize("language", FOLDERS)
def test_a_raised_prime_is_about_as_high_as_a_letter(language: str, site: Site) -> None:
    font = font_of(language, site)
    letters, constants = font.getBestCmap(), font["MATH"].table.MathConstants
    capital, prime = (font["glyf"][letters[ord(sign)]] for sign in "L′")
    scale, raised = constants.ScriptPercentScaleDown / 100, constants.SuperscriptShiftUp.Value
    assert raised + scale * prime.yMax == pytest.approx(capital.yMax, rel=0.15)
    assert scale * (prime.yMax - prime.yMin) > 0.4 * capital.yMax
