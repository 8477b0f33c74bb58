"""A build writes into a folder that replaces the site once everything has passed; each error is one line."""

from __future__ import annotations

import atexit
import ctypes
import logging
import os
import shutil
import signal
import sys
from collections.abc import Collection
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.utils import CountHandler

from recompute.diagnostics import Diagnostics, counted, default_format, formatted

log = logging.getLogger("mkdocs.plugins.recompute")
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
MACHINERY = Path(__file__).parents[1]
OF_A_SITE = {"index.html", "404.html"}


def refuse(site: Path, root: Path, sources: Collection[str]) -> None:
    """Raise PluginError unless everything at the place of a site may be replaced.

    Args:
        site: Where the site is to be built, with symbolic links resolved.
        root: The folder of the project.
        sources: The names of folders in it that hold what the site is made of.
    """
    within = site.relative_to(root).parts if site.is_relative_to(root) else ()
    if root.is_relative_to(site):
        reason = "it holds the project itself"
    elif within and (within[0] in sources or any(part.startswith(".") for part in within)):
        reason = "it lies among the files of the project"
    elif site.is_relative_to(MACHINERY):
        reason = "it lies in the machinery"
    elif site.exists() and not site.is_dir():
        reason = "it is a file"
    elif (found := _visible(site)) and not found.intersection(OF_A_SITE):
        reason = "it holds files that are no earlier site"
    else:
        return
    raise PluginError(f"The site cannot be built in {site}: {reason}; let site_dir name an empty or a new folder")


class Staging:
    """A folder beside the site, of one build at a time; its name holds the process that builds.

    Raises PluginError where another process builds the same site, or where nothing can be written.
    """

    def __init__(self, site: Path, root: Path, sources: Collection[str]) -> None:
        refuse(site, root, sources)
        self.site = site
        self.folder = site.with_name(f".{site.name}.{os.getpid()}.building")
        self._earlier = site.with_name(f".{site.name}.earlier")
        try:
            site.parent.mkdir(parents=True, exist_ok=True)
            self.folder.mkdir()
            atexit.register(self.discard)
            self._tidy()
        except OSError as error:
            raise PluginError(f"{site.parent} cannot be written: {error.strerror}; choose another site_dir") from None

    def publish(self) -> Path:
        """Put the folder in the place of the site, which is returned; its hidden files stay, as MkDocs leaves them."""
        for hidden in self.site.glob(".*"):
            copy = shutil.copytree if hidden.is_dir() else shutil.copy2
            copy(hidden, self.folder / hidden.name)
        if self.site.exists():
            self._exchange()
        else:
            self.folder.rename(self.site)
        self.discard()
        return self.site

    def discard(self) -> None:
        """Remove the folder; the site stays as it is."""
        atexit.unregister(self.discard)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _exchange(self) -> None:
        """Swap folder and site: in one step where the system can, so that there is a site at every moment."""
        if sys.platform == "linux":
            exchange = getattr(ctypes.CDLL(None), "renameat2", lambda *arguments: -1)
            paths = os.fsencode(self.folder), os.fsencode(self.site)
            if exchange(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
                return
        self.site.rename(self._earlier)
        self.folder.rename(self.site)
        shutil.rmtree(self._earlier)

    def _tidy(self) -> None:
        """Remove what killed builds have left, and bring back the site that one had set aside."""
        for folder in self.site.parent.glob(f".{self.site.name}.*.building"):
            if folder != self.folder and (process := _builder(folder)):
                self.discard()
                raise PluginError(f"{self.site} is being built by process {process}; wait until it has ended")
            if folder != self.folder:
                shutil.rmtree(folder)
        if self._earlier.exists() and not self.site.exists():
            self._earlier.rename(self.site)
        shutil.rmtree(self._earlier, ignore_errors=True)


def _builder(folder: Path) -> int | None:
    """Return the process that builds in a folder, unless it has ended; a younger one only has its number."""
    import psutil  # Hardly any build needs it.

    number = int(folder.name.split(".")[-2])
    try:
        return number if psutil.Process(number).create_time() <= folder.stat().st_mtime else None
    except psutil.NoSuchProcess:
        return None


def _visible(folder: Path) -> set[str]:
    return {name for name in os.listdir(folder) if not name.startswith(".")} if folder.is_dir() else set()


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
