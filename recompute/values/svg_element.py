"""What moves in a figure when a control of its page moves: an element of the drawing whose attributes are computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Mark:
    """An element of a drawing: its id, its tag, its attributes, and its text if it is one.

    >>> Mark("dot", "circle", {"r": "3"}).svg()
    '<circle id="dot" r="3"/>'
    """

    id: str
    tag: str
    attributes: Mapping[str, str]
    text: str = ""

    def svg(self) -> str:
        """Return the element as SVG."""
        named = {"id": self.id, **self.attributes}
        opening = self.tag + "".join(f' {name}="{escape(text)}"' for name, text in named.items())
        return f"<{opening}>{escape(self.text)}</{self.tag}>" if self.text else f"<{opening}/>"
