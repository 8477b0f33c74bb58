"""The math font holds what formulas show: for the rest a browser would take another font, or draw nothing."""

from __future__ import annotations

import base64
import io
import re
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from tests.published import ADDRESSES, FOLDERS, Site


@pytest.mark.parametrize("language", FOLDERS)
def test_the_font_has_every_sign_of_the_formulas(language: str, site: Site) -> None:
    style = (site.folder / FOLDERS[language] / "assets/math.css").read_text(encoding="utf-8")
    [font] = re.findall(r"url\(data:font/woff2;base64,([^)]+)\)", style)
    letters = TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()
    shown: set[str] = set()
    for address in ADDRESSES:
        shown.update(*site.pages[language, address].tree.xpath("//math//*[self::mi or self::mn or self::mo]/text()"))
    assert {"<", "=", "𝐩"} <= shown
    assert [sign for sign in sorted(shown) if unicodedata.category(sign) != "Cf" and ord(sign) not in letters] == []
