"""What every page of a language loads to look as it does: one style sheet, and one that holds the math font."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import write_file

from recompute.publish.source_pages import theme_styles
from recompute.site.math_font import FontSubset, characters

_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_CHARSET = re.compile(r'@charset "[^"]*";', re.IGNORECASE)
_RELATIVE = re.compile(r"url\((?![\"']?(?:data:|#))[^)]*\)|@import[^;]*;")


class StyleBundle:
    """The style sheets of a language's site, made while it is built; `joined` names the one that holds all others.

    A page that waits for ten small files waits ten times, and for the slowest.
    """

    def __init__(self, joined: str, math_font: str) -> None:
        self._joined, self._math_font = joined, math_font
        self._sheets: list[str] = []
        self._cut_down = cache(FontSubset)  # A server asks for the same characters again.
        self._font: FontSubset | None = None

    def link_joined(self, config: MkDocsConfig) -> None:
        """Let pages link to the joined sheet, and to the font's own, instead of to each sheet."""
        if self._joined:
            self._sheets = [sheet for sheet in config.extra_css if sheet != self._math_font]
            config.extra_css = [self._joined, *filter(None, [self._math_font])]

    def begin_font(self, contents: Iterable[str]) -> None:
        """Begin to cut the math font down to the characters of these pages' formulas."""
        if self._math_font:
            self._font = self._cut_down(characters(contents))

    def write(self, site_dir: Path) -> None:
        """Write the sheets beside the pages."""
        if self._font:
            write_file(self._font.style_sheet.encode(), str(site_dir / self._math_font))
        if self._joined:
            theme = theme_styles(site_dir)
            if not theme and (site_dir / "assets" / "stylesheets").is_dir():
                raise PluginError(
                    "the theme has no assets/stylesheets/main.*.min.css, so that pages would have no style; "
                    "let theme_styles name its sheets"
                )
            sheets = [*theme, *self._sheets]
            text = "\n".join(
                _without_comments(sheet, (site_dir / sheet).read_text(encoding="utf-8")) for sheet in sheets
            )
            write_file(text.encode(), str(site_dir / self._joined))


def _without_comments(sheet: str, text: str) -> str:
    """Return a style sheet without comments, which must name no other file: its place is another one now."""
    text = _CHARSET.sub("", _COMMENT.sub("", text))
    if found := _RELATIVE.search(text):
        raise PluginError(f"{sheet} names another file, in {found[0]}; write it into the sheet, as a data: address")
    return text.strip()
