"""How a build ends where something is wrong: nothing is published, and each error is one line."""

from __future__ import annotations

import logging
import signal
import sys

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.utils import CountHandler

from recompute.diagnostics import Diagnostics, counted, default_format, formatted

log = logging.getLogger("mkdocs.plugins.recompute")


def count_warnings(config: MkDocsConfig) -> None:
    """Let warnings be counted that --strict asks for, though --quiet hides them."""
    if config.strict:
        (logger := logging.getLogger("mkdocs")).setLevel(min(logger.getEffectiveLevel(), logging.WARNING))


def stop_at_errors(diagnostics: Diagnostics, config: MkDocsConfig, *, serving: bool) -> None:
    """Raise PluginError if anything is wrong; a server only logs it."""
    if serving:
        for line in str(diagnostics).splitlines():
            log.error(line)
        if diagnostics:
            log.info("The pages are shown all the same; a build would stop")
    elif diagnostics or (config.strict and _warnings()):
        count = f"{counted(len(diagnostics.found), 'error')}, {counted(_warnings(), 'warning')}"
        raise PluginError(f"Nothing is published: {count}\n{formatted(diagnostics.found, default_format())}")


def _warnings() -> int:
    """Return how many warnings the build has logged so far, as --strict counts them."""
    counters = [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]
    return sum(count for counter in counters for _, count in counter.get_counts())


def end_cleanly() -> None:
    """Let SIGTERM end this process as Ctrl-C does, so that no file is left over."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def fail(error: Exception) -> None:
    """Raise PluginError, with one line, for an exception that MkDocs would show with a traceback."""
    if isinstance(error, MkDocsException):
        return
    log.debug("The build broke off", exc_info=error)
    reason = (str(error).strip().splitlines() or [""])[0]
    message = f"{type(error).__name__}: {reason}; mkdocs build --verbose shows where"
    if isinstance(error, OSError) and error.strerror:
        place = f": {error.filename}" if error.filename else ""
        message = f"{error.strerror}{place}; make room there, or give site_dir another place"
    raise PluginError(f"The build broke off: {message}") from None
