"""Finished pages in a folder, whatever generator wrote them: their numbers are those quoted, their links lead on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from markdown import Markdown

from recompute.diagnostics import Faults
from recompute.evaluation.notebook_runner import Executor
from recompute.evaluation.scheduler import Evaluator
from recompute.markup.elements import MARK, without_marks
from recompute.markup.render_context import RenderContext
from recompute.publish.formula_text import without_signs
from recompute.site import configuration
from recompute.site.build import Site
from recompute.site.filled_front_matter import filled
from recompute.source.page_source import Source

_MARKED = re.compile(rf'(?<==")[^"]*{MARK}[^"]*(?=")|(?<=>)[^<>]*{MARK}[^<>]*(?=<)')
_LINK = re.compile(
    r"<(?:a|img)\b[^<>]*?\b(?:href|src)\s*=\s*(?P<quote>[\"'])(?P<address>[^<>\"']*)(?P=quote)", re.IGNORECASE
)
_ROOT = "https://site.invalid/"  # Addresses on the site are resolved as a browser does.


class FinishedPages:
    """The pages of a project's site, each rendered by Python-Markdown and the extension alone."""

    def __init__(self, root: Path) -> None:
        made, self._config = configuration.load(root)
        self.site = Site(made, Evaluator(), Executor())

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield the language and the path of each page."""
        overview = [self.site.overview.path] if self.site.overview else []
        for code, edition in self.site.editions.items():
            yield from ((code, path) for path in [*edition.page_index.all_pages, *overview])

    def file(self, code: str, path: str) -> str:
        """Return where a page's HTML lies in the folder of a site."""
        url = self.site.translations.location(code, path).url
        return f"{url}index.html" if not url or url.endswith("/") else url

    def render(self, code: str, path: str) -> tuple[str, RenderContext]:
        """Return the HTML of a page's Markdown, and the context that knows what was quoted in it."""
        page = self.site.page(code, path)
        extensions = configuration.extensions(self._config, page)
        markdown = Markdown(extensions=extensions, extension_configs=self._config.mdx_configs)
        meta = filled(page)
        return self.site.complete(markdown.convert(page.source.text[page.source.start :]), page, meta, code), page

    def audit(self, folder: Path) -> None:
        """Audit every page of the site in a folder; what is wrong is added to the diagnostics of the site."""
        for code, path in self.pages():
            content, page = self.render(code, path)
            file = folder / self.file(code, path)
            if file.is_file():
                self.site.trace(code, with_marks(without_signs(file.read_text(encoding="utf-8")), content), page)
            else:
                message = f"the site has no {self.file(code, path)} for this page; build it, or name another folder"
                self.site.diagnostics.add(page.source.file, 1, message)
        self.site.check()


def with_marks(published: str, rendered: str) -> str:
    """Return a published page with the marks of computed numbers in its texts, which are taken out before publication.

    Args:
        published: The HTML of the page, as a generator wrote it.
        rendered: The HTML of its Markdown, in which the numbers of attributes and descriptions are marked.
    """
    for marked in sorted(set(_MARKED.findall(rendered)), key=len, reverse=True):
        for before, after in ('""', "><"):
            published = published.replace(f"{before}{without_marks(marked)}{after}", f"{before}{marked}{after}")
    return published


def check_links(site: Site, folder: Path) -> None:
    """Note the links and images in HTML that lead to no file, or no place in it, of a site written to a folder."""
    unwritten = (".json",) if site.diagnostics else ()  # Where anything is wrong, no values are written.
    for code, edition in site.editions.items():
        for path, source in edition.page_index.sources.items():
            url = site.translations.location(code, path).url
            found = [each for each in _links(source) if not each[1].endswith(unwritten)]
            site.diagnostics.add_all(source.file, _dead(found, url, folder))


def _dead(links: Iterable[tuple[int, str]], url: str, folder: Path) -> Faults:
    for line, address in links:
        try:
            target = urlsplit(urljoin(f"{_ROOT}{url}", address))
        except ValueError:  # It is no address, which is noted where the page is read.
            continue
        if address.startswith("/"):
            yield (
                line,
                f"{address} begins at the root of the host, which may hold other sites; write a relative address",
            )
        elif target.hostname == urlsplit(_ROOT).hostname and not _is_published(folder, target.path, target.fragment):
            yield line, f"{address} leads to nothing on the site; correct it, or write a link as [words](page.md)"


def _links(source: Source) -> Iterator[tuple[int, str]]:
    for match in _LINK.finditer(source.prose):
        yield source.line_at(match.start()), unescape(match["address"]).strip()


def _is_published(folder: Path, path: str, place: str) -> bool:
    file = folder / unquote(path).lstrip("/")
    file = file / "index.html" if file.is_dir() else file
    if not place or not file.is_file():
        return file.is_file()
    return re.search(rf"\bid=[\"']?{re.escape(unquote(place))}[\"'\s>]", file.read_text(encoding="utf-8")) is not None
