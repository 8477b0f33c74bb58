"""What the site makes of a page's code: included sections put in, and blocks of Python as readers see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree, html
from markdown import Markdown

from recompute.source.fences import is_python

_HIGHLIGHT = "pymdownx.highlight"


class Rendering:
    """The Markdown of a site's own configuration, with the language of each block of code as a class."""

    def __init__(self, extensions: Sequence[str], settings: Mapping[str, dict[str, Any]]) -> None:
        highlight = {_HIGHLIGHT: {**settings.get(_HIGHLIGHT, {}), "pygments_lang_class": True}}
        self._markdown = Markdown(
            extensions=list(dict.fromkeys([*extensions, _HIGHLIGHT])), extension_configs={**settings, **highlight}
        )

    def included(self, code: str) -> str:
        """Return code with the sections that it includes, and as it is on a site that includes nothing."""
        self._markdown.reset()
        if "snippet" not in self._markdown.preprocessors:
            return code
        return "\n".join(self._markdown.preprocessors["snippet"].run(code.splitlines()))

    def python(self, text: str) -> list[str]:
        """Return the blocks of a page that its readers take for Python."""
        self._markdown.reset()
        page = html.fromstring(f"<div>{self._markdown.convert(text)}</div>")
        blocks = [(_language(block), "".join(map(str, block.itertext()))) for block in page.iter("pre")]
        return [code for language, code in blocks if is_python(language, code)]


def _language(block: etree._Element) -> str:
    """Return the language that a block of code is in, as the class of an element around it tells."""
    classes = [name for around in block.iterancestors("div") for name in around.get("class", "").split()]
    return next((name.removeprefix("language-") for name in classes if name.startswith("language-")), "")
