"""A page that is not translated, as the site of a language shows it: out of the way of what is in that language."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from mkdocs.structure.pages import Page as MkDocsPage

from recompute.markup.obsidian import TAGS_PAGE
from recompute.translation.pages import Translations

_OWN = ("tags", "aliases")  # A page of another language is not found by them.


def fallback_meta(meta: dict[str, Any]) -> dict[str, Any]:
    """Return the front matter of a page for the site of another language, whose search and tags leave it out.

    >>> fallback_meta({"title": "A", "tags": ["b"]})
    {'title': 'A', 'search': {'exclude': True}}
    """
    return {**{key: item for key, item in meta.items() if key not in _OWN}, "search": {"exclude": True}}


def settle_anchors(
    pages: Collection[MkDocsPage], translations: Translations, code: str, untranslated: Collection[str]
) -> None:
    """Let links be checked against what is made after a page's Markdown, too: marks of sections, and the list of tags.

    Links of pages that are `untranslated` may lead to pages that lack the place they name.
    """
    for page in pages:
        ids = translations.marked(code, page.file.src_uri)
        if page.file.src_uri == TAGS_PAGE:
            ids.update(re.findall(r'\bid="([^"]+)"', page.content or ""))
        page.present_anchor_ids = (page.present_anchor_ids or set()).union(ids)
    for page in pages:
        if page.file.src_uri in untranslated:
            _ignore_missing_anchors(page)


def _ignore_missing_anchors(page: MkDocsPage) -> None:
    """Let links of such a page lead to pages that lack the place they name: a translation may be out of date."""
    for file, anchors in (page.links_to_anchors or {}).items():
        present = file.page.present_anchor_ids if file.page else None
        for anchor in anchors.keys() - (present or set()):
            del anchors[anchor]


def with_lang(output: str, titles: Collection[str], lang: str, *, untranslated: bool) -> str:
    """Return a finished page whose theme says the language of titles that are in another one.

    `untranslated` says whether the page itself is in that language, with its title and its table of contents.
    """
    if titles:
        known = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
        titled = re.compile(rf'<(div|span) class="md-ellipsis">(?=\s*(?:{known})\s*<)')
        output = titled.sub(rf'<\1 class="md-ellipsis" lang="{lang}">', output)
    if untranslated:
        output = output.replace("<title>", f'<title lang="{lang}">', 1)
        output = output.replace(' data-md-component="toc"', f' data-md-component="toc" lang="{lang}"')
    return output
