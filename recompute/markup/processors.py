"""What the processors of Python-Markdown here have in common: they know the page, or are a function of its HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markdown.postprocessors import Postprocessor

if TYPE_CHECKING:
    from recompute.markup.render_context import RenderContext


class PageProcessor:
    """A processor of one page: the first base class, which passes the other arguments to the second."""

    def __init__(self, *arguments: Any, page: RenderContext) -> None:
        super().__init__(*arguments)
        self.page = page


class HtmlProcessor(Postprocessor):
    """A postprocessor that is a function of the finished HTML."""

    def __init__(self, function: Callable[[str], str]) -> None:
        super().__init__()
        self.run = function  # type: ignore[method-assign, assignment]
