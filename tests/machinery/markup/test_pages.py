"""Text in, text out: each page of the folder `pages` becomes the HTML beside it, and all its numerals are traced."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from recompute.audit.trace import Trace
from recompute.markup.elements import without_marks
from recompute.markup.render_context import RenderContext

FILES = [pytest.param(file, id=file.stem) for file in sorted((Path(__file__).parent / "pages").glob("*.md"))]


def canonical(html: str) -> list[str]:
    """Return HTML with attributes in one order and each on a line; a break between two tags means nothing."""
    joined = re.sub(r">\n\s*<", "><", html.strip())
    article = etree.fromstring(f"<article>{joined}</article>", etree.HTMLParser()).find(".//article")
    assert article is not None
    return etree.tostring(article, method="c14n").decode().replace("><", ">\n<").splitlines()


def language(page_file: Path) -> str:
    return "zh" if page_file.stem.endswith(".zh") else "en"


@pytest.mark.parametrize("page_file", FILES)
def test_page_becomes_the_html_beside_it(
    page_file: Path, make_page: Callable[..., RenderContext], convert: Callable[[RenderContext], str]
) -> None:
    page = make_page(page_file.read_text(encoding="utf-8"), language(page_file))
    expected = page_file.with_suffix(".html").read_text(encoding="utf-8")
    assert canonical(without_marks(convert(page))) == canonical(expected)


@pytest.mark.parametrize("page_file", FILES)
def test_page_has_no_problem_and_no_uncomputed_numeral(
    page_file: Path,
    make_page: Callable[..., RenderContext],
    convert: Callable[[RenderContext], str],
    trace_html: Callable[[str, RenderContext], Trace],
) -> None:
    page = make_page(page_file.read_text(encoding="utf-8"), language(page_file))
    assert trace_html(convert(page), page).uncomputed == []
    assert str(page.diagnostics) == ""
