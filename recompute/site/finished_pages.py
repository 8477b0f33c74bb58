"""Finished pages in a folder, whatever generator wrote them, audited against the numbers that their sources quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from markdown import Markdown

from recompute.evaluation.notebook_runner import Executor
from recompute.evaluation.scheduler import Evaluator
from recompute.markup.elements import MARK, without_marks
from recompute.markup.render_context import RenderContext
from recompute.publish.formula_text import without_signs
from recompute.site import configuration
from recompute.site.build import Site
from recompute.site.front_matter import filled

_MARKED = re.compile(rf'(?<==")[^"]*{MARK}[^"]*(?=")|(?<=>)[^<>]*{MARK}[^<>]*(?=<)')


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
