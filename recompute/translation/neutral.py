"""Formulas, links and names of values without what depends on the language, so that two languages can be compared."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from recompute.source.inlines import QUOTE
from recompute.source.tree import between

_FILE = re.compile(r"[^/]\.\w+$")  # In Markdown such a link names a file, in HTML an address.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_WORDS = re.compile(r"\\(?:text[a-z]*|mbox)\s*\{")
_TOKEN = re.compile(r"\{\{[^{}]*\}\}|\\[A-Za-z]+|\\.|[^\s]", re.DOTALL)
_OPERATORS = {"\\log", "\\exp", "\\sum", "\\max", "\\frac"}
_ORNAMENT = re.compile(r"\\(?:mathbf|mathrm|boldsymbol|bm|mathit|mathsf|hat|bar|tilde|vec)$")


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
        """The page's address in the site.

        >>> [Location(path).url for path in ("index.md", "guide/index.md", "guide/a.md")]
        ['', 'guide/', 'guide/a/']
        >>> Location("guide/a.md", "en", "zh", directories=False).url
        'en/guide/a.html'
        """
        stem = posixpath.splitext(self.path)[0]
        if not self.directories:
            return f"{self.folder}{stem}.html"
        parent, _, name = stem.rpartition("/")
        address = parent if name == "index" else stem
        return f"{self.folder}{address}/" if address else self.folder

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


def canonical(tex: str, module: str) -> str:
    r"""Return what must be the same in every language: the signs of a formula, and the values that it quotes.

    >>> canonical(r"L_{\text{true class}} = {{ p:.1f }}", "page")
    'L _ { \\text { } } = {{page.p:.1f}}'
    """

    def in_full(quote: re.Match[str]) -> str:
        return f"{{{{{reference(quote, module)}{':' if quote['format'] else ''}{quote['format'] or ''}}}}}"

    return " ".join(_TOKEN.findall(QUOTE.sub(in_full, replace_words(tex, "")[0])))


def is_symbol(tex: str) -> bool:
    r"""Return whether a formula is a mere name, which one language may repeat where the other says "it".

    >>> [is_symbol(tex) for tex in ("K", r"\mathbf{y}'", "p_c", r"\varepsilon", "1", "K - 1", r"\log p_k")]
    [True, True, True, True, True, False, False]
    """
    tokens = [token for token in _TOKEN.findall(tex) if not _ORNAMENT.match(token) and token not in "{}'"]
    head, *script = tokens or [""]
    return not script or (script[0] in "_^" and not set(script) & set("=<>+-*/") and head not in _OPERATORS)


def replace_words(tex: str, by: str) -> tuple[str, bool]:
    r"""Return a formula with its words replaced, and whether it had any.

    >>> replace_words(r"a_{\text{true}}", "…")
    ('a_{\\text{…}}', True)
    """
    spans = list(spans_of_words(tex))
    return by.join(tex[start:end] for start, end in between(0, len(tex), spans)), bool(spans)


def spans_of_words(tex: str) -> Iterator[tuple[int, int]]:
    r"""Yield where words begin and end, between the braces after `\text`."""
    place = 0
    while match := _WORDS.search(tex, place):
        depth, end = 1, match.end()
        while end < len(tex) and depth:
            depth += {"{": 1, "}": -1}.get(tex[end], 0) if tex[end - 1] != "\\" else 0
            end += 1
        place = end - 1 if not depth else end
        yield match.end(), place


def reference(quote: re.Match[str], module: str) -> str:
    """Return the full name of what a quote on a page of this module names, with its index."""
    name = quote["name"]
    return (name if "." in name else f"{module}.{name}") + quote["index"]
