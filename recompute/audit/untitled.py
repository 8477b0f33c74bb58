"""A page without a heading of level one: the theme shows its title as one, which has no id."""

from __future__ import annotations

from dataclasses import replace

from recompute.markup.render_context import RenderContext


def note_untitled(tag: str, page: RenderContext) -> bool:
    """Note that a heading without an id is not the page's own, if it is not; what else the page lacks is no fault."""
    if tag != "h1" or any(written == tag for written, _ in page.headings):
        return False
    source = page.source
    line = min(source.line_at(source.start), max(len(source.text.splitlines()), 1))
    page.problem_at(line, "the page has no heading of level one; begin its text with # Title { #short-ascii-name }")
    page.source = replace(source, sound=False)
    return True
