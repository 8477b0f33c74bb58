"""Finish some pages of a language in forked processes, where each plugin that takes part is known to allow it."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import gc
import logging
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from logging.handlers import QueueHandler
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, TypeVar

from jinja2 import Environment, Template
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file

from recompute.audit.trace import Trace
from recompute.diagnostics import Diagnostic

if TYPE_CHECKING:
    from recompute.site.plugin import RecomputePlugin

Item = TypeVar("Item", bound=Hashable)
Result = TypeVar("Result")

_FEW, _MOST = 12, 4  # Fewer items are not worth a copy; more processes than that gain little.
_ROOM = 1 << 20  # bytes of results that wait: with less, the two processes wait for each other within a page
_EVEN = 4  # After so many rounds a copy takes one more: this process has to take what they have made, too.
_SEARCH = "material.plugins.search.plugin"
_RENDERING = ("pre_page", "page_read_source", "page_markdown", "page_content")
_FINISHING = ("page_context", "post_page")
# What others remember of a page while they take part in it would be lost in the copy.
_KNOWN = {_SEARCH, "material.plugins.tags.plugin", "mkdocs_jupyter.plugin", "recompute.site.plugin"}
_OUTPUT = "finished"  # The name in the context of a template.


@dataclass
class Finished:
    """A finished page, and what is remembered of it; a server keeps what is published beside it, too."""

    output: str
    trace: Trace | None
    quoted: dict[tuple[str, str], str]
    diagnostics: set[Diagnostic] = field(default_factory=set)
    logged: list[logging.LogRecord] = field(default_factory=list)
    markdown: str = ""
    grid: Any = None


class ForkedPages:
    """The pages of a language that are finished in copies of this process, each taken when it is its turn."""

    def __init__(self, plugin: RecomputePlugin, env: Environment) -> None:
        self._plugin, self._env = plugin, env
        env.template_class = _Template
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
            self._plugin._site.wait()
        self._results = ForkedResults(
            finish, [path for path in pages if allowed and not self._plugin.pages[path].controls]
        )

    def take(self, page: MkDocsPage, context: dict[str, Any]) -> bool:
        """Take a page that a copy or an earlier build has finished, if one has, with what is remembered of it."""
        path, code, site = page.file.src_uri, self._plugin.code, self._plugin._site
        finished = self._results.take(path) if self._results else None
        finished = self._plugin.served_pages.finished(code, path) or finished
        if finished is None:
            return False
        self._taken[path], context[_OUTPUT] = finished, finished.output
        if finished.trace is not None:
            self._plugin._edition.traces[path] = finished.trace
        if finished.markdown:
            write_file(finished.markdown.encode(), str(Path(page.file.abs_dest_path).with_suffix(".md")))
        if finished.grid is not None:
            site.what_if.grids[code, path] = finished.grid
        self._plugin.pages[path].quoted.update(finished.quoted)
        site.diagnostics.found |= finished.diagnostics
        for record in finished.logged:
            logging.getLogger(record.name).handle(record)
        return True

    def keep(self, path: str, output: str, markdown: str) -> str:
        """Let a server keep a page, which was finished here, as HTML and as Markdown; return its HTML."""
        if self._is_kept:
            code, site = self._plugin.code, self._plugin._site
            finished = self._remembered(path, output)
            finished.markdown, finished.grid = markdown, site.what_if.grids.get((code, path))
            self._plugin.served_pages.keep(code, path, finished)
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

    def _finish(self, page: MkDocsPage, files: Sequence[File], config: MkDocsConfig, nav: Navigation) -> Finished:
        """Finish a page as MkDocs does, in a copy, which keeps what is logged instead of showing it."""
        plugins, found = config.plugins, self._plugin._site.diagnostics.found
        before, logged = set(found), SimpleQueue[logging.LogRecord]()
        for logger in (logging.getLogger(), logging.getLogger("mkdocs")):
            logger.handlers, logger.propagate = [QueueHandler(logged)], False
        page.active = True
        context = get_context(nav, files, config, page)
        template = self._env.get_template(page.meta.get("template", "main.html"))
        context = plugins.on_page_context(context, page=page, config=config, nav=nav)
        output = plugins.on_post_page(template.render(context), page=page, config=config)
        page.active = False
        finished = self._remembered(page.file.src_uri, output)
        finished.diagnostics, finished.logged = found - before, [logged.get() for _ in range(logged.qsize())]
        return finished

    def _remembered(self, path: str, output: str) -> Finished:
        trace = self._plugin._edition.traces.get(path)
        return Finished(output, trace, self._plugin.pages[path].quoted)


class _Template(Template):
    """A template that renders no page which was taken: its context holds it."""

    def render(self, *arguments: Any, **named: Any) -> str:
        context = dict(*arguments, **named)
        return str(context[_OUTPUT]) if _OUTPUT in context else super().render(context)


def _module(method: Any) -> str:
    return type(getattr(method, "__self__", None)).__module__


class ForkedResults(Generic[Item, Result]):
    """The results of a function for about every second item, or for more of them where there are more cores.

    What the function changes in a copy of the process is lost there: all that matters is to be in its result. Where
    there is no result, as the function failed or the copy was killed, whoever asks does the work, and meets the error.

    Args:
        function: What is called in the copies. Nothing that it waits for may be the work of a thread.
        items: In the order in which their results will be asked for.
    """

    def __init__(self, function: Callable[[Item], Result], items: Sequence[Item]) -> None:
        self._readers: dict[Item, BinaryIO] = {}
        self._processes: list[int] = []
        # Elsewhere copies are slow to make, or libraries of the system do not bear it.
        count = min(len(os.sched_getaffinity(0)), _MOST) if sys.platform == "linux" and len(items) >= _FEW else 1
        shares: list[list[Item]] = [[] for _ in range(count)]
        for place, item in enumerate(items, start=1):  # The first is for this process, or it would wait at once.
            shares[place % (_EVEN * count + 1) % count].append(item)
        for share in [*shares[:1], *shares[2:]] if count > 1 else []:
            self._readers |= dict.fromkeys(share, self._copy(function, share))

    def take(self, item: Item) -> Result | None:
        """Wait for the result for an item, if it is one of those that are worked on ahead of time."""
        reader = self._readers.pop(item, None)
        found: tuple[Item, Result] | None = None
        while reader is not None and (found is None or found[0] != item):
            try:
                found = pickle.load(reader)
            except Exception:  # The copy has ended, or could not send what it had.
                return None
        return found[1] if found else None

    def end(self) -> None:
        """End the copies; those whose results were all taken have ended."""
        for reader in self._readers.values():
            reader.close()
        for process in self._processes:
            os.waitpid(process, 0)
        self._readers, self._processes = {}, []
        atexit.unregister(self._kill)

    def _kill(self) -> None:
        """End the copies at once, where this process ends before its work is done: they write into its folder."""
        for process in self._processes:
            os.kill(process, signal.SIGKILL)
        self.end()

    def _copy(self, function: Callable[[Item], Result], items: Sequence[Item]) -> BinaryIO:
        """Let a copy of this process work on items, and return where their results are to be read."""
        read, write = os.pipe()
        with contextlib.suppress(OSError):  # There may be a limit for each user.
            fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, _ROOM)
        gc.freeze()  # A copy that looks for garbage copies all memory.
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # Threads only wait here.
            process = os.fork()
        if process:
            atexit.register(self._kill)
            os.close(write)
            self._processes.append(process)
            return os.fdopen(read, "rb")
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.close(read)
            with os.fdopen(write, "wb") as results:
                for item in items:
                    pickle.dump((item, function(item)), results, pickle.HIGHEST_PROTOCOL)
                    results.flush()
        finally:
            os._exit(0)  # Nothing of what the build registered for its end is to run here.
