"""Finished pages as Markdown, for programs that read text: numbers filled in, formulas as TeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from recompute.markup.html import ARTICLE, LIST

_SPECIAL = re.compile(r"[\\`*_\[\]<$]")
_SPACE = re.compile(r"[ \t\r\n]+")  # Other spaces are meant.
_BAR, _VERT = re.compile(r"(?<!\\)\|"), r"\\vert "
_BACKQUOTES = re.compile("`{3,}")
_BLOCKS = {"blockquote", "details", "div", "dl", "figure", "ol", "p", "pre", "table", "ul"}
_SKIPPED = {"a.headerlink", "nav.md-tags", f"details#{LIST}", "div.what-if", "script"}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_AROUND = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~"}


def as_markdown(output: str) -> str:
    r"""Return the article of a finished page as Markdown.

    >>> as_markdown('<article><h1>A</h1><p>About <data class="value">0.5</data> of <em>all</em>.</p></article>')
    '# A\n\nAbout 0.5 of *all*.\n'
    >>> as_markdown("<article><p>One.</p><!-- a note --><p>Two.</p></article>")
    'One.\n\nTwo.\n'
    """
    match = ARTICLE.search(output)
    if match is None:
        return ""
    article = html.fragment_fromstring(match[0], create_parent=True)[0]  # Raw HTML may close it too early.
    return "\n\n".join(_blocks(article)) + "\n"


def _is_skipped(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return True  # It is a comment.
    names = {element.tag, f"{element.tag}#{element.get('id')}"}
    names |= {f"{element.tag}.{name}" for name in element.get("class", "").split()}
    return not _SKIPPED.isdisjoint(names)


def _blocks(parent: etree._Element) -> Iterator[str]:
    """Yield the blocks in an element; words beside blocks are a block of their own."""
    words = _escaped(parent.text)
    for child in parent:
        if not _is_skipped(child):
            if child.tag in _BLOCKS or child.tag in _HEADINGS or child.tag in {"dt", "dd", "figcaption", "summary"}:
                yield from filter(None, [words.strip()])
                yield from filter(None, _block(child))
                words = ""
            else:
                words += _inline(child)
        words += _escaped(child.tail)
    yield from filter(None, [words.strip()])


def _fenced(code: str) -> str:
    """Return code in a fence longer than each that it holds."""
    fence = "`" * max([3, *(len(run) + 1 for run in _BACKQUOTES.findall(code))])
    return f"{fence}\n{code}\n{fence}"


def _block(element: etree._Element) -> Iterator[str]:
    tag, classes = element.tag, element.get("class", "").split()
    if tag in _HEADINGS:
        yield f"{_HEADINGS[tag]} {_words(element)}"
    elif tag == "pre":
        yield _fenced(element.text_content().strip("\n"))  # type: ignore[attr-defined]
    elif tag == "table":
        yield "\n".join(_rows(element))
    elif tag in {"ul", "ol"}:
        marks = (f"{place}." if tag == "ol" else "-" for place in range(1, len(element) + 1))
        yield "\n".join(_indented(f"{mark} ", _blocks(item)) for mark, item in zip(marks, element, strict=True))
    elif "arithmatex" in classes:
        yield f"$$\n{_tex(element)}\n$$"
    elif tag == "blockquote" or {"admonition", "drawing"} & {*classes} or tag == "details":
        yield _quoted("\n\n".join(_blocks(element)))
    elif tag in {"dt", "summary"} or "admonition-title" in classes:
        yield f"**{_words(element)}**"
    else:
        yield from _blocks(element)


def _rows(table: etree._Element) -> Iterator[str]:
    for place, row in enumerate(table.iter("tr")):
        cells = [_words(cell).replace("|", r"\|") for cell in row]
        yield f"| {' | '.join(cells)} |"
        if not place:
            yield f"|{' --- |' * len(cells)}"


def _indented(mark: str, blocks: Iterator[str]) -> str:
    return mark + "\n\n".join(blocks).replace("\n", "\n" + " " * len(mark))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _words(element: etree._Element) -> str:
    """Return the content of an element as one line."""
    return _SPACE.sub(" ", _inlines(element)).strip()


def _inlines(element: etree._Element) -> str:
    inner = (_inline(child) + _escaped(child.tail) for child in element)
    return _escaped(element.text) + "".join(inner)


def _inline(element: etree._Element) -> str:
    if _is_skipped(element):
        return ""
    if element.tag == "math":
        tex = element.get("alttext", "")
        in_cell = next(element.iterancestors("td", "th"), None) is not None  # where a bar ends the cell
        return f"${_BAR.sub(_VERT, tex) if in_cell else tex}$"
    if element.tag == "code":
        return f"`{element.text_content()}`"  # type: ignore[attr-defined]
    if element.tag == "br":
        return " "
    if element.tag == "svg":
        return " ".join(_escaped(part.text) for part in element.iter("title", "desc") if part.getparent() is element)
    text = _inlines(element)
    if element.tag == "a" and element.get("href"):
        return f"[{text}]({element.get('href')})"
    around = _AROUND.get(str(element.tag), "")
    return f"{around}{text}{around}"


def _tex(element: etree._Element) -> str:
    return "\n".join(formula.get("alttext", "") for formula in element.iter("math"))


def _escaped(text: str | None) -> str:
    return _SPECIAL.sub(r"\\\g<0>", _SPACE.sub(" ", text or ""))
