"""The files of a language's build: those of its folder, shared assets, and pages that are not translated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from recompute.publish.values_json import SCHEMA
from recompute.site.build import Site
from recompute.site.packages import NOTEBOOKS
from recompute.source.notebook import SUFFIX

if TYPE_CHECKING:  # Only a server needs it, and it is slow to import.
    from mkdocs.livereload import LiveReloadServer

_WRITTEN = {"values.json", SCHEMA, "llms.txt", "sitemap.xml", "robots.txt"}
_IN_NO_NAV = InclusionLevel.NOT_IN_NAV  # but in one that is written out in mkdocs.yml


class _NotebookPage(File):
    """A notebook as a page where the plugin for notebooks is not installed: it is shown, and does not run."""

    def is_documentation_page(self) -> bool:
        return True


def complete(files: Files, site: Site, code: str, config: MkDocsConfig) -> None:
    """Add to the files of a language's folder; a page that cannot be read becomes an empty one."""
    for file in list(_fallback_files(files, site, code, config)):
        files.append(file)
    for uri, source in site.editions[code].page_index.all_pages.items():
        if not source.sound and not source.text and not uri.endswith(SUFFIX):
            if (unreadable := files.get_file_from_path(uri)) is not None:
                files.remove(unreadable)
            files.append(File.generated(config, uri, content=""))
    if site.overview:
        page = File.generated(config, site.overview.path, content=site.overview.text(code), inclusion=_IN_NO_NAV)
        files.append(page)
    if NOTEBOOKS not in config.plugins:
        for file in [file for file in files if file.src_uri.endswith(SUFFIX)]:
            files.remove(file)
            files.append(_NotebookPage.generated(config, file.src_uri, abs_src_path=str(file.abs_src_path)))
    docs = site.settings.docs
    for path in sorted((docs / "assets").rglob("*")):
        if path.is_file():
            files.append(File.generated(config, path.relative_to(docs).as_posix(), abs_src_path=str(path)))
    _check_addresses(files, site, code, config)


def _check_addresses(files: Files, site: Site, code: str, config: MkDocsConfig) -> None:
    """Note the files of a language's folder that would be published where something else is."""
    source, *translations = site.settings.codes
    folder = site.settings.docs / code
    taken: dict[str, tuple[str, str]] = {}
    for file in files:
        path = Path(file.abs_src_path) if file.abs_src_path else None
        if path is None or not path.is_relative_to(folder):
            continue
        address, name = _address(file, config), path.relative_to(site.settings.root).as_posix()
        folded = address.casefold()  # Windows and macOS take names that differ in case alone for the same.
        other, its_address = taken.setdefault(folded, (name, address))
        if other != name:
            same = "" if its_address == address else f" as {its_address}, which is the same on Windows and macOS"
            site.diagnostics.add(name, 1, f"it is published as {address}, and so is {other}{same}; rename one of them")
        elif code == source and folded in _WRITTEN:
            site.diagnostics.add(name, 1, f"the build writes a file {folded} itself; rename this one")
        elif code == source and folded.partition("/")[0] in map(str.casefold, translations):
            site.diagnostics.add(name, 1, f"it is published as {address}, among translations; rename it or its folder")


def _address(file: File, config: MkDocsConfig) -> str:
    """Return where a file is published: a notebook, of which no plugin has made a page yet, as a page of its name."""
    if not file.src_uri.endswith(SUFFIX):
        return file.dest_uri
    return File.generated(config, f"{file.src_uri.removesuffix(SUFFIX)}.md", content="").dest_uri


def watch(server: LiveReloadServer, site: Site) -> None:
    """Let a server watch what a build was made from: the sources, and the data that code opened."""
    for path in site.settings.watched():
        server.watch(str(path))
    for folder in {path if path.is_dir() else path.parent for path in site.opened()}:
        server.watch(str(folder), recursive=False)  # An editor may replace a file: its folder stays.


def _fallback_files(files: Files, site: Site, code: str, config: MkDocsConfig) -> Iterator[File]:
    """Yield the files of the source language's folder that a language lacks, if it lacks any page."""
    folder = site.settings.docs / site.settings.codes[0]
    for path in sorted(folder.rglob("*")) if site.editions[code].untranslated else ():
        uri = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in Path(uri).parts)
        if path.is_file() and not hidden and files.get_file_from_path(uri) is None:
            yield File.generated(config, uri, abs_src_path=str(path))
