"""The site in each language is an ordinary MkDocs build: where its pages are in others, and those that it lacks."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page as MkDocsPage

from recompute.locale.language import Language
from recompute.markup.html import relative_url
from recompute.markup.obsidian import TAGS_PAGE
from recompute.site.configuration import EXTENSION
from recompute.site.packages import NOTEBOOKS, plugins_without_notebooks
from recompute.translation.pages import Translations

_OWN = ("tags", "aliases")  # A page of another language is not found by them.


def translation_config(config: MkDocsConfig, language: Language) -> MkDocsConfig:
    """Return the configuration that builds a translation into a folder of the source language's site."""
    file = Path(str(config.config_file_path))
    without: dict[str, Any] = {} if NOTEBOOKS in config.plugins else {"plugins": plugins_without_notebooks(file)}
    translation = load_config(
        config_file=config.config_file_path,
        docs_dir=str(Path(config.docs_dir).parent / language.code),
        site_dir=str(Path(config.site_dir) / language.code),
        site_name=language.site_name,
        site_description=language.site_description,
        **without,
        strict=False,  # The source language's build counts the warnings of all.
    )
    if translation.plugins[EXTENSION] is not config.plugins[EXTENSION]:  # MkDocs keeps one that declares on_startup.
        raise PluginError(f"MkDocs has made another plugin for {language.code}; use a version that keeps the first")
    translation.site_url = urljoin(config.site_url, f"{language.code}/") if config.site_url else config.site_url
    translation.theme["language"] = language.tag
    return translation


class Alternates(list[dict[str, Any]]):
    """Where else a page is found: its translations, for hreflang, and beside them where the switch leads.

    The switch offers every language, for each has the page, translated or not; a search engine gets only
    translations, and of none by a page that is not translated itself.
    """

    def __init__(self, translations: Sequence[dict[str, Any]], switch: Sequence[dict[str, Any]]) -> None:
        super().__init__(translations)
        self.switch = switch

    def __bool__(self) -> bool:  # The theme shows no switch where there is nothing to switch to.
        return bool(self.switch)


def folder_of(languages: Sequence[Language], code: str) -> str:
    """Return the folder of a language in the site: the source language at the root, the others in their folders."""
    return "" if code == languages[0].code else f"{code}/"


def source_address(languages: Sequence[Language], code: str, site_url: str | None, url: str) -> str | None:
    """Return the full address of the page in the source language, where the site has one."""
    return (site_url.removesuffix(folder_of(languages, code)) + url) if site_url else None


def alternates(
    languages: Sequence[Language], code: str, site_url: str | None, url: str | None, translated: Collection[str]
) -> Alternates:
    """Return the entries of a page at `url` in the language of a code; `translated` are the codes that have it.

    Without `url` they are those of the home page, with a switch that works at any address, as where nothing is found.
    """
    if len(languages) == 1:
        return Alternates([], [])
    page, folder = url or "", {language.code: folder_of(languages, language.code) for language in languages}
    root = (site_url or "").removesuffix(folder[code])
    entries = {
        each.code: {
            "lang": each.tag,
            "name": each.name,
            "link": (link := root + folder[each.code] + page),
            "switch": urlsplit(link).path if url is None else relative_url(folder[each.code] + url, folder[code] + url),
            "current": each.code == code,
        }
        for each in languages
    }
    translations = [entry for each, entry in entries.items() if each in translated]
    default = {"lang": "x-default", "link": root + page}
    return Alternates([*translations, default] if code in translated else [], list(entries.values()))


def show_fallback(page: MkDocsPage, languages: Sequence[Language], code: str, site_url: str | None) -> None:
    """Let the search and the tags of a language leave out a page in the source language, whose address it names."""
    page.meta = fallback_meta(dict(page.meta))
    page.canonical_url = source_address(languages, code, site_url, page.url)


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
