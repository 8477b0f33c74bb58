"""Links and images that pages write as HTML, which MkDocs does not check: each leads to what the site publishes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from recompute.diagnostics import Faults
from recompute.site.build import Site
from recompute.source.page_source import Source

_LINK = re.compile(
    r"<(?:a|img)\b[^<>]*?\b(?:href|src)\s*=\s*(?P<quote>[\"'])(?P<address>[^<>\"']*)(?P=quote)", re.IGNORECASE
)
_ROOT = "https://site.invalid/"  # Addresses on the site are resolved as a browser does.


def check(site: Site, folder: Path) -> None:
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
