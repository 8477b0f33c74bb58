"""Every link within the site leads somewhere: to a file that is there, and to a place on it that has that id."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from tests.published import ADDRESS, ADDRESSES, FOLDERS, LANGUAGE_TAGS

if TYPE_CHECKING:
    from tests.published import Site

LINKS = "//@href | //@src | //meta[@property='og:image' or @property='og:url']/@content"


@cache
def tree_of(file: Path) -> html.HtmlElement:
    return html.document_fromstring(file.read_bytes())


@cache
def ids_of(file: Path) -> frozenset[str]:
    return frozenset(tree_of(file).xpath("//@id"))


def links_of(file: Path, site: Site) -> Iterator[str]:
    """Yield the full addresses that a page of the site leads to within the site."""
    here = ADDRESS + file.relative_to(site.folder).as_posix().removesuffix("index.html")
    for link in tree_of(file).xpath(LINKS):
        if (address := urljoin(here, link.strip())).startswith(ADDRESS):
            yield address


def fault(address: str, site: Site) -> str | None:
    """Return what is wrong with an address within the site."""
    parts = urlsplit(address)
    file = site.folder / unquote(parts.path).lstrip("/")
    if file.is_dir():
        if not parts.path.endswith("/"):
            return f"{address} lacks the slash at its end"
        file = file / "index.html"
    if not file.is_file():
        return f"{address} is not there"
    if parts.fragment and file.suffix == ".html" and unquote(parts.fragment) not in ids_of(file):
        return f"{address} is no place on the page"
    return None


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", LANGUAGE_TAGS)
def test_links_of_a_page_lead_somewhere(language: str, address: str, site: Site) -> None:
    links = set(links_of(site.pages[language, address].file, site))
    assert len(links) > len(ADDRESSES)
    assert [found for link in sorted(links) if (found := fault(link, site))] == []


def test_links_of_the_source_pages_lead_somewhere(site: Site) -> None:
    files = list(site.folder.glob("source/**/index.html"))
    assert files
    assert [found for file in files for link in set(links_of(file, site)) if (found := fault(link, site))] == []


@pytest.mark.parametrize("language", LANGUAGE_TAGS)
def test_links_of_the_page_for_what_is_not_there_work_from_anywhere(language: str, site: Site) -> None:
    file = site.folder / FOLDERS[language] / "404.html"
    links = [urljoin(f"{ADDRESS}no/such/page/", link) for link in tree_of(file).xpath(LINKS) if link[0] != "#"]
    within = [link for link in links if link.startswith(ADDRESS)]
    assert len(within) > len(ADDRESSES)
    assert [found for link in within if (found := fault(link, site))] == []


def test_a_broken_link_is_found(site: Site) -> None:
    assert fault(f"{ADDRESS}no-such-page/", site) == f"{ADDRESS}no-such-page/ is not there"
    assert fault(f"{ADDRESS}softmax/#no-such-place", site) == f"{ADDRESS}softmax/#no-such-place is no place on the page"
    assert fault(f"{ADDRESS}softmax", site) == f"{ADDRESS}softmax lacks the slash at its end"
    assert fault(f"{ADDRESS}softmax/#definition", site) is None
