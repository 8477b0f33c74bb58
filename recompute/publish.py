"""What all languages share: source pages, and the values as data; written once for the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from recompute.export import parts, values_json
from recompute.page import Page
from recompute.site import Site
from recompute.source_pages import theme_styles


def shared(site: Site, config: MkDocsConfig, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Yield each file by where it is to be written; `pages` are those of the source language.

    There are no values where there are problems: a server shows the pages despite them.
    """
    math_font = config.plugins["recompute"].config.math_font  # Code has no formulas.
    own = [path for path in config.extra_css if path != math_font]
    linked = [*theme_styles(Path(config.site_dir)), *own, *filter(None, [config.theme.get("favicon")])]
    yield from site.sources.pages(site.files(), site.settings.languages, linked)
    if not site.problems:
        exported = values_json(site.values, site.claims, site.settings.languages, site.checks)
        yield "values.json", exported
        yield from parts(exported, pages)
