"""Groups of HTML elements by their role in a text, and relative links between pages of a site."""

from __future__ import annotations

import posixpath

CODE = {"code", "pre", "script", "style", "template"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
INLINE = {
    *("a", "abbr", "b", "bdi", "cite", "data", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "s"),
    *("small", "span", "strong", "sub", "sup", "time", "u", "wbr"),
}
LIST = "numbers:list"  # The id of the list of numbers at the foot of a page.


def relative_url(url: str, base: str) -> str:
    """Return the link that leads from one page of a site to another, both as paths from the root of the site.

    Args:
        url: Where the link leads; a page in a folder of its own ends with a slash.
        base: The page that holds the link; a last part with a dot is a file.

    >>> relative_url("values.json", "en/softmax/"), relative_url("en/", "en/softmax/"), relative_url("", "404.html")
    ('../../values.json', '../', '.')
    """
    folder, _, name = base.rpartition("/")
    path = posixpath.relpath(f"/{url}", f"/{folder if '.' in name else base}")
    return f"{path}/" if url.endswith("/") else path
