"""Groups of HTML and MathML elements by their role in a text, and relative links between pages of a site."""

from __future__ import annotations

import posixpath
import re
from html import unescape

from lxml import etree

_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML knows none; a page that has some is refused.
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|#)\w+;")  # which HTML knows, and XML does not
_FILE_NAME = re.compile(r"(?:[\w.-]+/)*[\d-]*[A-Za-z_][\w-]*(?:\.[\w.-]*)?\.[A-Za-z]\w*", re.ASCII)
CODE = {"code", "pre", "script", "style", "template"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
INLINE = {
    *("a", "abbr", "b", "bdi", "cite", "data", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "s"),
    *("small", "span", "strong", "sub", "sup", "time", "u", "wbr"),
}
# In MathML: what puts elements in a row, what raises or lowers the second and third, and what puts them over the first.
GROUPS = {"math", "mrow", "mstyle", "mpadded", "menclose"}
SCRIPTS, STACKED = {"msup", "msub", "msubsup"}, {"mover", "munder", "munderover"}
_WIDE = 1.0  # em
FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
LIST = "numbers:list"  # The id of the list of numbers at the foot of a page.


def text_of(element: etree._Element) -> str:
    """Return the text in an element."""
    return "".join(map(str, element.itertext()))


def is_file_name(element: etree._Element) -> bool:
    """Return whether an element is the title of a block of code, and names a file."""
    return element.get("class") == "filename" and _FILE_NAME.fullmatch(element.text or "") is not None


def is_wide_space(element: etree._Element) -> bool:
    """Return whether an element of MathML is a space as between two statements."""
    width = element.get("width", "") if element.tag == "mspace" else ""
    return width.endswith("em") and float(width.removesuffix("em")) >= _WIDE


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


def parsed_mathml(mathml: str) -> etree._Element:
    """Return a formula as a tree."""
    return etree.fromstring(_ENTITY.sub(lambda match: unescape(match[0]), _CONTROL.sub("", mathml)))


def mathml_of(formula: etree._Element) -> str:
    """Return the MathML of a tree, its invisible operator as an entity, which people see."""
    return etree.tostring(formula, encoding="unicode").replace("\N{FUNCTION APPLICATION}", "&ApplyFunction;")
