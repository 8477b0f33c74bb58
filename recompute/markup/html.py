"""What elements of HTML are to a reader: code, headings, what stands within a line."""

from __future__ import annotations

CODE = {"code", "pre", "script", "style", "template"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
INLINE = {
    *("a", "abbr", "b", "bdi", "cite", "data", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "s"),
    *("small", "span", "strong", "sub", "sup", "time", "u"),
}
LIST = "numbers:list"
