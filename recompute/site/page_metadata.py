"""How pages are found: metadata for search engines and for sites where a link is shared, and the map of all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as MkDocsPage

from recompute.locale.language import Language
from recompute.markup.elements import without_marks
from recompute.markup.html import relative_url
from recompute.markup.render_context import RenderContext
from recompute.publish.values_json import part_of
from recompute.site.build import Site
from recompute.site.languages import source_address

CARD = "assets/card.png"
CARD_SIZE = (1200, 630)
_MAP = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LINKS = ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'


@dataclass(frozen=True)
class PageMetadata:
    """The metadata in the head of a page: `language` is that of its words, `home` the address of that language."""

    title: str
    description: str
    address: str
    language: Language
    home: str
    is_article: bool
    image: str | None
    license: str = ""

    def head(self) -> str:
        """Return the elements for Open Graph, for the card of a shared link, and the data of an article."""
        width, height = CARD_SIZE
        properties = {
            "og:type": "article" if self.is_article else "website",
            "og:site_name": self.language.site_name,
            "og:title": self.title,
            "og:description": self.description,
            "og:url": self.address,
            "og:locale": self.language.locale,
        }
        if self.image:
            properties |= {"og:image": self.image, "og:image:width": str(width), "og:image:height": str(height)}
            properties |= {"og:image:alt": self.language.site_description}
        lines = [f'<meta property="{name}" content="{escape(text)}">' for name, text in properties.items() if text]
        lines.append(f'<meta name="twitter:card" content="{"summary_large_image" if self.image else "summary"}">')
        data = json.dumps(self._data(), ensure_ascii=False).replace("<", "\\u003c")  # No text ends the element.
        return "\n".join([*lines, f'<script type="application/ld+json">{data}</script>\n'])

    def _data(self) -> dict[str, Any]:
        site = {"@type": "WebSite", "name": self.language.site_name, "url": self.home}
        data = {
            "@context": "https://schema.org",
            "@type": "TechArticle" if self.is_article else "WebPage",
            "headline" if self.is_article else "name": self.title,
            "description": self.description,
            "inLanguage": self.language.tag,
            "url": self.address,
            "isPartOf": site,
            "isAccessibleForFree": True,
        }
        data |= {"image": self.image} if self.image else {}
        return data | ({"license": self.license} if self.license else {})


def with_head(
    output: str, page: MkDocsPage, context: RenderContext, site: Site, code: str, config: MkDocsConfig
) -> str:
    """Return a finished page in the site of a language whose head names its other forms and its metadata.

    A page without a head is noted.
    """
    if "</head>" not in output:
        message = "the finished page has no </head>, where its metadata belongs; let the theme's template write one"
        site.diagnostics.add(context.source.file, 1, message)
    forms = {"text/markdown": _markdown(page)}
    if context.quoted:
        forms["application/json"] = relative_url(part_of(context), site.translations.location(code, context.path).url)
    links = "".join(f'<link rel="alternate" type="{type_}" href="{link}">\n' for type_, link in forms.items())
    links += page_metadata(page, context, site, code, config).head() if config.site_url else ""
    return output.replace("</head>", f"{links}</head>", 1)


def summaries(
    pages: Iterable[MkDocsPage], contexts: Mapping[str, RenderContext], site: Site, code: str, config: MkDocsConfig
) -> dict[str, str]:
    """Return what the list for programs says of each page in its own language: title, link and description."""
    found = {}
    for page in pages:
        path = page.file.src_uri
        if path in contexts and path not in site.editions[code].untranslated:
            about = page_metadata(page, contexts[path], site, code, config)
            link = urljoin(about.address or site.translations.location(code, path).url, _markdown(page))
            found[path] = f"[{about.title}]({link}): {about.description}"
    return found


def _markdown(page: MkDocsPage) -> str:
    return PurePosixPath(page.file.dest_uri).with_suffix(".md").name


def llms_txt(site: Site) -> str:
    """Return what is in a site for programs that read text: its pages as Markdown, in each language."""
    languages = [edition.language for edition in site.editions.values()]
    parts = [f"# {' · '.join(language.site_name for language in languages)}"]
    parts += [f"> {language.site_description}" for language in languages]
    for edition in site.editions.values():
        listed = "\n".join(f"- {summary}" for summary in edition.summaries.values())
        parts.append(f"## {edition.language.name}\n\n{listed}")
    return "\n\n".join(parts) + "\n"


def page_metadata(
    page: MkDocsPage, context: RenderContext, site: Site, code: str, config: MkDocsConfig
) -> PageMetadata:
    """Return the metadata of a page; one that is not translated has its words in the source language.

    A page that quotes values is an article, the home page aside.
    """
    settings, languages, edition = site.settings, site.settings.languages, site.editions[code]
    untranslated = page.file.src_uri in edition.untranslated
    language = languages[0] if untranslated else edition.language
    root, home = (source_address(languages, code, config.site_url, "") or "", config.site_url or "")
    return PageMetadata(
        title=without_marks(str(page.meta.get("title") or page.title)),
        description=without_marks(str(page.meta.get("description") or language.site_description)),
        address=page.canonical_url or "",
        language=language,
        home=root if untranslated else home,
        is_article=bool(context.quoted) and not page.is_homepage,
        image=root + CARD if settings.card else None,
        license=settings.license,
    )


def site_map(pages: Sequence[dict[str, str]], default: str) -> str:
    r"""Return the map of a site: each page in its languages, as addresses by tag; `default` is the tag of the source.

    >>> print(site_map([{"zh": "https://a.example/b/", "en": "https://a.example/en/b/"}], "zh").split("\n")[5])
    <xhtml:link rel="alternate" hreflang="en" href="https://a.example/en/b/"/>
    """
    return f"{_MAP}{_LINKS}{''.join(entry for page in pages for entry in _entries(page, default))}</urlset>\n"


def _entries(page: dict[str, str], default: str) -> Iterator[str]:
    """Yield an entry for each language of a page; all of them name all of them, as search engines want it."""
    tagged = [*page.items(), *([("x-default", page[default])] if default in page else [])]
    links = [f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(url)}"/>\n' for tag, url in tagged]
    for url in page.values():
        yield f"<url>\n<loc>{escape(url)}</loc>\n{''.join(links)}</url>\n"


def robots(site_url: str) -> str:
    """Return robots.txt: everything may be read, and where the map is."""
    return f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n"
