"""What Material for MkDocs must do otherwise: search when asked to, cut no term for the search, write valid HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.exceptions import PluginError

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_EAGER = 'location.protocol!=="file:"'
_CHECK_BOX = re.compile(r'(<input [^>]*\btype="checkbox"[^>]*?) autocomplete="off"')


def search_on_demand(site_dir: Path) -> None:
    """Let Material's script fetch the index once somebody searches: it is larger than any page."""
    for bundle in (site_dir / "assets" / "javascripts").glob("bundle.*.min.js"):
        script = bundle.read_text(encoding="utf-8")
        if script.count(_EAGER) != 1:
            raise PluginError(f"{bundle.name} holds {_EAGER} {script.count(_EAGER)} times, not once; see {__file__}")
        bundle.write_text(script.replace(_EAGER, "!1"), encoding="utf-8")


def valid(output: str) -> str:
    """Return a page without what Material writes and HTML does not allow: check boxes complete nothing."""
    return _CHECK_BOX.sub(r"\1", output)


def keep_whole(words: Iterable[str]) -> None:
    """Let the search find these words: it cuts Han into words with jieba, which knows no terms."""
    import jieba  # Only a site with a search needs it.

    for word in words:
        for han in _HAN.findall(word):
            jieba.add_word(han)
