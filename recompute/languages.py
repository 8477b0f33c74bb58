"""Every language is an ordinary MkDocs build of the same configuration, and each page knows its other languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_relative_url

from recompute.page import Language


def translation_config(config: MkDocsConfig, language: Language) -> MkDocsConfig:
    """Return the configuration that builds a translation into a folder of the source language's site."""
    translation = load_config(
        config_file=config.config_file_path,
        docs_dir=str(Path(config.docs_dir).parent / language.code),
        site_dir=str(Path(config.site_dir) / language.code),
        site_name=language.site_name,
        site_description=language.site_description,
        strict=False,  # The source language's build counts the warnings of all.
    )
    translation.site_url = urljoin(config.site_url, f"{language.code}/") if config.site_url else config.site_url
    translation.theme["language"] = language.tag
    return translation


def alternates(languages: Sequence[Language], code: str, site_url: str | None, url: str) -> list[dict[str, Any]]:
    """Return one entry a language for a page: where the switch leads, and the address for hreflang."""
    source = languages[0]
    if len(languages) == 1:
        return []
    folder = {language.code: "" if language is source else f"{language.code}/" for language in languages}
    root = (site_url or "").removesuffix(folder[code])
    return [
        {
            "lang": language.tag,
            "name": language.name,
            "link": root + folder[language.code] + url,
            "switch": get_relative_url(folder[language.code] + url, folder[code] + url),
            "current": language.code == code,
        }
        for language in languages
    ] + [{"lang": "x-default", "link": root + url}]
