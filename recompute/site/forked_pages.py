"""Finish some pages of a language in forked processes, where each plugin that takes part is known to allow it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import Environment, Template
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file

from recompute.audit.trace import Trace
from recompute.diagnostics import Diagnostic
from recompute.site.build import Site
from recompute.site.forked_results import ForkedResults

if TYPE_CHECKING:
    from recompute.site.plugin import RecomputePlugin

_SEARCH = "material.plugins.search.plugin"
_RENDERING = ("pre_page", "page_read_source", "page_markdown", "page_content")
_FINISHING = ("page_context", "post_page")
# What others remember of a page while they take part in it would be lost in the copy.
_KNOWN = {_SEARCH, "material.plugins.tags.plugin", "mkdocs_jupyter.plugin", "recompute.site.plugin"}


@dataclass
class Finished:
    """A finished page, and what is remembered of it."""

    output: str
    trace: Trace | None
    address: str | None
    summary: str | None
    quoted: dict[tuple[str, str], str]
    diagnostics: set[Diagnostic]
    logged: list[tuple[str, int, str]]


class ForkedPages:
    """The pages of a language that are finished in copies of this process, each taken when it is its turn."""

    def __init__(self, plugin: RecomputePlugin, env: Environment) -> None:
        self._plugin, self._env = plugin, env
        self.templates = cast(Environment, _Templates(env, self))
        self._results: ForkedResults[str, Finished] | None = None
        self._taken: dict[str, Finished] = {}
        self._is_kept = False  # Whether a server may keep pages: it is known what all plugins do with them.

    def begin(self, first: MkDocsPage, files: Sequence[File], config: MkDocsConfig, nav: Navigation) -> None:
        """Begin with the first page, when all that pages share is known; only the first call counts."""
        if self._results is not None:
            return
        pages = {file.src_uri: file.page for file in files if file.page is not None}
        events, serving = config.plugins.events, self._plugin.serving
        rendering, finishing = (
            all(_module(method) in _KNOWN for name in names for method in events[name])
            for names in (_RENDERING, _FINISHING)
        )
        self._is_kept = serving and rendering and finishing

        def finish(path: str) -> Finished:
            self._results = ForkedResults(finish, [])  # A copy makes no others.
            first.active = False  # It was being finished when the copy was made.
            events["page_context"] = [each for each in events["page_context"] if not self._is_for_search(each)]
            return self._finish(pages[path], files, config, nav)

        allowed = finishing and not serving
        if allowed:
            self._site.wait()
        self._results = ForkedResults(
            finish, [path for path in pages if allowed and not self._plugin.pages[path].controls]
        )

    def take(self, page: MkDocsPage) -> Finished | None:
        """Return a page that a copy or an earlier build has finished, if one has, and note what is remembered of it."""
        path = page.file.src_uri
        finished = self._results.take(path) if self._results else None
        if served := self._plugin.served_pages.finished(self._plugin.code, path):
            finished, markdown = served
            write_file(markdown.encode(), str(Path(page.file.abs_dest_path).with_suffix(".md")))
        if finished is None:
            return None
        self._taken[path] = finished
        edition = self._plugin._edition
        if finished.trace is not None:
            edition.traces[path] = finished.trace
        if finished.address is not None:
            edition.addresses[path] = finished.address
        if finished.summary is not None:
            edition.summaries[path] = finished.summary
        self._plugin.pages[path].quoted.update(finished.quoted)
        self._site.diagnostics.found |= finished.diagnostics
        for logger, level, message in finished.logged:
            logging.getLogger(logger).log(level, message)
        return finished

    def keep(self, path: str, output: str, markdown: str) -> str:
        """Let a server keep a page, which was finished here, as HTML and as Markdown; return its HTML."""
        if self._is_kept:
            finished = self._remembered(path, output, set(), [])
            self._plugin.served_pages.keep(self._plugin.code, path, finished, markdown)
        return output

    def output(self, path: str) -> str | None:
        """Return the finished page that was taken."""
        return self._taken[path].output if path in self._taken else None

    def end(self) -> None:
        """End the copies."""
        if self._results:
            self._results.end()

    def _is_for_search(self, method: Any) -> bool:
        return _module(method) == _SEARCH or method == self._plugin._before_search

    @property
    def _site(self) -> Site:
        assert self._plugin.site is not None
        return self._plugin.site

    def _finish(self, page: MkDocsPage, files: Sequence[File], config: MkDocsConfig, nav: Navigation) -> Finished:
        """Finish a page as MkDocs does."""
        path, plugins, found = page.file.src_uri, config.plugins, self._site.diagnostics.found
        before, logged = set(found), _Logged()
        page.active = True
        with logged:
            context = get_context(nav, files, config, page)
            template = self._env.get_template(page.meta.get("template", "main.html"))
            context = plugins.on_page_context(context, page=page, config=config, nav=nav)
            output = plugins.on_post_page(template.render(context), page=page, config=config)
        page.active = False
        return self._remembered(path, output, found - before, logged.records)

    def _remembered(
        self, path: str, output: str, diagnostics: set[Diagnostic], logged: list[tuple[str, int, str]]
    ) -> Finished:
        edition = self._plugin._edition
        return Finished(
            output,
            edition.traces.get(path),
            edition.addresses.get(path),
            edition.summaries.get(path),
            self._plugin.pages[path].quoted,
            diagnostics,
            logged,
        )


class _Templates:
    """The templates of a site, which render no page that was taken."""

    def __init__(self, env: Environment, pages: ForkedPages) -> None:
        self._env, self._pages = env, pages

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def get_template(self, *arguments: Any, **named: Any) -> _Template:
        """Return a template."""
        return _Template(self._env.get_template(*arguments, **named), self._pages)


class _Template:
    def __init__(self, template: Template, pages: ForkedPages) -> None:
        self._template, self._pages = template, pages

    def __getattr__(self, name: str) -> Any:
        return getattr(self._template, name)

    def render(self, context: Mapping[str, Any]) -> str:
        page = context.get("page")
        finished = self._pages.output(page.file.src_uri) if page else None
        return finished if finished is not None else self._template.render(context)


class _Logged(logging.Handler):
    """Keeps what is logged in a copy, instead of showing it."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append((record.name, record.levelno, record.getMessage()))

    def __enter__(self) -> None:
        for logger in (logging.getLogger(), logging.getLogger("mkdocs")):
            logger.handlers, logger.propagate = [self], False

    def __exit__(self, *_: object) -> None:
        return None


def _module(method: Any) -> str:
    return type(getattr(method, "__self__", None)).__module__
