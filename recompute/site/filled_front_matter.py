"""Front matter with quotes: titles and descriptions show computed values too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from recompute.audit import adjacency, exactness
from recompute.audit.typed_numerals import Suggestions
from recompute.markup.elements import marked, without_formats
from recompute.markup.obsidian import hashtags
from recompute.markup.quote import numbers_in
from recompute.markup.render_context import RenderContext
from recompute.source.front_matter import PUBLISHED
from recompute.source.inlines import ANY_BRACES
from recompute.values.numerals import numerals_in


def meta(page: RenderContext, theme: Sequence[str]) -> dict[str, Any]:
    """Return the front matter of a page for the theme in these folders, with the tags that stand in its text."""
    found = with_known_templates(filled(page), page, theme)
    if tags := hashtags(page.source):
        found["tags"] = list(dict.fromkeys([*found.get("tags", []), *tags]))
    return found


def filled(page: RenderContext) -> dict[str, Any]:
    """Return the front matter with its quotes resolved, noting numerals that were typed where readers see them."""
    for key in PUBLISHED:
        text = str(page.source.meta.get(key, ""))
        for numeral, _ in numerals_in(ANY_BRACES.sub("", text)):
            message = f"{numeral} is typed by hand in the {key}; {Suggestions(page).of(numeral, in_front_matter=True)}"
            page.problem_at(page.source.line_of(key), message)
    meta = {key: _fill(item, page) for key, item in page.source.meta.items()}
    for key in PUBLISHED:
        text = without_formats(str(meta.get(key, "")))
        exactness.check_text(key, text, page)
        adjacency.check_text(key, text, page)
    return meta


def _fill(item: Any, page: RenderContext) -> Any:
    if isinstance(item, str):
        return ANY_BRACES.sub(lambda match: _text(match[0], page), item)
    if isinstance(item, list):
        return [_fill(part, page) for part in item]
    return item


def _text(quote: str, page: RenderContext) -> str:
    shown = page.quote(quote)
    if shown is None:
        return page.missing.get(quote, quote)
    return page.language.comma.join(map(marked, numbers_in(shown)))


def with_known_templates(meta: dict[str, Any], page: RenderContext, theme: Sequence[str]) -> dict[str, Any]:
    """Return front matter without a template or an icon that no folder of the theme has, noting each."""
    known = dict(meta)
    for key, name in (("template", "{}"), ("icon", ".icons/{}.svg")):
        wanted = known.get(key)
        file = Path(name.format(wanted))
        is_within = not file.is_absolute() and ".." not in file.parts
        if wanted is not None and not (is_within and any(Path(folder, file).is_file() for folder in theme)):
            message = f"the theme has no {key} {wanted!r}; name one that it has, or leave it out"
            page.problem_at(page.source.line_of(key), message)
            del known[key]
    return known
