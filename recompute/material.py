"""What Material for MkDocs must do otherwise: search when asked to, cut no term for the search, write valid HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.exceptions import PluginError

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_CHANGES = {
    # It would fetch the index of the search, which is larger than any page, before anybody searches.
    'location.protocol!=="file:"': "!1",
    # It would ask each translation, and a page's data, for a map of a site, on the published host even from a disk.
    "link[rel=alternate]": "link[rel=alternate]:not([hreflang],[type])",
}
_CHECK_BOX = re.compile(r'(<input [^>]*\btype="checkbox"[^>]*?) autocomplete="off"')


def adapt_script(site_dir: Path) -> None:
    """Let Material's script do less: each change is made in one place, which must be found."""
    for bundle in (site_dir / "assets" / "javascripts").glob("bundle.*.min.js"):
        script = bundle.read_text(encoding="utf-8")
        for given, wanted in _CHANGES.items():
            if script.count(given) != 1:
                raise PluginError(f"{bundle.name} holds {given} {script.count(given)} times, not once; see {__file__}")
            script = script.replace(given, wanted)
        bundle.write_text(script, encoding="utf-8")


def valid(output: str) -> str:
    """Return a page without what Material writes and HTML does not allow: check boxes complete nothing."""
    return _CHECK_BOX.sub(r"\1", output)


def keep_whole(words: Iterable[str]) -> None:
    """Let the search find these words: it cuts Han into words with jieba, which knows no terms."""
    import jieba  # Only a site with a search needs it.

    for word in words:
        for han in _HAN.findall(word):
            jieba.add_word(han)
