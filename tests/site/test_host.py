"""A page asks no other host for anything, so that it reads the same offline and behind any network."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.published import Site

LARGEST_FONT = 60_000
LOADED = (
    "//script/@src | //img/@src | //iframe/@src | //source/@src | //link[@rel='stylesheet' or @rel='icon'"
    " or @rel='preload' or @rel='preconnect' or @rel='modulepreload' or @rel='manifest']/@href"
)


def test_pages_load_nothing_from_another_host(site: Site) -> None:
    for page in site.pages.values():
        loaded = page.tree.xpath(LOADED)
        assert loaded
        assert [address for address in loaded if re.match(r"[a-z]+:|//", address)] == []


def test_style_sheets_load_nothing_from_another_host(site: Site) -> None:
    sheets = list(site.folder.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        addresses = re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')]+)", sheet.read_text(encoding="utf-8"))
        assert [address for address in addresses if re.match(r"https?:|//", address)] == []


def test_each_language_carries_the_math_font(site: Site) -> None:
    for folder in ("", "en"):
        (data,) = re.findall(r"base64,([^)]+)", (site.folder / folder / "assets/math.css").read_text(encoding="utf-8"))
        font = base64.b64decode(data)
        assert font[:4] == b"wOF2"
        assert len(font) < LARGEST_FONT
