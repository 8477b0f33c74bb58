"""What a page links to, without its language, so that two languages can be compared."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

_FILE = re.compile(r"[^/]\.\w+$")  # In Markdown such a link names a file, in HTML an address.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True)
class Location:
    """Where a page is: its path in the folder of its language, and how addresses of the site name languages."""

    path: str
    code: str = ""  # of its language
    source_code: str = ""
    language_words: tuple[str, ...] = ()  # What names any language in an address.
    directories: bool = True  # Whether a page is published as the index of a folder of its name.

    @property
    def folder(self) -> str:
        """The folder of the page's language in the site; the source language has none."""
        return "" if self.code == self.source_code else f"{self.code}/"

    @property
    def url(self) -> str:
        """The page's address in the site."""
        return self.folder + url_of(self.path, self.directories)

    def target(self, written: str, in_html: bool = False) -> str:
        """Return what a link leads to, without what depends on the language.

        >>> english = Location("guide/a.md", "en", "zh", ("zh", "en"))
        >>> [english.target(link) for link in ("b.md#c", "https://en.site.org/docs/en-US/x", "#d")]
        ['guide/b.md#c', 'https://*.site.org/docs/*-US/x', 'guide/a.md#d']
        >>> english.target("../../../values.json", in_html=True), english.target("../b/", in_html=True)
        ('values.json', 'guide/b/')
        """
        if _SCHEME.match(written):
            return self._elsewhere(written)
        path, mark, anchor = written.partition("#")
        if not path:
            return f"{self.path}{mark}{anchor}"
        if not in_html and _FILE.search(path):
            return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), path)) + mark + anchor
        return (self.address(path, in_html) or "").removeprefix(self.folder) + mark + anchor

    def address(self, written: str, in_html: bool = False) -> str | None:
        """Return the address in the site that a relative link to another page leads to.

        >>> Location("guide/a.md", "en", "zh").address("../../zh/b.md#c")
        'b/'
        >>> Location("a.md").address("../en/b/", in_html=True)
        'en/b/'
        """
        path = written.partition("#")[0]
        if _SCHEME.match(written) or not path:
            return None
        if not in_html and _FILE.search(path):
            file = posixpath.normpath(posixpath.join(self.code, posixpath.dirname(self.path), path))
            folder, _, name = file.partition("/")
            return replace(self, path=name, code=folder).url
        address = posixpath.normpath(posixpath.join("/", self.url.rpartition("/")[0], path)).lstrip("/")
        return f"{address}/" if path.endswith(("/", ".")) and address else address

    def neutral(self, path: str) -> str:
        """Return a path, or what follows the host of an address, without what names a language in it."""
        return re.sub(rf"(?<![A-Za-z0-9])(?:{self._any_language})(?![A-Za-z0-9])", "*", path)

    def _elsewhere(self, url: str) -> str:
        try:
            parts = urlsplit(url)
        except ValueError:  # The build reports it.
            return url
        path = self.neutral(parts._replace(scheme="", netloc="").geturl())
        host = re.sub(rf"^(?:{self._any_language})(?=\.)", "*", parts.netloc)
        return f"{parts.scheme}://{host}{path}" if parts.netloc else f"{parts.scheme}:{path}"

    @property
    def _any_language(self) -> str:
        """A pattern of what names a language, which nothing matches where nothing does."""
        return "|".join(map(re.escape, sorted(self.language_words, key=len, reverse=True))) or "(?!)"


def url_of(path: str, directories: bool = True) -> str:
    """Return the address of a page in its language's site.

    >>> url_of("index.md"), url_of("guide/index.md"), url_of("guide/a.md"), url_of("guide/a.md", directories=False)
    ('', 'guide/', 'guide/a/', 'guide/a.html')
    """
    stem = posixpath.splitext(path)[0]
    if not directories:
        return f"{stem}.html"
    folder, _, name = stem.rpartition("/")
    address = folder if name == "index" else stem
    return f"{address}/" if address else ""
