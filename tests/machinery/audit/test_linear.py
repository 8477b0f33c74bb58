"""The time that a page takes grows with its length, not with the square of it, whatever was pasted into it."""

from __future__ import annotations

import time
from collections.abc import Callable
from html import escape

import pytest

from recompute.audit.trace import Trace
from recompute.markup.render_context import RenderContext

MakePage = Callable[..., RenderContext]
TraceHtml = Callable[[str, RenderContext], Trace]

# A text of a length, and that length.
PASTED: dict[str, tuple[Callable[[int], str], int]] = {
    "typed numbers on one line": (lambda n: " ".join(f"{number}.5" for number in range(n)), 4_000),
    "a typed number that code holds too": (lambda n: "7.5 `7.5`\n\n" * n, 600),
    "spaces within a heading": (lambda n: f"# a{' ' * n}b", 16_000),
    "hashes within a heading": (lambda n: f"# a{'#' * n}b", 16_000),
    "ids in braces that are not closed": (lambda n: "# a {" + "#a" * n, 16_000),
    "the sign before a marked number": (lambda n: "\ue001" * n, 30_000),
    "private-use characters": (lambda n: "".join(chr(0xE000 + place % 0x1900) for place in range(n)), 30_000),
    "comments that are not closed": (lambda n: "<!--" * n, 7_500),
    "marks of callouts in a quote": (lambda n: f"{{{{ {'> ' * n}}}}}", 4_000),
    "digits": (lambda n: "1234567890"[: n % 10] + "1234567890" * (n // 10), 16_000),
}


def read_and_traced(text: str, make_page: MakePage, trace_html: TraceHtml) -> float:
    """Return the time of this process that it takes to read and trace a page, Python-Markdown left out."""
    began = time.process_time()
    page = make_page(text)
    page.source.ids(), page.source.headings, page.source.lines_with(text)
    trace_html("".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n")), page)
    return time.process_time() - began


@pytest.mark.parametrize(("text_of", "length"), PASTED.values(), ids=PASTED)
def test_a_text_four_times_as_long_takes_about_four_times_as_long(
    make_page: MakePage, trace_html: TraceHtml, text_of: Callable[[int], str], length: int
) -> None:
    short, long = (
        min(read_and_traced(text, make_page, trace_html) for _ in range(3))
        for text in (text_of(length // 4), text_of(length))
    )
    assert long < 9 * short  # Sixteen times as long would be quadratic.
