"""Numbers of a page that something beside them changes, each noted with its line."""

from __future__ import annotations

from lxml import etree

from recompute.audit.adjacency import pieced, touching
from recompute.audit.article_text import ArticleText, Text, marked
from recompute.markup.render_context import RenderContext

_ADVICE = "quote a value that says all of it, in a format with %, a sign or a power of ten, or put a word between"


def check(article: etree._Element, page: RenderContext) -> None:
    """Note each computed number of an article that something touches, and numbers pieced together from symbols."""
    read = ArticleText(article)
    for text in read.texts:
        _note(text, "", page)
    for tex, text in read.formulas:
        _note(text, tex, page)


def check_text(key: str, text: str, page: RenderContext) -> None:
    """Note the same in a text of the front matter, in which numbers are still marked."""
    found = marked(text)
    for nth, what in touching(found.text):
        page.diagnostics.add(page.source.file, page.source.line_of(key), _message(*found.numbers[nth], what))


def _note(text: Text, tex: str, page: RenderContext) -> None:
    context = tex or " ".join(text.readable().split())
    found = [(_name(text.numbers[nth][0]), _message(*text.numbers[nth], what)) for nth, what in touching(text.text)]
    if pieced(text.text):
        found.append(
            ("", f"a number is put together from symbols or literals in “{context[:60]}”; quote it as one value")
        )
    for name, message in found:
        page.diagnostics.add(page.source.file, page.source.line_like(name, context), message)


def _name(ref: str) -> str:
    return ref.partition("[")[0].rpartition(".")[2]


def _message(ref: str, shown: str, what: str) -> str:
    return f"{what} touches {ref.partition(chr(0xE004))[0]}, shown as {shown}, and changes what it says; {_ADVICE}"
