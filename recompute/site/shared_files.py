"""Files that all languages share: source pages, values as data, the map of the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from posixpath import splitext

from mkdocs.config.defaults import MkDocsConfig

from recompute.markup.render_context import RenderContext
from recompute.publish.source_pages import theme_styles
from recompute.publish.values_json import SCHEMA, parts, schema, values_json
from recompute.site.build import Site
from recompute.site.page_metadata import llms_txt, robots, site_map


def shared(site: Site, config: MkDocsConfig, pages: Sequence[RenderContext]) -> Iterator[tuple[str, str]]:
    """Yield each file by where it is to be written; `pages` are those of the source language.

    There are no values where there are problems: a server shows the pages despite them.
    """
    own = [path for path in config.extra_css if path != site.settings.math_font]  # Code has no formulas.
    theme = [] if site.settings.style_sheet else theme_styles(Path(config.site_dir))
    linked = [*theme, *own, *filter(None, [config.theme.get("favicon")])]
    yield from site.sources.pages(site.files(), site.settings.languages, linked)
    if site.overview:
        yield f"{splitext(site.overview.path)[0]}.json", site.overview.data()
    if not site.diagnostics:
        exported = values_json(site.values, site.claims, site.settings.languages, site.checks, site.what_if.exported())
        yield "values.json", exported
        yield SCHEMA, schema()
        yield from parts(exported, pages)
        yield from site.what_if.scripts.items()
    yield "llms.txt", llms_txt(site)
    if config.site_url:
        languages = site.settings.languages
        found = [
            {
                each.tag: config.site_url + site.translations.location(each.code, path).url
                for each in languages
                if path in site.editions[each.code].summaries
            }
            for path in site.editions[languages[0].code].summaries
        ]
        yield "sitemap.xml", site_map(found, languages[0].tag)
        yield "robots.txt", robots(config.site_url)


def drop_map(site_dir: Path) -> None:
    """Take away what MkDocs writes for a language alone: one map has all of them."""
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (site_dir / name).unlink(missing_ok=True)
