"""Every language is an ordinary MkDocs build of the same configuration, and each page knows its other languages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from recompute.locale.language import Language
from recompute.markup.html import relative_url
from recompute.site.configuration import EXTENSION
from recompute.site.packages import NOTEBOOKS, plugins_without_notebooks


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

    def from_anywhere(self) -> Alternates:
        """Return them with a switch that works at any address, as on the page of what is not found."""
        return Alternates(self, [{**entry, "switch": urlsplit(entry["link"]).path} for entry in self.switch])

    def __bool__(self) -> bool:  # The theme shows no switch where there is nothing to switch to.
        return bool(self.switch)


def folder_of(languages: Sequence[Language], code: str) -> str:
    """Return the folder of a language in the site: the source language at the root, the others in their folders."""
    return "" if code == languages[0].code else f"{code}/"


def source_address(languages: Sequence[Language], code: str, site_url: str | None, url: str) -> str | None:
    """Return the full address of the page in the source language, where the site has one."""
    return (site_url.removesuffix(folder_of(languages, code)) + url) if site_url else None


def alternates(
    languages: Sequence[Language], code: str, site_url: str | None, url: str, translated: Collection[str]
) -> Alternates:
    """Return the entries of a page at `url` in the language of a code; `translated` are the codes that have it."""
    if len(languages) == 1:
        return Alternates([], [])
    folder = {language.code: folder_of(languages, language.code) for language in languages}
    root = (site_url or "").removesuffix(folder[code])
    entries = {
        language.code: {
            "lang": language.tag,
            "name": language.name,
            "link": root + folder[language.code] + url,
            "switch": relative_url(folder[language.code] + url, folder[code] + url),
            "current": language.code == code,
        }
        for language in languages
    }
    translations = [entry for each, entry in entries.items() if each in translated]
    default = {"lang": "x-default", "link": root + url}
    return Alternates([*translations, default] if code in translated else [], list(entries.values()))
