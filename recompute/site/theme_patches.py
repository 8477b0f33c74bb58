"""Changes to Material for MkDocs: it loads the search index once it is needed, keeps terms whole, writes valid HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from material.plugins.search.plugin import SearchIndex
from mkdocs.exceptions import PluginError

from recompute.site.packages import installed
from recompute.values.plain_text import HAN

_HAN = re.compile(f"[{HAN}]+")
_CHANGES = {
    'location.protocol!=="file:"': "!1",  # Fetch the index at the first search: it is larger than any page.
    '(e,"keyup")': '(e,"input")',  # Search what was pasted, spoken or drawn, too.
    '("search.highlight")?': '("search.highlight")&&location.search?',  # Nor for words to mark, where there are none.
    # Translations and data are no sites, whose maps to ask for, and from a copy read offline on another host at that.
    "link[rel=alternate]": "link[rel=alternate]:not([hreflang],[type])",
}
_SEARCH = {  # Its own cutting loses the last character of Han, and knows no other spelling.
    r'e=e.replace(new RegExp("\\p{sc=Han}+","gu"),s=>[...fe(s,this.index.invertedIndex)].join("* "))': (
        "e=indexedWords(e,this.index)"
    ),
}
_WORDS = Path(__file__).with_name("search_words.js")
_CHECK_BOX = re.compile(r'(<input [^>]*\btype="checkbox"[^>]*?) autocomplete="off"')


_ICON = re.compile(r'(<svg xmlns="[^"]+")(?= viewBox=)')


def change_script(site_dir: Path) -> None:
    """Let Material's script fetch nothing before it is needed, and its search know other spellings."""
    scripts = site_dir / "assets" / "javascripts"
    for bundle in scripts.glob("bundle.*.min.js"):
        _replace(bundle, _CHANGES)
    for worker in scripts.glob("workers/search.*.min.js"):
        _replace(worker, _SEARCH, _WORDS.read_text(encoding="utf-8"))


def _replace(file: Path, changes: Mapping[str, str], added: str = "") -> None:
    script = file.read_text(encoding="utf-8")
    for old, new in changes.items():
        if script.count(old) != 1:
            raise PluginError(f"{file.name} holds {old} {script.count(old)} times, not once; see {__file__}")
        script = script.replace(old, new)
    file.write_text(script + added, encoding="utf-8")


def valid(output: str) -> str:
    """Return a page as HTML allows it: check boxes complete nothing. Icons keep their size without a style sheet."""
    return _ICON.sub(r'\1 height="24"', _CHECK_BOX.sub(r"\1", output))


def keep_whole(words: Iterable[str]) -> None:
    """Let the search find these words: it cuts Han into words with jieba, which knows no terms. It cuts a text once."""
    if not installed("jieba"):  # A preview does without.
        return
    import jieba

    for han in {han for word in words for han in _HAN.findall(word)}.difference(_added):
        jieba.add_word(han)
        _added.add(han)
        _cut.cache_clear()
    SearchIndex._segment_chinese = lambda index, text: _cut(text)


_added: set[str] = set()
_segment_chinese = SearchIndex._segment_chinese


@cache  # A server makes the index anew whenever a page changes.
def _cut(text: str) -> str:
    return str(_segment_chinese(None, text))
