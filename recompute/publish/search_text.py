"""What the search is given of a page: its words, formulas as a line of text, and the names of its values and terms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib.util import find_spec
from pathlib import Path

from recompute.library.glossary import Glossary
from recompute.markup.elements import without_marks
from recompute.markup.render_context import RenderContext
from recompute.publish.formula_text import as_lines

_DISPLAYED = re.compile(r'<p class="arithmatex">.*?</p>', re.DOTALL)  # It cannot be read as one line.
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)  # Its caption stays.
_WORDLESS = re.compile(r"</?(?:abbr|data)\b[^>]*>")  # terms and values
_INVISIBLE = re.compile(r"[\u2062-\u2064]")  # operators between the parts of a product
_REF = re.compile(r'data-ref="([^"[]+)')
_HEADING = re.compile(r"<h[1-6]\b")
_RUN = re.compile("[\u4e00-\u9fff]+")
_HAN = range(0x4E00, 0xA000)  # CJK Unified Ideographs
_NUMBER = "#number:"
_INDEX_FILE = "search/search_index.json"
_NAMES_COUNT = 0.1  # Words of the text come before names of values that begin alike.


def search_content(content: str, page: RenderContext, glossary: Glossary | None) -> str:
    """Return the content of a page for the search plugin, which makes an entry of each heading that has an id."""
    if glossary:
        for anchor, names in _explained(page, glossary):
            place = content.find(f'id="{anchor}"')
            following = _HEADING.search(content, place) if place >= 0 else None
            until = following.start() if following else len(content)
            content = f"{content[:until]}<p>{escape(names)}</p>{content[until:]}"
    content = _DRAWING.sub("", without_marks(content))
    refs = dict.fromkeys(_REF.findall(content))
    named = "".join(_value(ref, page) for ref in refs if ref.startswith(f"{page.module}."))
    return _WORDLESS.sub("", as_lines(_DISPLAYED.sub(" ", content))) + named


def _explained(page: RenderContext, glossary: Glossary) -> Iterator[tuple[str, str]]:
    """Yield where the page explains a term, and all that the term is called."""
    for term in glossary.terms:
        name, _, anchor = term.page.strip("[]").partition("|")[0].partition("#")
        wording, _ = term.wording(page.language.code, glossary.fallbacks)
        if name == Path(page.path).stem and wording.aliases:
            yield anchor, page.language.comma.join((wording.term, *wording.aliases))


def _value(ref: str, page: RenderContext) -> str:
    """Return a section for a value, by its name; the link leads to it in the list at the foot of the page."""
    value = page.values.find(ref, page.module)
    meaning = escape(value.descriptions.get(page.language.code, ""))
    return f'<h2 id="number:{ref}">{ref.partition(".")[2]}</h2><p>{meaning}</p><p><code>{ref}</code></p>'


def clean_search_index(site_dir: Path, terms: Iterable[str] = ()) -> None:
    """Complete the index: words before names of values where both fit, no invisible signs, other ways to write Chinese.

    Args:
        site_dir: The site in one language.
        terms: Words that can be looked up by their pinyin, as the titles of sections can.
    """
    file = site_dir / _INDEX_FILE
    if file.is_file():
        index = json.loads(file.read_text(encoding="utf-8"))
        for entry in index["docs"]:
            entry["text"] = _INVISIBLE.sub("", entry["text"])
            if _NUMBER in entry["location"]:
                entry["boost"] = _NAMES_COUNT
                entry.pop("tags", None)
        text = json.dumps(index["docs"], ensure_ascii=False)
        index["config"]["variants"] = _variants(text)
        if index["config"]["variants"]:
            index["config"]["pinyin"] = _pinyin([*terms, *(entry["title"] for entry in index["docs"])])
        file.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _variants(text: str) -> dict[str, str]:
    """Return the traditional characters for which a text has the simplified one, with the latter."""
    written = set(text)
    han = [chr(point) for point in _HAN]
    if written.isdisjoint(han) or find_spec("opencc") is None:  # A preview does without.
        return {}
    from opencc import OpenCC  # Only a site with a search in Chinese needs it.

    simplified = OpenCC("t2s").convert("\n".join(han)).split("\n")  # A line each: none is read as part of a word.
    return {old: new for old, new in zip(han, simplified, strict=True) if old != new and new in written}


def _pinyin(titles: Iterable[str]) -> dict[str, str]:
    """Return the runs of Han in titles by their pinyin, without tones and spaces."""
    from pypinyin import lazy_pinyin  # Only a site with a search in Chinese needs it.

    return {"".join(lazy_pinyin(run)): run for title in titles for run in _RUN.findall(title) if len(run) > 1}
