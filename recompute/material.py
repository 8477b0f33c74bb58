"""What Material for MkDocs must do otherwise: ask no other host for a sitemap, and cut no term for the search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.exceptions import PluginError

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_SELECTOR = "link[rel=alternate]"


def keep_to_own_host(site_dir: Path) -> None:
    """Let Material's script pass over links to a page's translations and to its data, which it would take for sites."""
    for bundle in (site_dir / "assets" / "javascripts").glob("bundle.*.min.js"):
        script = bundle.read_text(encoding="utf-8")
        if script.count(_SELECTOR) != 1:
            raise PluginError(
                f"{bundle.name} holds {_SELECTOR} {script.count(_SELECTOR)} times, not once; see {__file__}"
            )
        bundle.write_text(script.replace(_SELECTOR, f"{_SELECTOR}:not([hreflang],[type])"), encoding="utf-8")


def keep_whole(words: Iterable[str]) -> None:
    """Let the search find these words: it cuts Han into words with jieba, which knows no terms."""
    import jieba  # Only a site with a search needs it.

    for word in words:
        for han in _HAN.findall(word):
            jieba.add_word(han)
